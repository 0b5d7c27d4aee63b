#if Proxy
    import Foundation
    import Testing
    import TurnoutConfiguration

    @testable import TurnoutProxy

    @Suite("API")
    struct APITests {
        private func contents() throws -> APIContents {
            let dynamic = DynamicConfiguration(files: [
                (
                    "routers.yml",
                    Data(
                        """
                        http:
                          routers:
                            a: {rule: "PathPrefix(`/a`)", service: s, middlewares: [users]}
                            b: {rule: "Path(`/b`)", service: nowhere}
                          middlewares:
                            users: {basicAuth: {users: ["joe:hash"]}}
                            key: {forwardAuth: {address: http://a, tls: {key: "-----BEGIN PRIVATE KEY-----x"}}}
                          services:
                            s: {loadBalancer: {servers: [{url: http://127.0.0.1:1}]}}
                        """.utf8)
                )
            ])
            let configuration = StaticConfiguration.read(
                Data("entryPoints: {web: {address: ':80'}}".utf8), file: "t.yml")
            let resolved = ResolvedConfiguration(dynamic, static: configuration)
            return APIContents(configuration, dynamic, resolved, version: "1")
        }

        private func ask(_ path: String) throws -> String {
            let parts = path.split(separator: "?", maxSplits: 1).map { Array($0.utf8) }
            let answers = APIAnswers(contents: try contents(), startDate: "", certificates: [], now: 0)
            let path = try #require(APIPath(parts[0], base: "/"))
            let answer = try #require(answers.answer(path.parts, APIQuery(parts.count > 1 ? parts[1] : [])))
            return String(decoding: answer.response(isHEAD: false).body, as: UTF8.self)
        }

        @Test("secrets are not told")
        func secrets() throws {
            let middlewares = try ask("/api/http/middlewares") + ask("/api/rawdata")
            #expect(middlewares.contains(#""basicAuth":{"users":["xxxx"]}"#))
            #expect(middlewares.contains(#""tls":{"key":"xxxx"}"#))
            #expect(!middlewares.contains("hash") && !middlewares.contains("PRIVATE"))
        }

        @Test("a router that can't be served is told of with the reason")
        func disabled() throws {
            let router = try ask("/api/http/routers/b@file")
            #expect(router.contains(#""status":"disabled""#) && router.contains("nowhere@file"))
            #expect(try ask("/api/http/routers?status=disabled").hasPrefix(#"[{"entryPoints":["web"]"#))
        }

        @Test(
            "broken parameters are refused in Traefik's words",
            arguments: [
                ("page=x", "page: 0"), ("page=-1", "page: -1"), ("per_page=0", "per_page: 0"),
                ("page=99", "page: 99, per_page: 100"),
                ("page=9223372036854775807", "page: 9223372036854775807, per_page: 100"),
            ])
        func parameters(query: String, message: String) throws {
            #expect(try ask("/api/http/routers?\(query)") == #"{"message":"invalid request: \#(message)"}"# + "\n")
        }

        @Test("what is asked about can be said in parameters or as JSON")
        func questions() throws {
            let plain = try ExplainQuestion(APIQuery(Array("url=https%3A%2F%2Fa.example%2Fb%3Fc&header=X-A:+1".utf8)))
            #expect(plain.isTLS)
            let json = #"{"url":"http://a.example","method":"POST","headers":{"X-A":"1"},"entryPoint":"web"}"#
            let encoded = json.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let object = try ExplainQuestion(APIQuery(Array("request=\(encoded)".utf8)))
            #expect(!object.isTLS && object.entryPoint == "web")
            for bad in ["", "url=a.example", "url=ftp://a", "url=http://a&header=x", "request=%7B%7D"] {
                #expect(throws: ExplainQuestion.Fault.self) { try ExplainQuestion(APIQuery(Array(bad.utf8))) }
            }
        }
    }
#endif
