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
        /// Never given twice.
        let id: Int
        let subject: SeriesSubject
        /// Of a router: the requests that it has taken, if they are counted for the API.
        let hits = Atomic(0)

        private let end = Mutex<SeriesEnd?>(nil)

        private static let ids = Atomic(0)

        init(_ subject: SeriesSubject) {
            self.subject = subject
            id = Self.ids.add(1, ordering: .relaxed).newValue
        }

        deinit { end.withLock { $0?.hasCome.store(true, ordering: .releasing) } }

        /// Says when the owner is gone. A weak reference would too, and make each strong one slow.
        var seriesEnd: SeriesEnd {
            end.withLock { end in
                let result = end ?? SeriesEnd()
                end = result
                return result
            }
        }
    }

    final class SeriesEnd: Sendable {
        let hasCome = Atomic(false)
    }
#endif
