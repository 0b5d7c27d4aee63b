import Testing

@Suite("turnout check") struct CheckTests {
    private static let good = "http: {routers: {a: {rule: \"Host(`a.com`) && PathPrefix(`/x`)\", service: s}}}\n"
    private static let bad = """
        http:
          routers:
            a:
              rule: Host(`a.com`) && PathPrefx(`/x`)
            b:
              priority: high
              rule: Host(`b.com`)
            c: {rule: Host(`c.com`)}

        """
    private static let warned = "http: {routers: {a: {rule: Host(`a.com/x`)}}}\n"

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
        #expect(run.output.contains("no whole number\n  --> \(file.path):6:17\n"), "\(run.output)")
        #expect(run.output.contains("2 routers, 2 errors, 0 warnings"))
    }

    @Test("says the same as JSON, an object a line")
    func json() throws {
        let file = try TemporaryFile("a.yml", Self.bad)
        let run = try CommandRun("check", "--json", file.path)
        #expect(run.exitCode == 1)
        let objects = try run.objects()
        #expect(objects.count == 2 && objects.allSatisfy { $0["severity"] as? String == "error" })
        #expect(objects.contains { $0["place"] as? String == "\(file.path):6:17" })
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
            "a.yml", "http: {routers: {a: {rule: \"PathRegexp(`^/c(?:\(optional)){200}$`)\"}}}\n")
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

    @Test("finds nothing wrong with the quickstart")
    func quickstart() throws {
        let run = try CommandRun("check", "--configFile=fixtures/quickstart/traefik.yml")
        #expect(run.exitCode == 0)
        #expect(run.output.contains("5000 routers, 0 errors"))
    }
}
