import ReferenceInterpreter
import Turnout
import TurnoutSyntax

/// Laws of request heads; the input is that of ``RawHead``.
///
/// - A request refilled after another one is the request built from nothing, or both are refused for the same reason.
/// - The automaton and the explanation name the same winner, and the explanation renders.
/// - Status, routing path and the URI sent upstream are those of the oracle for a target in UTF-8 that starts with a slash;
///   of authorities the oracle knows only the plain ones.
enum RequestLaws {
    static func check(_ input: [UInt8]) throws(Violation) {
        let raw = RawHead(input)
        let head = raw.head
        for policy in raw.policies {
            var used = usedRequest
            do throws(RequestRefusal) {
                try used.refill(head, policy: policy)
            } catch {
                try expect(refusal(of: head, policy) == error, "refused only when refilled: \(error)")
                // Safe to match, says `refill`.
                try checkWinner(of: used)
                continue
            }
            guard let fresh = try? Request(head, policy: policy) else {
                throw Violation(message: "refused only when new: \(String(describing: refusal(of: head, policy)))")
            }
            try checkEqual(used, fresh)
            try checkWinner(of: fresh)
        }
        try checkTarget(raw.target)
    }

    /// A request that has been through every part of the normalisation.
    private static let usedRequest = {
        let headers = [("Connection", "X-B, upgrade"), ("Upgrade", "h"), ("X-B", "1"), ("Pragma", "no-cache")]
        guard let request = try? Request(host: "Used.com:81", target: "/%75/../x%20|?q=%31&r;s", headers: headers)
        else {
            preconditionFailure("the head is a good one")
        }
        return request
    }()

    private static func refusal(of head: RequestHead, _ policy: RequestPolicy) -> RequestRefusal? {
        do throws(RequestRefusal) {
            _ = try Request(head, policy: policy)
            return nil
        } catch {
            return error
        }
    }

    private static func checkEqual(_ left: Request, _ right: Request) throws(Violation) {
        let slices: [(Request.Slice, Request.Slice)] = [
            (left.host, right.host), (left.rawHost, right.rawHost), (left.path, right.path), (left.uri, right.uri),
            (left.method, right.method), (left.authority, right.authority),
        ]
        for (own, other) in slices {
            try expect(left.text(own) == right.text(other), "\(left.text(own)) refilled, \(right.text(other)) new")
        }
        try expect(left.peer == right.peer, "the peer depends on the request before")
        try checkFields(left.headers.map { own in (own, left) }, right.headers.map { other in (other, right) })
        try checkFields(left.queryPairs.map { own in (own, left) }, right.queryPairs.map { other in (other, right) })
    }

    private static func checkFields(
        _ left: [(field: Request.Field, request: Request)], _ right: [(field: Request.Field, request: Request)]
    ) throws(Violation) {
        try expect(left.count == right.count, "\(left.count) fields refilled, \(right.count) new")
        for (own, other) in zip(left, right) {
            let name = own.request.text(own.field.name)
            try expect(name == other.request.text(other.field.name), "names depend on the request before")
            try expect(
                own.request.text(own.field.value) == other.request.text(other.field.value),
                "the value of \(name) depends on the request before")
            try expect(own.field.nameHash == Request.nameHash(name), "the hash of \(name) is not up to date")
        }
    }

    // MARK: Matching

    private static let table = RoutingTable([
        Router(name: "host", rule: "Host(`a.com`)"),
        Router(name: "wildcard", rule: "Host(`*.a.com`) && PathPrefix(`/a`)"),
        Router(name: "regexp", rule: "HostRegexp(`^[a-z0-9-]+\\.b\\.(com|org)$`) && !Path(`/`)"),
        Router(name: "raw", rule: "HostRegexp(`{name:[a-z]+}.com`, `[::1]`)", syntax: .v2, priority: 17),
        Router(name: "api", rule: "Host(`a.com`) && (PathPrefix(`/api`) || PathRegexp(`^/v[0-9]+/`))"),
        Router(name: "encoded", rule: "Path(`/a/b`) || Path(`/a%2Fb`) || PathRegexp(`\\bé|%25$`)"),
        Router(name: "method", rule: "Method(`POST`) && PathRegexp(`(?i)\\.php$`)"),
        Router(name: "header", rule: "Header(`X-A`, `1`) && HeaderRegexp(`X-A`, `^[a-c]{2,3}$`)"),
        Router(name: "managed", rule: "Header(`X-Forwarded-Proto`, `https`) || HeaderRegexp(`X-Real-Ip`, `:`)"),
        Router(
            name: "upgrade", rule: "HeaderRegexp(`Upgrade`, `(?i)^websocket$`) || Header(`Cache-Control`, `no-cache`)"),
        Router(name: "query", rule: "Query(`q`, `1`) && !QueryRegexp(`q`, `^[^0-9]*$`)"),
        Router(name: "first", rule: "Query(`q=1{x:[0-9]*}`) || Query(`flag`)", syntax: .v2),
        Router(name: "client", rule: "ClientIP(`10.0.0.0/8`) || ClientIP(`2001:db8::/32`)"),
        Router(name: "rest", rule: "!Header(`X-A`, `1`) && PathPrefix(`/`)", priority: 1),
    ])

    private static func checkWinner(of request: Request) throws(Violation) {
        let match = table.match(request)
        let explanation = table.explain(request, limit: 3)
        let winner = explanation.winner?.router
        try expect(
            winner?.id == match,
            "\(winner?.name ?? "nobody") by rules, \(match.map { table[$0].name } ?? "nobody") by automaton")
        try expectObject(explanation.json)
        try expect(explanation.text.hasSuffix("\n"), "no line feed after the explanation")
    }

    // MARK: Targets

    private static func checkTarget(_ target: [UInt8]) throws(Violation) {
        guard let text = String(validating: target, as: UTF8.self), text.first == "/" else { return }
        var asked = ConformRequest()
        asked.host = "a.com"
        asked.target = text
        for (pipeline, sanitizes) in [(ConformCase.Pipeline.entrypoint, true), (.entrypoint, false), (.muxer, true)] {
            // What a semicolon means without an entry point is not settled.
            if pipeline == .muxer, target.contains(0x3B) { continue }
            var policy = pipeline == .muxer ? RequestPolicy.muxer : .entryPoint
            policy.sanitizesPath = sanitizes
            let path = ConformCase(
                id: "", kind: .path, pipeline: pipeline, sanitize: sanitizes, routers: [], requests: [])
            let expected = ReferenceInterpreter(path).answer(asked)
            let answer = normalized(target, policy)
            try expect(answer == expected, "\(text.debugDescription) is \(answer), for the oracle \(expected)")
        }
    }

    private static func normalized(_ target: [UInt8], _ policy: RequestPolicy) -> ReferenceInterpreter.Outcome {
        do throws(RequestRefusal) {
            let head = RequestHead(
                method: "GET".utf8, target: target, host: Array("a.com".utf8), remote: "192.0.2.1:1".utf8)
            let result = try Request(head, policy: policy).normalizedTarget
            return .path(routing: result.routingPath, uri: result.uri)
        } catch {
            return .status(error.status)
        }
    }
}
