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
        plain = { service = "é, }", RULE = 'Host(`b.com`)', EntryPoints = "web , other", tls = false }
        [http.routers."folded"]
        rule = \"\"\"
        Host(`c.com`) && \\
          Path(`/x`)\"\"\"
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
        #expect(plain.entryPoints == ["web", "other"] && !plain.servesTLS)
        #expect(folder.short(plain.place) == (isTOML ? "routes.toml:10:36" : "routes.yml:10:19"))

        let folded = try #require(routers["folded@file"])
        #expect(folded.rule == "Host(`c.com`) && Path(`/x`)" && !folded.servesTLS)
        #expect(folder.short(folded.place) == (isTOML ? "routes.toml:12:8" : "routes.yml:12:13"))
    }

    @Test(
        "a file with a value of another type is rejected, and every such value is reported",
        arguments: [
            ("priority: high", "'http.routers.*.priority' must be a whole number, not 'high'"),
            ("priority: 1.5", "'http.routers.*.priority' must be a whole number, not '1.500000'"),
            (
                "priority: 99999999999999999999",
                "'http.routers.*.priority' must be a whole number, not '99999999999999999999'"
            ),
            ("priority: [1]", "'http.routers.*.priority' must be a whole number, not a list"),
            ("priority: \"0x10\"", "'http.routers.*.priority' must be a whole number, not '0x10'"),
            ("rule: {a: b}", "'http.routers.*.rule' must be a text, not a mapping"),
            ("service: {name: s}", "'http.routers.*.service' must be a text, not a mapping"),
            ("service: 2001-01-01", "'http.routers.*.service' must be a text, not the date 2001-01-01"),
            ("entryPoints: [[web]]", "'http.routers.*.entryPoints' must hold a text each, not a list"),
            ("entryPoints: [web, ~]", "'http.routers.*.entryPoints' must hold a text each, not nothing"),
            ("entryPoints: {web: {a: b}}", "'http.routers.*.entryPoints' must be a list, not a mapping"),
            ("tls: {domains: [[a]]}", "'http.routers.*.tls.domains' must hold mappings, not a list"),
        ])
    func wrongTypes(member: String, message: String) throws {
        let folder = try ConfigurationFolder(["a.yml": "http: {routers: {a: {\(member)}}}\n", "b.yml": Self.good])
        let configuration = folder.read()
        #expect(configuration.routers.map(\.name) == ["good@file"])
        #expect(configuration.rejectedFiles.count == 1)
        let problems = folder.problems(configuration).filter { $0.contains(" error[") }
        #expect(
            problems.count == 1 && problems[0].hasPrefix("a.yml:1:")
                && problems[0].contains("error[wrong-type]: \(message)"),
            "\(problems)")
    }

    private static let good = "http: {routers: {good: {rule: Host(`a`), priority: -3}}}\n"

    @Test(
        "what needs members and has none rejects the file",
        arguments: [
            "http: {}", "http: {routers: {}}", "http: {routers: }", "http: {routers: {a: }}", "tls: {}",
            "http: {services: {s: {loadBalancer: {}}}}",
        ])
    func emptyElements(text: String) throws {
        let configuration = try ConfigurationFolder(["a.yml": text]).read()
        #expect(configuration.problems.map(\.id) == [.emptyElement], "\(configuration.problems)")
        #expect(configuration.rejectedFiles.count == 1)
    }

    @Test(
        "values in other spellings are what YAML says they are",
        arguments: [
            ("0x10", 16), ("1_000", 1000), ("010", 8), ("09", 9), ("0o17", 15), ("0b11", 3), ("+5", 5), ("1e3", 1000),
            ("2.0", 2), ("\"7\"", 7), ("-0x1", -1),
        ])
    func numbers(text: String, priority: Int) throws {
        let folder = try ConfigurationFolder(["a.yml": "http: {routers: {a: {priority: \(text)}}}\n"])
        #expect(folder.read().routers.map(\.priority) == [priority])
    }

    @Test("a list or a mapping where Traefik makes do with it is a warning")
    func leniencies() throws {
        let folder = try ConfigurationFolder([
            "a.yml": """
            http:
              routers:
                - rule: [Host(`a`)]
                  entryPoints: {web: 1}
                  tls: []
                - text
              services:
                s: {loadBalancer: {servers: {url: a}}}
            """
        ])
        let configuration = folder.read()
        #expect(configuration.rejectedFiles.isEmpty)
        #expect(configuration.routers.map(\.name) == ["[0]@file"])
        #expect(configuration.routers[0].rule == "[Host(`a`)]" && configuration.routers[0].entryPoints.isEmpty)
        #expect(configuration.routers[0].servesTLS)
        #expect(configuration.problems.allSatisfy { $0.id == .wrongType && $0.severity == .warning })
        #expect(
            folder.problems(configuration).map { $0.prefix { $0 != "w" } }
                == [
                    "a.yml:3:5: ", "a.yml:3:13: ", "a.yml:4:20: ", "a.yml:5:12: ", "a.yml:8:33: ",
                ].map { $0[...] }, "\(folder.problems(configuration))")
    }

    @Test("an unknown ruleSyntax is taken as v3")
    func unknownSyntax() throws {
        let folder = try ConfigurationFolder(["a.yml": "http: {routers: {a: {rule: Host(`a`), ruleSyntax: v4}}}\n"])
        let configuration = folder.read()
        #expect(configuration.routers.map(\.syntax) == [.v3])
        #expect(
            folder.problems(configuration) == [
                "a.yml:1:51: warning[invalid-value]: the router 'a' has the unknown ruleSyntax 'v4', taken as v3"
            ])
    }

    @Test("a mapping that is merged in gives what the router doesn't set itself")
    func merges() throws {
        let folder = try ConfigurationFolder([
            "routes.yml": """
            x-base: &base {rule: Host(`base`), entryPoints: [web], tls: {}}
            http:
              routers:
                a: {<<: *base, rule: Host(`a`)}
                b: *base
            """
        ])
        let configuration = folder.read()
        #expect(configuration.problems.map(\.id) == [.ignoredKey])
        #expect(configuration.routers.map(\.rule) == ["Host(`a`)", "Host(`base`)"])
        #expect(configuration.routers.allSatisfy { $0.entryPoints == ["web"] && $0.servesTLS })
    }

    @Test("a certificate that is named again, in a file or in another, is one")
    func repeatedCertificates() throws {
        let pair = "{certFile: /a.pem, keyFile: /a.key}"
        let configuration = try ConfigurationFolder([
            "a.yml": "tls: {certificates: [\(pair), {certFile: /b.pem, keyFile: /b.key}, \(pair)]}",
            "b.yml": "tls: {certificates: [\(pair), {certFile: /a.pem, keyFile: /b.key}]}",
        ]).read()
        let names = configuration.tls.certificates.map { "\($0.certFile) \($0.keyFile)" }
        #expect(names == ["/a.pem /a.key", "/b.pem /b.key", "/a.pem /b.key"])
    }

    @Test(
        "files without routers are no problem",
        arguments: ["", "# nothing\n", "http:\n", "---\n", "null\n"])
    func noRouters(text: String) throws {
        let configuration = try ConfigurationFolder(["a.yml": text]).read()
        #expect(configuration.isEmpty && configuration.problems.isEmpty)
    }

    @Test("a name with a provider in it is completed like any other, as Traefik does")
    func qualifiedName() throws {
        let folder = try ConfigurationFolder(["a.yml": "http: {routers: {a@b: {rule: Host(`a`)}}}"])
        #expect(folder.read().routers.map(\.name) == ["a@b@file"])
    }
}
