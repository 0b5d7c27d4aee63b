/// Finds which middlewares can be used: each by itself, and those that it names.
struct MiddlewareResolver {
    private let configured: [ConfiguredMiddleware]
    private let kinds: Set<String>
    private let services: Set<String>
    /// Places in `configured`.
    private let indices: [String: Int]
    /// What was found of each, by its place; `nil` = it hasn't been looked at yet.
    private var findings: [Finding?]

    private struct Finding {
        /// Why it can't be used; `nil` if it can.
        var problem: ConfigurationProblem?
        var options: MiddlewareOptions?
        /// How many others it leads over.
        var depth = 0
    }

    /// - Parameters:
    ///   - kinds: Those that can be used.
    ///   - services: The qualified names of all services.
    init(_ middlewares: [ConfiguredMiddleware], kinds: Set<String>, services: Set<String>) {
        configured = middlewares
        self.kinds = kinds
        self.services = services
        indices = Dictionary(middlewares.enumerated().map { ($1.name, $0) }) { first, _ in first }
        findings = Array(repeating: nil, count: middlewares.count)
    }

    /// All middlewares, in their order.
    mutating func resolveAll() -> [ResolvedConfiguration.ResolvedMiddleware] {
        let order = ReferenceOrder.of(configured.count) { index in
            references(of: configured[index]).compactMap { indices[$0] }
        }
        for index in order { findings[index] = find(configured[index]) }
        return zip(configured, findings).map { middleware, finding in
            ResolvedConfiguration.ResolvedMiddleware(
                middleware: middleware, options: finding?.options, problems: finding?.problem.map { [$0] } ?? [])
        }
    }

    /// The middlewares that a chain names, qualified.
    private func references(of middleware: ConfiguredMiddleware) -> [String] {
        guard middleware.kinds == ["chain"], kinds.contains("chain") else { return [] }
        return middleware.node.texts("middlewares").map {
            ResolvedConfiguration.qualified($0, beside: middleware.name)
        }
    }

    private func find(_ middleware: ConfiguredMiddleware) -> Finding {
        func failed(
            _ id: ConfigurationProblem.ID, _ message: String, at place: ConfigurationPlace? = nil
        ) -> Finding {
            Finding(
                problem: ConfigurationProblem(
                    id, "the middleware '\(middleware.name)' \(message)", at: place ?? middleware.place))
        }
        guard let kind = middleware.kinds.first else { return failed(.missingType, "is of no kind") }
        if middleware.kinds.count > 1 {
            let names = middleware.kinds.map { "'\($0)'" }.joined(separator: " and ")
            return failed(.severalTypes, "is \(names) at once; make them two")
        }
        guard kinds.contains(kind) else {
            return failed(.unsupportedMiddleware, "is a '\(kind)', which Turnout doesn't have")
        }
        var finding = Finding()
        for name in references(of: middleware) {
            guard let index = indices[name] else {
                return failed(.missingMiddleware, "names the middleware '\(name)', which does not exist")
            }
            guard let child = findings[index] else {
                return failed(.circularReference, "names '\(name)', which leads back to it")
            }
            if let problem = child.problem {
                return failed(problem.id, "names the middleware '\(name)', which can't be used")
            }
            finding.depth = max(finding.depth, child.depth + 1)
        }
        if finding.depth > ReferenceOrder.depthLimit {
            return failed(.nestedTooDeeply, "leads over more than \(ReferenceOrder.depthLimit) others")
        }
        if kind == "errors" {
            let name = ResolvedConfiguration.qualified(middleware.node.text("service") ?? "", beside: middleware.name)
            if !services.contains(name) {
                return failed(.missingService, "names the service '\(name)', which does not exist")
            }
        }
        do throws(MiddlewareFault) {
            finding.options = try MiddlewareOptions(kind: kind, checked: middleware.node, name: middleware.name)
        } catch {
            return failed(.invalidMiddleware, error.text, at: error.place)
        }
        return finding
    }
}
