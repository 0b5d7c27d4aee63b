import TurnoutSyntax

extension Explanation {
    /// The explanation for people, several lines with a line feed after each.
    ///
    ///     GET `example.com` `/api/users`
    ///     router 'web@file' (priority 19, the length of its rule) wins: no other router matches
    ///        |  Host(`example.com`)
    ///
    ///     nearest of 2 routers that do not match:
    ///     router 'admin@file' (priority 45, the length of its rule)
    ///        |  Host(`example.com`) && PathPrefix(`/admin`)
    ///        |                         ^^^^^^^^^^^^^^^^^^^^ the path is `/api/users`
    public var text: String {
        var output = "\(request)\n"
        if let winner {
            output += winner.text
        } else {
            output += "no router matches\n"
        }
        if loserCount > 0 {
            output += "\nalso matching:\n"
            for loser in losers { output += loser.text }
            if losers.count < loserCount { output += "and \(loserCount - losers.count) more\n" }
        }
        if !nearest.isEmpty {
            let routers = missCount == 1 ? "1 router that does not match" : "\(missCount) routers that do not match"
            output += "\nnearest of \(routers):\n"
            for miss in nearest { output += miss.text }
        }
        return output
    }
}

extension Explanation.Verdict {
    /// The verdict for people, with a caret under each failing matcher and a line feed at the end.
    public var text: String {
        let renderer = DiagnosticRenderer(source: router.rule)
        let whole = SourceRange(0, 0)
        switch outcome {
        case .wins(let next?, let reason?):
            return "\(router.title) wins: \(reason.text(next.name))\n" + renderer.lineWithoutCarets(whole)
        case .wins:
            return "\(router.title) wins: no other router matches\n" + renderer.lineWithoutCarets(whole)
        case .loses(let better, let reason):
            return "\(router.title) loses to '\(better.name)': \(reason.losingText(better))\n"
                + renderer.lineWithoutCarets(whole)
        case .fails(let failures):
            var output = "\(router.title)\n"
            for failure in failures { output += renderer.excerpt(failure.range, label: failure.description) }
            return output
        }
    }
}

extension Precedence {
    fileprivate func text(_ next: String) -> String {
        switch self {
        case .priority: "its priority is higher than that of '\(next)'"
        case .provider: "its provider precedes that of '\(next)', at equal priority"
        case .name: "its name precedes '\(next)', at equal priority (Traefik leaves this to chance)"
        }
    }

    fileprivate func losingText(_ better: RankedRouter) -> String {
        switch self {
        case .priority: "its priority is lower than \(better.priority)"
        case .provider: "its provider comes later, at equal priority"
        case .name: "its name comes later, at equal priority (Traefik leaves this to chance)"
        }
    }
}

extension DiagnosticRenderer {
    /// The lines that a range starts in, without marks.
    fileprivate func lineWithoutCarets(_ range: SourceRange) -> String {
        let lines = excerpt(range, label: "").split(separator: "\n")
        return lines.prefix(1).map { "\($0)\n" }.joined()
    }
}
