import Foundation
import Turnout
import TurnoutSyntax

extension ConformCase {
    /// Answers the case from one `RoutingTable`, as the proxy and every embedder would.
    func answer() -> ConformAnswer {
        let table = RoutingTable(
            (routers ?? []).map { router in
                Turnout.Router(
                    name: router.name, rule: router.rule, syntax: syntax == .v2 ? .v2 : .v3,
                    priority: router.priority ?? 0, provider: router.provider ?? "")
            }, options: options)
        return ConformAnswer(
            id: id, errors: errors(of: table), res: (requests ?? []).map { result(of: $0, from: table) })
    }

    private var options: BuildOptions {
        var options = BuildOptions(kind: kind == .tcp ? .tcp : .http)
        if let precedence { options.providerPrecedence = precedence }
        return options
    }

    private var policy: RequestPolicy {
        if pipeline == .muxer { return .muxer }
        var policy = RequestPolicy.entryPoint
        policy.sanitizesPath = sanitize ?? true
        return policy
    }

    private func errors(of table: RoutingTable<Void>) -> [String: String] {
        Dictionary(grouping: table.diagnostics, by: \.router).mapValues { diagnostics in
            diagnostics.map { DiagnosticRenderer(source: $0.rule).text($0.diagnostic) }.joined(separator: "\n")
        }
    }

    private func result(of request: Request, from table: RoutingTable<Void>) -> ConformAnswer.Result {
        do throws(RequestRefusal) {
            let view = try view(of: request)
            if kind == .path {
                let target = view.normalizedTarget
                return .path(
                    routing: Data(target.routingPath).base64EncodedString(),
                    uri: String(decoding: target.uri, as: UTF8.self))
            }
            return table.match(view).map { .router(table[$0].name) } ?? .noRouter
        } catch {
            return .status(error.status)
        }
    }

    /// What the matchers see of a request.
    private func view(of request: Request) throws(RequestRefusal) -> Turnout.Request {
        let remote = request.remote ?? "192.0.2.1:1234"
        if kind == .tcp {
            return .connection(serverName: request.sni, protocols: request.alpn ?? [], remote: remote)
        }
        let head = RequestHead(
            method: (request.method ?? "GET").utf8,
            target: (request.target ?? "/").utf8,
            version: try version(request.proto ?? "HTTP/1.1"),
            host: request.host.map { Array($0.utf8) },
            headers: (request.headers ?? []).map { line in
                (name: Array((line.first ?? "").utf8), value: Array((line.dropFirst().first ?? "").utf8))
            },
            remote: remote.utf8)
        return try Turnout.Request(head, policy: policy)
    }

    /// An entry point reads the version off an HTTP/1 request line; the bare matcher also takes what Go calls later ones.
    private func version(_ name: String) throws(RequestRefusal) -> HTTPVersion {
        if pipeline == .muxer {
            switch name {
            case "HTTP/2", "HTTP/2.0": return .http2
            case "HTTP/3", "HTTP/3.0": return .http3
            default: break
            }
        }
        return try HTTPVersion(parsing: name.utf8)
    }
}
