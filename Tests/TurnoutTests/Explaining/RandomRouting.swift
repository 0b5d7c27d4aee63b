import Turnout
import TurnoutSyntax

/// A seeded generator (SplitMix64), so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Random rules over a small vocabulary, and requests made of the same words, so that most requests come near a rule.
struct RandomRouting {
    var generator: SeededGenerator
    /// v2 rules have matchers of their own.
    var syntax = RuleSyntax.v3

    init(seed: UInt64, syntax: RuleSyntax = .v3) {
        generator = SeededGenerator(seed: seed)
        self.syntax = syntax
    }

    private static let hosts = ["a.com", "b.com", "x.a.com", "y.a.com", "a.com.", "b.org"]
    private static let paths = ["/", "/a", "/a/b", "/a/b/c", "/ab", "/b", "/a/", "/a b"]

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &generator)]
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

    // MARK: Rules

    mutating func rule(depth: Int = 2) -> String {
        let roll = Int.random(in: 0..<10, using: &generator)
        if depth == 0 || roll < 2 { return (chance(15) ? "!" : "") + call() }
        let operands = (0..<Int.random(in: 2...3, using: &generator)).map { _ in rule(depth: depth - 1) }
        let text = operands.joined(separator: roll < 7 ? " && " : " || ")
        return (chance(10) ? "!" : "") + "(\(text))"
    }

    private mutating func call() -> String {
        switch Int.random(in: 0..<12, using: &generator) {
        case 0, 1, 2: return "Host(`\(pick(Self.hosts + (syntax == .v3 ? ["*.a.com", "*.com"] : [])))`)"
        case 3:
            return syntax == .v3
                ? "HostRegexp(`\(pick(["^[a-z]\\.com$", "a", "^x\\.", "\\.com$", "^.+$"]))`)"
                : "HostRegexp(`\(pick(["{s:[a-z]+}.com", "a.com", "{s:.+}"]))`)"
        case 4, 5: return "Path(`\(pick(Self.paths))`)"
        case 6, 7: return "PathPrefix(`\(pick(Self.paths))`)"
        case 8:
            return syntax == .v3
                ? "PathRegexp(`\(pick(["^/a", "b$", "/[a-c]/", "^/.b?", "\\ba\\b"]))`)"
                : "Path(`\(pick(["/{s:[a-b]+}", "/a/{t}", "/a"]))`)"
        case 9: return "Method(`\(pick(["GET", "POST", "PUT"]))`)"
        case 10:
            let value = pick(["1", "2", "12"])
            switch (syntax, chance(50)) {
            case (.v3, true): return "Header(`X-A`, `\(value)`)"
            case (.v3, false): return "HeaderRegexp(`X-A`, `\(pick(["^1", "2$"]))`)"
            case (.v2, true): return "Headers(`X-A`, `\(value)`)"
            case (.v2, false): return "HeadersRegexp(`X-A`, `\(pick(["^1", "2$"]))`)"
            }
        default:
            switch (syntax, Int.random(in: 0..<3, using: &generator)) {
            case (_, 0): return "ClientIP(`\(pick(["10.0.0.0/8", "10.1.0.0/16", "192.0.2.1", "2001:db8::/32"]))`)"
            case (.v3, 1): return "Query(`q`, `\(pick(["1", "2"]))`)"
            case (.v3, _): return "QueryRegexp(`q`, `\(pick(["^1", "2$"]))`)"
            case (.v2, _): return "Query(`q=\(pick(["1", "2", "{v:[12]+}", ""]))`)"
            }
        }
    }

    mutating func routers(_ count: Int) -> [Router<Void>] {
        (0..<count).map { number in
            Router(
                name: "r\(number)@\(pick(["file", "docker"]))", rule: rule(), syntax: syntax,
                priority: chance(60) ? Int.random(in: 1...4, using: &generator) : 0)
        }
    }

    // MARK: Requests

    mutating func request() -> Request? {
        var target = pick(Self.paths + ["/c", "/a%2Fb", "/A"]).split(separator: " ").joined(separator: "%20")
        let pairs = (0..<Int.random(in: 0...2, using: &generator)).map { _ in "q=\(pick(["1", "2", "12", "", "3"]))" }
        if !pairs.isEmpty { target += "?" + pairs.joined(separator: "&") }
        let headers = (0..<Int.random(in: 0...2, using: &generator)).map { _ in ("X-A", pick(["1", "2", "12", "3"])) }
        return try? Request(
            method: pick(["GET", "POST", "PATCH"]), host: pick(Self.hosts + ["", "c.com", "A.com:80"]), target: target,
            headers: headers, remote: pick(["10.1.2.3:1", "10.2.0.1:1", "192.0.2.1:1", "[2001:db8::1]:1", "-"]))
    }
}
