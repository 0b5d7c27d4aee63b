/// The routers and middlewares that stand for `http.redirections` of entry points, called as Traefik calls them.
struct EntryPointRedirections {
    private(set) var routers: [ConfiguredRouter] = []
    private(set) var middlewares: [ResolvedConfiguration.ResolvedMiddleware] = []
    private(set) var problems: [ConfigurationProblem] = []

    /// - Parameter kinds: The kinds of middleware that can be used.
    init(_ configuration: StaticConfiguration, kinds: Set<String>) {
        guard kinds.contains("redirectScheme") else { return }
        for point in configuration.entryPoints {
            if let redirection = point.http.redirection { add(redirection, from: point, configuration) }
        }
    }

    private mutating func add(
        _ redirection: EntryPointRedirection, from point: EntryPoint, _ configuration: StaticConfiguration
    ) {
        guard let port = Self.port(of: redirection.target, configuration) else {
            problems.append(
                ConfigurationProblem(
                    .missingEntryPoint,
                    "the entry point '\(point.name)' redirects to '\(redirection.target)', which is neither an entry point "
                        + "nor a port such as ':443': nothing is redirected", at: point.place))
            return
        }
        let name = Self.normalized("\(point.name)-to-\(redirection.target)")
        let middleware = "redirect-\(name)@internal"
        let options = RedirectSchemeOptions(
            scheme: redirection.scheme, port: port, isPermanent: redirection.isPermanent)
        middlewares.append(
            ResolvedConfiguration.ResolvedMiddleware(
                middleware: ConfiguredMiddleware(
                    name: middleware, kinds: ["redirectScheme"], node: options.node(at: point.place), at: point.place),
                options: .redirectScheme(options), problems: []))
        var router = ConfiguredRouter(name: "\(name)@internal", rule: "HostRegexp(`^.+$`)", at: point.place)
        router.priority = redirection.priority
        router.service = "noop@internal"
        router.middlewares = [middleware]
        router.entryPoints = [point.name]
        routers.append(router)
    }

    /// The port of an entry point or of `:443`.
    private static func port(of target: String, _ configuration: StaticConfiguration) -> String? {
        if let port = target.utf8.first == UInt8(ascii: ":") ? target.dropFirst() : nil {
            return !port.isEmpty && port.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) ? String(port) : nil
        }
        return configuration.entryPoint(target).map { "\($0.address.port)" }
    }

    /// Runs of letters and digits, joined by hyphens.
    private static func normalized(_ name: String) -> String {
        name.unicodeScalars.split { scalar in
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber, .otherNumber:
                false
            default: true
            }
        }.map { String($0) }.joined(separator: "-")
    }
}

extension RedirectSchemeOptions {
    /// As it would stand in a file.
    fileprivate func node(at place: ConfigurationPlace) -> ConfigurationNode {
        let members = [("scheme", scheme), ("port", port), ("permanent", "\(isPermanent)")]
        return ConfigurationNode(
            .mapping(
                members.map { ConfigurationNode.Member($0, ConfigurationNode(.scalar($1), at: place), at: place) }),
            at: place)
    }
}
