import ReferenceInterpreter
import Turnout
import TurnoutSyntax

/// The engine, asked a conform case as an embedder would ask it.
struct EngineUnderTest {
    let table: RoutingTable<String>
    private let conformCase: ConformCase

    /// - Parameter previous: a table to take unchanged parts from.
    init(
        _ conformCase: ConformCase, limits: CompilationLimits = CompilationLimits(),
        reusing previous: RoutingTable<String>? = nil
    ) {
        self.conformCase = conformCase
        table = RoutingTable(
            conformCase.routers.map {
                Router(
                    name: $0.name, rule: $0.rule, syntax: conformCase.syntax == .v3 ? .v3 : .v2,
                    priority: $0.priority ?? 0,
                    provider: $0.provider ?? "", payload: $0.name)
            },
            options: BuildOptions(
                kind: conformCase.kind == .tcp ? .tcp : .http,
                providerPrecedence: conformCase.precedence ?? BuildOptions.traefikPrecedence,
                compilationLimits: limits),
            reusing: previous)
    }

    /// The routers that the engine refuses.
    var refused: Set<String> {
        Set(table.diagnostics.filter { $0.diagnostic.severity == .error }.map(\.router))
    }

    func answer(_ asked: ConformRequest) -> ReferenceInterpreter.Outcome {
        do throws(RequestRefusal) {
            let request = try request(asked)
            if conformCase.kind == .path {
                let target = request.normalizedTarget
                return .path(routing: target.routingPath, uri: target.uri)
            }
            return .routers(table.match(request).map { [table[$0].name] } ?? [])
        } catch {
            return .status(error.status)
        }
    }

    func request(_ asked: ConformRequest) throws(RequestRefusal) -> Request {
        if conformCase.kind == .tcp {
            return .connection(serverName: asked.serverName, protocols: asked.protocols, remote: asked.remote)
        }
        var policy = conformCase.pipeline == .muxer ? RequestPolicy.muxer : .entryPoint
        policy.sanitizesPath = conformCase.sanitize
        return try Request(
            RequestHead(
                method: asked.method.utf8, target: asked.target.utf8, version: HTTPVersion(parsing: asked.version.utf8),
                host: asked.host.map { Array($0.utf8) },
                headers: asked.headers.map { (Array($0[0].utf8), Array($0[1].utf8)) },
                remote: asked.remote.utf8),
            policy: policy)
    }
}

extension ReferenceInterpreter.Outcome {
    /// The engine's answer must be one of the routers that tie for the oracle.
    func allows(_ other: ReferenceInterpreter.Outcome) -> Bool {
        guard case .routers(let ties) = self, case .routers(let winner) = other else { return self == other }
        return ties.isEmpty == winner.isEmpty && winner.allSatisfy(ties.contains)
    }
}
