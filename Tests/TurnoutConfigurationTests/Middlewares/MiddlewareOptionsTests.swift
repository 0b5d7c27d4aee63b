import Foundation
import Testing

@testable import TurnoutConfiguration

@Suite("Middleware options") struct MiddlewareOptionsTests {
    private func resolve(_ middleware: String, static text: String = "", users: String = "") throws
        -> ResolvedConfiguration
    {
        let folder = try ConfigurationFolder([
            "dynamic/a.yml": "http:\n  middlewares:\n    m: {\(middleware)}\n", "traefik.yml": text, "users": users,
        ])
        let path = folder.url.path
        try "http:\n  middlewares:\n    m: {\(middleware.replacingOccurrences(of: "FOLDER", with: path))}\n"
            .write(toFile: path + "/dynamic/a.yml", atomically: true, encoding: .utf8)
        let dynamic = DynamicConfiguration(paths: [path + "/dynamic"])
        try #require(dynamic.rejectedFiles.isEmpty, "\(dynamic.problems)")
        return ResolvedConfiguration(dynamic, static: StaticConfiguration.read(file: path + "/traefik.yml"))
    }

    /// What is wrong with the middleware; empty if nothing is.
    private func problem(_ middleware: String, users: String = "") throws -> String {
        try resolve(middleware, users: users).middlewares["m@file"]?.problems.first?.message ?? ""
    }

    @Test(
        "that Traefik refuses are refused, and why is said",
        arguments: [
            ("redirectScheme: {port: '1'}", "has no 'scheme'"),
            ("redirectRegex: {regex: '('}", "has '(', which is no regular expression"),
            ("replacePathRegex: {regex: 'a**'}", "has 'a**', which is no regular expression"),
            ("stripPrefixRegex: {regex: ['/a', '(/b']}", "has '(/b', which is no regular expression"),
            ("addPrefix: {prefix: ''}", "has no 'prefix'"),
            ("headers: {frameDeny: false}", "sets nothing"),
            ("headers: {accessControlAllowOriginListRegex: ['[']}", "has '[', which is no regular expression"),
            ("headers: {customRequestHeaders: {'a b': c}}", "sets the request header 'a b' to 'c'"),
            ("ipAllowList: {sourceRange: []}", "has no 'sourceRange'"),
            ("ipAllowList: {sourceRange: ['10.0.0.0/33']}", "has '10.0.0.0/33' in its 'sourceRange'"),
            ("ipWhiteList: {sourceRange: ['x']}", "has 'x' in its 'sourceRange'"),
            ("ipAllowList: {sourceRange: ['::1'], ipStrategy: {excludedIPs: [y]}}", "has 'y' in its 'excludedIPs'"),
            ("ipAllowList: {sourceRange: ['::1'], ipStrategy: {ipv6Subnet: 129}}", "has 129 as its 'ipv6Subnet'"),
            ("ipAllowList: {sourceRange: ['::1'], rejectStatusCode: 299}", "has the 'rejectStatusCode' 299"),
            ("basicAuth: {users: []}", "has no users"),
            ("basicAuth: {users: ['a:b', secret]}", "has no user in entry 2 of its users"),
            ("basicAuth: {usersFile: '/nothing'}", "names the users file '/nothing', which can't be read"),
        ])
    func refusals(_ middleware: String, _ beginning: String) throws {
        let problem = try self.problem(middleware)
        #expect(problem.hasPrefix("the middleware 'm@file' \(beginning)"), "\(problem)")
    }

    @Test(
        "that Traefik takes are taken",
        arguments: [
            "redirectRegex: {regex: ''}", "stripPrefix: {prefixes: []}", "replacePath: {path: '/%zz'}",
            "headers: {sslRedirect: true}", "headers: {stsPreload: true}", "headers: {accessControlMaxAge: -1}",
            "headers: {customResponseHeaders: {'a b': c}}", "contentType: {}",
            "encodedCharacters: {allowEncodedHash: false}",
            "ipAllowList: {sourceRange: [' ::1 '], ipStrategy: {depth: -1}}", "basicAuth: {users: [' a:b ']}",
            "ipAllowList: {sourceRange: ['::1'], ipStrategy: {depth: 1, excludedIPs: [x]}}",
            "passTLSClientCert: {pem: true}",
        ])
    func acceptance(_ middleware: String) throws { #expect(try problem(middleware) == "") }

    @Test("a users file is read with the configuration, and no message shows its lines")
    func usersFile() throws {
        let middleware = "basicAuth: {usersFile: 'FOLDER/users', users: ['c:d']}"
        let resolved = try resolve(middleware, users: "# comment\n\n a:b \r\n")
        guard case .basicAuth(let options)? = resolved.middlewares["m@file"]?.options else {
            Issue.record("\(resolved.problems)")
            return
        }
        #expect(options.users == ["a:b", "c:d"] && options.realm == "traefik")
        let message = try problem(middleware, users: "a:b\nverysecret\n")
        #expect(message.contains("line 2 of") && !message.contains("verysecret"))
    }

    @Test("a redirection of an entry point is a router and a middleware by Traefik's names")
    func redirections() throws {
        let resolved = try resolve(
            "addPrefix: {prefix: /a}",
            static: """
                entryPoints:
                  web:
                    address: ':80'
                    http: {middlewares: [m], redirections: {entryPoint: {to: secure}}}
                  my_other:
                    address: ':81'
                    http: {redirections: {entryPoint: {to: ':8443', scheme: http, permanent: false, priority: 7}}}
                  secure:
                    address: ':443'
                    http: {redirections: {entryPoint: {to: nowhere}}}
                """)
        let routers = resolved.routers.filter { $0.service == "noop@internal" }
        #expect(routers.map(\.name) == ["my-other-to-8443@internal", "web-to-secure@internal"])
        #expect(routers.map(\.router.value.rule) == ["HostRegexp(`^.+$`)", "HostRegexp(`^.+$`)"])
        #expect(routers.map(\.router.value.priority) == [7, Int.max - 1])
        #expect(
            routers.last?.bindings.first?.middlewares == ["m@file", "redirect-web-to-secure@internal"])
        #expect(routers.map(\.entryPoints) == [["my_other"], ["web"]])
        guard case .redirectScheme(let options)? = resolved.middlewares["redirect-my-other-to-8443@internal"]?.options
        else {
            Issue.record("no middleware")
            return
        }
        #expect(options == RedirectSchemeOptions(scheme: "http", port: "8443", isPermanent: false))
        #expect(resolved.problems.map(\.id) == [.missingEntryPoint])
    }
}
