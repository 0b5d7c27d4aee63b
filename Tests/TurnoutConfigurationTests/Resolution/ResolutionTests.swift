import Foundation
import Testing

@testable import TurnoutConfiguration

@Suite("Resolution") struct ResolutionTests {
    private static let services = """
        http:
          services:
            good: {loadBalancer: {servers: [{url: "http://127.0.0.1:80"}]}}

        """

    private func resolve(
        _ text: String, static staticText: String = "entryPoints: {web: {address: ':80'}, other: {address: ':81'}}\n",
        kinds: Set<String> = ["chain", "stripPrefix", "errors"]
    ) throws -> ResolvedConfiguration {
        let folder = try ConfigurationFolder([
            "dynamic/a.yml": text, "dynamic/b.yml": Self.services, "traefik.yml": staticText,
        ])
        let dynamic = DynamicConfiguration(paths: [folder.url.path + "/dynamic"])
        try #require(dynamic.rejectedFiles.isEmpty, "\(dynamic.problems)")
        return ResolvedConfiguration(
            dynamic, static: StaticConfiguration.read(file: folder.url.path + "/traefik.yml"), middlewareKinds: kinds,
            internalServices: ResolvedConfiguration.internalServices)
    }

    /// The only router's status, and the identifiers of its problems.
    private func status(_ router: String, _ rest: String = "", _ staticText: String? = nil) throws -> String {
        let text = "http:\n  routers:\n    a: {\(router)}\n\(rest)"
        let resolved = try staticText.map { try resolve(text, static: $0) } ?? resolve(text)
        let only = try #require(resolved.routers.first)
        return ([only.status.rawValue] + only.problems.map(\.id.rawValue)).joined(separator: " ")
    }

    @Test("completes names with the provider, and applies the default entry points")
    func names() throws {
        let resolved = try resolve(
            """
            http:
              routers:
                a: {rule: Host(`a`), service: good, middlewares: [strip, strip@file]}
                b: {rule: Host(`b`), service: good@file, entryPoints: [other]}
                c: {rule: Host(`c`), service: whoami@internal, tls: {}}
              middlewares:
                strip: {stripPrefix: {prefixes: [/a]}}
            """)
        #expect(resolved.problems.isEmpty)
        let routers = resolved.routers
        #expect(routers.map(\.name) == ["a@file", "b@file", "c@file"])
        #expect(routers.map(\.service) == ["good@file", "good@file", "whoami@internal"])
        #expect(routers[0].middlewares == ["strip@file", "strip@file"])
        #expect(routers[0].entryPoints == ["other", "web"] && routers[1].entryPoints == ["other"])
        #expect(routers[0].bindings.map(\.name) == ["a@file", "a@file"])
        #expect(routers[1].bindings.map(\.name) == ["b@file"])
        #expect(routers.map { $0.bindings.allSatisfy { $0.tls != nil } } == [false, false, true])
        #expect(resolved.services.keys.sorted() == ["good@file", "noop@internal", "whoami@internal"])
        #expect(resolved.serversTransports.keys.sorted() == ["default@internal"])
    }

    @Test("puts an entry point's middlewares before the router's, and its TLS where a router has none")
    func entryPointDefaults() throws {
        let resolved = try resolve(
            """
            http:
              routers:
                a: {rule: Host(`a`), service: good, middlewares: [own]}
              middlewares:
                own: {stripPrefix: {prefixes: [/a]}}
                first: {stripPrefix: {prefixes: [/b]}}
            """,
            static: """
                entryPoints:
                  web: {address: ':80'}
                  secure: {address: ':443', http: {middlewares: [first@file], tls: {options: default}}}
                """)
        let bindings = resolved.routers[0].bindings
        #expect(bindings.map(\.entryPoint) == ["secure", "web"])
        #expect(bindings.map(\.middlewares) == [["first@file", "own@file"], ["own@file"]])
        #expect(bindings.map { $0.tls?.options } == ["default", nil])
    }

    @Test("serves nothing on an entry point whose own middleware can't be used, and says so once")
    func brokenEntryPoint() throws {
        let resolved = try resolve(
            """
            http:
              routers:
                a: {rule: Host(`a`), service: good}
                b: {rule: Host(`b`), service: good, entryPoints: [secure]}
                c: {rule: Host(`c`), service: good, entryPoints: [secure]}
            """,
            static: """
                entryPoints:
                  web: {address: ':80'}
                  secure: {address: ':443', http: {middlewares: [absent@file]}}
                """)
        #expect(resolved.routers.map(\.entryPoints) == [["web"], [], []])
        #expect(resolved.routers.map(\.status) == [.enabled, .disabled, .disabled])
        #expect(resolved.problems.map(\.id) == [.missingMiddleware, .noEntryPoint])
        #expect(resolved.problems.last?.message.hasSuffix("and so it is with one more router") == true)
    }

    @Test(
        "disables a router that can't be served as it is meant",
        arguments: [
            ("rule: Host(`a`), service: good", "enabled"), ("rule: Host(`a`)", "disabled missing-service"),
            ("service: good", "disabled missing-rule"),
            ("rule: Host(`a`), service: absent", "disabled missing-service"),
            ("rule: Host(`a`), service: good@docker", "disabled missing-service"),
            ("rule: Host(`a`), service: rest@internal", "disabled unsupported-service"),
            ("rule: Host(`a`), service: api@internal", "disabled missing-service"),
            ("rule: Host(`a`), service: dashboard@internal", "disabled missing-service"),
            ("rule: Host(`a`), service: prometheus@internal", "disabled missing-service"),
            ("rule: Host(`a`), service: ping@internal", "disabled missing-service"),
            ("rule: Host(`a`), service: noop@internal", "enabled"),
            ("rule: Host(`a`), service: good, middlewares: [absent]", "disabled missing-middleware"),
            ("rule: Host(`a`), service: good, middlewares: [absent@docker]", "disabled missing-middleware"),
            ("rule: Host(`a`), service: good, entryPoints: [web, absent]", "warning missing-entry-point"),
            ("rule: Host(`a`), service: good, entryPoints: [absent]", "disabled missing-entry-point no-entry-point"),
            ("rule: Host(`a`), service: good, tls: {options: absent}", "disabled missing-tls-options"),
            ("rule: Host(`a`), service: good, tls: {options: default}", "enabled"),
            ("rule: Host(`a`), service: good, tls: {options: default@file}", "disabled missing-tls-options"),
            ("rule: Host(`a`), service: good, parentRefs: [b]", "disabled unsupported-router"),
            ("rule: Host(`a`), service: good, priority: 9223372036854775807", "disabled invalid-value"),
        ])
    func routers(router: String, expected: String) throws {
        #expect(try status(router) == expected)
    }

    @Test(
        "disables what leads to a service that can't be used",
        arguments: [
            ("loadBalancer: {servers: []}", "enabled"),
            ("loadBalancer: {strategy: hrw, passHostHeader: true}", "enabled"),
            ("loadBalancer: {strategy: fastest, servers: []}", "disabled invalid-value"),
            ("loadBalancer: {servers: [{url: 'http://a:port'}]}", "disabled invalid-url"),
            ("loadBalancer: {servers: [{url: 'a:80'}]}", "enabled"),
            ("loadBalancer: {servers: [{url: 'http://a'}], serversTransport: x}", "disabled missing-servers-transport"),
            ("loadBalancer: {servers: [], serversTransport: x}", "enabled"),
            ("loadBalancer: {servers: [{url: 'http://a'}], serversTransport: default@internal}", "enabled"),
            ("mirroring: {service: good}", "enabled"),
            ("mirroring: {service: good, mirrors: [{name: good, percent: 101}]}", "disabled invalid-value"),
            ("mirroring: {service: good, mirrors: [{name: absent}]}", "disabled missing-service"),
            ("highestRandomWeight: {services: [{name: good}]}", "enabled"),
            ("failover: {service: good, fallback: good}", "disabled missing-health-check"),
            ("failover: {service: h, fallback: good}", "enabled"),
            ("failover: {service: h, fallback: good, healthCheck: {}}", "disabled missing-health-check"),
            ("failover: {service: h, fallback: s}", "disabled circular-reference"),
            ("failover: {service: good, fallback: good, errors: {status: ['500-504']}}", "enabled"),
            ("failover: {service: h, fallback: good, errors: {status: [5xx]}}", "disabled invalid-value"),
            ("weighted: {healthCheck: {}, services: [{name: h}]}", "enabled"),
            ("weighted: {healthCheck: {}, services: [{name: h}, {name: good}]}", "disabled missing-health-check"),
            ("weighted: {healthCheck: {}, services: [{name: n}]}", "disabled missing-health-check"),
            ("weighted: {services: [{name: good, weight: 3}, {name: good@file}]}", "enabled"),
            ("weighted: {services: [{name: absent}]}", "disabled missing-service"),
            ("weighted: {services: [{name: s}]}", "disabled circular-reference"),
            ("weighted: {services: [{name: m}]}", "disabled invalid-value"),
            ("loadBalancer: {servers: []}, weighted: {services: []}", "disabled several-types"),
            ("middlewares: [x]", "disabled missing-type"),
        ])
    func services(service: String, expected: String) throws {
        let others = """
            m: {loadBalancer: {strategy: fastest}}, h: {loadBalancer: {healthCheck: {path: /}}},
                n: {weighted: {services: [{name: h}]}}
            """
        let rest = "  services: {s: {\(service)}, \(others)}\n"
        #expect(try status("rule: Host(`a`), service: s", rest) == expected)
    }

    @Test("leaves out a server that no request can be sent to, with a warning")
    func unusableServers() throws {
        let resolved = try resolve(
            """
            http:
              services:
                s: {loadBalancer: {servers: [{url: 'a:80'}, {url: ''}, {url: 'http://b:8080/x', weight: 2}]}}
            """)
        let service = try #require(resolved.services["s@file"])
        guard case .loadBalancer(let balancer) = service.kind else {
            Issue.record("no load balancer")
            return
        }
        #expect(balancer.servers.map(\.url.host) == ["b"] && balancer.servers.map(\.weight) == [2])
        #expect(service.status == .warning)
        #expect(service.problems.map(\.severity) == [.warning, .warning])
    }

    @Test(
        "disables what names a middleware that can't be used",
        arguments: [
            ("stripPrefix: {prefixes: [/a]}", "enabled"), ("compress: {}", "disabled unsupported-middleware"),
            ("compress: ", "disabled missing-type"),
            ("stripPrefix: {prefixes: [/]}, chain: {middlewares: [o]}", "disabled several-types"),
            ("chain: {middlewares: [o, o@file]}", "enabled"),
            ("chain: {middlewares: [absent]}", "disabled missing-middleware"),
            ("chain: {middlewares: [m]}", "disabled circular-reference"),
            ("chain: {middlewares: [c]}", "disabled unsupported-middleware"),
            ("errors: {service: good, status: ['500']}", "enabled"),
            ("errors: {service: absent, status: ['500']}", "disabled missing-service"),
        ])
    func middlewares(middleware: String, expected: String) throws {
        let rest = """
              middlewares:
                m: {\(middleware)}
                o: {stripPrefix: {prefixes: [/o]}}
                c: {compress: {}}

            """
        #expect(try status("rule: Host(`a`), service: good, middlewares: [m]", rest) == expected)
    }

    @Test("takes Traefik's strategies and no others", arguments: ["wrr", "p2c", "hrw", "leasttime", "random"])
    func strategies(strategy: String) throws {
        let servers = "[{url: 'http://a'}, {url: 'http://b'}]"
        let resolved = try resolve(
            "http: {services: {s: {loadBalancer: {strategy: \(strategy), servers: \(servers)}}}}")
        #expect(resolved.services["s@file"]?.status == (strategy == "random" ? .disabled : .enabled))
        #expect(resolved.problems.map(\.id) == (strategy == "random" ? [.invalidValue] : []))
    }

    @Test("follows chains and weighted services as deep as anyone means them, and refuses deeper ones by name")
    func deepReferences() throws {
        let depth = 20_000
        let chains = (0..<depth).map {
            "    c\($0): {chain: {middlewares: [\($0 + 1 == depth ? "o" : "c\($0 + 1)")]}}\n"
        }
        let weighted = (0..<depth).map {
            "    w\($0): {weighted: {services: [{name: \($0 + 1 == depth ? "whoami@internal" : "w\($0 + 1)")}]}}\n"
        }
        let resolved = try resolve(
            """
            http:
              routers:
                chained: {rule: Host(`a`), service: good, middlewares: [c0]}
                weighted: {rule: Host(`a`), service: w0}
                short: {rule: Host(`a`), service: w\(depth - 90), middlewares: [c\(depth - 90)]}
              middlewares:
                o: {stripPrefix: {prefixes: [/o]}}
            \(chains.joined())  services:
            \(weighted.joined())
            """)
        #expect(resolved.routers.map(\.status) == [.disabled, .disabled, .enabled])
        #expect(resolved.routers.prefix(2).map { $0.problems.map(\.id) } == [[.nestedTooDeeply], [.nestedTooDeeply]])
        let first = try #require(resolved.middlewares["c\(depth - 101)@file"]?.problems.first)
        #expect(first.message == "the middleware 'c\(depth - 101)@file' leads over more than 100 others")
        #expect(first.place.line > 0)
        #expect(resolved.middlewares["c\(depth - 100)@file"]?.status == .enabled)
    }

    @Test("tells of a broken middleware where it stands, and once for all routers that name it")
    func consequences() throws {
        let routers = (1...50).map { "    r\($0): {rule: Host(`a`), service: good, middlewares: [m]}\n" }.joined()
        let resolved = try resolve("http:\n  routers:\n\(routers)  middlewares: {m: {compress: {}}}\n")
        #expect(resolved.routers.allSatisfy { $0.status == .disabled })
        #expect(
            resolved.problems.map(\.message) == [
                "the middleware 'm@file' is a 'compress', which Turnout doesn't have",
                "the router 'r1@file' names the middleware 'm@file', which can't be used, and so it is with 49 more routers",
            ])
    }

    @Test("has a router for ping, on its entry point and above every other")
    func ping() throws {
        let staticText = "entryPoints: {web: {address: ':80'}}\nping: {entryPoint: web}\n"
        let resolved = try resolve(
            "http: {routers: {a: {rule: Host(`a`), service: ping@internal}}}", static: staticText)
        #expect(resolved.routers.map(\.name) == ["a@file", "ping@internal"])
        #expect(resolved.routers.map(\.status) == [.enabled, .enabled])
        #expect(resolved.routers[1].router.priority == Int.max && resolved.routers[1].entryPoints == ["web"])
    }
}
