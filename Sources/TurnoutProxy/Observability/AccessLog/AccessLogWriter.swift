#if Proxy
    import Dispatch
    import Foundation
    import Logging
    import Synchronization
    import TurnoutConfiguration

    #if canImport(Darwin)
        import Darwin
    #elseif canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// Writes the access log, on a thread of its own: a disk that stalls holds up no request.
    ///
    /// What waits to be written is bounded. Lines for which there is no room are counted and lost.
    package final class AccessLogWriter: Sendable {
        /// Lines that are written at once.
        struct Batch: Sendable {
            var bytes: [UInt8] = []
            var lines = 0
        }

        /// Lines that may wait where the configuration states no number.
        static let standardCapacity = 100_000
        private static let closePatience = DispatchTimeInterval.seconds(5)

        private struct State {
            var batches: [Batch] = []
            var lines = 0
            var isClosed = false
            var mustReopen = false
        }

        private let path: String
        private let capacity: Int
        private let logger: Logger
        private let state = Mutex(State())
        private let news = DispatchSemaphore(value: 0)
        private let ended = DispatchSemaphore(value: 0)
        private let numbers = Atomic(0)
        private let lost = Atomic(0)

        /// - Throws: `AccessLogFault`, if the file can't be opened.
        package init(_ settings: AccessLogSettings, logger: Logger) throws(AccessLogFault) {
            path = settings.filePath
            capacity = settings.bufferingSize > 0 ? settings.bufferingSize : Self.standardCapacity
            self.logger = logger
            let descriptor = path.isEmpty ? STDOUT_FILENO : try Self.open(path)
            let thread = Thread { [self] in run(descriptor) }
            thread.name = "turnout-access-log"
            thread.start()
        }

        /// The number of the next request.
        func nextNumber() -> Int { numbers.add(1, ordering: .relaxed).newValue }

        /// Lines that were lost.
        var droppedLines: Int { lost.load(ordering: .relaxed) }

        /// Has lines written soon.
        func write(_ batch: Batch) {
            let isTaken = state.withLock { state in
                guard !state.isClosed, state.lines + batch.lines <= capacity || state.batches.isEmpty else {
                    return false
                }
                state.batches.append(batch)
                state.lines += batch.lines
                return true
            }
            if isTaken { news.signal() } else { lost.add(batch.lines, ordering: .relaxed) }
        }

        /// Goes on in a new file of the same name, after the old one was moved away.
        package func reopen() {
            state.withLock { $0.mustReopen = true }
            news.signal()
        }

        /// Writes what waits and ends; of a disk that takes nothing any more it waits no longer than a few seconds.
        package func close() {
            state.withLock { $0.isClosed = true }
            news.signal()
            _ = ended.wait(timeout: .now() + Self.closePatience)
        }

        // MARK: The thread

        private func run(_ first: Int32) {
            var descriptor = first
            var reported = 0
            var isFailing = false
            while true {
                news.wait()
                let work = state.withLock { state in
                    defer {
                        state.batches = []
                        state.lines = 0
                        state.mustReopen = false
                    }
                    return state
                }
                for batch in work.batches {
                    let isWritten = Self.write(batch.bytes, to: descriptor)
                    if !isWritten { lost.add(batch.lines, ordering: .relaxed) }
                    if !isWritten, !isFailing { logger.error("the access log can't be written: \(Self.reason)") }
                    isFailing = !isWritten
                }
                if work.mustReopen { reopen(&descriptor) }
                let lost = droppedLines
                if lost > reported, work.batches.isEmpty || lost >= 2 * reported {
                    logger.warning("the access log has lost \(lost) lines so far: it can't be written fast enough")
                    reported = lost
                }
                if work.isClosed { break }
            }
            if descriptor != STDOUT_FILENO { Self.closeFile(descriptor) }
            ended.signal()
        }

        private func reopen(_ descriptor: inout Int32) {
            guard !path.isEmpty else { return }
            do throws(AccessLogFault) {
                let new = try Self.open(path)
                Self.closeFile(descriptor)
                descriptor = new
            } catch {
                logger.error("\(error): it goes on in the old file")
            }
        }

        private static var reason: String { String(cString: strerror(errno)) }

        private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
            bytes.withUnsafeBytes { buffer in
                var rest = buffer[...]
                while !rest.isEmpty {
                    let count = systemWrite(descriptor, rest)
                    if count < 0 {
                        if errno == EINTR { continue }
                        return false
                    }
                    rest = rest.dropFirst(count)
                }
                return true
            }
        }

        private static func systemWrite(_ descriptor: Int32, _ bytes: Slice<UnsafeRawBufferPointer>) -> Int {
            let buffer = UnsafeRawBufferPointer(rebasing: bytes)
            #if canImport(Darwin)
                return Darwin.write(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Glibc)
                return Glibc.write(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
                return Musl.write(descriptor, buffer.baseAddress, buffer.count)
            #endif
        }

        private static func closeFile(_ descriptor: Int32) {
            try? FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).close()
        }

        /// Folders that are missing are made, as Traefik does.
        private static func open(_ path: String) throws(AccessLogFault) -> Int32 {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            #if canImport(Darwin)
                let descriptor = Darwin.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o664)
            #elseif canImport(Glibc)
                let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o664)
            #elseif canImport(Musl)
                let descriptor = Musl.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o664)
            #endif
            guard descriptor >= 0 else { throw AccessLogFault(path: path, reason: reason) }
            return descriptor
        }
    }

    /// An access log that can't be opened.
    package struct AccessLogFault: Error, CustomStringConvertible {
        package let path: String
        package let reason: String

        package var description: String { "the access log '\(path)' can't be opened: \(reason)" }
    }
#endif
