import Testing
import Turnout
import TurnoutSyntax

// The code of the page "Embedding", which repeats what stands between "example" and "end" here.

@Suite("code in the documentation")
struct EmbeddingExamples {
    static let routers = [
        Router(name: "api@file", rule: "Host(`example.com`) && PathPrefix(`/api`)", payload: "api-service"),
        Router(name: "web@file", rule: "Host(`example.com`)", payload: "web-service"),
    ]

    @Test func building() throws {
        // example
        let table = RoutingTable([
            Router(name: "api@file", rule: "Host(`example.com`) && PathPrefix(`/api`)", payload: "api-service"),
            Router(name: "web@file", rule: "Host(`example.com`)", payload: "web-service"),
        ])
        let request = try Request(method: "GET", host: "example.com", target: "/api/users")
        let service = table.route(request)  // "api-service"
        // end
        #expect(service == "api-service")
    }

    @Test func diagnostics() {
        // example
        let table = RoutingTable([
            Router(name: "api@file", rule: "Host(`example.com`) && PathPrefx(`/api`)"),
            Router(name: "web@file", rule: "Host(`example.com`)"),
        ])
        let report = table.diagnostics.map { $0.text(place: "routes.yml:12") }.joined()
        // end
        #expect(table.ranking.count == 1)
        #expect(report == Self.report)
    }

    static let report = """
        error[unknown-matcher]: unknown matcher 'PathPrefx'
          --> router 'api@file', routes.yml:12
           |  Host(`example.com`) && PathPrefx(`/api`)
           |                         ^^^^^^^^^ did you mean 'PathPrefix'?

        """

    @Test func warnings() {
        // example
        let result = Rule.parse("Host(`example.com:80`)", syntax: .v3, kind: .http)
        let warnings = result.diagnostics.map(\.id.rawValue)  // ["unreachable-host"]
        // end
        #expect(warnings == ["unreachable-host"] && result.rule != nil)
    }

    // example
    /// What a connection keeps: the memory of one head and one view.
    struct Connection {
        var head = RequestHead()
        var request = Request()
        let policy = RequestPolicy.entryPoint

        mutating func service(_ method: [UInt8], _ target: [UInt8], _ host: [UInt8], in table: RoutingTable<String>)
            -> String
        {
            head.removeAll()
            head.setMethod(method)
            head.setTarget(target)
            head.setHost(host)
            head.setRemote("192.0.2.1:50000".utf8)
            do {
                try request.refill(head, policy: policy)
            } catch {
                return "answer \(error.status)"
            }
            return table.route(request) ?? "answer 404"
        }
    }
    // end

    @Test func rawRequests() {
        let table = RoutingTable(Self.routers)
        var connection = Connection()
        let host = Array("example.com".utf8)
        #expect(connection.service(Array("GET".utf8), Array("/api".utf8), host, in: table) == "api-service")
        #expect(connection.service(Array("GET".utf8), Array("/api#x".utf8), host, in: table) == "answer 400")
        #expect(
            connection.service(Array("GET".utf8), Array("/api".utf8), Array("a.org".utf8), in: table) == "answer 404")
    }

    @Test func rebuilding() throws {
        var routers = Self.routers
        var table = RoutingTable(routers)
        let web = table.match(try Request(host: "example.com", target: "/"))
        // example
        routers[0].rule = "Host(`example.com`) && PathPrefix(`/v2`)"
        table = RoutingTable(routers, reusing: table)
        // end
        #expect(table.route(try Request(host: "example.com", target: "/v2")) == "api-service")
        #expect(table.match(try Request(host: "example.com", target: "/")) == web)
    }

    @Test func explaining() throws {
        let table = RoutingTable(Self.routers)
        // example
        let request = try Request(method: "GET", host: "example.com", target: "/about")
        let explanation = table.explain(request)
        let text = explanation.text
        // end
        #expect(text == Self.explanation)
    }

    static let explanation = """
        GET `example.com` `/about`
        router 'web@file' (priority 19, the length of its rule) wins: no other router matches
           |  Host(`example.com`)

        nearest of 1 router that does not match:
        router 'api@file' (priority 41, the length of its rule)
           |  Host(`example.com`) && PathPrefix(`/api`)
           |                         ^^^^^^^^^^^^^^^^^^ the path is `/about`

        """

    @Test func connections() {
        // example
        let table = RoutingTable(
            [Router(name: "db", rule: "HostSNI(`db.example.com`)", payload: "postgres")],
            options: BuildOptions(kind: .tcp))
        let connection = Request.connection(serverName: "db.example.com", protocols: ["postgresql"])
        let service = table.route(connection)  // "postgres"
        // end
        #expect(service == "postgres")
    }
}
