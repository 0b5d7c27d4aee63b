import Foundation
import Testing

@testable import TurnoutConfiguration

@Suite("Options of forwardAuth, errors, retry and buffering") struct CallingMiddlewareOptionsTests {
    private func resolved(_ options: String) throws -> ResolvedConfiguration.ResolvedMiddleware {
        let text =
            "http: {middlewares: {m: {\(options)}}, services: {s: {loadBalancer: {servers: [{url: 'http://h'}]}}}}"
        let dynamic = DynamicConfiguration(files: [("a.yml", Data(text.utf8))])
        let configuration = StaticConfiguration.read(Data("entryPoints: {web: {address: ':80'}}".utf8), file: "t.yml")
        let resolved = ResolvedConfiguration(dynamic, static: configuration)
        return try #require(resolved.middlewares["m@file"])
    }

    @Test(
        "what Traefik refuses is refused, in words that name it",
        arguments: [
            ("errors: {status: [abc], service: s}", "'abc'"),
            ("errors: {status: ['404'], service: s, statusRewrites: {x: 404}}", "'x'"),
            ("errors: {status: ['404'], service: s, statusRewrites: {'404': 99}}", "'99'"),
            ("errors: {status: ['404'], service: t}", "'t@file'"),
            ("retry: {initialInterval: 1s}", "at least 1"),
            ("retry: {attempts: 2, disableRetryOnNetworkError: true}", "never retry"),
            ("retry: {attempts: 2, status: [5xx]}", "'5xx'"),
            ("buffering: {maxRequestBodyBytes: -1}", "'maxRequestBodyBytes'"),
            ("buffering: {memResponseBodyBytes: -1}", "'memResponseBodyBytes'"),
            ("buffering: {retryExpression: 'IsNetworkError()'}", "'retryExpression'"),
            ("forwardAuth: {address: 'http://a', authResponseHeadersRegex: '('}", "'authResponseHeadersRegex'"),
            ("forwardAuth: {address: 'http://a', tls: {cert: a.pem}}", "'key'"),
        ])
    func refused(options: String, text: String) throws {
        let middleware = try resolved(options)
        let problem = try #require(middleware.problems.first)
        #expect(middleware.options == nil && middleware.status == .disabled)
        #expect(problem.message.contains("'m@file'") && problem.message.contains(text), "\(problem)")
    }

    @Test("statuses are single ones and ranges")
    func statuses() throws {
        guard
            case .errors(let options)? = try resolved(
                "errors: {status: ['404', '500-599', '700-600'], service: s, statusRewrites: {'500-502': 503}}"
            ).options
        else {
            Issue.record("no options")
            return
        }
        #expect([403, 404, 405, 499, 500, 599, 600, 650].filter(options.status.contains) == [404, 500, 599])
        #expect(options.statusRewrites == [ErrorsOptions.Rewrite(statuses: 500...502, status: 503)])
        #expect(options.service == "s@file")
    }

    @Test("an address without scheme or with another one is kept, and can't be used")
    func addresses() throws {
        for address in ["", "127.0.0.1:80/x", "ftp://h", "h2c://h", "http://h:x"] {
            guard case .forwardAuth(let options)? = try resolved("forwardAuth: {address: '\(address)'}").options else {
                Issue.record("no options")
                return
            }
            #expect(options.address.fault != nil)
        }
    }

    @Test("defaults are Traefik's")
    func defaults() throws {
        #expect(try resolved("retry: {attempts: 1}").options == .retry(RetryOptions(attempts: 1)))
        guard case .forwardAuth(let options)? = try resolved("forwardAuth: {address: 'http://u:p@h/a?b#c'}").options
        else {
            Issue.record("no options")
            return
        }
        #expect(options.maxBodySize == -1 && options.maxResponseBodySize == nil && options.trustForwardHeader == nil)
        #expect(options.address.query == "b" && options.address.user == "u:p" && options.address.path == "/a")
    }
}

extension RetryOptions {
    fileprivate init(attempts: Int) throws {
        try self.init(
            checked: ConfigurationNode(
                .mapping([.init("attempts", ConfigurationNode(.scalar("\(attempts)"), at: .none), at: .none)]),
                at: .none))
    }
}
