#if Proxy
    import NIOCore
    import Turnout
    import TurnoutHTTP

    /// Spells the access log's lines of one event loop, and hands them to the writer many at a time.
    final class AccessLogLines {
        /// When a batch is full.
        private static let batchBytes = 32 << 10
        /// How long a line may wait for others.
        private static let patience = TimeAmount.milliseconds(20)

        let headers: AccessLogHeaders
        private let format: AccessLogFormat
        private let json: AccessLogJSON
        private let writer: AccessLogWriter
        private let eventLoop: any EventLoop
        private let entryPoints: [String]
        private var clock = LogClock()
        private var batch = AccessLogWriter.Batch()
        private var isFlushing = false

        /// - Parameter entryPoints: Their names, by number.
        init(_ format: AccessLogFormat, to writer: AccessLogWriter, entryPoints: [String], eventLoop: any EventLoop) {
            self.format = format
            self.writer = writer
            self.entryPoints = entryPoints
            self.eventLoop = eventLoop
            headers = format.headers
            json = AccessLogJSON(format)
        }

        func begin(_ client: some Downstream, _ request: borrowing Request) -> AccessLogEntry {
            AccessLogEntry(
                client, request, number: writer.nextNumber(), start: LogClock.now, dropsQuery: format.dropsQuery)
        }

        /// Adds the line of a request that is over, unless the filters hold it back.
        func write(_ record: RequestRecord, nanoseconds: Int) {
            guard let entry = record.entry,
                format.admits(status: record.status, retries: record.retries, nanoseconds: nanoseconds)
            else { return }
            switch format.style {
            case .common: appendCommon(record, entry, nanoseconds, isWhole: true)
            case .genericCLF: appendCommon(record, entry, nanoseconds, isWhole: false)
            case .json:
                json.append(
                    record, entry, entryPoint: entryPoints[record.entryPoint], nanoseconds: nanoseconds,
                    clock: &clock, to: &batch.bytes)
            }
            batch.lines += 1
            if batch.bytes.count >= Self.batchBytes { flush() } else { flushSoon() }
        }

        /// Hands over what there is.
        func flush() {
            guard batch.lines > 0 else { return }
            writer.write(batch)
            batch = AccessLogWriter.Batch()
            batch.bytes.reserveCapacity(Self.batchBytes)
        }

        private func flushSoon() {
            guard !isFlushing else { return }
            isFlushing = true
            let bound = NIOLoopBound(self, eventLoop: eventLoop)
            eventLoop.scheduleTask(in: Self.patience) {
                bound.value.isFlushing = false
                bound.value.flush()
            }
        }

        // MARK: Common log format

        /// - Parameter isWhole: Whether Traefik's own fields follow those that everybody's format has.
        private func appendCommon(
            _ record: RequestRecord, _ entry: AccessLogEntry, _ nanoseconds: Int, isWhole: Bool
        ) {
            append(format.keeps("ClientHost") ? entry.clientHost : [])
            batch.bytes.append(text: " - ")
            append(format.keeps("ClientUsername") ? record.username ?? [] : [])
            batch.bytes.append(text: " [")
            let keepsTime = format.keeps("StartUTC") || format.keeps("StartLocal")
            append(keepsTime ? clock.common(entry.start)[...] : [])
            batch.bytes.append(text: "] \"")
            append(format.keeps("RequestMethod") ? entry.arena[entry.method] : [])
            batch.bytes.append(0x20)
            append(format.keeps("RequestPath") ? entry.arena[entry.uri] : [])
            batch.bytes.append(0x20)
            if format.keeps("RequestProtocol") { batch.bytes.append(entry.version) } else { batch.bytes.append(0x2D) }
            batch.bytes.append(text: "\" ")
            append(record.status, if: "DownstreamStatus")
            append(record.responseBytes, if: "DownstreamContentSize")
            appendQuoted(entry.header("referer"))
            batch.bytes.append(0x20)
            appendQuoted(entry.header("user-agent"))
            if isWhole {
                batch.bytes.append(0x20)
                append(entry.number, if: "RequestCount")
                appendQuoted(format.keeps("RouterName") ? record.routerName : "".utf8)
                batch.bytes.append(0x20)
                appendQuoted(format.keeps("ServiceURL") ? record.serverURL : "".utf8)
                batch.bytes.append(0x20)
                batch.bytes.append(decimal: format.keeps("Duration") ? nanoseconds / 1_000_000 : 0)
                batch.bytes.append(text: "ms")
            }
            batch.bytes.append(0x0A)
        }

        private func append(_ text: some Collection<UInt8>) {
            if text.isEmpty { batch.bytes.append(0x2D) } else { batch.bytes.append(contentsOf: text) }
        }

        private func append(_ number: Int, if field: String) {
            if format.keeps(field) { batch.bytes.append(decimal: number) } else { batch.bytes.append(0x2D) }
            batch.bytes.append(0x20)
        }

        private func appendQuoted(_ text: some Collection<UInt8>) {
            if text.isEmpty { batch.bytes.append(text: "\"-\"") } else { batch.bytes.append(quoted: text) }
        }
    }

    extension [UInt8] {
        /// Appends `HTTP/1.1`, `HTTP/2.0`.
        mutating func append(_ version: HTTPVersion) {
            switch version {
            case .http1(let minor):
                append(text: "HTTP/1.")
                append(decimal: Int(minor))
            default: append(text: "HTTP/2.0")
            }
        }
    }

    extension AccessLogEntry {
        /// What the client says through a proxy that is trusted, else its address.
        var clientHost: ArraySlice<UInt8> { forwardedFor.isEmpty ? peerIP[...] : arena[forwardedFor] }

        /// The value of the first kept header of the request with the name.
        ///
        /// - Parameter name: In small letters.
        func header(_ name: StaticString) -> ArraySlice<UInt8> {
            for header in requestHeaders where header.name.count == name.utf8CodeUnitCount {
                if name.withUTF8Buffer({ arena[header.name].elementsEqual($0) }) { return arena[header.value] }
            }
            return []
        }
    }

    extension RequestRecord {
        /// Empty if no router takes the request.
        var routerName: String.UTF8View { (action?.definition.label ?? "").utf8 }

        /// Empty if no server was asked.
        var serverURL: String.UTF8View { (attempt?.target.url ?? "").utf8 }
    }
#endif
