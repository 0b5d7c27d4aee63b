#if Proxy
    import NIOCore
    import Synchronization
    import TurnoutConfiguration
    import TurnoutHTTP

    extension LoopObserver {
        /// `nil` if nothing is to be noted.
        convenience init?(_ settings: Proxy.Settings, log: AccessLogWriter?, eventLoop: any EventLoop) {
            guard settings.observability.isOn else { return nil }
            let lines = settings.observability.accessLog.flatMap { accessLog in
                log.map { writer in
                    AccessLogLines(
                        AccessLogFormat(accessLog), to: writer, entryPoints: settings.entryPoints.map(\.name),
                        eventLoop: eventLoop)
                }
            }
            self.init(settings.observability, entryPoints: settings.entryPoints, log: lines)
        }
    }

    /// Leads from the event loops to the proxy, which may be gone.
    final class ProxyControl: ControlService {
        private struct Reference {
            weak var proxy: Proxy?
        }

        private let reference = Mutex(Reference())

        func set(_ proxy: Proxy) { reference.withLock { $0.proxy = proxy } }

        func answer(_ request: ControlRequest) async -> LocalAnswer {
            guard let proxy = reference.withLock({ $0.proxy }) else { return LocalAnswer(status: 503) }
            return await proxy.answer(request)
        }
    }

    extension Proxy {
        func answer(_ request: ControlRequest) async -> LocalAnswer {
            do {
                switch request.service {
                case .prometheus: return try await metrics()
                case .api: return try await apiAnswer(request)
                default: return .notFound
                }
            } catch {
                return LocalAnswer(status: 503, text: "\(error)\n")
            }
        }

        /// The answer to a scrape. Counters whose owners are gone are in it for the last time.
        private func metrics() async throws -> LocalAnswer {
            guard let prometheus = settings.observability.prometheus else { return .notFound }
            var report = MetricsReport(prometheus, entryPoints: settings.entryPoints.map(\.name))
            report.openConnections = Array(repeating: 0, count: settings.entryPoints.count)
            for loop in loops {
                let (counts, open) = try await loop.eventLoop.submit {
                    (loop.value.observer?.read(), loop.value.openConnections)
                }.get()
                if let counts { report.add(counts) }
                for (number, count) in open { report.openConnections[number] += count }
            }
            report.reloads = reloads
            report.lastReload = lastReload
            report.certificates = tls?.configured.map(\.expiry) ?? []
            report.servers = builder.checkedServers
            report.droppedLines = droppedLines
            return LocalAnswer(status: 200, contentType: Exposition.contentType, text: report.text)
        }
    }

    extension LoopState {
        /// Client connections, by the numbers of their entry points.
        fileprivate var openConnections: [Int: Int] {
            var counts: [Int: Int] = [:]
            clients.each { counts[$0.entryPoint.number, default: 0] += 1 }
            http2Clients.each { counts[$0.entryPoint.number, default: 0] += 1 }
            return counts
        }
    }
#endif
