#if Proxy
    import TurnoutConfiguration

    extension LocalAnswer {
        static func json(_ value: JSONValue, headers: [(name: String, value: String)] = []) -> LocalAnswer {
            LocalAnswer(
                status: 200, headers: [("Content-Type", "application/json")] + headers,
                body: Array((value.json + "\n").utf8))
        }

        /// What Traefik's API says of a fault, in the type that Go gives it.
        static func apiFault(_ status: Int, _ message: String) -> LocalAnswer {
            LocalAnswer(
                status: status,
                headers: [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")],
                body: Array((JSONValue.object([("message", .text(message))]).json + "\n").utf8))
        }
    }

    /// Answers of the API that hang on nothing but a configuration.
    struct APIAnswers {
        let contents: APIContents
        /// When the process began, `2006-01-02T15:04:05Z`.
        let startDate: String
        /// When each certificate ends, in seconds since 1970.
        let certificates: [Int]
        /// In seconds since 1970.
        let now: Int

        /// - Parameter path: What follows `/api`, decoded, in parts.
        /// - Returns: `nil` if there is no such thing.
        func answer(_ path: [String], _ query: APIQuery) -> LocalAnswer? {
            switch path {
            case ["version"]: return version
            case ["overview"]: return .json(contents.overview(certificates: certificates, now: now))
            case ["rawdata"]: return .json(contents.rawData)
            case ["entrypoints"]: return entryPoints(query)
            case _ where path.count == 2 && path[0] == "entrypoints": return entryPoint(path[1])
            case ["tcp", "routers"], ["tcp", "services"], ["tcp", "middlewares"], ["udp", "routers"],
                ["udp", "services"]:
                return list([], query)
            case _ where path.first == "tcp" || path.first == "udp": return foreignElement(path)
            case _ where path.first == "http": return http(Array(path.dropFirst()), query)
            default: return nil
            }
        }

        private var version: LocalAnswer {
            let members: [(name: String, value: JSONValue)] = [
                ("Version", .text(contents.version)), ("Codename", .text("turnout")), ("startDate", .text(startDate)),
            ]
            return LocalAnswer(
                status: 200, headers: [("Content-Type", "application/json; charset=UTF-8")],
                body: Array(JSONValue.object(members).json.utf8))
        }

        private func entryPoints(_ query: APIQuery) -> LocalAnswer {
            list(
                contents.configuration.entryPoints.map {
                    APIElement(
                        name: $0.name, status: .enabled, members: [("", $0.json)], ownMembers: [], searched: [],
                        orders: [:])
                }, query, json: { $0.members[0].value })
        }

        private func entryPoint(_ name: String) -> LocalAnswer {
            guard let point = contents.configuration.entryPoint(name) else {
                return .apiFault(404, "entry point not found: \(name)")
            }
            return .json(point.json)
        }

        private func http(_ path: [String], _ query: APIQuery) -> LocalAnswer? {
            guard let kind = path.first, path.count <= 2 else { return nil }
            let elements: [APIElement]
            switch kind {
            case "routers": elements = contents.routers
            case "services": elements = contents.services(contents.routers)
            case "middlewares": elements = contents.middlewares(contents.routers)
            default: return nil
            }
            guard path.count == 2 else { return list(elements, query) }
            guard let element = elements.first(where: { $0.name == path[1] }) else {
                return .apiFault(404, "\(kind.dropLast()) not found: \(path[1])")
            }
            return .json(element.json)
        }

        private func foreignElement(_ path: [String]) -> LocalAnswer? {
            let kinds = path.first == "tcp" ? ["routers", "services", "middlewares"] : ["routers", "services"]
            guard path.count == 3, kinds.contains(path[1]) else { return nil }
            return .apiFault(404, "\(path[1].dropLast()) not found: \(path[2])")
        }

        private func list(
            _ elements: [APIElement], _ query: APIQuery, json: (APIElement) -> JSONValue = \.json
        ) -> LocalAnswer {
            do throws(APIList.Fault) {
                let list = try APIList(elements, query)
                return .json(.list(list.elements.map(json)), headers: [("X-Next-Page", "\(list.nextPage)")])
            } catch {
                return .apiFault(400, error.text)
            }
        }
    }
#endif
