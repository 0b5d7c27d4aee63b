import TurnoutAutomata
import TurnoutSyntax

/// A router as the builder sees it: everything but the payload.
struct RouterDeclaration: Equatable, Sendable {
    var name: String
    var rule: String
    var syntax: RuleSyntax
    var priority: Int
    var provider: String
}

/// Builds a table, from nothing or from the previous one.
///
/// From the previous one: routers are compared with those of the same name, so only new and changed rules are parsed. If few
/// changed, the buffer is carried over and what they touched is compiled again: the records of the hosts they name, and the
/// parts for rules without a host. What is replaced stays behind as garbage until it is worth a full build.
struct TableBuilder {
    private let options: BuildOptions
    private let previous: CompiledTable?
    private var routers: [CompiledRouter?] = []
    private var compiler: TableCompiler
    private var order: [UInt32] = []
    private var ranks: [UInt32] = []
    /// Numbers whose router is new, gone, or other than before.
    private var changed: [UInt32] = []
    private var duplicates: [(index: Int, diagnostic: Diagnostic)] = []

    struct Result {
        var table: CompiledTable
        /// For each router given, its number; `nil` for a duplicate.
        var numbers: [UInt32?]
        var duplicates: [(index: Int, diagnostic: Diagnostic)]
    }

    static func build(
        _ declarations: [RouterDeclaration], options: BuildOptions, reusing previous: CompiledTable?
    ) -> Result {
        // The kind decides what a rule means; nothing of another kind can be reused.
        let usable = previous.flatMap { $0.options == options ? $0 : nil }
        var builder = TableBuilder(options: options, previous: usable, count: declarations.count)
        let numbers = builder.declare(declarations)
        builder.sortByRank()
        let table = builder.patch() ?? builder.compileAll()
        return Result(table: table, numbers: numbers, duplicates: builder.duplicates)
    }

    private init(options: BuildOptions, previous: CompiledTable?, count: Int) {
        self.options = options
        self.previous = previous
        routers = previous?.routers ?? []
        compiler =
            previous?.compiler
            ?? TableCompiler(store: ExpressionStore(), limits: options.compilationLimits, routerCount: count)
    }

    // MARK: Declaring

    /// Gives every router its number and its expression; parses only what is new.
    private mutating func declare(_ declarations: [RouterDeclaration]) -> [UInt32?] {
        var known: [String: UInt32] = [:]
        var seen = Array(repeating: false, count: routers.count)
        // Mostly the routers come in the same order as last time; the dictionary is made when they don't.
        var cursor = 0
        var result: [UInt32?] = []
        result.reserveCapacity(declarations.count)
        var fresh: [(index: Int, declaration: RouterDeclaration)] = []
        var names: Set<String> = []
        let providerRanks = Dictionary(
            options.providerPrecedence.enumerated().map { ($1, $0) }, uniquingKeysWith: min)

        func number(for name: String) -> UInt32? {
            if cursor < routers.count, routers[cursor]?.rank.qualifiedName == name {
                cursor += 1
                return UInt32(cursor - 1)
            }
            if known.isEmpty, !routers.isEmpty {
                for (number, router) in routers.enumerated() {
                    if let router { known[router.rank.qualifiedName] = UInt32(number) }
                }
            }
            guard let number = known[name] else { return nil }
            cursor = Int(number) + 1
            return number
        }

        for index in declarations.indices {
            while cursor < routers.count, routers[cursor] == nil { cursor += 1 }
            // What was declared in the same words has the same name, which then need not be put together.
            if cursor < routers.count, !seen[cursor], routers[cursor]?.isDeclared(as: declarations[index]) == true {
                seen[cursor] = true
                result.append(UInt32(cursor))
                cursor += 1
                continue
            }
            let declaration = declarations[index]
            let name = Self.qualifiedName(declaration)
            if let number = number(for: name) {
                if seen[Int(number)] {
                    addDuplicate(index, declaration)
                    result.append(nil)
                    continue
                }
                seen[Int(number)] = true
                result.append(number)
                if routers[Int(number)]?.isDeclared(as: declaration) != true {
                    routers[Int(number)] = compile(declaration, name, providerRanks, reusing: routers[Int(number)])
                    changed.append(number)
                }
            } else if names.insert(name).inserted {
                result.append(0)
                fresh.append((index, declaration))
            } else {
                addDuplicate(index, declaration)
                result.append(nil)
            }
        }
        for number in routers.indices where !seen[number] && routers[number] != nil {
            routers[number] = nil
            changed.append(UInt32(number))
        }
        var free = routers.indices.filter { routers[$0] == nil }
        free.reverse()
        for (index, declaration) in fresh {
            let router = compile(declaration, Self.qualifiedName(declaration), providerRanks, reusing: nil)
            if let number = free.popLast() {
                routers[number] = router
                result[index] = UInt32(number)
            } else {
                routers.append(router)
                result[index] = UInt32(routers.count - 1)
            }
            changed.append(result[index] ?? 0)
        }
        return result
    }

    private static func qualifiedName(_ declaration: RouterDeclaration) -> String {
        if declaration.provider.isEmpty || declaration.name.utf8.contains(UInt8(ascii: "@")) { return declaration.name }
        return declaration.name + "@" + declaration.provider
    }

    private static func provider(_ declaration: RouterDeclaration) -> String {
        if !declaration.provider.isEmpty { return declaration.provider }
        // Traefik takes a provider only from a name with a single @.
        let parts = declaration.name.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[1]) : ""
    }

    private mutating func addDuplicate(_ index: Int, _ declaration: RouterDeclaration) {
        let range = SourceRange(0, declaration.rule.utf8.count)
        duplicates.append(
            (
                index,
                Diagnostic(
                    .duplicateRouter,
                    message:
                        "a router with the name '\(Self.qualifiedName(declaration))' came before; the first one is used",
                    range: range)
            ))
    }

    private mutating func compile(
        _ declaration: RouterDeclaration, _ qualifiedName: String, _ providers: [String: Int],
        reusing old: CompiledRouter?
    ) -> CompiledRouter {
        let provider = providers[Self.provider(declaration)] ?? options.providerPrecedence.count
        func rank(_ defaultPriority: Int) -> RouterRank {
            RouterRank(
                priority: declaration.priority == 0 ? defaultPriority : declaration.priority, provider: provider,
                qualifiedName: qualifiedName)
        }
        if let old, old.isUsable, old.rule == declaration.rule, old.syntax == declaration.syntax,
            old.declaration.priority == 0 || declaration.priority != 0
        {
            // Only the rank can differ; `old.rank` holds the default priority when it was used.
            return CompiledRouter(
                declaration, expression: old.expression, rank: rank(old.rank.priority), requiresHost: old.requiresHost)
        }
        let parsed = Rule.parse(
            declaration.rule, syntax: declaration.syntax, kind: options.kind, limits: options.ruleLimits, lints: false)
        let diagnostics = parsed.diagnostics + (parsed.rule?.oversizedExpressions ?? [])
        guard let rule = parsed.rule, diagnostics.isEmpty else {
            return CompiledRouter(
                declaration, expression: .never, rank: rank(0), requiresHost: false, diagnostics: diagnostics)
        }
        let expression = compiler.store.lower(rule.formula)
        return CompiledRouter(
            declaration, expression: expression, rank: rank(rule.defaultPriority),
            requiresHost: compiler.isRequired(.host, by: expression))
    }

    // MARK: Ranks

    private mutating func sortByRank() {
        func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
            guard let left = routers[Int(left)], let right = routers[Int(right)] else { return false }
            return RouterRank.precedes(left.rank, right.rank)
        }
        let isChanged = Set(changed)
        if let previous, isChanged.count * 4 < previous.order.count {
            // Unchanged routers keep their order; the few others are put in place.
            order = previous.order.filter { !isChanged.contains($0) }
            for number in isChanged.sorted() where routers[Int(number)]?.isUsable == true {
                var low = 0
                var high = order.count
                while low < high {
                    let middle = (low + high) / 2
                    if precedes(order[middle], number) { low = middle + 1 } else { high = middle }
                }
                order.insert(number, at: low)
            }
        } else {
            order = routers.indices.filter { routers[$0]?.isUsable == true }.map(UInt32.init).sorted(by: precedes)
        }
        ranks = Array(repeating: .max, count: routers.count)
        for (rank, number) in order.enumerated() { ranks[Int(number)] = UInt32(rank) }
    }

    private func candidates(requiringHost: Bool) -> [Candidate] {
        var result: [Candidate] = []
        result.reserveCapacity(order.count)
        for number in order where routers[Int(number)]?.requiresHost == requiringHost {
            result.append(Candidate(router: number, residual: routers[Int(number)]?.expression ?? .never))
        }
        return result
    }

    // MARK: Compiling

    private mutating func compileAll() -> CompiledTable {
        if let previous {
            // The buffer starts afresh. The store goes on unless most of it speaks of rules that are gone.
            var store = compiler.store
            if store.expressionCount > 3 * previous.fullBuildExpressions + 10_000 {
                store = ExpressionStore()
                for number in routers.indices {
                    guard let router = routers[number], router.isUsable else { continue }
                    let parsed = Rule.parse(
                        router.rule, syntax: router.syntax, kind: options.kind, limits: options.ruleLimits, lints: false
                    )
                    guard let rule = parsed.rule else { continue }
                    routers[number] = CompiledRouter(
                        router.declaration, expression: store.lower(rule.formula), rank: router.rank,
                        requiresHost: router.requiresHost)
                }
            }
            compiler = TableCompiler(store: store, limits: options.compilationLimits, routerCount: routers.count)
        }
        let hosts = candidates(requiringHost: true)
        var parts: [(best: UInt32, reference: Reference)] = []
        var hostNode: Int?
        if let best = hosts.first {
            let reference = compiler.compilePart(hosts)
            parts.append((best.router, reference))
            if reference.isNode, compiler.buffer[reference.offset] & 0xF == NodeKind.words.rawValue {
                hostNode = reference.offset
            }
        }
        return finish(parts, hostNode: hostNode, isFullBuild: true)
    }

    /// Compiles the parts without a host, joins all parts, and closes the table.
    private mutating func finish(
        _ hostParts: [(best: UInt32, reference: Reference)], hostNode: Int?, isFullBuild: Bool
    ) -> CompiledTable {
        var parts = hostParts
        for part in compiler.partition(candidates(requiringHost: false)) {
            parts.append((part[0].router, compiler.compilePart(part)))
        }
        parts.sort { ranks[Int($0.best)] < ranks[Int($1.best)] }
        let root = compiler.writeSplit(parts)
        compiler.finish()
        return CompiledTable(
            compiler: compiler, routers: routers, order: order, ranks: ranks, root: root, hostNode: hostNode,
            fullBuildWords: isFullBuild ? compiler.buffer.count : previous?.fullBuildWords ?? 0,
            fullBuildExpressions: isFullBuild
                ? compiler.store.expressionCount : previous?.fullBuildExpressions ?? 0,
            options: options)
    }

    /// The table with only what changed compiled again; `nil` when a full build is due.
    private mutating func patch() -> CompiledTable? {
        guard let previous, changed.count * 4 <= order.count, let hostNode = previous.hostNode,
            compiler.buffer.count < previous.fullBuildWords + previous.fullBuildWords / 2 + 16_384
        else { return nil }
        if changed.isEmpty, order == previous.order { return previous }
        var words: Set<[UInt8]> = []
        for number in changed {
            for router in [
                Int(number) < previous.routers.count ? previous.routers[Int(number)] : nil, routers[Int(number)],
            ] {
                guard let router, router.isUsable, router.requiresHost else { continue }
                compiler.forEachHostWord(of: router.expression) { words.insert($0) }
            }
        }
        let hosts = candidates(requiringHost: true)
        guard let best = hosts.first, compiler.patchWords(words, ofNode: hostNode, candidates: hosts) else {
            return nil
        }
        return finish(
            [(best.router, Reference(node: hostNode))], hostNode: hostNode, isFullBuild: false)
    }
}
