import TurnoutSyntax

extension MatcherFailure: CustomStringConvertible {
    /// What the request has instead, such as `there is no header 'x-a'`, or "the path is" and the path in backticks.
    public var description: String {
        switch subject {
        case .nothing: return isNegated ? "matches every request" : "matches no request"
        case .host:
            return found.isEmpty ? "there is no \(hostName)" : "the \(hostName) is \(values)"
        case .path: return "the path is \(values)"
        case .method: return "the method is \(values)"
        case .clientIP: return found.isEmpty ? "the client address is not known" : "the client address is \(values)"
        case .header(let name):
            let name = "header '\(String(decoding: name, as: UTF8.self))'"
            return found.isEmpty ? "there is no \(name)" : "the \(name) is \(values)"
        case .query(let key):
            let key = "query key \(RulePrinter.literal(key))"
            return found.isEmpty ? "there is no \(key)" : "the \(key) is \(values)"
        case .protocols:
            return found.isEmpty ? "no protocol is offered" : "the protocols offered are \(values)"
        }
    }

    private var hostName: String {
        matcher == .hostSNI || matcher == .hostSNIRegexp ? "server name" : "host"
    }

    /// Long texts and lists are cut: the place in the rule is what matters.
    private var values: String {
        let shown = found.prefix(3).map { value in
            value.count <= Self.maximumBytes
                ? RulePrinter.literal(value) : RulePrinter.literal(Array(value.prefix(Self.maximumBytes))) + "…"
        }
        return shown.joined(separator: ", ") + (found.count > shown.count ? ", …" : "")
    }

    private static var maximumBytes: Int { 80 }
}

extension RankedRouter {
    /// Name and priority, with where the priority comes from.
    var title: String {
        "router '\(name)' (priority \(priority)\(isDefaultPriority ? ", the length of its rule" : ""))"
    }
}

extension RequestSummary: CustomStringConvertible {
    /// Method, host and path, the latter two in backticks, or for a connection its server name.
    public var description: String {
        switch kind {
        case .http:
            let method = String(decoding: method, as: UTF8.self)
            return "\(method) \(host.isEmpty ? "(no host)" : RulePrinter.literal(host)) \(RulePrinter.literal(path))"
        case .tcp:
            return host.isEmpty ? "connection without a server name" : "connection to \(RulePrinter.literal(host))"
        }
    }
}
