#if Proxy
    import ArgumentParser
    import Dispatch
    import Foundation
    import TurnoutProxy

    extension TurnoutCommand {
        struct Run: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Serve a configuration.",
                usage: "turnout run [--configFile=FILE] [--loops=N] [--maxConnections=N] [Traefik's own flags]",
                discussion: """
                    Takes Traefik's static configuration from a file, from flags (--entryPoints.web.address=:80) or from \
                    the environment (TRAEFIK_ENTRYPOINTS_WEB_ADDRESS=:80), the first of these that is there. Without \
                    any, a page that says so is served on 127.0.0.1:8000.

                    --loops=N: event loops, a thread each; as many as there are cores if not given.
                    --maxConnections=N: client connections; if not given, what the limit on open files leaves room for.

                    Signals: TERM and INT end it gracefully, HUP reads the dynamic configuration again, USR2 logs what \
                    connections and generations are alive.

                    Exit codes: 0 ended by a signal, 1 it can't serve, 2 unusable arguments.
                    """
            )

            @Argument(parsing: .captureForPassthrough, help: .hidden)
            var arguments: [String] = []

            func run() throws {
                if arguments.contains("--help") || arguments.contains("-h") {
                    throw CleanExit.helpRequest(Run.self)
                }
                let options = try RunOptions(arguments)
                let service = try ProxyService(options)
                Task {
                    do {
                        try await service.run()
                        Foundation.exit(0)
                    } catch {
                        StandardError.write("error: \(error)")
                        Foundation.exit(1)
                    }
                }
                dispatchMain()
            }
        }
    }

    /// The flags of `turnout run` that are not Traefik's, and the rest.
    struct RunOptions {
        var loops: Int?
        var maximumConnections: Int?
        /// Traefik's own.
        var arguments: [String] = []

        init(_ arguments: [String]) throws {
            var rest = arguments[...]
            while let argument = rest.popFirst() {
                let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
                let name = parts[0].drop { $0 == "-" }.lowercased()
                guard argument.hasPrefix("-"), name == "loops" || name == "maxconnections" else {
                    self.arguments.append(argument)
                    continue
                }
                let text = parts.count == 2 ? parts[1] : rest.popFirst() ?? ""
                guard let value = Int(text), value > 0 else {
                    throw ValidationError("\(parts[0]) needs a number above 0, not '\(text)'")
                }
                if name == "loops" { loops = value } else { maximumConnections = value }
            }
        }
    }
#endif
