#if Proxy
    import NIOCore
    import TurnoutConfiguration

    /// Checks the servers of one service until it is stopped. On one event loop.
    final class HealthChecker {
        private let probes: [HealthProbe]

        /// Whether a service has checks that can be made.
        static func checks(_ service: Service) -> Bool {
            guard case .balanced(let servers, let balancing) = service.kind, let check = balancing.value.healthCheck
            else {
                return false
            }
            return check.mode != "grpc" && !servers.isEmpty
        }

        /// Has `loop` check the servers of a service from now on.
        static func start(_ service: Service, on loop: NIOLoopBound<LoopState>) -> NIOLoopBoundBox<HealthChecker?> {
            let box = NIOLoopBoundBox.makeEmptyBox(valueType: HealthChecker.self, eventLoop: loop.eventLoop)
            loop.eventLoop.execute {
                let checker = HealthChecker(service, loop.value)
                box.value = checker
                for probe in checker.probes { probe.schedule() }
            }
            return box
        }

        private init(_ service: Service, _ loop: LoopState) {
            guard case .balanced(let servers, let balancing) = service.kind, let check = balancing.value.healthCheck
            else {
                probes = []
                return
            }
            var seen: Set<ServerHealth> = []
            probes = servers.compactMap { server in
                // Servers of one URL are checked once.
                guard let health = server.health, seen.insert(health).inserted else { return nil }
                return HealthProbe(server, health, check.value, encryption: balancing.value.checkEncryption, loop)
            }
        }

        func stop() { for probe in probes { probe.stop() } }
    }
#endif
