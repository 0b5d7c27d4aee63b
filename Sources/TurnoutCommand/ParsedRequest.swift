#if Proxy
    import ArgumentParser
    import Foundation
    import Turnout
    import TurnoutConfiguration
    import TurnoutSyntax

    /// A request as the command line gives it: `GET https://example.com/path`.
    struct ParsedRequest {
        var isTLS: Bool
        var head: RequestHead

        init(_ text: String, headers: [String], from address: String) throws {
            let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2, let scheme = parts[1].range(of: "://") else {
                throw ValidationError("the request must look like 'GET https://example.com/path', got '\(text)'")
            }
            let name = parts[1][..<scheme.lowerBound].lowercased()
            guard name == "http" || name == "https" else {
                throw ValidationError("the scheme must be http or https, got '\(name)'")
            }
            isTLS = name == "https"
            let rest = parts[1][scheme.upperBound...]
            let host = rest.prefix { $0 != "/" && $0 != "?" }
            let path = rest[host.endIndex...]
            let target = path.isEmpty ? "/" : path.hasPrefix("?") ? "/" + path : String(path)
            let lines = try headers.map { line in
                guard let colon = line.firstIndex(of: ":") else {
                    throw ValidationError("a header must look like 'Name: value', got '\(line)'")
                }
                let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
                return (name: Array(line[..<colon].utf8), value: Array(value.utf8))
            }
            let remote = address.contains(":") && !address.hasPrefix("[") ? "[\(address)]:1" : address + ":1"
            head = RequestHead(
                method: parts[0].utf8, target: target.utf8, host: Array(host.utf8), headers: lines, remote: remote.utf8,
                isTLS: isTLS)
        }
    }

    extension ConfiguredRouter {
        /// Errors and warnings about the rule.
        func diagnostics() -> [RouterDiagnostic] {
            let parsed = Rule.parse(rule, syntax: syntax, kind: .http)
            return (parsed.diagnostics + (parsed.rule?.oversizedExpressions ?? [])).map {
                RouterDiagnostic(router: name, rule: rule, diagnostic: $0)
            }
        }
    }

    extension ConfigurationProblem {
        /// The problem as a JSON object.
        var json: String {
            var members = [
                ("severity", JSONText.string(severity.rawValue)), ("id", JSONText.string(id.rawValue)),
                ("message", JSONText.string(message)), ("place", JSONText.string(place.description)),
            ]
            if place.line > 0 {
                members += [
                    ("file", JSONText.string(place.file)), ("line", "\(place.line)"), ("column", "\(place.column)"),
                ]
            }
            return JSONText.object(members)
        }
    }

    extension ResolvedConfiguration.ResolvedRouter {
        /// What has become of the router, as a JSON object.
        func json(status: ResolvedConfiguration.Status) -> String {
            JSONText.object([
                ("router", JSONText.string(name)), ("status", JSONText.string(status.rawValue)),
                ("place", JSONText.string(router.place.description)),
                ("entryPoints", JSONText.array(status == .disabled ? [] : entryPoints.map(JSONText.string))),
                ("problems", JSONText.array(problems.map { JSONText.string($0.id.rawValue) })),
            ])
        }
    }
#endif
