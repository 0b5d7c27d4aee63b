import TurnoutSyntax

extension DynamicConfiguration {
    /// Adds the members of `http.routers`. One that can't be used is reported and left out.
    mutating func addRouters(of root: ConfigurationNode) {
        guard let http = root.member("http"), let routers = http.member("routers") else { return }
        guard let members = routers.mapping else {
            report(.error, "http.routers must be a mapping of names to routers, not \(routers.kind)", routers.place)
            return
        }
        for (name, node) in members {
            do throws(ConfigurationProblem) {
                add(try router(name, node))
            } catch {
                report(error.severity, error.message, error.place)
            }
        }
    }

    private mutating func router(
        _ name: String, _ node: ConfigurationNode
    ) throws(ConfigurationProblem) -> ConfiguredRouter {
        func problem(_ message: String, _ place: ConfigurationPlace) -> ConfigurationProblem {
            ConfigurationProblem(severity: .error, message: "the router '\(name)' \(message)", place: place)
        }
        func text(_ key: String) throws(ConfigurationProblem) -> String? {
            guard let value = node.member(key) else { return nil }
            guard let text = value.scalar else { throw problem("has \(value.kind) as its \(key)", value.place) }
            return text
        }
        if node.mapping == nil {
            throw problem("must be a mapping, not \(node.kind)", node.place)
        }
        guard let rule = node.member("rule"), let ruleText = try text("rule"), !ruleText.isEmpty else {
            throw problem("has no rule", node.place)
        }
        var priority = 0
        if let value = node.member("priority") {
            guard let number = value.scalar.flatMap({ Int($0) }) else {
                throw problem("has \(value.kind) as its priority, which is no whole number", value.place)
            }
            priority = number
        }
        let syntax = try text("ruleSyntax") ?? "v3"
        if syntax != "v2", syntax != "v3", let value = node.member("ruleSyntax") {
            report(.warning, "the router '\(name)' has the unknown ruleSyntax '\(syntax)', taken as v3", value.place)
        }
        return ConfiguredRouter(
            name: name + "@file", rule: ruleText, syntax: syntax == "v2" ? .v2 : .v3, priority: priority,
            entryPoints: try entryPoints(node.member("entryPoints"), problem), service: try text("service") ?? "",
            servesTLS: node.member("tls").map { $0.scalar != "false" } ?? false, place: rule.place)
    }

    /// A list, or one text with commas.
    private func entryPoints(
        _ node: ConfigurationNode?, _ problem: (String, ConfigurationPlace) -> ConfigurationProblem
    ) throws(ConfigurationProblem) -> [String] {
        guard let node else { return [] }
        let names: [String]
        switch node.content {
        case .empty: names = []
        case .scalar(let text): names = text.split(separator: ",").map(String.init)
        case .mapping: throw problem("has a mapping as its entryPoints", node.place)
        case .list(let elements):
            names = try elements.map { element throws(ConfigurationProblem) in
                guard let name = element.scalar else {
                    throw problem("has \(element.kind) among its entryPoints", element.place)
                }
                return name
            }
        }
        return names.map { name in
            let bytes = name.drop { $0.isWhitespace }
            return String(bytes.reversed().drop { $0.isWhitespace }.reversed())
        }
    }
}
