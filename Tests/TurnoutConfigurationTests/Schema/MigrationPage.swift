@testable import TurnoutConfiguration

/// The page that tells what becomes of each key of a Traefik configuration, written from what the decoder knows.
enum MigrationPage {
    static var text: String {
        """
        # Migrating from Traefik

        What becomes of each key of a Traefik configuration.

        ## Overview

        Start `turnout run` with the arguments, files or environment that `traefik` was started with, after
        `turnout check` on the same: it names everything of the list below that your configuration has, with file, line
        and column. Nothing is ignored silently. What is not served is said to be so, and never served without its
        middleware.

        This page is written from the tables that decode configurations (`MigrationPage.swift`); a test compares the two.

        ## Middlewares

        Served: \(list(MiddlewareOptions.kinds)).

        Refused, and so are their routers: \(list(refusedMiddlewares)).

        ## What has no effect

        Each is named in a warning; with `--strict` that is an error.

        \(section("Static configuration", .staticConfiguration, of: .unsupported))

        \(section("Dynamic configuration", .dynamicConfiguration, of: .unsupported))

        ## What needs nothing

        It concerns Traefik's own doings, or Turnout always does so.

        \(section("Static configuration", .staticConfiguration, of: .meaningless))

        ## What Traefik has given up

        \(advice())

        ## What is read

        \(section("Static configuration", .staticConfiguration, of: .supported))

        \(section("Dynamic configuration", .dynamicConfiguration, of: .supported))

        """
    }

    private static var refusedMiddlewares: Set<String> {
        let all = Structure.middleware.keys.filter { $0.support == .supported }.map(\.name)
        return Set(all).subtracting(MiddlewareOptions.kinds)
    }

    private static func list(_ names: Set<String>) -> String {
        names.sorted { $0.lowercased() < $1.lowercased() }.map { "`\($0)`" }.joined(separator: ", ")
    }

    /// A list of keys; those that stand under one parent and have nothing below them share a line.
    private static func section(_ title: String, _ structure: Structure, of support: Structure.Key.Support) -> String {
        let entries = structure.entries(withinUnsupported: false).filter {
            $0.key.support == support && !isOfRefusedMiddleware($0.path)
        }
        let parents = Set(entries.map(\.path).flatMap(ancestors))
        var groups: [(parent: String, names: [String])] = []
        for entry in entries where !parents.contains(entry.path) || support != .supported {
            let (parent, name) = split(entry.path)
            if let index = groups.firstIndex(where: { $0.parent == parent }) {
                groups[index].names.append(name)
            } else {
                groups.append((parent, [name]))
            }
        }
        let lines = groups.map { group in
            let names = group.names.map { "`\($0)`" }.joined(separator: ", ")
            return group.parent.isEmpty ? "- \(names)" : "- `\(group.parent)`: \(names)"
        }
        return "### \(title): \(heading(support))\n\n" + lines.joined(separator: "\n")
    }

    private static func isOfRefusedMiddleware(_ path: String) -> Bool {
        let parts = path.split(separator: ".")
        return parts.count > 3 && path.hasPrefix("http.middlewares.*.") && refusedMiddlewares.contains(String(parts[3]))
    }

    /// DocC wants the headings of a page to differ.
    private static func heading(_ support: Structure.Key.Support) -> String {
        switch support {
        case .unsupported: "without effect"
        case .meaningless: "nothing to do"
        default: "read"
        }
    }

    private static func advice() -> String {
        var lines: [String] = []
        for structure in [Structure.staticConfiguration, .dynamicConfiguration] {
            for entry in structure.entries(withinUnsupported: false) {
                switch entry.key.support {
                case .deprecated(let text): lines.append("- `\(entry.path)` (deprecated): \(text)")
                case .removed(let text): lines.append("- `\(entry.path)` (refused): \(text)")
                default: continue
                }
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func ancestors(_ path: String) -> [String] {
        var result: [String] = []
        var rest = path
        while let dot = rest.lastIndex(of: ".") {
            rest = String(rest[..<dot])
            result.append(rest)
        }
        return result
    }

    private static func split(_ path: String) -> (parent: String, name: String) {
        guard let dot = path.lastIndex(of: ".") else { return ("", path) }
        return (String(path[..<dot]), String(path[path.index(after: dot)...]))
    }
}
