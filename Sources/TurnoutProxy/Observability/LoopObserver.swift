#if Proxy
    import NIOCore
    import Synchronization
    import Turnout
    import TurnoutConfiguration
    import TurnoutHTTP

    /// What one event loop notes of its requests: counters for metrics and the API, lines for the access log.
    final class LoopObserver {
        let settings: ObservabilitySettings
        private let headerNames: [String]
        private let bounds: [Int]
        private let countsEntryPoints: Bool
        private let countsRouters: Bool
        private let countsServices: Bool
        /// `nil` = there is none.
        let log: AccessLogLines?
        /// By the number of the entry point: who takes note of requests without a router.
        private let entryPointObservers: [Observers]
        private var table: SeriesTable
        private let entryPoints: [SeriesTable.Chain]
        private var routers = OwnedChains()
        private var services = OwnedChains()

        /// - Parameters:
        ///   - entryPoints: In the proxy's order.
        ///   - log: The loop's own.
        init(_ settings: ObservabilitySettings, entryPoints: [EntryPointSettings], log: AccessLogLines?) {
            self.settings = settings
            self.log = log
            headerNames = (settings.prometheus?.headerLabels ?? [:]).sorted { $0.key < $1.key }.map {
                HeaderFields.lowercased($0.value)
            }
            bounds = (settings.prometheus?.buckets ?? []).map { Int(($0 * 1e9).rounded()) }
            countsEntryPoints = settings.prometheus?.addEntryPointsLabels ?? false
            countsRouters = settings.prometheus?.addRoutersLabels ?? false
            countsServices = settings.prometheus?.addServicesLabels ?? false
            entryPointObservers = entryPoints.map { settings.observers($0.observers, service: "") }
            var table = SeriesTable(buckets: bounds.count)
            self.entryPoints = entryPoints.map { _ in table.newChain() }
            self.table = table
        }

        // MARK: From head to end

        /// Starts on a request; `nil` if nobody wants to know of it.
        ///
        /// - Precondition: `loop.request` is the request.
        /// - Parameter action: `nil` if no router takes it.
        func begin(_ client: some Downstream, _ action: RouterAction?, _ loop: LoopState) -> RequestRecord? {
            let number = client.entryPoint.number
            let observers: Observers
            if let action {
                if settings.countsHits { action.observation.owner?.hits.add(1, ordering: .relaxed) }
                observers = action.observation.observers
            } else {
                observers = entryPointObservers[number]
            }
            // Who only counts hits needs no record.
            if observers.isEmpty { return nil }
            return loop.request.read { request in
                let record = RequestRecord(
                    observers: observers, entryPoint: number, action: action, method: request.methodLabel,
                    kind: request.protocolLabel(asksForUpgrade: client.request.asksForUpgrade),
                    encryption: client.encryption?.parameters)
                if observers.contains(.accessLog), let log {
                    record.entry = log.begin(client, request, at: record.start)
                }
                return record
            }
        }

        /// Notes headers of `loop.request`, whose router has no middlewares to change them.
        func noteHeaders(in record: RequestRecord, _ loop: LoopState) {
            if !headerNames.isEmpty, record.observers.contains(.metrics) {
                record.headerLabels = loop.request.read { request in
                    var values: [String] = []
                    for name in headerNames { values.append(request.headerText(name)) }
                    return values
                }
            }
            if let entry = record.entry { loop.request.read { entry.noteRequestHeaders($0, log?.headers) } }
        }

        /// Notes what of a request is a label, as the middlewares have left it.
        func noteLabels(of request: @autoclosure () -> ForwardedRequest, in record: RequestRecord) {
            guard !headerNames.isEmpty, record.observers.contains(.metrics) else { return }
            let request = request()
            record.headerLabels = headerNames.map { name in
                request.headers.first(name).map { String(decoding: $0, as: UTF8.self) } ?? ""
            }
        }

        /// A server is asked.
        func beginAttempt(_ target: ServiceState.Target, in record: RequestRecord) {
            record.attempt = RequestRecord.Attempt(target: target)
        }

        /// The server has answered, or will not.
        func endAttempt(in record: RequestRecord, at now: NIODeadline = .now()) {
            guard record.endAttempt(at: now), record.observers.contains(.metrics), let attempt = record.attempt,
                let counters = counters(of: attempt.target)
            else { return }
            table.count(
                record.key(status: attempt.status),
                outcome(attempt.nanoseconds, record, responseBytes: attempt.responseBytes), in: counters)
        }

        /// Those of the action's router; `nil` if none are wanted.
        private func counters(of action: RouterAction) -> SeriesTable.Chain? {
            if let chain = routers.chain(of: action.observation.number) { return chain }
            return action.observation.owner.map { routers.add($0, to: &table) }
        }

        /// Those of the target's service; `nil` if none are wanted.
        private func counters(of target: ServiceState.Target) -> SeriesTable.Chain? {
            if let counters = target.counters { return counters }
            guard countsServices, let owner = target.owner else { return nil }
            let counters = services.chain(of: owner.identity.number) ?? services.add(owner, to: &table)
            target.counters = counters
            return counters
        }

        /// A mirror gets a copy of a request, which counts for the mirror's service and for nobody else; `nil` if nothing
        /// counts.
        func beginCopy(of original: RequestRecord, at target: ServiceState.Target, bytes: Int) -> RequestRecord? {
            guard original.observers.contains(.metrics) else { return nil }
            let record = RequestRecord(
                observers: .metrics, entryPoint: original.entryPoint, action: nil, method: original.method,
                kind: original.kind, encryption: original.encryption)
            record.headerLabels = original.headerLabels
            record.requestBytes = bytes
            beginAttempt(target, in: record)
            return record
        }

        func endCopy(_ record: RequestRecord, _ result: Result<SubRequest, SubRequest.Failure>) {
            switch result {
            case .success(let answer):
                if record.kind.isGRPC {
                    record.grpcStatus =
                        GRPCStatus.find(in: answer.trailers)
                        ?? answer.head.read { $0.first("grpc-status") }.map(GRPCStatus.parse)
                }
                record.attempt?.status = answer.status
                record.attempt?.responseBytes = answer.bodyBytes
            case .failure(.upstream(let failure)): record.attempt?.status = failure.status
            case .failure: record.attempt?.status = UpstreamFailure.timeout.status
            }
            endAttempt(in: record)
        }

        /// The request is sent once more.
        func noteRetry(in record: RequestRecord) {
            endAttempt(in: record)
            record.retries += 1
            guard record.observers.contains(.metrics), let target = record.attempt?.target,
                let counters = counters(of: target)
            else { return }
            table.countRetry(in: counters)
        }

        /// The request is over: its answer is whole, or nobody is there any more to get it.
        func end(_ record: RequestRecord) {
            let now = NIODeadline.now()
            let nanoseconds = Int(now.uptimeNanoseconds - record.start.uptimeNanoseconds)
            endAttempt(in: record, at: now)
            if record.observers.contains(.metrics) { count(record, nanoseconds) }
            if record.entry != nil { log?.write(record, nanoseconds: nanoseconds) }
        }

        private func count(_ record: RequestRecord, _ nanoseconds: Int) {
            let outcome = outcome(nanoseconds, record, responseBytes: record.responseBytes)
            let key = record.key(status: record.status)
            if countsEntryPoints { table.count(key, outcome, in: entryPoints[record.entryPoint]) }
            if countsRouters, let action = record.action, let chain = counters(of: action) {
                table.count(key, outcome, in: chain)
            }
        }

        private func outcome(
            _ nanoseconds: Int, _ record: RequestRecord, responseBytes: Int
        ) -> SeriesTable.Outcome {
            var bucket = 0
            while bucket < bounds.count, nanoseconds > bounds[bucket] { bucket += 1 }
            return SeriesTable.Outcome(
                nanoseconds: nanoseconds, requestBytes: record.requestBytes, responseBytes: responseBytes,
                bucket: bucket, headers: record.headerLabels, encryption: record.encryption)
        }

        // MARK: Reading

        /// What this loop has counted since it began. Counters whose owner is gone are in it once more, and no more.
        func read() -> LoopCounts {
            let counts = LoopCounts(
                table: table, entryPoints: entryPoints, routers: routers.chains, services: services.chains)
            for chain in routers.removeGone() + services.removeGone() { table.remove(chain) }
            return counts
        }
    }

    /// The counters of routers or services.
    private struct OwnedChains {
        /// By the owners' numbers.
        private(set) var chains: [Int: LoopCounts.Entry] = [:]

        /// - Parameter number: Of the owner.
        func chain(of number: Int) -> SeriesTable.Chain? { chains[number]?.chain }

        mutating func add(_ owner: SeriesOwner, to table: inout SeriesTable) -> SeriesTable.Chain {
            let chain = table.newChain()
            chains[owner.identity.number] = (owner.identity, chain)
            return chain
        }

        /// Forgets those whose owners are gone, and says which they were.
        mutating func removeGone() -> [SeriesTable.Chain] {
            let gone = chains.filter { $0.value.owner.isGone.load(ordering: .acquiring) }
            for number in gone.keys { chains[number] = nil }
            return gone.values.map(\.chain)
        }
    }

    /// What an event loop has counted.
    struct LoopCounts: Sendable {
        typealias Entry = (owner: SeriesIdentity, chain: SeriesTable.Chain)

        var table: SeriesTable
        /// By the number of the entry point.
        var entryPoints: [SeriesTable.Chain]
        /// By the owners' numbers.
        var routers: [Int: Entry]
        var services: [Int: Entry]
    }
#endif
