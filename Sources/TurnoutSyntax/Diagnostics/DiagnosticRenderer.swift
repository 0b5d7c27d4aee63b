/// Turns diagnostics into text for people and JSON for programs.
///
///     error[unknown-matcher]: unknown matcher 'PathPrefx'
///       --> router 'api@file', routes.yml:12
///        |  Host(`example.com`) && PathPrefx(`/api`)
///        |                         ^^^^^^^^^ did you mean 'PathPrefix'?
///
/// Beside the carets stands the first fix-it, or else the first note that has no place of its own; all others follow below.
/// Of a rule with several lines only those concerned are shown, with their numbers.
public struct DiagnosticRenderer: Sendable {
    /// The source, a rule or a regular expression.
    public let source: String
    /// Who owns the source, such as `router 'api@file', routes.yml:12`; empty for nobody.
    public let origin: String

    let lines: SourceLines

    /// - Complexity: O(length of `source`).
    public init(source: String, origin: String = "") {
        self.source = source
        self.origin = origin
        lines = SourceLines(source)
    }

    /// One diagnostic as text, with a line feed at the end.
    public func text(_ diagnostic: Diagnostic) -> String {
        var output = "\(diagnostic.severity.rawValue)[\(diagnostic.id.rawValue)]: \(shown(diagnostic.message))\n"
        if !origin.isEmpty { output += "  --> \(shown(origin))\n" }
        var notes = diagnostic.notes[...]
        var fixIts = diagnostic.fixIts[...]
        var label = ""
        if let fixIt = fixIts.popFirst() {
            label = fixIt.message
        } else if let note = notes.first, note.range == nil {
            label = note.message
            notes = notes.dropFirst()
        }
        output += excerpt(diagnostic.range, label: label)
        for note in notes {
            output += "   = note: \(shown(note.message))\n"
            if let range = note.range { output += excerpt(range, label: "") }
        }
        for fixIt in fixIts { output += "   = or: \(shown(fixIt.message))\n" }
        return output
    }

    /// All diagnostics as text, with an empty line between two.
    public func text(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map { text($0) }.joined(separator: "\n")
    }

    /// Messages quote the source, and a terminal must not obey what stands there.
    private func shown(_ text: String) -> String { DisplayText(Array(text.utf8)[...]).text }

    // MARK: Excerpts

    /// Columns shown of a line; of a longer one the part around the range.
    private static let maximumColumns = 160
    /// Columns kept in front of the range in a line that is cut.
    private static let contextColumns = 60

    /// The first and the last line of a range with carets below.
    package func excerpt(_ range: SourceRange, label: String) -> String {
        let first = lines.line(containing: range.lowerBound)
        let last = lines.line(containing: max(range.lowerBound, range.upperBound - 1))
        var output = row(first, range, label: first == last ? label : "")
        if last > first + 1 { output += "   |  …\n" }
        if last > first { output += row(last, range, label: label) }
        return output
    }

    private func row(_ line: Int, _ range: SourceRange, label: String) -> String {
        let bounds = lines.bounds(of: line)
        let lower = min(max(range.lowerBound, bounds.lowerBound), bounds.upperBound)
        let upper = min(max(range.upperBound, lower), bounds.upperBound)
        let before = DisplayText(lines.bytes[bounds.lowerBound..<lower])
        let marked = DisplayText(lines.bytes[lower..<upper])
        let after = DisplayText(lines.bytes[upper..<bounds.upperBound])

        let shownBefore =
            before.columns + marked.columns > Self.maximumColumns ? before.suffix(columns: Self.contextColumns) : before
        let shownMarked = marked.prefix(columns: Self.maximumColumns)
        let room = Self.maximumColumns - min(shownBefore.columns + shownMarked.columns, Self.maximumColumns)
        let shownAfter = marked.columns > Self.maximumColumns ? after.prefix(columns: 0) : after.prefix(columns: room)

        let number = lines.count > 1 ? String(line + 1) : ""
        let gutter = String(repeating: " ", count: max(0, 2 - number.utf8.count)) + number
        let carets = String(repeating: "^", count: max(1, shownMarked.columns))
        let indent = String(repeating: " ", count: shownBefore.columns)
        return "\(gutter) |  \(shownBefore.text)\(shownMarked.text)\(shownAfter.text)\n"
            + "   |  \(indent)\(carets)\(label.isEmpty ? "" : " " + shown(label))\n"
    }
}

/// Where the lines of a source begin and end.
struct SourceLines: Sendable {
    let bytes: [UInt8]
    private let starts: [Int]

    init(_ source: String) {
        let bytes = Array(source.utf8)
        self.bytes = bytes
        starts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    }

    var count: Int { starts.count }

    /// The line (from 0) of a byte; the last one for places past the end.
    ///
    /// - Complexity: O(log lines).
    func line(containing offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The bytes of a line without its line break.
    func bounds(of line: Int) -> Range<Int> {
        let end = line + 1 < starts.count ? starts[line + 1] - 1 : bytes.count
        return starts[line]..<(end > starts[line] && bytes[end - 1] == 0x0D ? end - 1 : end)
    }
}
