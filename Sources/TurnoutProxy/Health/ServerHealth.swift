#if Proxy
    import Logging
    import NIOCore
    import Synchronization
    import TurnoutConfiguration

    /// Whether a server takes requests, as checks and answers have shown. One for all event loops: whoever learns
    /// something writes, and each choice reads without a lock.
    ///
    /// It outlives the service that it was made for where a reload leaves the server and its checks alone.
    final class ServerHealth: Sendable {
        private let service: String
        private let url: String
        private let logger: Logger
        private let up = Atomic<Bool>(true)
        /// When it was checked last, or made; in nanoseconds of `NIODeadline`.
        private let checked = Atomic<UInt64>(NIODeadline.now().uptimeNanoseconds)
        private let failures = Mutex<[NIODeadline]>([])

        /// - Parameters:
        ///   - service: Qualified.
        ///   - url: The server's.
        init(service: String, url: String, logger: Logger) {
            self.service = service
            self.url = url
            self.logger = logger
        }

        var isUp: Bool { up.load(ordering: .relaxed) }

        var lastCheck: NIODeadline {
            get { .uptimeNanoseconds(checked.load(ordering: .relaxed)) }
            set { checked.store(newValue.uptimeNanoseconds, ordering: .relaxed) }
        }

        /// - Parameter reason: Why it is down, for the log; `nil` = it is up.
        func set(downFor reason: String?) {
            let isUp = reason == nil
            guard up.exchange(isUp, ordering: .relaxed) != isUp else { return }
            if let reason {
                logger.warning("the server \(url) of the service '\(service)' is down: \(reason)")
            } else {
                logger.notice("the server \(url) of the service '\(service)' is up again")
            }
        }

        // MARK: Answers

        /// The server has answered with something else than an error of its own.
        func countSuccess() {
            failures.withLock { if !$0.isEmpty { $0.removeAll() } }
        }

        /// The server has not answered, or with an error of its own.
        ///
        /// - Returns: Whether that makes it one that is down, having been up.
        func countFailure(_ check: PassiveHealthCheck, at now: NIODeadline) -> Bool {
            let isFailing = failures.withLock { failures in
                failures.append(now)
                let start = now - TimeAmount(check.failureWindow)
                failures.removeAll { $0 <= start }
                // More are no more telling than the last ones.
                let most = max(1, check.maximumFailedAttempts)
                if failures.count > most { failures.removeFirst(failures.count - most) }
                return failures.count >= most
            }
            guard isFailing, isUp else { return false }
            set(downFor: "\(check.maximumFailedAttempts) failed requests in \(check.failureWindow)")
            return true
        }
    }

    /// By identity.
    extension ServerHealth: Hashable {
        static func == (left: ServerHealth, right: ServerHealth) -> Bool { left === right }
        func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
    }
#endif
