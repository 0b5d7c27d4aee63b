#if Proxy
    import NIOCore
    import Turnout
    import TurnoutHTTP

    extension ClientConnection {
        /// Answers with a service of the proxy's own.
        func answer(_ service: LocalService, router: String) {
            switch service {
            case .noop: answer(LocalAnswer(status: 418))
            case .ping:
                let status = loop.isTerminating ? loop.limits.terminatingStatus : 200
                let text = status == 200 ? "OK" : "\(HTTPStatus.reason(for: status) ?? "")"
                answer(LocalAnswer(status: status, contentType: "text/plain; charset=utf-8", text: text))
            case .whoami:
                answer(
                    LocalAnswer(
                        status: 200, headers: [("Content-Type", "text/plain; charset=utf-8")], body: whoami(router)))
            case .welcome:
                answer(LocalAnswer(status: 200, contentType: "text/html; charset=utf-8", text: WelcomePage.text))
            }
        }

        /// The router that won, the client, and the head as a server would have got it.
        private func whoami(_ router: String) -> [UInt8] {
            var text = Array("Router: \(router)\nRemoteAddr: \(String(decoding: remote, as: UTF8.self))\n".utf8)
            var head: [UInt8] = []
            UpstreamHead().append(
                loop.request, peerIP: entryPoint.appendsForwardedFor ? peerIP : [], framing: request.framing,
                asksForUpgrade: request.asksForUpgrade,
                to: &head)
            text.append(contentsOf: head.filter { $0 != 0x0D })
            return text
        }
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
