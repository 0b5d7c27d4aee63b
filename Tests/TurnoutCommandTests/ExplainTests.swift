import Testing

@Suite("turnout explain, on the quickstart") struct ExplainTests {
    private static let configuration = "--configFile=fixtures/quickstart/traefik.yml"

    @Test("names the winner with its place, the losers and the nearest others")
    func text() throws {
        let run = try CommandRun(
            "explain", Self.configuration, "--request", "GET http://tenant-0042.apps.example.com/api/v1/users")
        #expect(run.exitCode == 0 && run.errors.isEmpty)
        #expect(
            run.output.hasPrefix(
                """
                entry point web, plain, 5000 routers
                GET `tenant-0042.apps.example.com` `/api/v1/users`
                router 't0042-api@file' (priority 61, the length of its rule) wins: its priority is higher than that of 't0042-web@file'
                   |  Host(`tenant-0042.apps.example.com`) && PathPrefix(`/api/v1`)

                """), "\(run.output)")
        #expect(run.output.contains("router 't0042-web@file' (priority 36, the length of its rule) loses"))
        #expect(run.output.contains("there is no header 'x-env'"))
        let place = "/fixtures/quickstart/dynamic/tenants-02.yml:196:13, service whoami@internal\n"
        #expect(run.output.hasSuffix(place), "\(run.output.suffix(200))")
    }

    @Test("a header decides")
    func header() throws {
        let run = try CommandRun(
            "explain", Self.configuration, "--request", "GET http://tenant-0042.apps.example.com/api/v1/users",
            "-H", "X-Env: canary")
        #expect(run.exitCode == 0 && run.output.contains("router 't0042-canary@file' (priority 87"))
        #expect(run.output.contains("wins: its priority is higher than that of 't0042-api@file'"))
    }

    @Test("says the same as JSON")
    func json() throws {
        let run = try CommandRun(
            "explain", Self.configuration, "--json", "--request",
            "GET http://tenant-0042.apps.example.com/api/v1/users")
        let objects = try run.objects()
        let object = try #require(objects.first)
        #expect(run.exitCode == 0 && objects.count == 1)
        let winner = try #require(object["winner"] as? [String: Any])
        #expect((winner["router"] as? [String: Any])?["name"] as? String == "t0042-api@file")
        #expect(winner["over"] as? String == "t0042-web@file" && winner["by"] as? String == "priority")
        #expect(object["loserCount"] as? Int == 1)
        let nearest = try #require((object["nearest"] as? [[String: Any]])?.first)
        #expect((nearest["router"] as? [String: Any])?["name"] as? String == "t0042-canary@file")
    }

    @Test("exits with 1 when nothing matches, and names the nearest")
    func miss() throws {
        let run = try CommandRun("explain", Self.configuration, "--request", "GET http://nowhere.example.com/")
        #expect(run.exitCode == 1 && run.output.contains("no router matches"))
        #expect(run.output.contains("the host is `nowhere.example.com`"))
        // Routers without tls serve no TLS.
        let secure = try CommandRun(
            "explain", Self.configuration, "--request", "GET https://tenant-0042.apps.example.com/")
        #expect(secure.exitCode == 1)
    }

    @Test(
        "exits with 2 when the request can't be used",
        arguments: ["GET nowhere", "GET", "GET ftp://a.com/", "GET http://a b/"])
    func badRequest(request: String) throws {
        let run = try CommandRun("explain", Self.configuration, "--request", request)
        #expect(run.exitCode == 2 && run.output.count + run.errors.count > 20)
    }

    @Test("exits with 2 when the files can't be used")
    func badFiles() throws {
        let run = try CommandRun("explain", "/nowhere", "--request", "GET http://a.com/")
        #expect(run.exitCode == 2 && run.errors.contains("there is no such file or directory\n  --> /nowhere"))
        #expect(try CommandRun("explain", "--request", "GET http://a.com/").exitCode == 2)
    }
}
