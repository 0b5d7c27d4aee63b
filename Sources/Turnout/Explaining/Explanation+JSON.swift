import TurnoutSyntax

extension Explanation {
    /// The explanation as a JSON object on one line, without a line feed.
    ///
    /// `{"request":{"method","host","path"},"winner":verdict or null,"losers":[verdict],"loserCount","nearest":[verdict],
    /// "missCount"}`. Bytes that are not UTF-8 become U+FFFD.
    public var json: String {
        JSONText.object([
            ("request", request.json),
            ("winner", winner?.json ?? "null"),
            ("losers", JSONText.array(losers.map(\.json))),
            ("loserCount", String(loserCount)),
            ("nearest", JSONText.array(nearest.map(\.json))),
            ("missCount", String(missCount)),
        ])
    }
}

extension Explanation.Verdict {
    /// The verdict as a JSON object on one line, without a line feed.
    ///
    /// `{"router":{"name","priority","isDefaultPriority","rule"},"outcome":"wins","over":name or null,"by":reason or null}`,
    /// `{…,"outcome":"loses","to":name,"by":reason}` or `{…,"outcome":"fails","failures":[{"matcher","range","isNegated",
    /// "subject","name","found":[text],"message"}]}`. A range is as in diagnostics.
    public var json: String {
        var members = [("router", router.json)]
        switch outcome {
        case .wins(let next, let reason):
            members.append(("outcome", JSONText.string("wins")))
            members.append(("over", next.map { JSONText.string($0.name) } ?? "null"))
            members.append(("by", reason.map { JSONText.string($0.rawValue) } ?? "null"))
        case .loses(let better, let reason):
            members.append(("outcome", JSONText.string("loses")))
            members.append(("to", JSONText.string(better.name)))
            members.append(("by", JSONText.string(reason.rawValue)))
        case .fails(let failures):
            let renderer = DiagnosticRenderer(source: router.rule)
            members.append(("outcome", JSONText.string("fails")))
            members.append(("failures", JSONText.array(failures.map { $0.json(renderer) })))
        }
        return JSONText.object(members.map { (name: $0.0, value: $0.1) })
    }
}

extension MatcherFailure {
    fileprivate func json(_ renderer: DiagnosticRenderer) -> String {
        let (subject, name) = subjectText
        return JSONText.object([
            ("matcher", JSONText.string(matcher.rawValue)),
            ("range", renderer.json(range)),
            ("isNegated", isNegated ? "true" : "false"),
            ("subject", JSONText.string(subject)),
            ("name", name.map { JSONText.string(String(decoding: $0, as: UTF8.self)) } ?? "null"),
            ("found", JSONText.array(found.map { JSONText.string(String(decoding: $0, as: UTF8.self)) })),
            ("message", JSONText.string(description)),
        ])
    }

    private var subjectText: (String, [UInt8]?) {
        switch subject {
        case .host: ("host", nil)
        case .path: ("path", nil)
        case .method: ("method", nil)
        case .header(let name): ("header", name)
        case .query(let key): ("query", key)
        case .clientIP: ("client-ip", nil)
        case .protocols: ("protocols", nil)
        case .nothing: ("nothing", nil)
        }
    }
}

extension RankedRouter {
    var json: String {
        JSONText.object([
            ("name", JSONText.string(name)),
            ("priority", String(priority)),
            ("isDefaultPriority", isDefaultPriority ? "true" : "false"),
            ("rule", JSONText.string(rule)),
        ])
    }
}

extension RequestSummary {
    var json: String {
        JSONText.object([
            ("method", JSONText.string(String(decoding: method, as: UTF8.self))),
            ("host", JSONText.string(String(decoding: host, as: UTF8.self))),
            ("path", JSONText.string(String(decoding: path, as: UTF8.self))),
        ])
    }
}
