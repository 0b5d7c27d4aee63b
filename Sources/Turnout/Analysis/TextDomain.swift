import TurnoutAutomata
import TurnoutSyntax

/// The texts that one part of a request can be.
///
/// Two languages bracket the truth. Whatever lies in `realizable` can be written as a request that an entry point with
/// default settings takes. Whatever lies outside `possible` no request has. Between the two lies what depends on
/// settings, such as `/a//b`, which only an entry point that doesn't clean paths lets through: there the analysis
/// doesn't decide.
struct TextDomain {
    /// Texts to try before any automaton is built, best first.
    var samples: [[UInt8]]
    /// What to try behind a beginning that is required, best first.
    var endings: [[UInt8]]
    /// Realizable texts, those that look usual before all others.
    var realizable: [TextLanguage]
    var possible: TextLanguage

    private init(_ samples: [String], endings: [String], realizable: [String], possible: String) {
        self.samples = samples.map { Array($0.utf8) }
        self.endings = endings.map { Array($0.utf8) }
        self.realizable = realizable.map { TextLanguage($0) }
        self.possible = TextLanguage(possible)
    }

    /// Canonical hosts, or server names of connections: neither holds capitals. The Host header admits fewer characters
    /// than an authority in the request line (RFC 3986 §3.2.2 and Go's reading of it); in a client's hello anything may
    /// stand.
    static func host(_ kind: RuleKind, allowsTrailingDot: Bool) -> TextDomain {
        let label = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
        let written = "-a-z0-9_~!$&'()*+,;="
        let refused = kind == .http ? "A-Z\\x00-\\x20#/?@\\\\^`{|}\\x7f" : "A-Z"
        return TextDomain(
            ["example.com", "www.example.com", "example.org", "example"], endings: [],
            realizable: [
                "^\(label)(?:\\.\(label))*$",
                allowsTrailingDot ? "^[.\(written)]*$" : "^(?:[.\(written)]*[\(written)])?$",
                "^[0-9a-f:.]*:[0-9a-f:.]*[0-9a-f:]$",
            ],
            possible: allowsTrailingDot ? "(?s)^[^\(refused)]*$" : "(?s)^(?:[^\(refused)]*[^.\(refused)])?$")
    }

    /// Hosts that `HostRegexp` in v2 syntax sees with their brackets.
    static func bracketedHost() -> TextDomain {
        TextDomain([], endings: [], realizable: [], possible: #"(?s)^\[.*:.*\]$"#)
    }

    /// Canonical hosts of those.
    static func hostFromBrackets() -> TextDomain {
        TextDomain([], endings: [], realizable: [], possible: "(?s)^[^A-Z]*:[^A-Z]*$")
    }

    /// Routing paths of targets that start with a slash. `?` and `#` end a path, and `%` stands only before the escape
    /// of a reserved character; an entry point that cleans paths leaves no dot segments and no empty ones.
    static func path() -> TextDomain {
        let escape = "%(?:2[1346-9A-CF]|25|3[ABDF]|40|5[BD])"
        let part = "(?:[^?#%/]|\(escape))"
        let segment = "(?:(?:[^?#%/.]|\(escape))\(part)*|\\.(?:[^?#%/.]|\(escape))\(part)*|\\.\\.\(part)+)"
        return TextDomain(
            ["/", "/x", "/x/y"], endings: ["", "x", "/x", "/", "0", "x/y", "/x/y", "-"],
            realizable: ["(?s)^/(?:\(segment)(?:/\(segment))*/?)?$"], possible: "(?s)^/(?:[^?#%]|\(escape))*$")
    }

    /// Methods: tokens (RFC 9110 §5.6.2).
    static func method() -> TextDomain {
        let token = "^[-!#$%&'*+.^_`|~0-9A-Za-z]+$"
        return TextDomain(
            ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"], endings: [], realizable: ["^[A-Z]+$", token],
            possible: token)
    }

    /// Header values: no control characters but tabs, no blanks at the ends.
    static func headerValue() -> TextDomain {
        TextDomain(
            ["x", "1", ""], endings: ["", "x", "1"], realizable: ["^(?:[!-~](?:[ -~]*[!-~])?)?$"],
            possible: "(?s)^(?:[^\\x00-\\x20\\x7f](?:[^\\x00-\\x08\\x0a-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?)?$")
    }

    /// Decoded query values: anything, in percent-encoding.
    static func queryValue() -> TextDomain {
        TextDomain(["x", "1", ""], endings: ["", "x", "1"], realizable: ["^[0-9A-Za-z_-]*$", ""], possible: "")
    }

    /// Names of application protocols (ALPN).
    static func protocolName() -> TextDomain {
        TextDomain(["h2", "http/1.1", "x"], endings: [""], realizable: ["^[!-~]+$"], possible: "")
    }

    func isRealizable(_ text: [UInt8]) -> Bool { realizable.contains { $0.contains(text) } }
}

/// A set of texts that is decided often.
struct TextLanguage {
    let automaton: PositionAutomaton
    private let table: CharacterDFA

    /// - Parameter pattern: an expression of a few states, written here and not by a user.
    init(_ pattern: String) {
        var work = 0
        guard let parsed = try? RegexParser.parse(Array(pattern.utf8)) else {
            preconditionFailure("'\(pattern)' is not a regular expression")
        }
        automaton = PositionAutomaton(parsed)
        guard
            let table = Determinizer.determinize(
                [.init(automaton: automaton)], maximumEntries: .max, maximumWork: .max, work: &work)
        else { preconditionFailure("'\(pattern)' has too many states") }
        self.table = table
    }

    func contains(_ text: [UInt8]) -> Bool { !table.outcome(of: text).isEmpty }
}
