/// Finds out what was probably meant by a name that is no matcher.
struct UnknownMatcher {
    let name: String
    let range: SourceRange
    let syntax: RuleSyntax
    let kind: RuleKind

    var diagnostic: Diagnostic {
        var diagnostic = Diagnostic(.unknownMatcher, message: "unknown matcher '\(name)'", range: range)
        let known = Matcher.all(in: syntax, kind: kind)
        if let exact = known.first(where: { $0.rawValue.lowercased() == name.lowercased() }) {
            let spellings = exact.spellings.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            diagnostic.notes = [.init("the accepted spellings are \(spellings.joined(separator: ", "))")]
            diagnostic.fixIts = [replacement(exact)]
        } else if let (note, replacements) = otherLanguage() {
            diagnostic.notes = [.init(note)]
            diagnostic.fixIts = replacements.map { replacement($0) }
        } else if let nearest = nearest(known) {
            diagnostic.fixIts = [replacement(nearest)]
        } else {
            diagnostic.notes = [.init("the matchers are \(known.map(\.rawValue).joined(separator: ", "))")]
        }
        return diagnostic
    }

    private func replacement(_ matcher: Matcher) -> Diagnostic.FixIt {
        .init("did you mean '\(matcher.rawValue)'?", edits: [.init(range: range, replacement: matcher.rawValue)])
    }

    // MARK: Names of other languages

    /// A note, and the matchers of this language that take the same arguments.
    private func otherLanguage() -> (String, [Matcher])? {
        let lower = name.lowercased()
        if kind == .tcp {
            return tcpNames(lower)
        }
        if let note = middlewareNote(lower) { return (note, lower.hasPrefix("pathprefix") ? [.pathPrefix] : []) }
        switch (lower, syntax) {
        case ("headers", .v3): return ("this is v2 syntax; v3 has Header with one name and one value", [.header])
        case ("headersregexp", .v3), ("headersregex", .v3):
            return ("this is v2 syntax; v3 has HeaderRegexp with one name and one pattern", [.headerRegexp])
        case ("hostheader", .v3): return ("this is v2 syntax; in v3 it is the same as Host", [.host])
        case ("header", .v2): return ("this is v3 syntax; v2 has Headers", [.headers])
        case ("headerregexp", .v2): return ("this is v3 syntax; v2 has HeadersRegexp", [.headersRegexp])
        case ("pathregexp", .v2): return ("this is v3 syntax; v2 has templates such as Path(`/{id:[0-9]+}`)", [])
        case ("queryregexp", .v2): return ("this is v3 syntax; v2 has templates such as Query(`key={v:[0-9]+}`)", [])
        case ("hostsni", _): return ("HostSNI is a matcher of TCP routers; HTTP routers have Host", [.host])
        case ("hostsniregexp", _):
            return ("HostSNIRegexp is a matcher of TCP routers; HTTP routers have HostRegexp", [.hostRegexp])
        case ("alpn", _): return ("ALPN is a matcher of TCP routers", [])
        case ("sourceip", _), ("ip", _), ("remoteaddr", _), ("clientips", _):
            return ("the address of the client is matched by ClientIP", [.clientIP])
        case ("cookie", _), ("cookies", _):
            return ("there is no matcher for cookies; match the header Cookie by a regular expression", [])
        default: return nil
        }
    }

    private func tcpNames(_ lower: String) -> (String, [Matcher])? {
        switch lower {
        case "host", "hostheader": ("a TCP rule sees no HTTP host; it has HostSNI", [.hostSNI])
        case "hostregexp": ("a TCP rule sees no HTTP host; it has HostSNIRegexp", [.hostSNIRegexp])
        case "path", "pathprefix", "pathregexp", "method", "header", "headers", "headerregexp", "headersregexp",
            "query", "queryregexp":
            ("this is a matcher of HTTP routers; a TCP rule sees no request", [])
        default: nil
        }
    }

    /// In Traefik v1 a rule could also rewrite the request; since v2 that is a middleware's work.
    private func middlewareNote(_ lower: String) -> String? {
        switch lower {
        case "pathprefixstrip": "this is v1 syntax; use PathPrefix and the middleware stripPrefix"
        case "pathprefixstripregex": "this is v1 syntax; use PathPrefix and the middleware stripPrefixRegex"
        case "pathstrip": "this is v1 syntax; use Path and the middleware stripPrefix"
        case "pathstripregex": "this is v1 syntax; use PathRegexp and the middleware stripPrefixRegex"
        case "addprefix": "this is v1 syntax; use the middleware addPrefix"
        case "replacepath": "this is v1 syntax; use the middleware replacePath"
        case "replacepathregex": "this is v1 syntax; use the middleware replacePathRegex"
        default: nil
        }
    }

    // MARK: Misspellings

    private func nearest(_ known: [Matcher]) -> Matcher? {
        let written = Array(name.lowercased().utf8)
        guard written.count <= 32 else { return nil }
        var best: (matcher: Matcher, distance: Int)?
        for matcher in known {
            let distance = Self.editDistance(written, Array(matcher.rawValue.lowercased().utf8))
            if distance < best?.distance ?? .max { best = (matcher, distance) }
        }
        guard let best, best.distance <= max(1, written.count / 3) else { return nil }
        return best.matcher
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`.
    ///
    /// - Complexity: O(product of the lengths).
    static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var distance = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    distance = min(distance, beforePrevious[j - 1] + 1)
                }
                row.append(distance)
            }
            beforePrevious = previous
            previous = row
        }
        return previous[b.count]
    }
}
