import TurnoutSyntax

/// A router of a table as explanations and findings name it: a value that says all there is to show.
public struct RankedRouter: Hashable, Sendable {
    public var id: RouterID
    /// The qualified name, `api@file`.
    public var name: String
    /// The number that decides first: the router's own priority, or the length of its rule in bytes.
    public var priority: Int
    /// Whether the priority is the length of the rule, because the router names none.
    public var isDefaultPriority: Bool
    /// The text that ranges refer to.
    public var rule: String
}

/// What decides between two routers that match the same request.
public enum Precedence: String, Hashable, Sendable, CaseIterable {
    case priority
    /// Equal priorities; one provider comes earlier in the list of precedence.
    case provider = "provider-precedence"
    /// Everything else being equal, the name that is smaller byte by byte wins. Traefik lets chance decide here.
    case name
}

extension RouterRank {
    /// What decides between two ranks.
    func precedence(over other: RouterRank) -> Precedence {
        if priority != other.priority { return .priority }
        return provider != other.provider ? .provider : .name
    }
}

extension CompiledTable {
    /// A usable router, by its number.
    func rankedRouter(_ number: UInt32) -> RankedRouter? {
        guard Int(number) < routers.count, let router = routers[Int(number)], router.isUsable else { return nil }
        return RankedRouter(
            id: RouterID(number: number), name: router.rank.qualifiedName, priority: router.rank.priority,
            isDefaultPriority: router.declaration.priority == 0, rule: router.rule)
    }

    /// The rule of a router, parsed anew. `nil` for a number without a usable router.
    func parseRule(of number: UInt32) -> Rule? {
        guard Int(number) < routers.count, let router = routers[Int(number)], router.isUsable else { return nil }
        return Rule.parse(
            router.rule, syntax: router.syntax, kind: options.kind, limits: options.ruleLimits, lints: false
        ).rule
    }
}
