#if Proxy
    import TOMLKit
    import TurnoutSyntax

    extension DynamicConfiguration {
        /// TOML keeps no places of values, so problems name the file.
        mutating func readTOML(_ text: String, _ path: String) {
            let place = ConfigurationPlace(file: path, line: 0, column: 0)
            let table: TOMLTable
            do {
                table = try TOMLTable(string: text)
            } catch {
                report(.error, "the file is not valid TOML: \(error)", place)
                return
            }
            guard let routers = table.member("http")?.table?.member("routers")?.table else { return }
            for (name, value) in routers {
                guard let router = value.table, let rule = router.member("rule")?.string, !rule.isEmpty else {
                    report(.error, "the router '\(name)' has no rule", place)
                    continue
                }
                add(
                    ConfiguredRouter(
                        name: name.contains("@") ? name : name + "@file", rule: rule,
                        syntax: router.member("ruleSyntax")?.string == "v2" ? .v2 : .v3,
                        priority: router.member("priority")?.int ?? 0,
                        entryPoints: router.member("entryPoints")?.array.map { $0.compactMap(\.string) } ?? [],
                        service: router.member("service")?.string ?? "", servesTLS: router.member("tls") != nil,
                        place: place))
            }
        }
    }

    extension TOMLTable {
        fileprivate func member(_ name: String) -> (any TOMLValueConvertible)? {
            for (key, value) in self where key.lowercased() == name.lowercased() { return value }
            return nil
        }
    }
#endif
