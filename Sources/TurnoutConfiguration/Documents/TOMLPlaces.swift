/// Where the values of a TOML document stand, which its parser doesn't keep.
///
/// The document is read leniently, as the parser has the last word on what is valid: a place that can't be found is missing.
struct TOMLPlaces {
    private var places: [[String]: (line: Int, column: Int)] = [:]
    /// The first header of a table whose name doesn't begin like one: the parser ends the process at such a header, by an
    /// assertion, so it must not see it.
    private(set) var namelessHeader: (line: Int, column: Int)?
    private let text: [Unicode.Scalar]
    private var index = 0
    private var line = 1
    private var lineStart = 0

    /// The place of the value of a key, or of the header of a table. Lines and columns, in code points, count from 1.
    subscript(path: [String]) -> (line: Int, column: Int)? { places[path] }

    init(_ text: String) {
        self.text = Array(text.unicodeScalars)
        if current == "\u{FEFF}" { advance() }
        var table: [String] = []
        while true {
            skipSpace(linesToo: true)
            guard let next = current else { return }
            if next == "[" {
                let start = here
                advance()
                if current == "[" { advance() }
                while current == " " || current == "\t" { advance() }
                if let next = current, !Self.beginsName(next), namelessHeader == nil { namelessHeader = here }
                table = readPath()
                record(table, start)
                while let next = current, next != "\n" { advance() }
            } else if !readMember(of: table) {
                return
            }
        }
    }

    /// Whether a key can begin so; `]` is there for the parser to refuse.
    private static func beginsName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", "\"", "'", "]": true
        default: false
        }
    }

    private var current: Unicode.Scalar? { index < text.count ? text[index] : nil }
    private var here: (line: Int, column: Int) { (line, index - lineStart + 1) }

    private mutating func advance() {
        if text[index] == "\n" {
            line += 1
            lineStart = index + 1
        }
        index += 1
    }

    private mutating func record(_ path: [String], _ place: (line: Int, column: Int)) {
        if places[path] == nil { places[path] = place }
    }

    private mutating func skipSpace(linesToo: Bool) {
        while let next = current {
            if next == "#" {
                while let next = current, next != "\n" { advance() }
            } else if next == " " || next == "\t" || next == "\r" || (linesToo && next == "\n") {
                advance()
            } else {
                return
            }
        }
    }

    /// Reads `key = value`; false if there is no such thing here.
    private mutating func readMember(of table: [String]) -> Bool {
        let start = index
        let path = table + readPath()
        guard index > start, current == "=" else { return false }
        advance()
        skipSpace(linesToo: false)
        record(path, here)
        skipValue(path)
        return true
    }

    /// Reads a dotted key and the space around it.
    private mutating func readPath() -> [String] {
        var path: [String] = []
        while true {
            skipSpace(linesToo: false)
            path.append(readKey())
            skipSpace(linesToo: false)
            guard current == "." else { return path }
            advance()
        }
    }

    private mutating func readKey() -> String {
        var key = String.UnicodeScalarView()
        if let quote = current, quote == "\"" || quote == "'" {
            advance()
            while let next = current, next != quote, next != "\n" {
                if next == "\\", quote == "\"", index + 1 < text.count { advance() }
                key.append(text[index])
                advance()
            }
            if current == quote { advance() }
        } else {
            while let next = current, next.properties.isAlphabetic || "0123456789_-".unicodeScalars.contains(next) {
                key.append(next)
                advance()
            }
        }
        return String(key)
    }

    private mutating func skipValue(_ path: [String]) {
        switch current {
        case "\"", "'": skipString()
        case "[": skipElements(path)
        case "{": skipInlineTable(path)
        default:
            while let next = current, !",]}#\n".unicodeScalars.contains(next) { advance() }
        }
    }

    /// The elements of an array have no names of their own.
    private mutating func skipElements(_ path: [String]) {
        advance()
        while true {
            skipSpace(linesToo: true)
            let start = index
            if current == "]" || current == "," { advance() } else { skipValue(path) }
            // What can't go on is left to the parser.
            if index == start || text[start] == "]" { return }
        }
    }

    private mutating func skipInlineTable(_ path: [String]) {
        advance()
        while true {
            skipSpace(linesToo: true)
            guard let next = current else { return }
            if next == "," || next == "}" { advance() }
            if next == "}" { return }
            if next != ",", !readMember(of: path) { return }
        }
    }

    private mutating func skipString() {
        guard let quote = current else { return }
        let isLong = index + 2 < text.count && text[index + 1] == quote && text[index + 2] == quote
        for _ in 0..<(isLong ? 3 : 1) { advance() }
        var quotes = 0
        while let next = current {
            advance()
            if next == "\\", quote == "\"", current != nil {
                advance()
                quotes = 0
            } else if next == quote {
                quotes += 1
                // Up to two quotes may stand before the three that end a long string.
                if !isLong || (quotes >= 3 && current != quote) { return }
            } else {
                quotes = 0
                if !isLong, next == "\n" { return }
            }
        }
    }
}
