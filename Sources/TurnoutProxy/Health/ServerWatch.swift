#if Proxy
    import NIOCore
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Notes how a server gets on with a request, for the choices that follow.
    final class ServerWatch: HeadFilter {
        private let target: ServiceState.Target
        private let balancing: Balancing
        private let start = NIODeadline.now()
        private var isOver = false

        /// Watches a request that is about to be sent, if the service's choices hang on it.
        static func begin(_ target: ServiceState.Target, _ balancing: Balancing, _ exchange: Exchange) {
            guard balancing.watchesAnswers else { return }
            let watch = ServerWatch(target, balancing)
            exchange.add(watch)
            exchange.atEnd { watch.end() }
        }

        private init(_ target: ServiceState.Target, _ balancing: Balancing) {
            self.target = target
            self.balancing = balancing
            target.load += 1
        }

        private func end() {
            guard !isOver else { return }
            isOver = true
            target.load -= 1
        }

        func change(_ head: inout ForwardedResponse, of exchange: Exchange) {
            let now = NIODeadline.now()
            if balancing.strategy == .leasttime, exchange.failure == nil { target.times.add(now - start) }
            guard let check = balancing.passiveHealthCheck, let health = target.server.health else { return }
            guard head.status >= 500 else {
                health.countSuccess()
                return
            }
            guard health.countFailure(check.value, at: now), balancing.healthCheck == nil else { return }
            // Nobody else would ask the server whether it is up again.
            exchange.loop.eventLoop.scheduleTask(in: max(.zero, TimeAmount(check.failureWindow))) {
                health.set(downFor: nil)
            }
        }
    }
#endif
