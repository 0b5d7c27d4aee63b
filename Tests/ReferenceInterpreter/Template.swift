/// A v2 template, `text{name:regex}text`, as the regular expression that it stands for.
struct Template {
    enum Kind { case host, path, pathPrefix, query }

    let regex: ReferenceRegex

    init(_ text: [UInt8], kind: Kind) throws {
        var pattern: [UInt8] = kind == .host ? Array("(?i)^".utf8) : Array("^".utf8)
        var literal: [UInt8] = []
        var group: [UInt8] = []
        var depth = 0
        for byte in text {
            switch byte {
            case 0x7B:
                if depth > 0 { group.append(byte) }
                depth += 1
            case 0x7D:
                depth -= 1
                guard depth >= 0 else { throw ReferenceError.refused("unbalanced braces") }
                if depth > 0 {
                    group.append(byte)
                } else {
                    pattern += Self.quoted(literal)
                    pattern += try Self.expression(ofGroup: group, kind: kind)
                    literal = []
                    group = []
                }
            default:
                if depth > 0 { group.append(byte) } else { literal.append(byte) }
            }
        }
        guard depth == 0 else { throw ReferenceError.refused("unbalanced braces") }
        pattern += Self.quoted(literal)
        if kind == .query, text.dropFirst((text.firstIndex(of: 0x3D) ?? text.count) + 1).isEmpty {
            pattern += Array(".*".utf8)
        }
        if kind != .pathPrefix { pattern += Array("$".utf8) }
        regex = try ReferenceRegex(pattern)
    }

    private static func expression(ofGroup group: [UInt8], kind: Kind) throws -> [UInt8] {
        let name = group.prefix { $0 != 0x3A }
        let isNamedOnly = name.count == group.count
        let inner = isNamedOnly ? defaultExpression(kind) : Array(group.dropFirst(name.count + 1))
        guard !name.isEmpty, !inner.isEmpty else { throw ReferenceError.refused("missing name or pattern") }
        // Each group must also stand on its own.
        _ = try ReferenceRegex(Array("^".utf8) + inner + Array("$".utf8))
        return Array("(?P<v>".utf8) + inner + Array(")".utf8)
    }

    private static func defaultExpression(_ kind: Kind) -> [UInt8] {
        switch kind {
        case .host: Array("[^.]+".utf8)
        case .path, .pathPrefix: Array("[^/]+".utf8)
        case .query: Array(".*".utf8)
        }
    }

    private static func quoted(_ literal: [UInt8]) -> [UInt8] {
        literal.flatMap { "\\.+*?()|[]{}^$".utf8.contains($0) ? [0x5C, $0] : [$0] }
    }
}
