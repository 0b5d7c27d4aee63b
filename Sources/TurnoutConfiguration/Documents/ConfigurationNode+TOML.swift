#if Proxy
    import TOMLKit

    extension ConfigurationNode {
        init(toml text: String, file: String) throws(ConfigurationProblem) {
            do {
                let places = TOMLPlaces(text)
                if let header = places.namelessHeader {
                    throw ConfigurationProblem(
                        .invalidTOML,
                        "the file is not valid TOML: the name of a table begins with a letter, a digit, '_', "
                            + "'-' or a quote",
                        at: ConfigurationPlace(file: file, line: header.line, column: header.column))
                }
                self.init(try TOMLTable(string: text), file, [], places)
            } catch let problem as ConfigurationProblem {
                throw problem
            } catch {
                var place = ConfigurationPlace(file: file)
                var reason = "\(error)"
                if let error = error as? TOMLParseError {
                    (place.line, place.column) = (error.source.begin.line, error.source.begin.column)
                    reason = error.description
                }
                throw ConfigurationProblem(.invalidTOML, "the file is not valid TOML: \(reason)", at: place)
            }
        }

        private init(
            _ value: any TOMLValueConvertible, _ file: String, _ path: [String], _ places: TOMLPlaces
        ) {
            let place = places[path].map { ConfigurationPlace(file: file, line: $0.line, column: $0.column) }
            let content: Content
            if let table = value.table {
                content = .mapping(
                    table.map { key, value in
                        let node = ConfigurationNode(value, file, path + [key], places)
                        return Member(key, node, at: node.place)
                    })
            } else if let array = value.array {
                content = .list(array.map { ConfigurationNode($0, file, path, places) })
            } else if let text = value.string {
                content = .scalar(text)
            } else if let number = value.int {
                content = .scalar(String(number))
            } else if let flag = value.bool {
                content = .scalar(String(flag))
            } else if let number = value.double {
                content = .scalar(PlainScalar.formatted(number) ?? String(number))
            } else {
                content = .date(value.debugDescription)
            }
            self.init(content, at: place ?? ConfigurationPlace(file: file))
        }
    }
#endif
