#if Proxy
    import Logging
    import NIOCore
    import NIOPosix
    import Turnout
    import TurnoutConfiguration

    #if canImport(Darwin)
        import Darwin
    #elseif canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// The reverse proxy: entry points that listen, event loops that serve, and the generation by which they route.
    ///
    /// The actor is the control path only. Nothing on the path of a request waits for it: it builds a generation and hands
    /// it to each loop, on a thread of its own that gives way to the loops.
    public actor Proxy {
        public struct Settings: Sendable {
            public var entryPoints: [EntryPointSettings]
            /// Event loops, a thread each.
            public var loops = System.coreCount
            public var limits = ProxyLimits()
            public var observability = ObservabilitySettings()
            /// Finds the addresses of a server that has a name.
            package var lookUp: NameLookUp = SystemNames.lookUp

            public init(entryPoints: [EntryPointSettings]) { self.entryPoints = entryPoints }
        }

        private let thread = ControlThread(name: "turnout-proxy")
        public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }
        let settings: Settings
        private let logger: Logger
        private let group: MultiThreadedEventLoopGroup
        let loops: [NIOLoopBound<LoopState>]
        private(set) var builder: GenerationBuilder
        private var healthChecks: HealthChecks
        private let accessLog: AccessLogWriter?
        /// Configurations that were applied.
        private(set) var reloads = 0
        /// When the last one was applied, in seconds since 1970; 0 = never.
        private(set) var lastReload = 0
        /// Of the generation in force.
        private(set) var tls: TLSMaterial?
        /// `nil` = there is nothing to tell of.
        var api: APIContents?
        let analysis = TableReport()
        /// When this began, in nanoseconds since 1970.
        let startTime = LogClock.now
        private var listeners: [any Channel] = []

        /// Starts the event loops; nothing listens yet.
        ///
        /// - Throws: If the access log can't be opened.
        public init(_ settings: Settings, logger: Logger) async throws {
            self.settings = settings
            self.logger = logger
            let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, settings.loops))
            self.group = group
            let builder = GenerationBuilder(
                entryPointCount: settings.entryPoints.count, observability: settings.observability,
                logger: logger)
            self.builder = builder
            let generation = builder.current
            var limits = settings.limits
            limits.maximumConnections = max(1, limits.maximumConnections / max(1, settings.loops))
            let accessLog = try settings.observability.accessLog.map { try AccessLogWriter($0, logger: logger) }
            self.accessLog = accessLog
            let control = ProxyControl()
            var loops: [NIOLoopBound<LoopState>] = []
            for eventLoop in group.makeIterator() {
                let bound = try await eventLoop.submit { [limits] in
                    let state = LoopState(
                        eventLoop: eventLoop, limits: limits, lookUp: settings.lookUp, generation: generation)
                    state.observer = LoopObserver(settings, log: accessLog, eventLoop: eventLoop)
                    state.control = control
                    state.startSweeping()
                    return NIOLoopBound(state, eventLoop: eventLoop)
                }.get()
                loops.append(bound)
            }
            self.loops = loops
            healthChecks = HealthChecks(on: loops)
            control.set(self)
        }

        /// Opens all entry points.
        ///
        /// - Throws: If one can't be opened; those before it are closed again.
        public func listen() async throws {
            for (number, entryPoint) in settings.entryPoints.enumerated() {
                do {
                    let channel = try await bind(entryPoint, number: number)
                    listeners.append(channel)
                    let port = channel.localAddress?.port ?? entryPoint.port
                    logger.info("entry point \(entryPoint.name) listens on \(entryPoint.host):\(port)")
                } catch {
                    for listener in listeners { try? await listener.close() }
                    listeners = []
                    throw EntryPointError(name: entryPoint.name, address: entryPoint.address, error)
                }
            }
        }

        /// The ports of the entry points, in their order.
        public var ports: [Int] { listeners.map { $0.localAddress?.port ?? 0 } }

        private func bind(_ entryPoint: EntryPointSettings, number: Int) async throws -> any Channel {
            var settings = entryPoint
            settings.number = number
            let loops = Dictionary(uniqueKeysWithValues: loops.map { (ObjectIdentifier($0.eventLoop), $0) })
            let limits = self.settings.limits
            let bootstrap = ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 4096)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .keepsAlive(idleSeconds: KeepAlive.clientSeconds)
                .serverChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(AcceptPause())
                    }
                }
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelOption(.maxMessagesPerRead, value: 1)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .childChannelOption(
                    .recvAllocator,
                    value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 1024, maximum: limits.readAheadBytes)
                )
                .childChannelInitializer { [settings] channel in
                    channel.eventLoop.makeCompletedFuture {
                        guard let loop = loops[ObjectIdentifier(channel.eventLoop)]?.value else { return }
                        try channel.pipeline.syncOperations.addHandler(
                            ClientConnection(entryPoint: settings, loop: loop))
                    }
                }
            guard entryPoint.host.isEmpty else {
                return try await bootstrap.bind(host: entryPoint.host, port: entryPoint.port).get()
            }
            // All addresses of both families through one socket, or of the one that this machine has.
            do {
                return try await bootstrap.bind(host: "::", port: entryPoint.port).get()
            } catch let error as IOError where error.errnoCode == EAFNOSUPPORT || error.errnoCode == EADDRNOTAVAIL {
                return try await bootstrap.bind(host: "0.0.0.0", port: entryPoint.port).get()
            }
        }

        /// Builds a generation and routes by it from now on. Connections stay as they are.
        @discardableResult
        public func apply(_ configuration: RoutingConfiguration) async throws -> GenerationReport {
            // The first generation is waited for, later ones only replace another.
            if builder.current.number > 0 { ThreadPriority.giveWay() }
            let (generation, report) = builder.build(configuration)
            tls = configuration.tls
            reloads += 1
            lastReload = LogClock.now / 1_000_000_000
            for loop in loops {
                try await loop.eventLoop.submit { loop.value.publish(generation, leaving: report.left) }.get()
            }
            healthChecks.follow(builder.services.values)
            return report
        }

        /// Ends the proxy in two steps: for `acceptGrace` everything is served as ever, and only `ping` says that the end
        /// is near; then nothing is accepted any more, and requests that are being answered have `grace` to end.
        public func shutdown(acceptGrace: TimeAmount = .zero, grace: TimeAmount = .seconds(10)) async throws {
            for loop in loops { try await loop.eventLoop.submit { loop.value.isTerminating = true }.get() }
            if acceptGrace > .zero { try await Task.sleep(for: .nanoseconds(acceptGrace.nanoseconds)) }
            for listener in listeners { try? await listener.close() }
            listeners = []
            healthChecks.follow([])
            for loop in loops { try await loop.eventLoop.submit { loop.value.drain() }.get() }
            let end = NIODeadline.now() + grace
            while NIODeadline.now() < end, try await state().connections > 0 {
                try await Task.sleep(for: .milliseconds(20))
            }
            for loop in loops { try await loop.eventLoop.submit { loop.value.closeAll() }.get() }
            try await group.shutdownGracefully()
            accessLog?.close()
        }

        /// Goes on in a new file of the same name, after the access log was moved away.
        public func reopenAccessLog() { accessLog?.reopen() }

        /// Lines that the access log has lost; `nil` if there is none.
        var droppedLines: Int? { accessLog?.droppedLines }

        /// Connections by what they are doing, and the generations that are alive.
        public func state() async throws -> ProxyState {
            var state = ProxyState()
            for loop in loops {
                let part = try await loop.eventLoop.submit { ProxyState(loop.value) }.get()
                state.add(part)
            }
            state.add(builder.ledger.alive)
            return state
        }
    }

    /// An entry point that can't be opened.
    public struct EntryPointError: Error, CustomStringConvertible {
        public var name: String
        public var address: String
        public var reason: String

        init(name: String, address: String, _ error: any Error) {
            self.name = name
            self.address = address
            reason =
                switch (error as? IOError)?.errnoCode {
                case EADDRINUSE: "another process listens there"
                case EACCES: "this user may not (ports below 1024 need a privilege)"
                case EADDRNOTAVAIL: "no network interface of this machine has the address"
                default: "\(error)"
                }
        }

        public var description: String { "the entry point '\(name)' can't listen on \(address): \(reason)" }
    }
#endif
