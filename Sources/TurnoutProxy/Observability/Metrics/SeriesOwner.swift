#if Proxy
    import Synchronization

    /// A label of a time series.
    struct SeriesLabel: Hashable, Sendable {
        var name: String
        var value: String
    }

    /// Whose requests are counted: the router or the service of one name.
    ///
    /// It lives as long as some configuration has such a thing, or some request is at it. The counters that each event
    /// loop keeps for it end with it: after they have been read once more.
    final class SeriesOwner: Sendable {
        /// Never given twice.
        let id: Int
        let labels: [SeriesLabel]

        private static let ids = Atomic(0)

        init(_ labels: [SeriesLabel]) {
            self.labels = labels
            id = Self.ids.add(1, ordering: .relaxed).newValue
        }
    }

    /// Finds the owner of a router's series, the same one for all its entry points and from one configuration to the next.
    struct RouterOwners {
        private struct Key: Hashable {
            var router: String
            var service: String
        }

        private struct Known {
            weak var owner: SeriesOwner?
        }

        private var known: [Key: Known] = [:]
        private var limit = 64

        mutating func owner(router: String, service: String) -> SeriesOwner {
            let key = Key(router: router, service: service)
            if let owner = known[key]?.owner { return owner }
            let owner = SeriesOwner([
                SeriesLabel(name: "router", value: router), SeriesLabel(name: "service", value: service),
            ])
            if known.count >= limit {
                known = known.filter { $0.value.owner != nil }
                limit = max(64, 2 * known.count)
            }
            known[key] = Known(owner: owner)
            return owner
        }
    }
#endif
