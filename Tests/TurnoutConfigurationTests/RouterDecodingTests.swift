import Testing
import TurnoutConfiguration
import TurnoutSyntax

@Suite("Routers of dynamic configuration files") struct RouterDecodingTests {
    private static let yaml = """
        http:
          routers:
            api:
              rule: "Host(`a.com`) && PathPrefix(`/é`)"
              entryPoints: [web, "websecure"]
              service: api-service
              priority: "42"
              ruleSyntax: v2
              tls: {}
            plain: {RULE: Host(`b.com`), EntryPoints: "web , other", tls: false}
            folded:
              rule: >-
                Host(`c.com`) &&
                Path(`/x`)
              tls:
          services: {}
        """
    private static let toml = """
        # [http.routers.comment]
        [http.routers.api]
          rule = "Host(`a.com`) && PathPrefix(`/é`)" # rule = 1
          entryPoints = ["web", "websecure"]
          service = "api-service"
          priority = "42"
          ruleSyntax = 'v2'
          [http.routers.api.tls]
        [http.routers]
        plain = { note = "é, }", RULE = 'Host(`b.com`)', EntryPoints = "web , other", tls = false }
        [http.routers."folded"]
        rule = \"\"\"
        Host(`c.com`) && \\
          Path(`/x`)\"\"\"
        [http.services]
        """

    @Test("have their fields and the places of their rules", arguments: ["routes.yml", "routes.toml"])
    func fields(file: String) throws {
        let isTOML = file.hasSuffix("toml")
        let folder = try ConfigurationFolder([file: isTOML ? Self.toml : Self.yaml])
        let configuration = folder.read()
        #expect(folder.problems(configuration) == [])
        let routers = Dictionary(uniqueKeysWithValues: configuration.routers.map { ($0.name, $0) })
        #expect(routers.keys.sorted() == ["api@file", "folded@file", "plain@file"])

        let api = try #require(routers["api@file"])
        #expect(api.rule == "Host(`a.com`) && PathPrefix(`/é`)" && api.syntax == .v2 && api.priority == 42)
        #expect(api.entryPoints == ["web", "websecure"] && api.service == "api-service" && api.servesTLS)
        #expect(folder.short(api.place) == (isTOML ? "routes.toml:3:10" : "routes.yml:4:13"))

        let plain = try #require(routers["plain@file"])
        #expect(plain.rule == "Host(`b.com`)" && plain.syntax == .v3 && plain.priority == 0)
        #expect(plain.entryPoints == ["web", "other"] && plain.service.isEmpty && !plain.servesTLS)
        #expect(folder.short(plain.place) == (isTOML ? "routes.toml:10:33" : "routes.yml:10:19"))

        let folded = try #require(routers["folded@file"])
        #expect(folded.rule == "Host(`c.com`) && Path(`/x`)" && !folded.servesTLS)
        #expect(folder.short(folded.place) == (isTOML ? "routes.toml:12:8" : "routes.yml:12:13"))
    }

    @Test("an element that can't be used is reported with its place and left out, the others remain")
    func badElements() throws {
        let folder = try ConfigurationFolder([
            "routes.yml": """
            http:
              routers:
                text: Host(`a.com`)
                noRule: {service: s}
                emptyRule: {rule: ""}
                listRule: {rule: [a]}
                priority: {rule: Host(`a`), priority: high}
                fraction: {rule: Host(`a`), priority: 1.5}
                huge: {rule: Host(`a`), priority: 99999999999999999999}
                points: {rule: Host(`a`), entryPoints: {web: 1}}
                point: {rule: Host(`a`), entryPoints: [[web]]}
                service: {rule: Host(`a`), service: {name: s}}
                null:
                syntax: {rule: Host(`a`), ruleSyntax: v4}
                good: {rule: Host(`a`), priority: -3}
            """
        ])
        let configuration = folder.read()
        #expect(configuration.routers.map(\.name) == ["syntax@file", "good@file"])
        #expect(configuration.routers.last?.priority == -3)
        let expected = [
            "3:11: error: the router 'text' must be a mapping, not 'Host(`a.com`)'",
            "4:13: error: the router 'noRule' has no rule",
            "5:16: error: the router 'emptyRule' has no rule",
            "6:22: error: the router 'listRule' has a list as its rule",
            "7:43: error: the router 'priority' has 'high' as its priority, which is no whole number",
            "8:43: error: the router 'fraction' has '1.5' as its priority, which is no whole number",
            "9:39: error: the router 'huge' has '99999999999999999999' as its priority, which is no whole number",
            "10:44: error: the router 'points' has a mapping as its entryPoints",
            "11:44: error: the router 'point' has a list among its entryPoints",
            "12:41: error: the router 'service' has a mapping as its service",
            "13:10: error: the router 'null' must be a mapping, not nothing",
            "14:43: warning: the router 'syntax' has the unknown ruleSyntax 'v4', taken as v3",
        ]
        #expect(folder.problems(configuration) == expected.map { "routes.yml:" + $0 })
    }

    @Test("the same in TOML")
    func badElementsInTOML() throws {
        let folder = try ConfigurationFolder([
            "routes.toml": """
            [http.routers]
            text = "Host(`a.com`)"
            good = { rule = "Host(`a`)", priority = -3 }
            [http.routers.a]
            rule = 7
            priority = 1.5
            [http.routers.b]
            service = "s"
            """
        ])
        let configuration = folder.read()
        #expect(configuration.routers.map(\.name) == ["good@file"])
        #expect(
            folder.problems(configuration) == [
                "routes.toml:6:12: error: the router 'a' has '1.5' as its priority, which is no whole number",
                "routes.toml:7:1: error: the router 'b' has no rule",
                "routes.toml:2:8: error: the router 'text' must be a mapping, not 'Host(`a.com`)'",
            ])
    }

    @Test("a mapping that is merged in gives what the router doesn't set itself")
    func merges() throws {
        let folder = try ConfigurationFolder([
            "routes.yml": """
            base: &base {rule: Host(`base`), entryPoints: [web], tls: {}}
            http:
              routers:
                a: {<<: *base, rule: Host(`a`)}
                b: *base
            """
        ])
        let configuration = folder.read()
        #expect(configuration.problems.isEmpty)
        #expect(configuration.routers.map(\.rule) == ["Host(`a`)", "Host(`base`)"])
        #expect(configuration.routers.allSatisfy { $0.entryPoints == ["web"] && $0.servesTLS })
    }

    @Test(
        "files without routers are no problem",
        arguments: ["", "# nothing\n", "tcp: {routers: {}}\n", "http:\n", "http:\n  routers:\n", "tls: {}\n", "- a\n"])
    func noRouters(text: String) throws {
        let configuration = try ConfigurationFolder(["a.yml": text]).read()
        #expect(configuration.routers.isEmpty && configuration.problems.isEmpty)
    }

    @Test("a name with a provider in it is completed like any other, as Traefik does")
    func qualifiedName() throws {
        let folder = try ConfigurationFolder(["a.yml": "http: {routers: {a@b: {rule: Host(`a`)}}}"])
        #expect(folder.read().routers.map(\.name) == ["a@b@file"])
    }
}
