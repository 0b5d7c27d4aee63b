#if Proxy
    import NIOSSL
    import TurnoutConfiguration
    import TurnoutSyntax

    /// How connections to one entry point are encrypted.
    struct Handshakes: Sendable {
        let material: TLSMaterial
        /// The options of hosts whose routers name others than the default ones; lower-cased.
        private let options: [String: String]

        /// - Parameter hosts: The options of hosts, from `HostOptions`.
        init(material: TLSMaterial, hosts: [String: String]) {
            self.material = material
            options = hosts
        }

        /// Whether all hosts have the same options.
        var areUniform: Bool { options.isEmpty }

        /// Whether a host must not be asked for over a connection that was agreed for `serverName`, since its options are
        /// others: the client might not have been let in under that name.
        ///
        /// - Parameter host: Lower-cased.
        func misdirects(_ host: String, over serverName: String) -> Bool {
            if host == serverName { return false }
            return usableName(for: host, forgivesDot: true) != usableName(for: serverName, forgivesDot: false)
        }

        /// As in Traefik, broken options are none here: no router of theirs is served.
        private func usableName(for host: String, forgivesDot: Bool) -> String {
            let name = optionsName(for: host, forgivesDot: forgivesDot)
            return material.brokenOptions.contains(name) ? TLSMaterial.defaultName : name
        }

        /// The name of the options of a host.
        ///
        /// - Parameters:
        ///   - host: Lower-cased; empty = none.
        ///   - forgivesDot: A dot at the end makes no difference, as in `Host` headers.
        private func optionsName(for host: String, forgivesDot: Bool) -> String {
            if let name = options[host] ?? options[Self.wildcard(of: host)] { return name }
            if forgivesDot {
                if host.hasSuffix("."), let name = options[String(host.dropLast())] { return name }
                if let name = options[host + "."] { return name }
            }
            return TLSMaterial.defaultName
        }

        private static func wildcard(of host: String) -> String {
            host.firstIndex(of: ".").map { "*" + host[$0...] } ?? host
        }

        /// What a handshake goes on with.
        struct Choice {
            var context: NIOSSLContext
            var options: HandshakeOptions
        }

        enum Refusal: Error {
            /// No certificate is for the name, and the options insist on one.
            case unrecognizedName
            /// The options of this host can't be used.
            case unusable
        }

        /// - Parameters:
        ///   - serverName: What the client asks for, lower-cased; empty = nothing.
        ///   - localAddress: Where it has connected to: stands in for a name.
        func choose(serverName: String, localAddress: String) throws(Refusal) -> Choice {
            guard let options = material.options(named: optionsName(for: serverName, forgivesDot: false)) else {
                throw .unusable
            }
            let own = material.certificate(for: serverName.isEmpty ? localAddress : serverName)
            if own == nil && options.isStrict { throw .unrecognizedName }
            guard let certificate = own ?? material.fallback, let context = try? certificate.context(options) else {
                throw .unusable
            }
            return Choice(context: context, options: options)
        }
    }

    /// Gathers which options the routers of one entry point want for which hosts.
    struct HostOptions {
        private var options: [String: String] = [:]
        private var conflicts: Set<String> = []

        /// Notes what a router that names options other than the default ones wants.
        mutating func add(_ router: RoutingConfiguration.RouterDefinition) {
            guard let name = router.tlsOptions else { return }
            for host in router.hosts {
                if let other = options[host], other != name { conflicts.insert(host) }
                options[host] = name
            }
        }

        /// As in Traefik, a host that two routers want different options for has the default ones.
        var settled: [String: String] {
            options.filter { $0.value != TLSMaterial.defaultName && !conflicts.contains($0.key) }
        }

        /// The hosts that the default options are taken for, though routers name others.
        var conflicting: [String] { conflicts.sorted() }
    }

    extension RoutingConfiguration.RouterDefinition {
        /// The hosts that the rule names, lower-cased.
        var hosts: [String] {
            guard let rule = Rule.parse(rule, syntax: syntax, kind: .http, lints: false).rule else { return [] }
            return rule.expression.calls.filter { $0.matcher == .host || $0.matcher == .hostHeader }
                .flatMap { $0.arguments.map { String(decoding: $0.value, as: UTF8.self).lowercased() } }
        }
    }
#endif
