#if Proxy
    import NIOCore
    import TurnoutHTTP

    /// Where an upstream connection leads and what it is made with: connections to equal endpoints share a pool.
    struct Endpoint: Hashable, Sendable {
        var host: String
        var port: Int
        var transport: Transport
    }

    /// A server of a load balancer.
    struct Server: Hashable, Sendable {
        var endpoint: Endpoint
        var weight = 1
        /// What a `Host` header for it holds.
        var authority: [UInt8] = []
        /// The client's `Host` is passed on, if there is one.
        var passesHost = true
        /// What is put before the path; usually nothing.
        var pathPrefix: [UInt8] = []
        /// As configured: `http://127.0.0.1:8000`.
        var url = ""
    }

    /// What answers the requests of a router. Interned: a reload that doesn't change a service keeps the object, and
    /// with it its connections.
    final class Service: Sendable {
        enum Kind: Hashable, Sendable {
            case balanced([Server])
            case weighted([Share])
            /// An internal service, which the proxy answers itself.
            case local(LocalService)
        }

        struct Share: Hashable, Sendable {
            var service: Service
            var weight: Int
        }

        /// Qualified: `api@file`.
        let name: String
        let kind: Kind
        /// Of its series: the same for all services of the name that follow each other.
        let owner: SeriesOwner

        /// Of its own servers.
        var endpoints: [Endpoint] {
            guard case .balanced(let servers) = kind else { return [] }
            return servers.map(\.endpoint)
        }

        /// - Parameter previous: What had the name in the configuration before.
        init(name: String, kind: Kind, replacing previous: Service? = nil) {
            self.name = name
            self.kind = kind
            owner = previous?.owner ?? SeriesOwner([SeriesLabel(name: "service", value: name)])
        }
    }

    /// By identity: an interned service is equal to itself only.
    extension Service: Hashable {
        static func == (left: Service, right: Service) -> Bool { left === right }
        func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
    }

    /// Services that need no server.
    enum LocalService: String, Hashable, Sendable, CaseIterable {
        /// Answers 418, as Traefik's does.
        case noop = "noop@internal"
        /// Answers with the request that it got.
        case whoami = "whoami@internal"
        case ping = "ping@internal"
        case api = "api@internal"
        /// A page that says where to look, in the place of Traefik's dashboard.
        case dashboard = "dashboard@internal"
        case prometheus = "prometheus@internal"
        /// The page that is served when there is no configuration.
        case welcome = "welcome@internal"

        /// Whether the control path has to be asked for its answers.
        var isAnsweredByControl: Bool { self == .api || self == .prometheus }
    }
#endif
