/// Finds which middlewares can be used: each by itself, and those that it names.
struct MiddlewareResolver {
    private let configured: [String: ConfiguredMiddleware]
    private let kinds: Set<String>
    private let services: Set<String>

    /// - Parameters:
    ///   - kinds: Those that can be used.
    ///   - services: The qualified names of all services.
    init(_ middlewares: [ConfiguredMiddleware], kinds: Set<String>, services: Set<String>) {
        configured = Dictionary(middlewares.map { ($0.name, $0) }) { first, _ in first }
        self.kinds = kinds
        self.services = services
    }

    func resolve(_ middleware: ConfiguredMiddleware) -> ResolvedConfiguration.ResolvedMiddleware {
        ResolvedConfiguration.ResolvedMiddleware(
            middleware: middleware, problems: problem(of: middleware, above: []).map { [$0] } ?? [])
    }

    /// Why a middleware can't be used; `nil` if it can.
    private func problem(of middleware: ConfiguredMiddleware, above: [String]) -> ConfigurationProblem? {
        func problem(_ id: ConfigurationProblem.ID, _ message: String) -> ConfigurationProblem {
            ConfigurationProblem(id, "the middleware '\(middleware.name)' \(message)", at: middleware.place)
        }
        guard let kind = middleware.kinds.first else { return problem(.missingType, "is of no kind") }
        if middleware.kinds.count > 1 {
            let kinds = middleware.kinds.map { "'\($0)'" }.joined(separator: " and ")
            return problem(.severalTypes, "is \(kinds) at once; make them two")
        }
        guard kinds.contains(kind) else {
            return problem(.unsupportedMiddleware, "is a '\(kind)', which Turnout doesn't have")
        }
        switch kind {
        case "chain":
            for reference in middleware.node.texts("middlewares") {
                let name = ResolvedConfiguration.qualified(reference, beside: middleware.name)
                if name == middleware.name || above.contains(name) {
                    return problem(.circularReference, "names '\(name)', which leads back to it")
                }
                guard let child = configured[name] else {
                    return problem(.missingMiddleware, "names the middleware '\(name)', which does not exist")
                }
                if let fault = self.problem(of: child, above: above + [middleware.name]) {
                    return problem(fault.id, "names the middleware '\(name)', which can't be used")
                }
            }
        case "errors":
            let name = ResolvedConfiguration.qualified(middleware.node.text("service") ?? "", beside: middleware.name)
            if !services.contains(name) {
                return problem(.missingService, "names the service '\(name)', which does not exist")
            }
        default: break
        }
        return nil
    }
}
