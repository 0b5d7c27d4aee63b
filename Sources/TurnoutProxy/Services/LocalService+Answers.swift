#if Proxy
    import NIOCore
    import Turnout
    import TurnoutHTTP

    extension LocalService {
        /// What it answers to `loop.request`.
        ///
        /// - Parameters:
        ///   - router: Its name in logs.
        ///   - remote: The client's address and port.
        ///   - peerIP: What a server would find at the end of `X-Forwarded-For`; empty = nothing.
        ///   - frame: What the head of the request said about the message.
        func answer(
            _ loop: LoopState, router: String, remote: [UInt8], peerIP: [UInt8], _ frame: RequestFrame
        ) -> LocalAnswer {
            switch self {
            case .noop: return LocalAnswer(status: 418)
            case .ping:
                let status = loop.isTerminating ? loop.limits.terminatingStatus : 200
                let text = status == 200 ? "OK" : "\(HTTPStatus.reason(for: status) ?? "")"
                return LocalAnswer(status: status, contentType: "text/plain; charset=utf-8", text: text)
            case .whoami:
                var text = Array("Router: \(router)\nRemoteAddr: \(String(decoding: remote, as: UTF8.self))\n".utf8)
                text += Self.head(loop, peerIP: peerIP, frame)
                return LocalAnswer(
                    status: 200, headers: [("Content-Type", "text/plain; charset=utf-8")], body: text)
            case .api, .prometheus: return LocalAnswer(status: 503)
            case .dashboard:
                return LocalAnswer(status: 200, contentType: "text/html; charset=utf-8", text: DashboardPage.text)
            case .welcome:
                return LocalAnswer(status: 200, contentType: "text/html; charset=utf-8", text: WelcomePage.text)
            }
        }

        /// The head of the request as a server would have got it.
        private static func head(_ loop: LoopState, peerIP: [UInt8], _ frame: RequestFrame) -> [UInt8] {
            var head: [UInt8] = []
            UpstreamHead().append(
                loop.request.value, peerIP: peerIP, framing: frame.framing, asksForUpgrade: frame.asksForUpgrade,
                to: &head)
            return head.filter { $0 != 0x0D }
        }
    }

    enum DashboardPage {
        /// What is served where Traefik has its dashboard.
        static let text = """
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><title>Turnout</title>
            <h1>Turnout has no dashboard</h1>
            <p>Its API tells the same: <code>/api/overview</code>, <code>/api/http/routers</code>,
            <code>/api/http/services</code>, <code>/api/http/middlewares</code>, <code>/api/entrypoints</code>,
            <code>/api/rawdata</code>; and which router takes a request and why (<code>/api/explain</code>), which routers get
            none (<code>/api/analysis</code>), and what configurations are alive (<code>/api/generations</code>).</p>
            </html>

            """
    }

    enum WelcomePage {
        /// What is served when there is nothing to serve.
        static let text = """
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><title>Turnout</title>
            <style>body{font:16px/1.5 sans-serif;max-width:42em;margin:3em auto;padding:0 1em}code,pre{background:#eee}</style>
            <h1>Turnout runs</h1>
            <p>No configuration was found, so this page is all that it serves, and on this machine only.
            Give it Traefik's files:</p>
            <pre>turnout run --configFile=traefik.yml</pre>
            <p>or a directory of routers on a port of your choice:</p>
            <pre>turnout run --entryPoints.web.address=:8000 --providers.file.directory=routers</pre>
            <p>A router looks like this, in <code>routers/example.yml</code>:</p>
            <pre>http:
              routers:
                hello:
                  rule: PathPrefix(`/hello`)
                  service: whoami@internal</pre>
            <p><code>turnout check</code> says what is wrong with a configuration, <code>turnout explain</code> which router
            takes a request and why.</p>
            </html>

            """
    }
#endif
