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

        private static let ids = Atomic(0)

        init(_ subject: SeriesSubject) {
            self.subject = subject
            id = Self.ids.add(1, ordering: .relaxed).newValue
        }
    }

    /// Finds the owner of a router's series, the same one for all its entry points and from one configuration to the next.
    struct RouterOwners {
        private struct Known {
            weak var owner: SeriesOwner?
        }

        private var known: [SeriesSubject: Known] = [:]
        private var limit = 64

        mutating func owner(router: String, service: String) -> SeriesOwner {
            let subject = SeriesSubject.router(router, service: service)
            if let owner = known[subject]?.owner { return owner }
            let owner = SeriesOwner(subject)
            if known.count >= limit {
                known = known.filter { $0.value.owner != nil }
                limit = max(64, 2 * known.count)
            }
            known[subject] = Known(owner: owner)
            return owner
        }
    }
#endif
