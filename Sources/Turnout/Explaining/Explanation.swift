import TurnoutSyntax

/// Why a request goes where it goes.
///
/// It is found by trying every rule, as Traefik does, and not by the automaton; so it can be held against what `match` says.
public struct Explanation: Sendable {
    /// What became of the router that gets the request; `nil` when none matches.
    public var winner: Verdict?
    /// Routers that match the request as well, best rank first.
    public var losers: [Verdict]
    /// How many routers match and lose. `losers` holds the first of them.
    public var loserCount: Int
    /// The routers that come nearest to matching, nearest first: those whose host fits before all others, then by the number of
    /// matchers that would have to answer otherwise.
    public var nearest: [Verdict]
    /// How many routers don't match. `nearest` holds some of them.
    public var missCount: Int
    /// What the matchers saw.
    public var request: RequestSummary

    /// What became of one router.
    public struct Verdict: Hashable, Sendable {
        public var router: RankedRouter
        public var outcome: Outcome
    }

    public enum Outcome: Hashable, Sendable {
        /// It wins; what decided against the next best router that matches, `nil` if there is none.
        case wins(over: RankedRouter?, by: Precedence?)
        /// It matches, and another one precedes it.
        case loses(to: RankedRouter, by: Precedence)
        /// It doesn't match. There is at least one failure; several where any one of them would have sufficed.
        case fails([MatcherFailure])
    }
}

/// A matcher whose answer keeps a rule from matching.
public struct MatcherFailure: Hashable, Sendable {
    /// The documented name of the matcher.
    public var matcher: Matcher
    /// The call in the rule.
    public var range: SourceRange
    /// Whether the rule wants it not to match.
    public var isNegated: Bool
    /// What the matcher looks at.
    public var subject: Subject
    /// What the request has there; empty if nothing.
    public var found: [[UInt8]]

    public enum Subject: Hashable, Sendable {
        case host
        case path
        case method
        /// By its name in small letters.
        case header([UInt8])
        /// By its decoded key.
        case query([UInt8])
        case clientIP
        case protocols
        /// The matcher gives every request the same answer.
        case nothing
    }
}

/// The parts of a request that decide, for display.
public struct RequestSummary: Hashable, Sendable {
    public var method: [UInt8]
    public var host: [UInt8]
    /// The routing path.
    public var path: [UInt8]
    public var kind: RuleKind
}
