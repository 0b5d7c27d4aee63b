#if Proxy
    import NIOCore
    import TurnoutHTTP

    /// A client's side that can do without an exchange: where nothing stands between the client and its server, it deals
    /// with the server's connection itself.
    protocol DirectDownstream: Downstream {
        var loop: LoopState { get }
        /// Of the router that has won the request.
        var action: RouterAction? { get set }
        /// The server that was chosen.
        var target: ServiceState.Target? { get set }
        /// What the request goes to: the connection to a server, or the exchange in front of one.
        var upstream: (any RequestReceiver)? { get set }
        /// `nil` if nobody wants to know of the request, or its exchange keeps it.
        var record: RequestRecord? { get set }
        /// The client waits for `100 Continue` before it sends the body.
        var awaitsContinue: Bool { get }
        /// When the proxy says it itself.
        var continueDeadline: NIODeadline { get set }

        /// Sends `loop.request` to a server.
        func forward(to target: ServiceState.Target)
        /// Answers the request here; what remains of its body is dropped.
        func answer(_ answer: LocalAnswer)
    }

    extension DirectDownstream {
        /// Does with `loop.request` what its router says.
        func perform(_ action: RouterAction) {
            self.action = action
            guard !action.needsExchange else {
                startExchange(action)
                return
            }
            let choice = loop.serviceState(of: action).choose(client: peerIP)
            if case .local(let service) = choice, service.isAnsweredByControl {
                startExchange(action)
                return
            }
            observe(action)
            switch choice {
            case .server(let target): forward(to: target)
            case .local(let service):
                answer(
                    service.answer(
                        loop, router: action.definition.label, remote: remote, peerIP: forwardedPeer, request))
            case .none: answer(.noServer)
            case .unavailable: answer(.noService)
            case .guarded, .mirrored: preconditionFailure("a service that looks at requests was given none")
            }
        }

        private func startExchange(_ action: RouterAction) {
            let exchange = Exchange(self, action: action, loop: loop)
            upstream = exchange
            exchange.resume()
        }

        /// Begins `loop.request` at a server, without a flush.
        func begin(at target: ServiceState.Target, asksForUpgrade: Bool) -> any RequestCarrier {
            if let record { loop.observer?.beginAttempt(target, in: record) }
            requestWasForwarded()
            let upstream = loop.request.read {
                target.prepare(
                    $0, loop, peerIP: forwardedPeer, framing: request.framing, asksForUpgrade: asksForUpgrade)
            }
            self.target = target
            self.upstream = upstream
            upstream.begin(self, framing: request.framing)
            if requestIsFinished { upstream.sendEnd() }
            return upstream
        }

        func replay(insteadOf dead: any RequestCarrier) {
            guard let target else { return }
            let upstream = target.pool.replacement()
            self.upstream = upstream
            upstream.beginAgain(self, insteadOf: dead)
        }

        func requestWasForwarded() {
            if awaitsContinue { continueDeadline = .now() + loop.limits.continueTimeout }
        }
    }
#endif
