#if Proxy
    import Synchronization

    /// A label of a time series.
    struct SeriesLabel: Hashable, Sendable {
        var name: String
        var value: String
    }

    /// Whose requests are counted.
    enum SeriesSubject: Hashable, Sendable {
        case router(String, service: String)
        case service(String)

        var labels: [SeriesLabel] {
            switch self {
            case .router(let router, let service):
                [SeriesLabel(name: "router", value: router), SeriesLabel(name: "service", value: service)]
            case .service(let service): [SeriesLabel(name: "service", value: service)]
            }
        }
    }

    /// A router or a service whose requests are counted.
    ///
    /// It lives as long as some configuration has such a thing, or some request is at it. The counters that each event
    /// loop keeps for it end with it: after they have been read once more.
    final class SeriesOwner: Sendable {
        let identity: SeriesIdentity
        /// Of a router: the requests that it has taken, if they are counted for the API.
        let hits = Atomic(0)

        init(_ subject: SeriesSubject) { identity = SeriesIdentity(subject) }

        deinit { identity.isGone.store(true, ordering: .releasing) }
    }

    /// What event loops know of an owner. A weak reference would say as well that it is gone, and make each strong one slow.
    final class SeriesIdentity: Sendable {
        /// Never given twice.
        let number: Int
        let subject: SeriesSubject
        let isGone = Atomic(false)

        private static let numbers = Atomic(0)

        init(_ subject: SeriesSubject) {
            self.subject = subject
            number = Self.numbers.add(1, ordering: .relaxed).newValue
        }
    }
#endif
