extension DiagnosticRenderer {
    /// One diagnostic as a JSON object on one line, without a line feed.
    ///
    /// `{"severity","id","message","origin","range","notes":[{"message","range"}],"fixIts":[{"message",
    /// "edits":[{"range","replacement"}]}]}`. A range is `{"start","end","line","column"}`: byte offsets in the
    /// source, and the line and the byte column of the start, both from 1. The range of a note may be null.
    public func json(_ diagnostic: Diagnostic) -> String {
        JSONText.object([
            ("severity", JSONText.string(diagnostic.severity.rawValue)),
            ("id", JSONText.string(diagnostic.id.rawValue)),
            ("message", JSONText.string(diagnostic.message)),
            ("origin", JSONText.string(origin)),
            ("range", json(diagnostic.range)),
            (
                "notes",
                JSONText.array(
                    diagnostic.notes.map { note in
                        JSONText.object([
                            ("message", JSONText.string(note.message)),
                            ("range", note.range.map { json($0) } ?? "null"),
                        ])
                    })
            ),
            ("fixIts", JSONText.array(diagnostic.fixIts.map { json($0) })),
        ])
    }

    private func json(_ fixIt: Diagnostic.FixIt) -> String {
        let edits = fixIt.edits.map { edit in
            JSONText.object([("range", json(edit.range)), ("replacement", JSONText.string(edit.replacement))])
        }
        return JSONText.object([("message", JSONText.string(fixIt.message)), ("edits", JSONText.array(edits))])
    }

    package func json(_ range: SourceRange) -> String {
        let line = lines.line(containing: range.lowerBound)
        return JSONText.object([
            ("start", String(range.lowerBound)),
            ("end", String(range.upperBound)),
            ("line", String(line + 1)),
            ("column", String(range.lowerBound - lines.bounds(of: line).lowerBound + 1)),
        ])
    }
}

/// Pieces of JSON (RFC 8259).
package enum JSONText {
    package static func object(_ members: [(name: String, value: String)]) -> String {
        "{" + members.map { "\(string($0.name)):\($0.value)" }.joined(separator: ",") + "}"
    }

    package static func array(_ elements: [String]) -> String { "[" + elements.joined(separator: ",") + "]" }

    package static func string(_ text: String) -> String {
        var output = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: output += "\\\""
            case 0x5C: output += "\\\\"
            case 0x0A: output += "\\n"
            case 0x0D: output += "\\r"
            case 0x09: output += "\\t"
            // U+2028 and U+2029 are line breaks to some readers.
            case 0..<0x20, 0x7F, 0x2028, 0x2029:
                let digits = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output + "\""
    }
}
