import TurnoutSyntax

/// The identifiers of warnings about several routers together.
extension Diagnostic.ID {
    /// Others take every request that the router matches.
    public static var shadowedRouter: Self { Self(rawValue: "shadowed-router") }
    /// Others take every request that one alternative of the rule matches.
    public static var partlyShadowedRouter: Self { Self(rawValue: "partly-shadowed-router") }
    /// The rule means the same as that of another router.
    public static var equivalentRouter: Self { Self(rawValue: "equivalent-router") }
    /// Chance decides who of two routers gets a request.
    public static var collidingRouters: Self { Self(rawValue: "colliding-routers") }
}

extension TableAnalysis.Finding {
    public var id: Diagnostic.ID {
        switch problem {
        case .neverMatches: .neverMatches
        case .matchesEverything: .matchesEverything
        case .equivalent: .equivalentRouter
        case .shadowed: .shadowedRouter
        case .partlyShadowed: .partlyShadowedRouter
        case .collides: .collidingRouters
        }
    }

    /// The finding as a warning about its router, to be rendered like any other.
    ///
    /// - Parameters:
    ///   - isTLS: whether the entry point serves TLS; decides between `http` and `https` in the request that is shown.
    ///   - place: where another router comes from, such as `routes.yml:12`; empty if that is not known.
    public func diagnostic(isTLS: Bool = false, place: (RankedRouter) -> String = { _ in "" }) -> RouterDiagnostic {
        var range = SourceRange(0, router.rule.utf8.count)
        if case .partlyShadowed(let part) = problem { range = part }
        var notes = [Diagnostic.Note(wayOut)]
        for other in others.prefix(Self.maximumOthers) {
            let origin = place(other)
            notes.append(.init("\(other.title)\(origin.isEmpty ? "" : ", \(origin)"): \(Self.shortened(other.rule))"))
        }
        if others.count > Self.maximumOthers {
            notes.append(.init("and \(others.count - Self.maximumOthers) more routers"))
        }
        if isExceptTrailingDots {
            notes.append(.init("hosts with a dot at the end, such as 'example.com.', are an exception"))
        }
        if let witness {
            notes.append(
                .init("for example \(witness.commandLine(isTLS: isTLS)) goes to '\(others.first?.name ?? router.name)'")
            )
        }
        return RouterDiagnostic(
            router: router.name, rule: router.rule,
            diagnostic: Diagnostic(id, severity: .warning, message: message, range: range, notes: notes))
    }

    private static var maximumOthers: Int { 8 }
    private static var maximumRuleBytes: Int { 160 }

    private static func shortened(_ rule: String) -> String {
        let line = rule.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.utf8.count <= maximumRuleBytes ? line : String(line.prefix(maximumRuleBytes - 1)) + "…"
    }

    private var message: String {
        switch problem {
        case .neverMatches: "no request matches this rule: its conditions exclude each other"
        case .matchesEverything: "this rule takes every request of its entry points"
        case .equivalent: "this rule matches the same requests as that of '\(others[0].name)', which precedes it"
        case .shadowed: "this router never gets a request: \(takers) all that it matches"
        case .partlyShadowed: "this router never gets a request by this part of its rule: \(takers) all of them"
        case .collides: "nothing but the name decides between this router and '\(others[0].name)'"
        }
    }

    private var takers: String {
        guard others.count > 1 else { return "'\(others[0].name)' takes" }
        let names = others.prefix(3).map { "'\($0.name)'" }.joined(separator: ", ")
        return "together, \(names)\(others.count > 3 ? " and \(others.count - 3) more" : "") take"
    }

    /// What can be done about it.
    private var wayOut: String {
        switch problem {
        case .neverMatches: return "correct the rule, or remove the router"
        case .matchesEverything: return "routers with a lower priority get nothing"
        case .equivalent:
            return isLeftToChance
                ? "both have priority \(router.priority), and Traefik leaves the choice to chance: remove one of them"
                : "remove one of them"
        case .shadowed, .partlyShadowed:
            let chance =
                isLeftToChance ? "both have priority \(router.priority), and Traefik leaves the choice to chance; " : ""
            return chance
                + "give this router a 'priority' above \(others.map(\.priority).max() ?? 0), or narrow the other rule"
                + (others.count > 1 ? "s" : "")
        case .collides:
            return
                "both have priority \(router.priority), and Traefik leaves the choice to chance: set 'priority' on one of them"
        }
    }

    /// Whether the priorities are equal; of providers nothing is said then, they precede each other in a fixed order.
    private var isLeftToChance: Bool {
        others.count == 1 && others[0].priority == router.priority && decidedBy == .name
    }
}

extension TableAnalysis {
    /// All findings for people, and a line about what was not examined.
    public var text: String {
        var output = findings.map { $0.diagnostic().text() }.joined(separator: "\n")
        if !unexamined.isEmpty { output += (output.isEmpty ? "" : "\n") + "not examined: \(unexamined)\n" }
        return output
    }

    /// `{"findings":[finding],"unexamined":{"routers","alternatives","pairs"}}`.
    public var json: String {
        JSONText.object([("findings", JSONText.array(findings.map(\.json))), ("unexamined", unexamined.json)])
    }
}

extension TableAnalysis.Finding {
    /// `{"id","router","others":[router],"witness","diagnostic"}`; routers as in explanations, the witness may be null.
    public var json: String {
        JSONText.object([
            ("id", JSONText.string(id.rawValue)), ("router", router.json),
            ("others", JSONText.array(others.map(\.json))),
            ("witness", witness?.json ?? "null"), ("diagnostic", diagnostic().json()),
        ])
    }
}

extension TableAnalysis.Unexamined: CustomStringConvertible {
    /// `3 routers, 1 alternative of a rule`.
    public var description: String {
        let parts = [
            Self.count(routers, "router", "routers"),
            Self.count(alternatives, "alternative of a rule", "alternatives of rules"),
            Self.count(pairs, "pair of equal priority", "pairs of equal priority"),
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    public var json: String {
        JSONText.object([
            ("routers", String(routers)), ("alternatives", String(alternatives)), ("pairs", String(pairs)),
        ])
    }

    private static func count(_ number: Int, _ singular: String, _ plural: String) -> String? {
        number == 0 ? nil : "\(number) \(number == 1 ? singular : plural)"
    }
}
