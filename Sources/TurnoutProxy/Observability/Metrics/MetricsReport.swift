#if Proxy
    import TurnoutConfiguration

    /// All metrics at a moment, under Traefik's names.
    struct MetricsReport {
        /// A certificate that is shown to clients.
        struct CertificateExpiry: Hashable, Sendable {
            var commonName: String
            /// In decimal.
            var serial: String
            /// DNS names, sorted.
            var names: [String]
            /// In seconds since 1970.
            var notAfter: Int
        }

        /// A server of which it is known whether it takes requests.
        struct ServerHealth: Hashable, Sendable {
            var service: String
            var url: String
            var isUp: Bool
        }

        let settings: MetricsSettings.Prometheus
        /// In the order of the numbers.
        var entryPoints: [String]
        /// Client connections, in the order of the entry points.
        var openConnections: [Int] = []
        var reloads = 0
        /// In seconds since 1970; 0 = never.
        var lastReload = 0
        var certificates: [CertificateExpiry] = []
        var servers: [ServerHealth] = []
        /// Lines that the access log had no room for; `nil` = there is none.
        var droppedLines: Int?
        private var entryPointSeries: [SeriesSet] = []
        private var routerSeries: [SeriesSubject: SeriesSet] = [:]
        private var serviceSeries: [SeriesSubject: SeriesSet] = [:]

        init(_ settings: MetricsSettings.Prometheus, entryPoints: [String]) {
            self.settings = settings
            self.entryPoints = entryPoints
            entryPointSeries = entryPoints.map { _ in SeriesSet() }
        }

        /// Adds what an event loop has counted.
        mutating func add(_ counts: LoopCounts) {
            let table = counts.table
            for (index, chain) in counts.entryPoints.enumerated() { entryPointSeries[index].add(table.rows(of: chain)) }
            for (owner, chain) in counts.routers.values {
                routerSeries[owner.subject, default: .init()].add(table.rows(of: chain))
            }
            for (owner, chain) in counts.services.values {
                serviceSeries[owner.subject, default: .init()].add(table.rows(of: chain))
            }
        }

        /// In Prometheus' text format, families in the order of their names.
        var text: String {
            var exposition = Exposition()
            exposition.addProcess()
            addAccessLog(to: &exposition)
            exposition.add(
                "traefik_config_last_reload_success", .gauge, "Last config reload success",
                lastReload == 0 ? [] : [Exposition.Sample(Double(lastReload))])
            exposition.add(
                "traefik_config_reloads_total", .counter, "Config reloads", [Exposition.Sample(Double(reloads))])
            addEntryPoints(to: &exposition)
            exposition.add(
                "traefik_open_connections", .gauge, "How many open connections exist, by entryPoint and protocol",
                zip(entryPoints, openConnections).map { name, count in
                    Exposition.Sample(
                        [SeriesLabel(name: "entrypoint", value: name), SeriesLabel(name: "protocol", value: "TCP")],
                        Double(count))
                })
            addRouters(to: &exposition)
            addServices(to: &exposition)
            exposition.add(
                "traefik_tls_certs_not_after", .gauge, "Certificate expiration timestamp",
                certificates.map { certificate in
                    Exposition.Sample(
                        [
                            SeriesLabel(name: "cn", value: certificate.commonName),
                            SeriesLabel(name: "sans", value: certificate.names.joined(separator: ",")),
                            SeriesLabel(name: "serial", value: certificate.serial),
                        ], Double(certificate.notAfter))
                })
            return exposition.text
        }

        private func addAccessLog(to exposition: inout Exposition) {
            guard let droppedLines else { return }
            exposition.add(
                "traefik_access_log_dropped_lines_total", .counter,
                "Lines that the access log had no room for; Turnout's own.", [Exposition.Sample(Double(droppedLines))])
        }

        private func addEntryPoints(to exposition: inout Exposition) {
            let sets = zip(entryPoints, entryPointSeries).map { name, series in
                ([SeriesLabel(name: "entrypoint", value: name)], series)
            }
            let how = "partitioned by status code, protocol, and method."
            SeriesFamilies(prefix: "traefik_entrypoint_", settings, sets).add(
                to: &exposition,
                duration: "How long it took to process the request on an entrypoint, \(how)",
                requestBytes: "The total size of requests in bytes handled by an entrypoint, \(how)",
                encrypted:
                    "How many HTTP requests with TLS processed on an entrypoint, partitioned by TLS Version and TLS cipher Used.",
                requests: "How many HTTP requests processed on an entrypoint, \(how)",
                responseBytes: "The total size of responses in bytes handled by an entrypoint, \(how)")
        }

        private func addRouters(to exposition: inout Exposition) {
            let how = "partitioned by service, status code, protocol, and method."
            SeriesFamilies(prefix: "traefik_router_", settings, routerSeries.map { ($0.key.labels, $0.value) }).add(
                to: &exposition,
                duration: "How long it took to process the request on a router, \(how)",
                requestBytes: "The total size of requests in bytes handled by a router, \(how)",
                encrypted:
                    "How many HTTP requests with TLS are processed on a router, partitioned by service, TLS Version, and TLS cipher Used.",
                requests: "How many HTTP requests are processed on a router, \(how)",
                responseBytes: "The total size of responses in bytes handled by a router, \(how)")
        }

        private func addServices(to exposition: inout Exposition) {
            let how = "partitioned by status code, protocol, and method."
            let sets = serviceSeries.map { ($0.key.labels, $0.value) }
            SeriesFamilies(prefix: "traefik_service_", settings, sets).add(
                to: &exposition,
                duration: "How long it took to process the request on a service, \(how)",
                requestBytes: "The total size of requests in bytes received by a service, \(how)",
                encrypted:
                    "How many HTTP requests with TLS processed on a service, partitioned by TLS version and TLS cipher.",
                requests: "How many HTTP requests processed on a service, \(how)",
                responseBytes: "The total size of responses in bytes returned by a service, \(how)")
            exposition.add(
                "traefik_service_retries_total", .counter, "How many request retries happened on a service.",
                sets.filter { $0.1.retries > 0 }.map { Exposition.Sample($0.0, Double($0.1.retries)) })
            exposition.add(
                "traefik_service_server_up", .gauge, "service server is up, described by gauge value of 0 or 1.",
                servers.map { server in
                    Exposition.Sample(
                        [
                            SeriesLabel(name: "service", value: server.service),
                            SeriesLabel(name: "url", value: server.url),
                        ], server.isUp ? 1 : 0)
                })
        }
    }

    /// The five families that entry points, routers and services have each.
    private struct SeriesFamilies {
        private let prefix: String
        private let settings: MetricsSettings.Prometheus
        private let sets: [([SeriesLabel], SeriesSet)]

        init(prefix: String, _ settings: MetricsSettings.Prometheus, _ sets: [([SeriesLabel], SeriesSet)]) {
            self.prefix = prefix
            self.settings = settings
            self.sets = sets
        }

        func add(
            to exposition: inout Exposition, duration: String, requestBytes: String, encrypted: String,
            requests: String, responseBytes: String
        ) {
            var histograms: [Exposition.Histogram] = []
            var (sent, received, counted): ([Exposition.Sample], [Exposition.Sample], [Exposition.Sample]) = (
                [], [], []
            )
            for (owner, set) in sets {
                for series in set.series {
                    let labels = series.key.labels(owner)
                    histograms.append(
                        Exposition.Histogram(
                            labels: labels, buckets: series.buckets, count: series.requests,
                            sum: Double(series.nanoseconds) / 1e9))
                    received.append(Exposition.Sample(labels, Double(series.requestBytes)))
                    sent.append(Exposition.Sample(labels, Double(series.responseBytes)))
                    counted += samples(series, labels)
                }
            }
            exposition.add(prefix + "request_duration_seconds", duration, bounds: settings.buckets, histograms)
            exposition.add(prefix + "requests_bytes_total", .counter, requestBytes, received)
            exposition.add(prefix + "requests_tls_total", .counter, encrypted, sets.flatMap(encryptedSamples))
            exposition.add(prefix + "requests_total", .counter, requests, counted)
            exposition.add(prefix + "responses_bytes_total", .counter, responseBytes, sent)
        }

        /// The requests of one series, told apart by the headers that are labels.
        private func samples(_ series: SeriesSet.Series, _ labels: [SeriesLabel]) -> [Exposition.Sample] {
            guard !settings.headerLabels.isEmpty else { return [Exposition.Sample(labels, Double(series.requests))] }
            let names = settings.headerLabels.keys.sorted()
            return series.byHeaders.map { values, count in
                let own = zip(names, values).map { SeriesLabel(name: $0, value: $1) }
                return Exposition.Sample((labels + own).sorted { $0.name < $1.name }, Double(count))
            }
        }

        private func encryptedSamples(_ owner: [SeriesLabel], _ set: SeriesSet) -> [Exposition.Sample] {
            set.encrypted.map { parameters, count in
                let own = [
                    SeriesLabel(name: "tls_cipher", value: parameters.cipherName),
                    SeriesLabel(name: "tls_version", value: parameters.versionName),
                ]
                return Exposition.Sample((owner + own).sorted { $0.name < $1.name }, Double(count))
            }
        }
    }
#endif
