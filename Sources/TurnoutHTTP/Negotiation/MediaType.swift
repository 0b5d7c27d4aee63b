/// A media type as Go's `mime.ParseMediaType` reads it: `Text/HTML; charset=utf-8` is `text/html`. Parameters only have to be
/// well-formed.
public struct MediaType: Hashable, Sendable {
    /// `type/subtype`, or a single token, in lower case.
    public let essence: [UInt8]

    /// Nil for a value that isn't a media type, or whose parameters are malformed or contradict each other.
    public init?(parsing value: [UInt8]) {
        guard let essence = MediaType.essence(of: value) else { return nil }
        var parameters = MediaParameters(value.drop { $0 != UInt8(ascii: ";") })
        guard parameters.areWellFormed() else { return nil }
        self.essence = essence
    }

    /// The media type alone; nil if that is malformed.
    public static func essence(of value: [UInt8]) -> [UInt8]? {
        var scanner = MediaScanner(value.prefix { $0 != UInt8(ascii: ";") })
        scanner.skipBlanks()
        var essence = scanner.token()
        guard !essence.isEmpty else { return nil }
        if scanner.skip(UInt8(ascii: "/")) {
            let subtype = scanner.token()
            guard !subtype.isEmpty else { return nil }
            essence += [UInt8(ascii: "/")] + subtype
        }
        scanner.skipBlanks()
        return scanner.isAtEnd ? essence : nil
    }
}

/// `; name=value` any number of times.
private struct MediaParameters {
    private var scanner: MediaScanner

    init(_ bytes: ArraySlice<UInt8>) { scanner = MediaScanner(bytes) }

    mutating func areWellFormed() -> Bool {
        var values: [[UInt8]: [UInt8]] = [:]
        while true {
            scanner.skipBlanks()
            if scanner.isAtEnd { return true }
            guard scanner.skip(UInt8(ascii: ";")) else { return false }
            scanner.skipBlanks()
            // A last semicolon may stand alone.
            if scanner.isAtEnd { return true }
            let name = scanner.token()
            scanner.skipBlanks()
            guard !name.isEmpty, scanner.skip(UInt8(ascii: "=")) else { return false }
            scanner.skipBlanks()
            guard let value = scanner.value() else { return false }
            if let other = values.updateValue(value, forKey: name), other != value { return false }
        }
    }
}

private struct MediaScanner {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skipBlanks() { rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) } }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest.removeFirst()
        return true
    }

    /// The token here in lower case; empty if there is none.
    mutating func token() -> [UInt8] { plainToken().map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } }

    /// A token, or a text in quotation marks; nil if there is neither.
    mutating func value() -> [UInt8]? {
        let quotationMark = UInt8(ascii: "\"")
        guard skip(quotationMark) else {
            let token = plainToken()
            return token.isEmpty ? nil : Array(token)
        }
        var text: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case quotationMark: return text
            case 0x0A, 0x0D: return nil
            // Of a Windows path the backslashes stand for themselves.
            case UInt8(ascii: "\\") where rest.first.map(Self.isSpecial) ?? false: text.append(rest.removeFirst())
            default: text.append(byte)
            }
        }
        return nil
    }

    private mutating func plainToken() -> ArraySlice<UInt8> {
        let token = rest.prefix { $0 > 0x20 && $0 < 0x7F && !Self.isSpecial($0) }
        rest = rest[token.endIndex...]
        return token
    }

    private static func isSpecial(_ byte: UInt8) -> Bool { #"()<>@,;:\"/[]?="#.utf8.contains(byte) }
}
