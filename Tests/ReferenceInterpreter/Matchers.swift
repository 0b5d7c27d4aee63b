/// Turns matcher calls into closures over requests.
struct Matchers {
    typealias Test = (ReferenceRequest) -> Bool
    /// Makes a test from the arguments, which are known to be there and not empty.
    typealias Builder = @Sendable ([[UInt8]]) throws -> Test

    private let builders: [String: Builder]

    init(kind: ConformCase.Kind, syntax: ConformCase.Syntax) {
        let named =
            switch (kind, syntax) {
            case (.tcp, .v3): Self.tcpV3
            case (.tcp, .v2): Self.tcpV2
            case (_, .v3): Self.httpV3
            case (_, .v2): Self.httpV2
            }
        var builders: [String: Builder] = [:]
        for (name, builder) in named {
            let lower = name.lowercased()
            for spelling in [name, lower, name.uppercased(), lower.prefix(1).uppercased() + lower.dropFirst()] {
                builders[spelling] = builder
            }
        }
        self.builders = builders
    }

    func test(for tree: RuleTree) throws -> Test {
        switch tree {
        case .not(let operand):
            let inner = try test(for: operand)
            return { !inner($0) }
        case .and(let left, let right):
            let (first, second) = (try test(for: left), try test(for: right))
            return { first($0) && second($0) }
        case .or(let left, let right):
            let (first, second) = (try test(for: left), try test(for: right))
            return { first($0) || second($0) }
        case .call(let name, let arguments):
            guard let builder = builders[name] else { throw ReferenceError.refused("unsupported function: \(name)") }
            guard !arguments.isEmpty else { throw ReferenceError.refused("no args for matcher \(name)") }
            guard arguments.allSatisfy({ !$0.isEmpty }) else {
                throw ReferenceError.refused("empty args for matcher \(name)")
            }
            return try builder(arguments)
        }
    }

    // MARK: Shared pieces

    static func exactly(_ counts: ClosedRange<Int>, _ builder: @escaping Builder) -> Builder {
        { arguments in
            guard counts.contains(arguments.count) else {
                throw ReferenceError.refused("unexpected number of parameters; got \(arguments.count)")
            }
            return try builder(arguments)
        }
    }

    /// v2: any of the arguments.
    static func any(_ builder: @escaping Builder) -> Builder {
        { arguments in
            let tests = try arguments.map { try builder([$0]) }
            return { request in tests.contains { $0(request) } }
        }
    }

    static func requireASCII(_ text: [UInt8]) throws {
        guard text.allSatisfy({ $0 < 0x80 }) else {
            throw ReferenceError.refused("non-ASCII characters are not allowed")
        }
    }

    static func requireSlash(_ path: [UInt8]) throws {
        guard path.first == 0x2F else { throw ReferenceError.refused("path does not start with a '/'") }
    }

    /// Equality of the host, or of the host with its first label replaced by `*`. If `forgivesDots`, one trailing
    /// dot of the rule or of the request doesn't count.
    static func hostEquals(_ pattern: [UInt8], isWildcard: Bool, forgivesDots: Bool) -> Test {
        let pattern = lowercased(pattern)
        return { request in
            guard !request.host.isEmpty else { return false }
            var host = request.host
            if isWildcard { host = [0x2A] + host.drop { $0 != 0x2E } }
            if host == pattern { return true }
            return forgivesDots
                && ((pattern.last == 0x2E && host == pattern.dropLast())
                    || (host.last == 0x2E && host.dropLast() == pattern))
        }
    }

    static let clientIP: Builder = { arguments in
        guard let range = NetworkRange.parse(String(decoding: arguments[0], as: UTF8.self)) else {
            throw ReferenceError.refused("invalid CIDR address")
        }
        return { request in request.peer.map(range.contains) ?? false }
    }
}
