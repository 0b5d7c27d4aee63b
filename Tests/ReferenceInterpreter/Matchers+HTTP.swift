extension Matchers {
    // MARK: v3

    static let httpV3: [String: Builder] = [
        "Host": exactly(1...1) { arguments in
            let pattern = arguments[0]
            try requireASCII(pattern)
            if pattern == [0x2A] { return { _ in true } }
            return hostEquals(pattern, isWildcard: pattern.first == 0x2A, forgivesDots: true)
        },
        "HostRegexp": exactly(1...1) { arguments in
            try requireASCII(arguments[0])
            let regex = try ReferenceRegex(arguments[0])
            // The flattened host, empty unless that feature is on, is searched as well.
            return { regex.matches($0.host) || regex.matches([]) }
        },
        "Path": exactly(1...1) { arguments in
            try requireSlash(arguments[0])
            return { $0.path == arguments[0] }
        },
        "PathPrefix": exactly(1...1) { arguments in
            try requireSlash(arguments[0])
            return { $0.path.starts(with: arguments[0]) }
        },
        "PathRegexp": exactly(1...1) { arguments in
            let regex = try ReferenceRegex(arguments[0])
            return { regex.matches($0.path) }
        },
        "Method": exactly(1...1, method),
        "Header": exactly(2...2, header),
        "HeaderRegexp": exactly(2...2, headerRegexp),
        "Query": exactly(1...2) { arguments in
            let value = arguments.count == 2 ? arguments[1] : []
            return { request in request.query.contains { $0.key == arguments[0] && $0.value == value } }
        },
        "QueryRegexp": exactly(1...2) { arguments in
            guard arguments.count == 2 else {
                return { request in request.query.contains { $0.key == arguments[0] && $0.value.isEmpty } }
            }
            let regex = try ReferenceRegex(arguments[1])
            return { request in request.query.contains { $0.key == arguments[0] && regex.matches($0.value) } }
        },
        "ClientIP": exactly(1...1, clientIP),
    ]

    // MARK: v2

    static let httpV2: [String: Builder] = [
        "Host": any(hostV2),
        "HostHeader": any(hostV2),
        "HostRegexp": any { arguments in
            try requireASCII(arguments[0])
            let template = try Template(arguments[0], kind: .host)
            return { template.regex.matches($0.rawHost) }
        },
        "Path": any { arguments in
            try requireSlash(arguments[0])
            let template = try Template(arguments[0], kind: .path)
            return { template.regex.matches($0.path) }
        },
        "PathPrefix": any { arguments in
            try requireSlash(arguments[0])
            let template = try Template(arguments[0], kind: .pathPrefix)
            return { template.regex.matches($0.path) }
        },
        "Method": any(method),
        "Headers": pairs(header),
        "HeadersRegexp": pairs(headerRegexp),
        "Query": queryV2,
        "ClientIP": any(clientIP),
    ]

    private static let hostV2: Builder = { arguments in
        try requireASCII(arguments[0])
        return hostEquals(arguments[0], isWildcard: false, forgivesDots: true)
    }

    /// v2: name and value pairs, all of which must hold; of equal names only the last counts.
    private static func pairs(_ builder: @escaping Builder) -> Builder {
        { arguments in
            guard arguments.count.isMultiple(of: 2) else {
                throw ReferenceError.refused("number of parameters must be multiple of 2")
            }
            var tests: [[UInt8]: Test] = [:]
            for index in stride(from: 0, to: arguments.count, by: 2) {
                tests[arguments[index]] = try builder([arguments[index], arguments[index + 1]])
            }
            return { request in tests.values.allSatisfy { $0(request) } }
        }
    }

    private static let queryV2: Builder = { arguments in
        var pieces: [[UInt8]] = []
        for argument in arguments {
            let key = argument.prefix { $0 != 0x3D }
            pieces.append(Array(key))
            if key.count < argument.count { pieces.append(Array(argument.dropFirst(key.count + 1))) }
        }
        guard pieces.count.isMultiple(of: 2) else {
            throw ReferenceError.refused("number of parameters must be multiple of 2")
        }
        var tests: [Test] = []
        for index in stride(from: 0, to: pieces.count, by: 2) {
            let text = pieces[index] + [0x3D] + pieces[index + 1]
            let key = Array(text.prefix { $0 != 0x3D })
            let template = try Template(text, kind: .query)
            tests.append { request in
                guard let first = request.query.first(where: { $0.key == key }) else { return false }
                return template.regex.matches(key + [0x3D] + first.value)
            }
        }
        return { request in tests.allSatisfy { $0(request) } }
    }

    // MARK: Both

    private static let method: Builder = { arguments in
        let upper = arguments[0].map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
        return { $0.method == upper }
    }

    private static let header: Builder = { arguments in
        let name = lowercased(arguments[0])
        return { request in request.headers.contains { $0.name == name && $0.value == arguments[1] } }
    }

    private static let headerRegexp: Builder = { arguments in
        let name = lowercased(arguments[0])
        let regex = try ReferenceRegex(arguments[1])
        return { request in request.headers.contains { $0.name == name && regex.matches($0.value) } }
    }
}
