extension Matchers {
    static let tcpV3: [String: Builder] = [
        "HostSNI": exactly(1...1) { arguments in
            let pattern = arguments[0]
            if pattern == [0x2A] { return { _ in true } }
            let name = pattern.starts(with: [0x2A, 0x2E]) ? pattern.dropFirst(2) : pattern[...]
            try requireHostname(name)
            return hostEquals(withoutTrailingDot(pattern), isWildcard: pattern.first == 0x2A, forgivesDots: false)
        },
        "HostSNIRegexp": exactly(1...1) { arguments in
            try requireASCII(arguments[0])
            let regex = try ReferenceRegex(arguments[0])
            return { regex.matches($0.host) }
        },
        "ALPN": exactly(1...1, alpn),
        "ClientIP": exactly(1...1, clientIP),
    ]

    static let tcpV2: [String: Builder] = [
        "HostSNI": { arguments in
            let names = try any { arguments in
                let pattern = arguments[0]
                if pattern == [0x2A] { return { !$0.host.isEmpty } }
                try requireHostname(pattern[...])
                // Unlike in v3, the name as written counts as well; no TLS client can send its dot, though.
                let written = hostEquals(pattern, isWildcard: false, forgivesDots: false)
                let undotted = hostEquals(withoutTrailingDot(pattern), isWildcard: false, forgivesDots: false)
                return { written($0) || undotted($0) }
            }(arguments)
            // Only as the first argument does `*` take a connection without a name.
            return arguments[0] == [0x2A] ? { _ in true } : names
        },
        "HostSNIRegexp": any { arguments in
            let template = try Template(arguments[0], kind: .host)
            return { template.regex.matches($0.host) }
        },
        "ALPN": any(alpn),
        "ClientIP": any(clientIP),
    ]

    private static let alpn: Builder = { arguments in
        guard arguments[0] != Array("acme-tls/1".utf8) else { throw ReferenceError.refused("acme-tls/1 is reserved") }
        return { $0.protocols.contains(arguments[0]) }
    }

    private static func requireHostname(_ name: ArraySlice<UInt8>) throws {
        guard !name.isEmpty, name.allSatisfy({ isAlphanumeric($0) || "_.-:".utf8.contains($0) }) else {
            throw ReferenceError.refused("not a valid hostname")
        }
    }

    private static func withoutTrailingDot(_ pattern: [UInt8]) -> [UInt8] {
        pattern.last == 0x2E ? pattern.dropLast() : pattern
    }
}
