#if Proxy
    import TOMLKit

    extension ConfigurationNode {
        init(toml text: String, file: String) throws(ConfigurationProblem) {
            do {
                let places = TOMLPlaces(text)
                self.init(try TOMLTable(string: text), file, [], places)
            } catch {
                var place = ConfigurationPlace(file: file, line: 0, column: 0)
                var reason = "\(error)"
                if let error = error as? TOMLParseError {
                    (place.line, place.column) = (error.source.begin.line, error.source.begin.column)
                    reason = error.description
                }
                throw ConfigurationProblem(
                    severity: .error, message: "the file is not valid TOML: \(reason)", place: place)
            }
        }

        private init(_ value: any TOMLValueConvertible, _ file: String, _ path: [String], _ places: TOMLPlaces) {
            let place = places[path]
            self.place = ConfigurationPlace(file: file, line: place?.line ?? 0, column: place?.column ?? 0)
            if let table = value.table {
                content = .mapping(
                    table.map { ($0.0, ConfigurationNode($0.1, file, path + [$0.0], places)) })
            } else if let array = value.array {
                content = .list(array.map { ConfigurationNode($0, file, path, places) })
            } else if let text = value.string {
                content = .scalar(text)
            } else if let number = value.int {
                content = .scalar(String(number))
            } else if let flag = value.bool {
                content = .scalar(String(flag))
            } else {
                content = .scalar(value.debugDescription)
            }
        }
    }
#endif
