#if Proxy
    import NIOCore

    /// The health checks of all services. A service that has them is checked by one event loop, whatever their number, for
    /// as long as the service exists: a reload that leaves it alone leaves its checks alone.
    struct HealthChecks {
        private let loops: [NIOLoopBound<LoopState>]
        private var checkers: [ObjectIdentifier: NIOLoopBoundBox<HealthChecker?>] = [:]
        private var started = 0

        init(on loops: [NIOLoopBound<LoopState>]) { self.loops = loops }

        /// Starts to check the services that are new, and leaves off checking those that are not among `services`.
        mutating func follow(_ services: some Sequence<Service>) {
            var kept: [ObjectIdentifier: NIOLoopBoundBox<HealthChecker?>] = [:]
            var new: [Service] = []
            for service in services where HealthChecker.checks(service) {
                if let checker = checkers.removeValue(forKey: ObjectIdentifier(service)) {
                    kept[ObjectIdentifier(service)] = checker
                } else {
                    new.append(service)
                }
            }
            for checker in checkers.values {
                checker.eventLoop.execute {
                    checker.value?.stop()
                    checker.value = nil
                }
            }
            for service in new {
                let loop = loops[started % loops.count]
                started += 1
                kept[ObjectIdentifier(service)] = HealthChecker.start(service, on: loop)
            }
            checkers = kept
        }
    }
#endif
