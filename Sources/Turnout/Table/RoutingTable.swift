import TurnoutSyntax

/// The routers of one entry point, compiled to one automaton.
///
/// ```swift
/// let table = RoutingTable([
///     Router(name: "api", rule: "Host(`example.com`) && PathPrefix(`/api`)", payload: "api-service"),
///     Router(name: "web", rule: "Host(`example.com`)", payload: "web-service"),
/// ])
/// let request = try Request(method: "GET", host: "example.com", target: "/api/users")
/// table.route(request)  // "api-service"
/// ```
///
/// A table is immutable: share it between threads, and replace it by building the next one from it (`reusing:`), which costs what changed.
public struct RoutingTable<Payload: Sendable>: Sendable {
    let compiled: CompiledTable
    /// By router number; the rest of each router is in `compiled`.
    private let payloads: [Payload?]
    /// What is wrong with routers that were left out, in the order in which they were given.
    public let diagnostics: [RouterDiagnostic]

    /// Compiles routers. A router with an error is reported in `diagnostics` and left out; the others work.
    ///
    /// - Parameters:
    ///   - routers: in any order: the answers don't depend on it. Of several with one qualified name the first is used.
    ///   - options: what the rules speak of, who wins ties, and the bounds.
    ///   - previous: a table whose unchanged parts are taken over. The result is the same without it.
    /// - Complexity: O(text of the rules) and what the automata need, bounded by `options.compilationLimits`.
    public init(
        _ routers: some Sequence<Router<Payload>>, options: BuildOptions = BuildOptions(),
        reusing previous: RoutingTable? = nil
    ) {
        let storage = Array(routers)
        // Unlike an array, a span lends its elements: where this code isn't specialized, an array would copy each whole.
        let given = storage.span
        var declarations: [RouterDeclaration] = []
        declarations.reserveCapacity(given.count)
        for index in given.indices {
            declarations.append(
                RouterDeclaration(
                    name: given[index].name, rule: given[index].rule, syntax: given[index].syntax,
                    priority: given[index].priority, provider: given[index].provider))
        }
        let result = TableBuilder.build(declarations, options: options, reusing: previous?.compiled)
        compiled = result.table
        var payloads: [Payload?] = Array(repeating: nil, count: result.table.routers.count)
        var diagnostics: [RouterDiagnostic] = []
        for (index, number) in result.numbers.enumerated() {
            guard let number else { continue }
            payloads[Int(number)] = given[index].payload
        }
        if compiled.order.count < given.count {
            for number in result.numbers {
                guard let number, let router = compiled.routers[Int(number)] else { continue }
                for diagnostic in router.diagnostics {
                    diagnostics.append(RouterDiagnostic(router: router.name, rule: router.rule, diagnostic: diagnostic))
                }
            }
        }
        for (index, diagnostic) in result.duplicates {
            diagnostics.append(
                RouterDiagnostic(router: given[index].name, rule: given[index].rule, diagnostic: diagnostic))
        }
        self.payloads = payloads
        self.diagnostics = diagnostics
    }

    /// Compiles routers, or throws when any of them has an error.
    public init(
        strict routers: some Sequence<Router<Payload>>, options: BuildOptions = BuildOptions(),
        reusing previous: RoutingTable? = nil
    ) throws(RoutingTableError) {
        let table = RoutingTable(routers, options: options, reusing: previous)
        guard table.diagnostics.isEmpty else { throw RoutingTableError(diagnostics: table.diagnostics) }
        self = table
    }

    /// The router that wins the request; `nil` when none matches.
    ///
    /// - Complexity: O(bytes of the request that rules look at), whatever the number of routers, except where
    ///   `statistics` names candidate lists. Allocates nothing and takes no lock.
    public func match(_ request: borrowing Request) -> RouterID? {
        let number = compiled.match(request)
        return number == Walk.none ? nil : RouterID(number: number)
    }

    /// The payload of the router that wins the request; `nil` when none matches.
    public func route(_ request: borrowing Request) -> Payload? {
        let number = compiled.match(request)
        return number == Walk.none ? nil : payloads[Int(number)]
    }

    /// The router with this identity, as it was given. The identity must come from this table.
    public subscript(id: RouterID) -> Router<Payload> {
        guard let router = compiled.routers[Int(id.number)]?.declaration, let payload = payloads[Int(id.number)] else {
            preconditionFailure("the router is not of this table")
        }
        return Router(
            name: router.name, rule: router.rule, syntax: router.syntax, priority: router.priority,
            provider: router.provider, payload: payload)
    }

    /// The routers that take part, best rank first.
    public var ranking: [RouterID] { compiled.order.map(RouterID.init) }

    /// The number that decides first: the router's own priority, or the length of its rule.
    public func effectivePriority(of id: RouterID) -> Int { compiled.routers[Int(id.number)]?.rank.priority ?? 0 }

    /// The name with its provider, which decides last.
    public func qualifiedName(of id: RouterID) -> String {
        compiled.routers[Int(id.number)]?.rank.qualifiedName ?? ""
    }

    /// Bytes that the walk can read, as in `statistics`, but at once.
    public var tableBytes: Int { compiled.tableBytes }

    /// How the table was built.
    public var options: BuildOptions { compiled.options }
}

/// A diagnostic with the router that it is about.
public struct RouterDiagnostic: Hashable, Sendable {
    public var router: String
    /// The text that the diagnostic's ranges refer to.
    public var rule: String
    public var diagnostic: Diagnostic

    public init(router: String, rule: String, diagnostic: Diagnostic) {
        self.router = router
        self.rule = rule
        self.diagnostic = diagnostic
    }
}

/// The errors of all routers that could not be compiled.
public struct RoutingTableError: Error, Sendable {
    public var diagnostics: [RouterDiagnostic]
}

extension Diagnostic.ID {
    /// Two routers with one qualified name.
    public static var duplicateRouter: Self { Self(rawValue: "duplicate-router") }
}
