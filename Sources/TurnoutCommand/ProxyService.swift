#if Proxy
    import Dispatch
    import Foundation
    import Logging
    import NIOCore
    import Turnout
    import TurnoutConfiguration
    import TurnoutProxy
    import TurnoutSyntax

    /// `turnout run`: reads configurations, hands each to the proxy, and heeds signals until one of them ends it.
    actor ProxyService {
        private let thread = ControlThread(name: "turnout-service")
        nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }
        private let configuration: StaticConfiguration
        private let entryPoints: [EntryPointSettings]
        private let options: RunOptions
        private let logger: Logger
        private let log: LogOutput
        private let loops: Int
        private let files: FileProvider?
        private var proxy: Proxy?
        /// What the generation in force was made from.
        private var last:
            (dynamic: DynamicConfiguration, resolved: ResolvedConfiguration, routing: RoutingConfiguration)?
        /// What was wrong with the last configuration: it is not said again at each reload.
        private var reported: Set<ConfigurationProblem> = []
        private var signals: [any DispatchSourceSignal] = []

        /// - Throws: A static configuration that can't be used.
        init(_ options: RunOptions) throws {
            self.options = options
            var (configuration, source) = try StaticConfiguration.load(
                arguments: options.arguments, environment: ProcessInfo.processInfo.environment)
            let serverName = ProcessInfo.processInfo.hostName
            if source == .none { configuration.entryPoints = [] }
            var entryPoints = configuration.entryPoints.filter { !$0.address.isUDP }
                .map { EntryPointSettings($0, serverName: serverName) }
            if source == .none { entryPoints = [EntryPointSettings(name: "welcome", host: "127.0.0.1", port: 8000)] }
            if configuration.notAppendXForwardedFor {
                for index in entryPoints.indices { entryPoints[index].appendsForwardedFor = false }
            }
            self.configuration = configuration
            self.entryPoints = entryPoints
            loops = options.loops ?? System.coreCount
            files = configuration.fileProvider.map {
                FileProvider($0, throttle: configuration.providersThrottleDuration)
            }
            let log = try LogOutput(configuration.log)
            self.log = log
            var logger = Logger(label: "turnout") { _ in LogLines(output: log) }
            logger.logLevel = LogOutput.level(configuration.log.level)
            self.logger = logger
            switch source {
            case .file(let path): logger.info("configuration: \(path)")
            case .flags: logger.info("configuration: flags")
            case .environment: logger.info("configuration: environment")
            case .none: logger.info("no configuration found; a page that says how to give one is on 127.0.0.1:8000")
            }
        }

        /// Serves until a signal ends it.
        ///
        /// - Throws: An entry point that can't be opened.
        func run() async throws {
            FreedMemory.keepLittle()
            report(configuration.problems)
            var settings = Proxy.Settings(entryPoints: entryPoints)
            settings.loops = loops
            settings.limits.maximumConnections = options.maximumConnections ?? OpenFileLimit.raise() * 2 / 3
            settings.observability = ObservabilitySettings(configuration)
            settings.limits.terminatingStatus = configuration.ping?.terminatingStatusCode ?? 503
            let proxy = try await Proxy(settings, logger: logger)
            self.proxy = proxy
            let events = heedSignals()
            let first = files?.read() ?? DynamicConfiguration()
            // As with Traefik, files of which one can't be used give nothing.
            if !first.rejectedFiles.isEmpty { report(first.problems) }
            try await update(first.rejectedFiles.isEmpty ? first : DynamicConfiguration())
            try await proxy.listen()
            ThreadPriority.giveWay()
            let following = Task { try await followFiles() }
            let watching = Task { try await giveBackMemory(of: proxy) }
            defer {
                files?.stop()
                following.cancel()
                watching.cancel()
            }
            for await signal in events {
                switch signal {
                case SIGHUP: files?.reload()
                case SIGUSR1:
                    log.reopen()
                    await proxy.reopenAccessLog()
                case SIGUSR2:
                    let state = try await proxy.state()
                    logger.notice("\(state)")
                default:
                    logger.info("ending on signal \(signal)")
                    let grace = configuration.entryPoints.map(\.graceTimeOut).max() ?? .seconds(10)
                    let acceptGrace = configuration.entryPoints.map(\.requestAcceptGraceTimeout).max() ?? .zero
                    try await proxy.shutdown(acceptGrace: TimeAmount(acceptGrace), grace: TimeAmount(grace))
                    return
                }
            }
        }

        // MARK: Configurations

        private func followFiles() async throws {
            guard let files else { return }
            if configuration.fileProvider?.watches == true, let problem = files.watch() { report([problem]) }
            for await dynamic in files.changes {
                guard dynamic.rejectedFiles.isEmpty else {
                    report(dynamic.problems)
                    logger.error("the configuration that is in force stays, until these files can be read")
                    continue
                }
                if dynamic == last?.dynamic {
                    logger.info("the files can be read again, and say what is in force")
                    continue
                }
                try await update(dynamic)
            }
        }

        private func update(_ dynamic: DynamicConfiguration) async throws {
            let resolved = ResolvedConfiguration(
                dynamic, static: configuration, reusing: last.map { ($0.dynamic, $0.resolved) })
            var routing = RoutingConfiguration(
                resolved, entryPoints: entryPoints.map(\.name), loops: loops,
                reusing: last.map { ($0.resolved, $0.routing) })
            last = (dynamic, resolved, routing)
            if entryPoints.map(\.name) == ["welcome"] { routing.routers = [[.welcome]] }
            report(dynamic.problems + resolved.problems + routing.problems)
            guard let proxy else { return }
            let generation = try await proxy.apply(routing)
            await publish(dynamic, resolved, generation)
            defer { FreedMemory.giveBack() }
            for diagnostic in generation.diagnostics {
                let router = dynamic.routers.first { $0.name == diagnostic.router }
                let place = router?.place.description ?? diagnostic.router
                logger.error("\(diagnostic.text(place: place))")
            }
            logger.info(
                """
                generation \(generation.number): \(generation.routers) routers, \(generation.tableBytes) table bytes, \
                built in \(generation.buildTime.nanoseconds / 1_000_000) ms; \(generation.added) added, \
                \(generation.changed) changed, \(generation.removed) removed
                """)
        }

        /// Lets the API tell of what was applied.
        private func publish(
            _ dynamic: DynamicConfiguration, _ resolved: ResolvedConfiguration, _ report: GenerationReport
        ) async {
            guard configuration.api != nil, let proxy else { return }
            var contents = APIContents(configuration, dynamic, resolved, version: TurnoutCommand.version)
            for diagnostic in report.diagnostics {
                contents.failures[diagnostic.router, default: []].append(diagnostic.diagnostic.message)
            }
            await proxy.publish(contents)
        }

        private func report(_ problems: [ConfigurationProblem]) {
            defer { reported = Set(problems) }
            for problem in problems where !reported.contains(problem) {
                let level = problem.severity == .error ? Logger.Level.error : .warning
                logger.log(level: level, "\(problem.message) (\(problem.id.rawValue), \(problem.place))")
            }
        }

        /// Gives memory back when many connections have ended: the allocator would keep it for the next ones.
        private func giveBackMemory(of proxy: Proxy) async throws {
            var most = 0
            var ticksLeft = 0
            while true {
                try await Task.sleep(for: .milliseconds(500))
                let state = try await proxy.state()
                let count = state.connections + state.upstreams
                if most >= 16, count < most / 2 {
                    FreedMemory.giveBack()
                    most = count
                    // The loops forget what connections have left behind within seconds: then once more.
                    ticksLeft = 8
                } else if ticksLeft > 0 {
                    ticksLeft -= 1
                    if ticksLeft == 0 { FreedMemory.giveBack() }
                }
                most = max(most, count)
            }
        }

        // MARK: Signals

        private func heedSignals() -> AsyncStream<Int32> {
            let (stream, continuation) = AsyncStream<Int32>.makeStream()
            signals = [SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2].map { number in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler { continuation.yield(number) }
                source.resume()
                return source
            }
            signal(SIGPIPE, SIG_IGN)
            return stream
        }
    }

    extension RoutingConfiguration.RouterDefinition {
        static var welcome: Self {
            Self(name: "welcome@internal", rule: "PathPrefix(`/`)", service: "welcome@internal")
        }
    }

    enum OpenFileLimit {
        /// Raises the soft limit on open files to the hard one.
        ///
        /// - Returns: The limit.
        static func raise() -> Int {
            var limit = rlimit()
            guard getrlimit(resource, &limit) == 0 else { return 1024 }
            limit.rlim_cur = limit.rlim_max
            _ = setrlimit(resource, &limit)
            guard getrlimit(resource, &limit) == 0 else { return 1024 }
            return Int(min(limit.rlim_cur, 1 << 30))
        }

        #if canImport(Glibc)
            private static var resource: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
        #else
            private static var resource: Int32 { RLIMIT_NOFILE }
        #endif
    }
#endif
