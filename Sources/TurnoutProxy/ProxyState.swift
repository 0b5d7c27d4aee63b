#if Proxy
    import NIOCore

    /// What a proxy holds at a moment.
    public struct ProxyState: Sendable, CustomStringConvertible {
        public struct LiveGeneration: Sendable {
            public var number: Int
            public var tableBytes: Int
            public var age: TimeAmount
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

        /// Client connections.
        public var connections: Int { idle + active + tunnels + lingering }

        init() {}

        init(_ loop: LoopState) {
            upstreams = loop.upstreams.count
            loop.clients.each { client in
                switch client.phase {
                case .preamble, .head: idle += 1
                case .body, .answer: active += 1
                case .tunnel: tunnels += 1
                case .lingering, .closed: lingering += 1
                }
            }
        }

        mutating func add(_ other: ProxyState) {
            idle += other.idle
            active += other.active
            tunnels += other.tunnels
            lingering += other.lingering
            upstreams += other.upstreams
        }

        public var description: String {
            let alive = generations.map {
                "\($0.number) (\($0.tableBytes) bytes, \($0.age.nanoseconds / 1_000_000_000) s old)"
            }
            return """
                connections: \(idle) idle, \(active) active, \(tunnels) tunnels, \(lingering) ending, \(upstreams) upstream; \
                generations alive: \(alive.joined(separator: ", "))
                """
        }
    }
#endif
