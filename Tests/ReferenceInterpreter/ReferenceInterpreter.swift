import Foundation

/// A naive interpreter of the rule language: the oracle that the engine is held against.
///
/// It shares no code with the engine. Rules become closures; a request is tried against every router
/// in turn. What it can't decide it says, so that a comparison can leave it out and count it.
public struct ReferenceInterpreter {
    /// What happens to one request.
    public enum Outcome: Sendable, Hashable {
        /// The routers that tie for the first place, in the order of the case; empty = nothing matches.
        case routers([String])
        /// Answered unrouted.
        case status(Int)
        case path(routing: [UInt8], uri: [UInt8])
    }

    private struct Contender {
        var name: String
        var priority: Int
        /// Position of the provider in the precedence list; beyond its end when not listed.
        var providerRank: Int
        var test: Matchers.Test
    }

    private let conformCase: ConformCase
    private let contenders: [Contender]
    /// Routers that Traefik refuses, with the reason in the oracle's words.
    public let errors: [String: String]
    /// Routers that the oracle can't judge. No answer of this case is to be trusted unless it is empty.
    public let unsupported: [String: String]

    public init(_ conformCase: ConformCase) {
        self.conformCase = conformCase
        var contenders: [Contender] = []
        var errors: [String: String] = [:]
        var unsupported: [String: String] = [:]
        let matchers = Matchers(kind: conformCase.kind, syntax: conformCase.syntax)
        let precedence = conformCase.precedence ?? Self.defaultPrecedence
        for router in conformCase.routers {
            do {
                let tree = try RuleReader.read(router.rule)
                contenders.append(
                    Contender(
                        name: router.name,
                        priority: Self.priority(of: router, tree: tree, kind: conformCase.kind),
                        providerRank: precedence.firstIndex(of: router.provider ?? "") ?? precedence.count,
                        test: try matchers.test(for: tree)))
            } catch ReferenceError.unsupported(let reason) {
                unsupported[router.name] = reason
            } catch ReferenceError.refused(let reason) {
                errors[router.name] = reason
            } catch {
                errors[router.name] = String(describing: error)
            }
        }
        self.contenders = contenders
        self.errors = errors
        self.unsupported = unsupported
    }

    /// One outcome per request of the case.
    public func answers() -> [Outcome] {
        conformCase.requests.map(answer)
    }

    public func answer(_ request: ConformRequest) -> Outcome {
        do {
            switch conformCase.kind {
            case .path: return try pathAnswer(request)
            case .tcp: return .routers(winners(ReferenceRequest(connection: request)))
            case .http:
                return .routers(
                    winners(
                        try ReferenceRequest(
                            http: request, pipeline: conformCase.pipeline, sanitizes: conformCase.sanitize)))
            }
        } catch {
            return .status(error.status)
        }
    }

    private func winners(_ request: ReferenceRequest) -> [String] {
        let matching = contenders.filter { $0.test(request) }
        guard let best = matching.max(by: { ($0.priority, -$0.providerRank) < ($1.priority, -$1.providerRank) }) else {
            return []
        }
        return matching.filter { $0.priority == best.priority && $0.providerRank == best.providerRank }.map(\.name)
    }

    private func pathAnswer(_ request: ConformRequest) throws(UnroutedStatus) -> Outcome {
        var target = try RequestHead(request).target
        if conformCase.pipeline == .entrypoint { try ReferenceRequest.clean(&target, sanitizes: conformCase.sanitize) }
        var uri = target.escapedPath
        if uri.isEmpty { uri = [0x2F] }
        if target.endsInQuestionMark || !target.query.isEmpty {
            uri += [0x3F] + target.query.map { $0 == 0x3B ? 0x26 : $0 }
        }
        return .path(routing: target.routingPath, uri: uri)
    }

    private static func priority(of router: ConformRouter, tree: RuleTree, kind: ConformCase.Kind) -> Int {
        if let priority = router.priority, priority != 0 { return priority }
        return kind == .tcp && isCatchAll(tree) ? -1 : router.rule.utf8.count
    }

    /// Whether a TCP rule is one ``HostSNI(`*`)`` and nothing else but negations.
    private static func isCatchAll(_ tree: RuleTree) -> Bool {
        switch tree {
        case .call(let name, let arguments): name.lowercased() == "hostsni" && arguments == [[0x2A]]
        case .not(let operand): isCatchAll(operand)
        case .and, .or: false
        }
    }

    /// Traefik's own order of providers.
    private static let defaultPrecedence = [
        "kubernetesgateway", "kubernetescrd", "kubernetes", "kubernetesingressnginx", "swarm", "docker", "file",
        "redis", "knative",
        "consul", "consulcatalog", "nomad", "etcd", "ecs", "http", "zookeeper", "rest",
    ]
}

extension ReferenceInterpreter.Outcome {
    /// Whether a recorded answer says the same; a tie is met by any subset of it.
    public func agrees(with expected: ExpectedAnswer) -> Bool {
        switch (self, expected) {
        case (.routers(let own), .routers(let recorded)):
            own.isEmpty == recorded.isEmpty && Set(recorded).isSubset(of: own)
        case (.status(let own), .status(let recorded)): own == recorded
        case (.path(let routing, let uri), .path(let recordedRouting, let recordedURI)):
            Data(routing).base64EncodedString() == recordedRouting
                && String(decoding: uri, as: UTF8.self) == recordedURI
        default: false
        }
    }
}
