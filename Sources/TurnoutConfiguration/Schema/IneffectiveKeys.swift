/// Keys that have no effect, and where they stand: each is told once, not for each router.
struct IneffectiveKeys: Hashable, Sendable {
    enum Reason: Hashable, Sendable {
        case unsupported
        case deprecated(String)
        case inert
        case ignored
    }

    struct Entry: Hashable, Sendable {
        var reason: Reason
        var path: String
        var places: [ConfigurationPlace]
    }

    private(set) var entries: [Entry] = []
    mutating func add(_ reason: Reason, _ path: String, _ place: ConfigurationPlace) {
        add(Entry(reason: reason, path: path, places: [place]))
    }

    mutating func add(_ other: IneffectiveKeys) {
        for entry in other.entries { add(entry) }
    }

    private mutating func add(_ entry: Entry) {
        if let index = entries.firstIndex(where: { $0.path == entry.path && $0.reason == entry.reason }) {
            entries[index].places += entry.places
        } else {
            entries.append(entry)
        }
    }

    /// One warning for each key.
    var problems: [ConfigurationProblem] {
        entries.map { entry in
            let more = entry.places.count - 1
            let others = more == 0 ? "" : more == 1 ? " (and at one more place)" : " (and at \(more) more places)"
            let place = entry.places[0]
            switch entry.reason {
            case .unsupported:
                return ConfigurationProblem(
                    .unsupportedKey, severity: .warning,
                    "'\(entry.path)' is Traefik's and not supported by Turnout: it has no effect\(others)", at: place)
            case .deprecated(let advice):
                return ConfigurationProblem(
                    .deprecatedKey, severity: .warning,
                    "'\(entry.path)' has no effect in Traefik 3; \(advice)\(others)",
                    at: place)
            case .inert:
                return ConfigurationProblem(
                    .ignoredKey, severity: .warning, "'\(entry.path)' has no effect in a file\(others)", at: place)
            case .ignored:
                return ConfigurationProblem(
                    .ignoredKey, severity: .warning, "there is no '\(entry.path)'; it is ignored\(others)", at: place)
            }
        }
    }
}
