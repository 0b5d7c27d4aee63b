import Testing

@Suite("turnout check") struct CheckTests {
    private static let good =
        "http: {routers: {a: {rule: \"Host(`a.com`) && PathPrefix(`/x`)\", service: noop@internal}}}\n"
    private static let bad = """
        http:
          routers:
            a:
              rule: Host(`a.com`) && PathPrefx(`/x`)
              service: noop@internal
            b:
              service: absent
              rule: Host(`b.com`)
            c: {rule: Host(`c.com`), service: noop@internal}

        """
    private static let warned = "http: {routers: {a: {rule: Host(`a.com/x`), service: noop@internal}}}\n"

    @Test("exits with 0 where there is nothing to report")
    func good() throws {
        let file = try TemporaryFile("a.yml", Self.good)
        for arguments in [[], ["--strict"]] {
            let run =
                try arguments.isEmpty ? CommandRun("check", file.path) : CommandRun("check", file.path, "--strict")
            #expect(run.exitCode == 0 && run.errors.isEmpty)
            #expect(run.output.contains("1 routers, 0 errors, 0 warnings"))
        }
        let json = try CommandRun("check", "--json", file.path)
        #expect(json.exitCode == 0 && json.output.isEmpty)
    }

    @Test("a server whose scheme is unknown is named, and its service does without it, as with Traefik")
    func unknownScheme() throws {
        let file = try TemporaryFile(
            "a.yml",
            """
            http:
              routers: {a: {rule: "Host(`a.com`)", service: s}}
              services: {s: {loadBalancer: {servers: [{url: "ftp://10.0.0.1"}]}}}

            """)
        let run = try CommandRun("check", file.path)
        #expect(run.exitCode == 0)
        #expect(
            run.output.contains(
                "warning[invalid-url]: the service 's@file' does without the server 'ftp://10.0.0.1'"), "\(run.output)")
        #expect(try CommandRun("check", "--strict", file.path).exitCode == 1)
    }

    @Test("names certificates and TLS options that can't be used")
    func unusableCertificates() throws {
        let file = try TemporaryFile(
            "a.yml",
            """
            http:
              routers: {a: {rule: "Host(`a.com`)", service: noop@internal, tls: {options: odd}}}
            tls:
              certificates: [{certFile: /absent.pem, keyFile: /absent.key}]
              options: {odd: {cipherSuites: [TLS_NONE]}}

            """)
        let run = try CommandRun("check", file.path)
        #expect(run.exitCode == 1)
        #expect(run.output.contains("unusable-certificate") && run.output.contains("'/absent.pem' can't be read"))
        #expect(run.output.contains("unusable-tls-options") && run.output.contains("TLS_NONE"))
    }

    @Test("exits with 1 for errors, and shows file, line, column and place in the rule")
    func errors() throws {
        let file = try TemporaryFile("a.yml", Self.bad)
        let run = try CommandRun("check", file.path)
        #expect(run.exitCode == 1)
        #expect(
            run.output.contains(
                """
                error[unknown-matcher]: unknown matcher 'PathPrefx'
                  --> router 'a@file', \(file.path):4:13
                   |  Host(`a.com`) && PathPrefx(`/x`)
                   |                   ^^^^^^^^^ did you mean 'PathPrefix'?

                """), "\(run.output)")
        #expect(
            run.output.contains(
                """
                error[missing-service]: the router 'b@file' leads to the service 'absent@file', which does not exist
                  --> \(file.path):8:13

                """), "\(run.output)")
        #expect(run.output.hasSuffix("\n3 routers (2 not served), 2 errors, 0 warnings\n"))
    }

    @Test("says the same as JSON, an object a line")
    func json() throws {
        let file = try TemporaryFile("a.yml", Self.bad)
        let run = try CommandRun("check", "--json", file.path)
        #expect(run.exitCode == 1)
        let objects = try run.objects()
        let problem = try #require(objects.first { $0["id"] as? String == "missing-service" })
        #expect(problem["severity"] as? String == "error" && problem["place"] as? String == "\(file.path):8:13")
        #expect(problem["line"] as? Int == 8 && problem["column"] as? Int == 13)
        let disabled = objects.filter { $0["status"] as? String == "disabled" }.map { $0["router"] as? String }
        #expect(objects.count == 4 && disabled == ["a@file", "b@file"])
        let diagnostic = try #require(objects.first { $0["id"] as? String == "unknown-matcher" })
        #expect((diagnostic["origin"] as? String)?.hasSuffix("a.yml:4:13") == true)
        #expect((diagnostic["range"] as? [String: Int])?["start"] == 17)
    }

    @Test("warnings are errors only with --strict")
    func warnings() throws {
        let file = try TemporaryFile("a.yml", Self.warned)
        let run = try CommandRun("check", file.path)
        #expect(run.exitCode == 0 && run.output.contains("warning[unreachable-host]"))
        #expect(try CommandRun("check", "--strict", file.path).exitCode == 1)
    }

    @Test("reports an expression that no automaton can hold")
    func oversized() throws {
        let optional = String(repeating: "[ab]?", count: 50)
        let file = try TemporaryFile(
            "a.yml",
            "http: {routers: {a: {rule: \"PathRegexp(`^/c(?:\(optional)){200}$`)\", service: noop@internal}}}\n")
        let run = try CommandRun("check", file.path)
        #expect(run.exitCode == 1 && run.output.contains("error[regex-too-large]"))
    }

    @Test("a file that isn't there is an error, no arguments are a usage error")
    func unusable() throws {
        let missing = try CommandRun("check", "/nowhere.yml")
        #expect(missing.exitCode == 1 && missing.output.contains("there is no such file or directory"))
        let none = try CommandRun("check")
        #expect(none.exitCode == 2 && none.output.isEmpty && none.errors.contains("--configFile"))
        #expect(try CommandRun("check", "--unknown", "a.yml").exitCode == 2)
        #expect(try CommandRun("check", "--help").exitCode == 0)
    }

    @Test("a file that Traefik would refuse is an error, with every reason")
    func rejected() throws {
        let file = try TemporaryFile("a.yml", "http:\n  routers:\n    a: {priority: high, ruel: x}\n")
        let run = try CommandRun("check", file.path)
        #expect(run.exitCode == 1)
        #expect(
            run.output.contains(
                """
                error[unknown-key]: field not found: there is no 'ruel' in 'http.routers.*'; did you mean 'rule'?
                  --> \(file.path):3:25

                """), "\(run.output)")
        #expect(run.output.contains("error[wrong-type]: 'http.routers.*.priority' must be a whole number, not 'high'"))
    }

    @Test("what Turnout doesn't have is a warning, once for each key, and an error with --strict")
    func unsupported() throws {
        let file = try TemporaryFile(
            "a.yml",
            """
            http:
              routers:
                a: {rule: Host(`a`), service: noop@internal, tls: {certResolver: x}}
                b: {rule: Host(`b`), service: noop@internal, tls: {certResolver: x}}

            """)
        let run = try CommandRun("check", file.path)
        #expect(run.exitCode == 0)
        #expect(
            run.output.contains(
                """
                warning[unsupported-key]: 'http.routers.*.tls.certResolver' is Traefik's and not supported by Turnout: it has \
                no effect (and at one more place)
                  --> \(file.path):3:56

                """), "\(run.output)")
        #expect(try CommandRun("check", "--strict", file.path).exitCode == 1)
    }

    @Test("takes a static configuration from a file or from flags, and checks it too")
    func staticConfiguration() throws {
        let dynamic = try TemporaryFile(
            "a.yml", "http: {routers: {a: {rule: Host(`a`), service: noop@internal, entryPoints: [web]}}}\n")
        let provider = "--providers.file.filename=\(dynamic.path)"
        let good = try CommandRun("check", "--entryPoints.web.address=:80", provider)
        #expect(good.exitCode == 0 && good.output.contains("1 routers, 0 errors, 0 warnings"), "\(good.output)")
        // With no entry point of this name, the router isn't served.
        let other = try CommandRun("check", "--strict", "--entryPoints.other.address", ":80", provider)
        #expect(other.exitCode == 1 && other.output.contains("[no-entry-point]"))
        #expect(try CommandRun("check", "--entryPoints.web.adress=:80", provider).exitCode == 2)

        let file = try TemporaryFile(
            "traefik.yml", "entryPoints: {web: {address: nowhere}}\nproviders: {file: {filename: \(dynamic.path)}}\n")
        let run = try CommandRun("check", "--configFile=\(file.path)")
        #expect(run.exitCode == 1 && run.output.contains("error[invalid-address]") && run.output.contains(":1:30"))
        // Paths take the place of the file provider's.
        #expect(try CommandRun("check", "--entryPoints.web.address=:80", dynamic.path).exitCode == 0)
    }

    @Test("finds nothing wrong with the quickstart")
    func quickstart() throws {
        let run = try CommandRun("check", "--configFile=fixtures/quickstart/traefik.yml")
        #expect(run.exitCode == 0)
        #expect(run.output.contains("5000 routers, 0 errors"))
    }
}
