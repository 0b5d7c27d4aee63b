#if Proxy
    import NIOCore
    import Turnout
    import TurnoutHTTP

    /// The tables of one entry point, by way of an object of the loop's own: a request counts a reference to what it reads them
    /// from, and all loops would count those of one object in turn.
    final class LoopTables {
        let tables: EntryPointTables

        init(_ tables: EntryPointTables) { self.tables = tables }
    }

    /// What one event loop owns: the generation that its next request is routed by, its connections and pools, and the
    /// scratch memory that all of them share, since a loop does one thing at a time.
    ///
    /// Nothing here is touched from outside the loop.
    final class LoopState {
        let eventLoop: any EventLoop
        let limits: ProxyLimits
        /// Looks up the names of servers.
        let names: NameResolver
        private(set) var generation: Generation
        /// By the number of the entry point.
        private(set) var entryPoints: [LoopTables]
        /// New requests are answered, and their connections closed behind the answer.
        private(set) var isDraining = false
        /// `nil` = nobody wants to know what requests there are.
        var observer: LoopObserver?
        /// Answers what no loop can answer by itself.
        var control: (any ControlService)?
        /// Requests that wait for it.
        var controlRequests = 0
        /// `ping` answers that this proxy is about to end.
        var isTerminating = false

        // Scratch: valid between the parsing of a head and the end of the call that parsed it.
        var requestHead = Unshared(RequestHead())
        var request = Unshared(Request())
        var responseHead = Unshared(ResponseHead())
        var scratch: [UInt8] = []
        private var output: ByteBuffer?
        // Those that others have had and don't need any more; a request that waits keeps one.
        private var spareRequests: [Request] = []
        private var spareResponseHeads: [ResponseHead] = []
        /// Where nothing is received. That of `ByteBuffer()` is one of all loops, whose references they would count in turn.
        let noBytes = ByteBufferAllocator().buffer(capacity: 1)

        var date = DateLine()
        var gzipEncoders: GzipEncoders
        var clients = ConnectionList<ClientConnection>()
        var http2Clients = ConnectionList<HTTP2ClientConnection>()
        var clientCount: Int { clients.count + http2Clients.count }
        var upstreams = ConnectionList<UpstreamConnection>()
        var http2Upstreams = ConnectionList<HTTP2UpstreamConnection>()
        var subRequests = ConnectionList<SubRequest>()
        private var services: [ObjectIdentifier: ServiceState] = [:]
        private var pools: [Endpoint: UpstreamPool] = [:]
        /// Of the current generation, which keeps those alive whose identity finds them.
        private var chains: [ObjectIdentifier: LoopChain] = [:]
        private var sweep: RepeatedTask?
        private var sweeps = 0
        private var healthQuestions = 0
        /// Copies of requests that are under way to mirrors.
        var mirrored = 0

        init(eventLoop: any EventLoop, limits: ProxyLimits, lookUp: @escaping NameLookUp, generation: Generation) {
            self.eventLoop = eventLoop
            self.limits = limits
            gzipEncoders = GzipEncoders(limit: limits.packedAnswers)
            names = NameResolver(eventLoop: eventLoop, lookUp: lookUp)
            self.generation = generation
            entryPoints = generation.entryPoints.map(LoopTables.init)
        }

        // MARK: Generations

        /// Routes what comes from now on by `generation`. Connections and running requests are not touched.
        ///
        /// - Parameter left: To which the one before led, and this one doesn't.
        func publish(_ generation: Generation, leaving left: Set<Endpoint>) {
            self.generation = generation
            entryPoints = generation.entryPoints.map(LoopTables.init)
            chains = [:]
            services = services.filter { generation.holds($0.value.service) }
            if left.isEmpty { return }
            for (endpoint, pool) in pools where left.contains(endpoint) {
                pool.retire()
                pools[endpoint] = nil
            }
        }

        /// Forgets what was made for services that are not asked for any more, and pools without a connection. It lies
        /// scattered among what connections have left, and would keep whole pages of memory.
        private func forgetUnused() {
            var forgotten: [ObjectIdentifier] = []
            for (key, state) in services where !state.isWorthKeeping() { forgotten.append(key) }
            if forgotten.isEmpty { return }
            chains = [:]
            for key in forgotten { services[key] = nil }
            let endpoints = Set(services.values.flatMap(\.endpoints))
            pools = pools.filter { $0.value.connections > 0 || endpoints.contains($0.key) }
        }

        func state(of service: Service) -> ServiceState { state(of: ObjectIdentifier(service), service) }

        /// That of the action's service. The service, which all loops have in common, isn't touched on the way.
        func serviceState(of action: RouterAction) -> ServiceState { state(of: action.serviceID, action.service) }

        private func state(of key: ObjectIdentifier, _ service: @autoclosure () -> Service) -> ServiceState {
            if let state = services[key] { return state }
            let state = ServiceState(service(), loop: self)
            services[key] = state
            return state
        }

        /// A number that no other question to services about their health has.
        func askForHealth() -> Int {
            healthQuestions += 1
            return healthQuestions
        }

        func pool(for endpoint: Endpoint) -> UpstreamPool {
            if let pool = pools[endpoint] { return pool }
            let pool = UpstreamPool(endpoint, loop: self)
            pools[endpoint] = pool
            return pool
        }

        /// What the requests of `action` pass; `nil` = nothing.
        ///
        /// - Precondition: The current generation leads there.
        func chain(of action: RouterAction) -> LoopChain? {
            guard let key = action.chainID else { return nil }
            if let chain = chains[key] { return chain }
            let chain = action.chain.map { LoopChain($0, for: self) }
            chains[key] = chain
            return chain
        }

        // MARK: Scratch

        /// An empty buffer to compose one write in. Give it back with `reuse`, written or not.
        func takeOutput() -> ByteBuffer {
            var buffer = output.take() ?? ByteBufferAllocator().buffer(capacity: 1024)
            // Still referred to by a write that has not ended, it is replaced here instead of reused.
            buffer.clear(minimumCapacity: 1024)
            return buffer
        }

        func reuse(_ buffer: consuming ByteBuffer) {
            if buffer.capacity <= 64 << 10 { output = buffer }
        }

        /// Takes `request` out of the loop; give it back with `reuse`.
        func takeRequest() -> Request {
            var taken = spareRequests.popLast() ?? Request()
            swap(&taken, &request.value)
            return taken
        }

        func reuse(_ request: consuming Request) {
            guard spareRequests.count < Self.spares, request.isSmall else { return }
            // Whoever reads it too early finds nothing, and nothing of another client's.
            request.removeAll()
            spareRequests.append(request)
        }

        /// Takes `responseHead` out of the loop; give it back with `reuse`.
        func takeResponseHead() -> ResponseHead {
            var taken = spareResponseHeads.popLast() ?? ResponseHead()
            swap(&taken, &responseHead.value)
            return taken
        }

        func reuse(_ head: consuming ResponseHead) {
            guard spareResponseHeads.count < Self.spares, head.isSmall else { return }
            head.removeAll()
            spareResponseHeads.append(head)
        }

        /// More of a kind are not kept.
        private static let spares = 32

        // MARK: Time

        /// Looks at the deadlines of all connections, four times a second: one timer a loop and none a connection.
        func startSweeping() {
            sweep = eventLoop.scheduleRepeatedTask(initialDelay: .milliseconds(250), delay: .milliseconds(250)) {
                [bound = NIOLoopBound(self, eventLoop: eventLoop)] _ in
                bound.value.passDeadlines(.now())
            }
        }

        func passDeadlines(_ now: NIODeadline) {
            clients.each { client in
                if client.deadline <= now { client.deadlineDidPass() }
                if client.awaitsContinue { client.passContinueDeadline(now) }
            }
            http2Clients.each { $0.passDeadlines(now) }
            upstreams.each { if $0.deadline <= now { $0.deadlineDidPass() } }
            http2Upstreams.each { $0.passDeadlines(now) }
            subRequests.each { if $0.deadline <= now { $0.deadlineDidPass() } }
            sweeps += 1
            if sweeps % 8 == 0 { forgetUnused() }
        }

        // MARK: Ending

        /// Closes connections that wait for a request; the others end with the request that they are at.
        func drain() {
            isDraining = true
            clients.each { $0.closeIfIdle() }
            http2Clients.each { $0.drain() }
            for pool in pools.values { pool.retire() }
        }

        func closeAll() {
            sweep?.cancel()
            observer?.log?.flush()
            clients.each { $0.close() }
            http2Clients.each { $0.close() }
            upstreams.each { $0.close() }
            http2Upstreams.each { $0.close() }
        }
    }
#endif
