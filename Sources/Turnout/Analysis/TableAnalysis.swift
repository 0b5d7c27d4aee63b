import TurnoutSyntax

/// What can be said of the routers of one table without waiting for requests.
///
/// It speaks of requests whose target starts with a slash; `OPTIONS *` and CONNECT are left aside.
public struct TableAnalysis: Sendable {
    /// By the rank of the router that each is about.
    public var findings: [Finding]
    public var unexamined: Unexamined

    /// Something about one router that its owner probably didn't mean.
    public struct Finding: Hashable, Sendable {
        public var problem: Problem
        /// The router that the finding is about.
        public var router: RankedRouter
        /// The routers that take its requests, best rank first; empty where no other is involved.
        public var others: [RankedRouter]
        /// What decides between `router` and the first of `others`; `nil` where no other is involved.
        public var decidedBy: Precedence?
        /// Whether requests whose host ends with a dot (`example.com.`) are an exception: nobody sends them, but
        /// `Host` takes them and `HostRegexp` mostly doesn't.
        public var isExceptTrailingDots = false
        /// A request that matches `router` and goes to the first of `others`, tried at the table itself. Of a shadowed
        /// router it is missing when no such request can be sent to an entry point with default settings.
        public var witness: RequestWitness?
    }

    public enum Problem: Hashable, Sendable {
        /// No request matches the rule.
        case neverMatches
        /// Every request matches the rule.
        case matchesEverything
        /// The rule means the same as that of `others[0]`, which wins.
        case equivalent
        /// The router never wins: `others`, all of them together, match whatever it matches. There is no such list that
        /// is shorter by one.
        case shadowed
        /// The router wins sometimes, but never by the alternative at this place of its rule: `others` take it by their
        /// longer rules.
        case partlyShadowed(SourceRange)
        /// Some request matches `router` and `others[0]` and none that precedes them, and only the names decide:
        /// Traefik leaves it to chance.
        case collides
    }

    /// How much could not be decided within the limits, or depends on settings that a table doesn't know.
    public struct Unexamined: Hashable, Sendable {
        /// Routers that may be shadowed, or match nothing, or everything.
        public var routers = 0
        /// Alternatives of rules that may be shadowed.
        public var alternatives = 0
        /// Pairs of equal rank that may collide; where there are too many to look at, an upper bound.
        public var pairs = 0

        public init() {}

        public var isEmpty: Bool { self == Unexamined() }
    }
}
