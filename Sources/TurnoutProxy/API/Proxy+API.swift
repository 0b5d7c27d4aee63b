#if Proxy
    import NIOCore
    import Synchronization
    import Turnout
    import TurnoutConfiguration
    import TurnoutHTTP

    extension Proxy {
        /// What the API tells of from now on.
        public func publish(_ contents: APIContents) { api = contents }

        /// An answer of the API.
        func apiAnswer(_ request: ControlRequest) async throws -> LocalAnswer {
            guard let path = APIPath(request.path, base: api?.configuration.api?.basePath ?? "/"), let api else {
                return .notFound
            }
            guard ["GET", "HEAD"].contains(String(decoding: request.method, as: UTF8.self)) else {
                return LocalAnswer(status: 405)
            }
            let query = APIQuery(request.query)
            switch path.parts {
            case ["explain"]: return explain(query)
            case ["generations"]: return try await generations()
            case ["hits"]: return hits()
            case ["analysis"]: return await analysis.answer(builder.current, entryPoints: settings.entryPoints)
            default:
                var contents = api
                for server in builder.checkedServers where !server.isUp {
                    contents.downServers[server.service, default: []].insert(server.url)
                }
                var clock = LogClock()
                var startDate: [UInt8] = []
                clock.append(startTime, to: &startDate)
                let answers = APIAnswers(
                    contents: contents, startDate: String(decoding: startDate, as: UTF8.self),
                    certificates: tls?.configured.map(\.expiry.notAfter) ?? [], now: LogClock.now / 1_000_000_000)
                return answers.answer(path.parts, query) ?? .notFound
            }
        }

        /// Which router would take a request, and why.
        private func explain(_ query: APIQuery) -> LocalAnswer {
            let question: ExplainQuestion
            do throws(ExplainQuestion.Fault) {
                question = try ExplainQuestion(query)
            } catch {
                return .apiFault(400, error.text)
            }
            let named = settings.entryPoints.enumerated().filter {
                question.entryPoint == nil || $0.element.name == question.entryPoint
            }
            guard !named.isEmpty else {
                return .apiFault(400, "there is no entry point '\(question.entryPoint ?? "")'")
            }
            let parts = named.map { number, entryPoint in
                explanation(question, entryPoint, builder.current.entryPoints[number])
            }
            return .json(
                .object([("generation", .number(builder.current.number)), ("entryPoints", .list(parts))]))
        }

        private func explanation(
            _ question: ExplainQuestion, _ entryPoint: EntryPointSettings, _ tables: EntryPointTables
        ) -> JSONValue {
            var members: [(name: String, value: JSONValue)] = [
                ("name", .text(entryPoint.name)), ("tls", .flag(question.isTLS)),
            ]
            do throws(RequestRefusal) {
                let request = try Request(question.head, policy: entryPoint.policy)
                let table = question.isTLS ? tables.tls : tables.plain
                let explanation = table.explain(request)
                if let winner = explanation.winner {
                    let definition = table[winner.router.id].payload.definition
                    members.append(("service", .text(definition.service)))
                    members.append(("middlewares", .texts(definition.middlewares?.value ?? [])))
                }
                members.append(("explanation", .raw(explanation.json)))
            } catch {
                members.append(("refused", .text("\(error)")))
            }
            return .object(members)
        }

        /// What is alive, and what keeps it so.
        private func generations() async throws -> LocalAnswer {
            let state = try await state()
            let current = builder.current.number
            let generations = state.generations.map { generation -> JSONValue in
                var pins: [(name: String, value: JSONValue)] = [("eventLoops", .number(generation.loops))]
                pins.append(("controlPath", .flag(generation.number == current)))
                return .object([
                    ("number", .number(generation.number)),
                    ("ageSeconds", .real(Double(generation.age.nanoseconds / 1_000_000) / 1000)),
                    ("tableBytes", .number(generation.tableBytes)), ("pinnedBy", .object(pins)),
                ])
            }
            return .json(
                .object([
                    ("current", .number(current)), ("reloads", .number(reloads)),
                    ("generations", .list(generations)),
                    (
                        "connections",
                        .object([
                            ("idle", .number(state.idle)), ("active", .number(state.active)),
                            ("tunnels", .number(state.tunnels)), ("ending", .number(state.lingering)),
                            ("upstream", .number(state.upstreams)),
                        ])
                    ),
                ]))
        }

        /// How many requests each router has taken, since there is one of its name and service.
        private func hits() -> LocalAnswer {
            var hits: [String: Int] = [:]
            for tables in builder.current.entryPoints {
                for table in [tables.plain, tables.tls] {
                    for router in table.ranking {
                        let action = table[router].payload
                        hits[action.definition.label] = action.observation.owner?.hits.load(ordering: .relaxed) ?? 0
                    }
                }
            }
            let sorted = hits.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            return .json(.object([("routers", .object(sorted.map { ($0.key, .number($0.value)) }))]))
        }
    }

    /// What a request to the API is for.
    struct APIPath {
        /// What follows `/api/`, decoded.
        let parts: [String]

        /// - Parameters:
        ///   - path: Percent-encoded.
        ///   - base: What stands before `/api`.
        init?(_ path: [UInt8], base: String) {
            let prefix = (base.hasSuffix("/") ? base : base + "/") + "api/"
            guard path.starts(with: prefix.utf8) else { return nil }
            var parts: [String] = []
            for part in path.dropFirst(prefix.utf8.count).split(separator: 0x2F, omittingEmptySubsequences: false) {
                // A plus sign means itself in a path.
                let escaped = part.flatMap { $0 == 0x2B ? Array("%2B".utf8) : [$0] }
                guard let text = APIQuery.decoded(escaped) else { return nil }
                parts.append(text)
            }
            self.parts = parts
        }
    }
#endif
