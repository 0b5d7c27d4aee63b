import Turnout
import TurnoutSyntax

/// Where an element of a configuration stands. Lines and columns count from 1.
public struct ConfigurationPlace: Hashable, Sendable, CustomStringConvertible {
    public var file: String
    public var line: Int
    public var column: Int

    public var description: String { line > 0 ? "\(file):\(line):\(column)" : file }
}

/// One router of `http.routers`, as a file gives it.
public struct ConfiguredRouter: Sendable {
    /// Qualified with the provider: `api@file`.
    public var name: String
    public var rule: String
    public var syntax: RuleSyntax
    public var priority: Int
    /// The entry points named; empty = the default ones.
    public var entryPoints: [String]
    public var service: String
    public var servesTLS: Bool
    /// Where the rule stands.
    public var place: ConfigurationPlace
}

/// Something wrong with a file or an element; the rest is read all the same.
public struct ConfigurationProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Severity: String, Sendable { case error, warning }
    public var severity: Severity
    public var message: String
    public var place: ConfigurationPlace

    public var description: String { "\(severity.rawValue): \(message)\n  --> \(place)" }
}

/// The routers of a set of dynamic configuration files.
public struct DynamicConfiguration: Sendable {
    public internal(set) var routers: [ConfiguredRouter] = []
    public internal(set) var problems: [ConfigurationProblem] = []
    private var places: [String: ConfigurationPlace] = [:]

    public init() {}

    /// Adds a router; of two with one name the first is used, as Traefik's file provider does.
    mutating func add(_ router: ConfiguredRouter) {
        if let first = places[router.name] {
            report(
                .warning, "the router '\(router.name)' is already configured at \(first); this one is skipped",
                router.place)
            return
        }
        places[router.name] = router.place
        routers.append(router)
    }

    mutating func report(_ severity: ConfigurationProblem.Severity, _ message: String, _ place: ConfigurationPlace) {
        problems.append(ConfigurationProblem(severity: severity, message: message, place: place))
    }
}
