#if Proxy
    import NIOCore

    /// What a proxy holds at a moment.
    public struct ProxyState: Sendable, CustomStringConvertible {
        public struct LiveGeneration: Sendable {
            public var number: Int
            public var tableBytes: Int
            public var age: TimeAmount
            /// Event loops that route by it. Nothing but a loop holds a generation, and the control path the newest.
            public var loops = 0
        }

        /// Client connections that wait for a request.
        public var idle = 0
        /// Client connections inside a request or its answer.
        public var active = 0
        /// Client connections that carry another protocol.
        public var tunnels = 0
        /// Client connections that are ending.
        public var lingering = 0
        /// Connections to servers, idle ones too.
        public var upstreams = 0
        /// Oldest first. One, unless a loop is still to move on to the newest.
        public var generations: [LiveGeneration] = []

        /// The generation of each loop.
        private var loopGenerations: [Int] = []

        /// Client connections.
        public var connections: Int { idle + active + tunnels + lingering }

        init() {}

        init(_ loop: LoopState) {
            upstreams = loop.upstreams.count + loop.http2Upstreams.count
            loopGenerations = [loop.generation.number]
            loop.clients.each { client in
                switch client.phase {
                case .preamble, .head: idle += 1
                case .body, .answer: active += 1
                case .tunnel: tunnels += 1
                case .ending, .lingering, .closed: lingering += 1
                }
            }
            loop.http2Clients.each { client in
                if !client.link.isOpen {
                    lingering += 1
                } else if client.link.streamCount > 0 {
                    active += 1
                } else {
                    idle += 1
                }
            }
        }

        mutating func add(_ other: ProxyState) {
            idle += other.idle
            active += other.active
            tunnels += other.tunnels
            lingering += other.lingering
            upstreams += other.upstreams
            loopGenerations += other.loopGenerations
        }

        /// Adds the generations that are alive, oldest first.
        mutating func add(_ alive: [GenerationLedger.Entry]) {
            let now = NIODeadline.now()
            generations = alive.map { entry in
                LiveGeneration(
                    number: entry.number, tableBytes: entry.tableBytes, age: now - entry.since,
                    loops: loopGenerations.count { $0 == entry.number })
            }
        }

        public var description: String {
            let alive = generations.map {
                "\($0.number) (\($0.tableBytes) bytes, \($0.age.nanoseconds / 1_000_000_000) s old, on \($0.loops) loops)"
            }
            return """
                connections: \(idle) idle, \(active) active, \(tunnels) tunnels, \(lingering) ending, \(upstreams) upstream; \
                generations alive: \(alive.joined(separator: ", "))
                """
        }
    }
#endif
