extension Workload {
    /// A workload that is made when it is needed.
    public struct Recipe: Sendable {
        public let name: String
        /// Roughly how many rules it has, to choose by.
        public let rules: Int
        public let make: @Sendable () -> Workload

        init(_ name: String, _ rules: Int, _ make: @escaping @Sendable () -> Workload) {
            self.name = name
            self.rules = rules
            self.make = make
        }
    }

    /// Everything that is measured.
    public static let catalog: [Recipe] = ordinary + adversarial

    /// Sets as people have them.
    public static let ordinary: [Recipe] =
        [51, 501, 5001, 50_001].map { count in Recipe("tenants", count) { .tenants(rules: count) } }
        + [Recipe("identical-tenants", 5001) { .identicalTenants(rules: 5001) }]
        + [5000, 50_000].map { count in Recipe("realistic-hosts", count) { .realisticHosts(rules: count) } }
        + [51, 501, 5001].map { count in Recipe("one-host", count) { .oneHost(rules: count) } }

    /// Sets made to hurt.
    public static let adversarial: [Recipe] = [
        Recipe("hostregexp-1000", 1000) { .hostRegexps(1000) },
        Recipe("pathregexp-100", 100) { .pathRegexps(100) },
        Recipe("pathregexp-300", 300) { .pathRegexps(300) },
        Recipe("explosive-4", 4) { .explosive(4) },
        Recipe("explosive-8", 8) { .explosive(8) },
        Recipe("path-x-header-500", 1000) { .pathTimesHeader(500) },
        Recipe("path-x-header-conjunctions", 1500) { .pathTimesHeader(500, conjunctions: 500) },
        Recipe("wide-hostregexp-833", 1333) { .wideHostRegexps(tenants: 833) },
        Recipe("deep-negation-200", 220) { .deepNegation(200) },
        Recipe("negation-5000", 5000) { .negations(5000) },
        Recipe("headers-5000", 5000) { .headers(5000) },
        Recipe("queries-5000", 5000) { .queries(5000) },
        Recipe("clientip-2000", 2000) { .clientAddresses(2000) },
        Recipe("nested-prefixes-1000", 1000) { .nestedPrefixes(1000) },
    ]

    /// Small sets of the same kinds, for a quick run.
    public static let small: [Recipe] = [
        Recipe("tenants", 51) { .tenants(rules: 51) },
        Recipe("tenants", 501) { .tenants(rules: 501) },
        Recipe("identical-tenants", 501) { .identicalTenants(rules: 501) },
        Recipe("realistic-hosts", 500) { .realisticHosts(rules: 500) },
        Recipe("one-host", 501) { .oneHost(rules: 501) },
        Recipe("hostregexp-100", 100) { .hostRegexps(100) },
        Recipe("pathregexp-30", 30) { .pathRegexps(30) },
        Recipe("explosive-2", 2) { .explosive(2) },
        Recipe("path-x-header-50", 100) { .pathTimesHeader(50) },
        Recipe("path-x-header-conjunctions", 150) { .pathTimesHeader(50, conjunctions: 50) },
        Recipe("wide-hostregexp-83", 133) { .wideHostRegexps(tenants: 83, wide: 50) },
        Recipe("deep-negation-50", 55) { .deepNegation(50) },
        Recipe("negation-500", 500) { .negations(500) },
        Recipe("headers-500", 500) { .headers(500) },
        Recipe("queries-500", 500) { .queries(500) },
        Recipe("clientip-200", 200) { .clientAddresses(200) },
        Recipe("nested-prefixes-100", 100) { .nestedPrefixes(100) },
    ]
}
