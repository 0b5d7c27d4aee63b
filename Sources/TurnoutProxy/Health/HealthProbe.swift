#if Proxy
    import NIOCore
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Checks one server: an interval after the last check it sends a request, and judges the answer by its status.
    ///
    /// Its connections are its own. A check that is under way is waited for, so there is never more than one.
    final class HealthProbe {
        private let server: Server
        private let health: ServerHealth
        private let check: HealthCheck
        private let encryption: ServerEncryption?
        private let loop: LoopState
        private var pools: [Endpoint: UpstreamPool] = [:]
        private var running: SubRequest?
        private var timer: Scheduled<Void>?
        private var isStopped = false

        /// - Parameter encryption: Where the check uses TLS and the server's requests don't.
        init(
            _ server: Server, _ health: ServerHealth, _ check: HealthCheck, encryption: ServerEncryption?,
            _ loop: LoopState
        ) {
            self.server = server
            self.health = health
            self.check = check
            self.encryption = server.endpoint.transport.encryption ?? encryption
            self.loop = loop
        }

        /// Waits until the next check is due.
        func schedule() {
            guard !isStopped else { return }
            let interval = health.isUp ? check.interval : check.unhealthyInterval ?? check.interval
            let due = health.lastCheck + TimeAmount(interval > .zero ? interval : HealthCheck.defaultInterval)
            let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
            timer = loop.eventLoop.scheduleTask(deadline: due) { bound.value.begin() }
        }

        func stop() {
            isStopped = true
            timer?.cancel()
            running?.cancel()
            running = nil
            for pool in pools.values { pool.retire() }
        }

        private func begin() {
            let timeout = check.timeout > .zero ? check.timeout : HealthCheck.defaultTimeout
            health.lastCheck = .now()
            do throws(HealthRequest.Fault) {
                send(try HealthRequest(check, of: server.url), until: .now() + TimeAmount(timeout))
            } catch {
                end(error.text)
            }
        }

        private func send(_ request: HealthRequest, until deadline: NIODeadline) {
            guard let pool = pool(for: request.url) else {
                end("its check leads to \(request.url), and its servers transport is not for TLS")
                return
            }
            let message = request.message
            let content = SubRequest.Content(isHEAD: message.method.elementsEqual("HEAD".utf8))
            let running = SubRequest(
                content, to: pool, loop: loop, keeps: .head, timeout: max(.nanoseconds(1), deadline - .now())
            ) { [self] result in
                self.running = nil
                receive(result, to: request, until: deadline)
            }
            self.running = running
            loop.request.value.refill(forwarding: message)
            loop.scratch.removeAll(keepingCapacity: true)
            UpstreamHead().append(
                loop.request.value, peerIP: [], framing: .none, asksForUpgrade: false, to: &loop.scratch)
            running.start()
        }

        /// Its own, which no reload of others touches.
        private func pool(for url: CheckedURL) -> UpstreamPool? {
            var endpoint = server.endpoint
            let isEncrypted = url.scheme == "https"
            if isEncrypted && encryption == nil { return nil }
            endpoint.host = url.host
            endpoint.port = url.port
            var transport = endpoint.transport.value
            transport.encryption = isEncrypted ? encryption : nil
            endpoint.transport = Shared(transport)
            if let pool = pools[endpoint] { return pool }
            let pool = UpstreamPool(endpoint, loop: loop)
            pools[endpoint] = pool
            return pool
        }

        private func receive(
            _ result: Result<SubRequest, SubRequest.Failure>, to request: HealthRequest,
            until deadline: NIODeadline
        ) {
            switch result {
            case .success(let answer):
                do throws(HealthRequest.Fault) {
                    if check.followRedirects,
                        let next = try request.redirected(answer.status, to: answer.head.read { $0.first("location") })
                    {
                        send(next, until: deadline)
                        return
                    }
                } catch {
                    end(error.text)
                    return
                }
                let status = answer.status
                let isHealthy = check.status == 0 ? 200..<400 ~= status : status == check.status
                end(isHealthy ? nil : "its check was answered with \(status)")
            case .failure(.timeout), .failure(.upstream(.timeout)): end("its check was not answered in time")
            case .failure(.upstream(.unreachable)): end("its check could not connect")
            case .failure(.upstream(.closed)), .failure(.upstream(.cutHead)), .failure(.upstream(.reset)):
                end("its check was cut off before the answer")
            case .failure(.upstream(.untrusted)): end("its check failed at the TLS handshake")
            case .failure(.upstream(.malformedAnswer)), .failure(.answerTooLarge):
                end("its check was answered with what is not HTTP")
            }
        }

        /// - Parameter reason: Why the server is down; `nil` = it is up.
        private func end(_ reason: String?) {
            health.set(downFor: reason)
            schedule()
        }
    }
#endif
