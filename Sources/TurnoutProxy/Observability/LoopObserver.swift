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
        private var entryPoints: [SeriesSet]
        /// By the owners' numbers.
        private var routers: [Int: SeriesCounters] = [:]
        private var services: [Int: SeriesCounters] = [:]

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
            self.entryPoints = Array(repeating: SeriesSet(), count: entryPoints.count)
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
                guard let observation = action.observation else { return nil }
                if settings.countsHits { observation.owner.hits.add(1, ordering: .relaxed) }
                observers = observation.observers
            } else {
                observers = entryPointObservers[number]
            }
            // Who only counts hits needs no record.
            if observers.isEmpty { return nil }
            let record = RequestRecord(
                observers: observers, entryPoint: number, action: action, method: loop.request.methodLabel,
                kind: loop.request.protocolLabel(asksForUpgrade: client.request.asksForUpgrade),
                encryption: client.encryption?.parameters)
            if observers.contains(.accessLog), let log { record.entry = log.begin(client, loop.request) }
            return record
        }

        /// Notes headers of a request whose router has no middlewares to change them.
        func noteHeaders(of request: borrowing Request, in record: RequestRecord) {
            if !headerNames.isEmpty, record.observers.contains(.metrics) {
                var values: [String] = []
                for name in headerNames { values.append(request.headerText(name)) }
                record.headerLabels = values
            }
            record.entry?.noteRequestHeaders(request, log?.headers)
        }

        /// Notes what of a request is a label, as the middlewares have left it.
        func noteLabels(of request: ForwardedRequest, in record: RequestRecord) {
            guard !headerNames.isEmpty, record.observers.contains(.metrics) else { return }
            record.headerLabels = headerNames.map { name in
                request.headers.first(name).map { String(decoding: $0, as: UTF8.self) } ?? ""
            }
        }

        /// A server is asked.
        func beginAttempt(_ target: ServiceState.Target, in record: RequestRecord) {
            record.attempt = RequestRecord.Attempt(target)
        }

        /// The server has answered, or will not.
        func endAttempt(in record: RequestRecord, at now: NIODeadline = .now()) {
            guard let attempt = record.attempt, !attempt.isOver else { return }
            attempt.isOver = true
            attempt.nanoseconds = Int(now.uptimeNanoseconds - attempt.start.uptimeNanoseconds)
            guard record.observers.contains(.metrics), let counters = counters(of: attempt.target) else { return }
            let outcome = outcome(attempt.nanoseconds, record, responseBytes: attempt.responseBytes)
            let key = record.key(status: attempt.status)
            counters.count(key, outcome, buckets: bounds.count, record.encryption)
        }

        /// The request is sent once more.
        func noteRetry(in record: RequestRecord) {
            endAttempt(in: record)
            record.retries += 1
            guard record.observers.contains(.metrics), let target = record.attempt?.target else { return }
            counters(of: target)?.series.retries += 1
        }

        /// Those of the target's service; `nil` if none are wanted.
        private func counters(of target: ServiceState.Target) -> SeriesCounters? {
            if let counters = target.counters { return counters }
            guard countsServices, let owner = target.owner else { return nil }
            let counters = Self.counters(of: owner, in: &services)
            target.counters = counters
            return counters
        }

        private static func counters(of owner: SeriesOwner, in all: inout [Int: SeriesCounters]) -> SeriesCounters {
            if let counters = all[owner.id] { return counters }
            let counters = SeriesCounters(owner)
            all[owner.id] = counters
            return counters
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
            if countsEntryPoints {
                entryPoints[record.entryPoint].count(key, outcome, buckets: bounds.count)
                if let encryption = record.encryption {
                    entryPoints[record.entryPoint].encrypted[encryption, default: 0] += 1
                }
            }
            if countsRouters, let owner = record.action?.observation?.owner {
                Self.counters(of: owner, in: &routers).count(key, outcome, buckets: bounds.count, record.encryption)
            }
        }

        private func outcome(
            _ nanoseconds: Int, _ record: RequestRecord, responseBytes: Int
        ) -> SeriesSet.Outcome {
            var bucket = 0
            while bucket < bounds.count, nanoseconds > bounds[bucket] { bucket += 1 }
            return SeriesSet.Outcome(
                nanoseconds: nanoseconds, requestBytes: record.requestBytes, responseBytes: responseBytes,
                bucket: bucket, headers: record.headerLabels)
        }

        // MARK: Reading

        /// What this loop has counted since it began. Counters whose owner is gone are in it once more, and no more.
        ///
        /// - Parameter forgets: Whether they are forgotten with it.
        func read(forgets: Bool) -> LoopCounts {
            let counts = LoopCounts(
                entryPoints: entryPoints, routers: routers.values.map { ($0.labels, $0.series) },
                services: services.values.map { ($0.labels, $0.series) })
            if forgets {
                routers = routers.filter { !$0.value.end.hasCome.load(ordering: .acquiring) }
                services = services.filter { !$0.value.end.hasCome.load(ordering: .acquiring) }
            }
            return counts
        }
    }

    /// What one event loop counts for one owner.
    final class SeriesCounters {
        fileprivate let end: SeriesEnd
        fileprivate let labels: [SeriesLabel]
        fileprivate var series = SeriesSet()

        fileprivate init(_ owner: SeriesOwner) {
            end = owner.seriesEnd
            labels = owner.subject.labels
        }

        fileprivate func count(
            _ key: SeriesKey, _ outcome: SeriesSet.Outcome, buckets: Int, _ encryption: TLSParameters?
        ) {
            series.count(key, outcome, buckets: buckets)
            if let encryption { series.encrypted[encryption, default: 0] += 1 }
        }
    }

    /// What an event loop has counted.
    struct LoopCounts: Sendable {
        /// By the number of the entry point.
        var entryPoints: [SeriesSet]
        var routers: [(labels: [SeriesLabel], series: SeriesSet)]
        var services: [(labels: [SeriesLabel], series: SeriesSet)]
    }
#endif
