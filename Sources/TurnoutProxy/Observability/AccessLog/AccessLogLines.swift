#if Proxy
    import NIOCore
    import Turnout
    import TurnoutHTTP

    /// Spells the access log's lines of one event loop, and hands them to the writer many at a time.
    final class AccessLogLines {
        /// When a batch is full.
        private static let batchBytes = 32 << 10
        private static let maximumSpare = 64
        private static let maximumSpareBytes = 4096
        /// How long a line may wait for others.
        private static let patience = TimeAmount.milliseconds(20)

        let headers: AccessLogHeaders
        private let format: AccessLogFormat
        private let style: Style
        private let writer: AccessLogWriter
        private let eventLoop: any EventLoop
        private let entryPoints: [String]
        private var clock = LogClock()
        private var batch = AccessLogWriter.Batch()
        private var isFlushing = false
        /// Entries of requests that are over, for others.
        private var spare: [AccessLogEntry] = []

        private enum Style {
            case common(AccessLogCommon)
            case json(AccessLogJSON)
        }

        /// - Parameter entryPoints: Their names, by number.
        init(_ format: AccessLogFormat, to writer: AccessLogWriter, entryPoints: [String], eventLoop: any EventLoop) {
            self.format = format
            self.writer = writer
            self.entryPoints = entryPoints
            self.eventLoop = eventLoop
            headers = format.headers
            style =
                switch format.style {
                case .common: .common(AccessLogCommon(format, isWhole: true))
                case .genericCLF: .common(AccessLogCommon(format, isWhole: false))
                case .json: .json(AccessLogJSON(format))
                }
        }

        func begin(_ client: some Downstream, _ request: borrowing Request, at now: NIODeadline) -> AccessLogEntry {
            let entry = spare.popLast() ?? AccessLogEntry()
            entry.begin(
                client, request, number: writer.nextNumber(), start: clock.wallTime(at: now),
                dropsQuery: format.dropsQuery)
            return entry
        }

        /// Adds the line of a request that is over, unless the filters hold it back, and takes its entry.
        func write(_ record: RequestRecord, nanoseconds: Int) {
            guard let entry = record.entry else { return }
            record.entry = nil
            if format.admits(status: record.status, retries: record.retries, nanoseconds: nanoseconds) {
                append(record, entry, nanoseconds)
                if batch.bytes.count >= Self.batchBytes { flush() } else { flushSoon() }
            }
            if spare.count < Self.maximumSpare, entry.arena.capacity <= Self.maximumSpareBytes { spare.append(entry) }
        }

        private func append(_ record: RequestRecord, _ entry: AccessLogEntry, _ nanoseconds: Int) {
            // As a variable of its own it is known to be nobody else's.
            var bytes: [UInt8] = []
            swap(&bytes, &batch.bytes)
            switch style {
            case .common(let line): line.append(record, entry, nanoseconds, &clock, to: &bytes)
            case .json(let line):
                line.append(
                    record, entry, entryPoint: entryPoints[record.entryPoint], nanoseconds: nanoseconds,
                    clock: &clock, to: &bytes)
            }
            swap(&bytes, &batch.bytes)
            batch.lines += 1
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
    }
#endif
