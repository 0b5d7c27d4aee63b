import TurnoutAutomata
import TurnoutSyntax

/// What a router became: its expression, its rank, and what to compare with when the next table is built.
///
/// An object, so that the next table takes thousands of them over at the price of one reference each.
final class CompiledRouter: Sendable {
    let declaration: RouterDeclaration
    let expression: ExpressionID
    let rank: RouterRank
    /// Whether some exact host must be named for it to match.
    let requiresHost: Bool
    /// Why it takes no part, though it is known by name; empty for a router that does.
    let diagnostics: [Diagnostic]

    var name: String { declaration.name }
    var rule: String { declaration.rule }
    var syntax: RuleSyntax { declaration.syntax }
    var isUsable: Bool { diagnostics.isEmpty }

    func isDeclared(as other: borrowing RouterDeclaration) -> Bool {
        declaration.rule == other.rule && declaration.name == other.name && declaration.priority == other.priority
            && declaration.syntax == other.syntax && declaration.provider == other.provider
    }

    init(
        _ declaration: RouterDeclaration, expression: ExpressionID, rank: RouterRank, requiresHost: Bool,
        diagnostics: [Diagnostic] = []
    ) {
        self.declaration = declaration
        self.expression = expression
        self.rank = rank
        self.requiresHost = requiresHost
        self.diagnostics = diagnostics
    }
}

/// A table for the routers of one entry point, without their payloads: immutable, shared, and free of locks.
///
/// It holds the flat buffer that the walk reads, the rank of each router, and what the next build starts from.
final class CompiledTable: Sendable {
    let compiler: TableCompiler
    /// By router number; `nil` for a number that is free.
    let routers: [CompiledRouter?]
    /// Numbers of the usable routers, best rank first.
    let order: [UInt32]
    /// By router number.
    let ranks: [UInt32]
    let root: Reference
    /// The node that dispatches exact hosts, where there is one.
    let hostNode: Int?
    /// Size of the buffer after the last full build; what has been added since is partly garbage.
    let fullBuildWords: Int
    let fullBuildExpressions: Int
    let options: BuildOptions

    /// Bytes that the walk can read.
    var tableBytes: Int { (compiler.buffer.count + ranks.count) * 4 }

    init(
        compiler: TableCompiler, routers: [CompiledRouter?], order: [UInt32], ranks: [UInt32], root: Reference,
        hostNode: Int?, fullBuildWords: Int, fullBuildExpressions: Int, options: BuildOptions
    ) {
        self.compiler = compiler
        self.routers = routers
        self.order = order
        self.ranks = ranks
        self.root = root
        self.hostNode = hostNode
        self.fullBuildWords = fullBuildWords
        self.fullBuildExpressions = fullBuildExpressions
        self.options = options
    }

    /// The number of the winning router, or `Walk.none`.
    func match(_ request: borrowing Request) -> UInt32 {
        compiler.buffer.words.withUnsafeBufferPointer { words in
            ranks.withUnsafeBufferPointer { ranks in
                request.bytes.withUnsafeBufferPointer { arena in
                    guard let table = words.baseAddress else { return Walk.none }
                    // An empty arena has no padding, but the table has. An empty rank list is never read.
                    let padded = UnsafeRawPointer(table).assumingMemoryBound(to: UInt8.self)
                    let texts = arena.isEmpty ? padded : arena.baseAddress ?? padded
                    return Walk(table: table, ranks: ranks.baseAddress ?? table, arena: texts)
                        .resolve(request, root.word, base: 0)
                }
            }
        }
    }
}
