#if Proxy
    import Foundation
    import Synchronization

    /// Traefik's file provider: reads dynamic configuration files, and again whenever they change.
    ///
    /// A file is decoded again only if its content is another. What is published differs from what was published before:
    /// an event that changes nothing publishes nothing. The first change is published at once, later ones at most once
    /// in `throttle`, the latest state each time.
    public final class FileProvider: Sendable {
        private struct Decoded {
            var contentHash: Int
            var file: DynamicFile
        }

        private struct State {
            var decoded: [String: Decoded] = [:]
            var last: DynamicConfiguration?
            var watcher: DirectoryWatcher?
            var isStopped = false
        }

        private let path: String
        private let isDirectory: Bool
        private let throttle: Duration
        private let state = Mutex(State())
        private let continuation: AsyncStream<DynamicConfiguration>.Continuation
        /// What the files have become, beginning with the first change after `read()`. Among it is what has rejected
        /// files: its reader decides whether to keep what it has.
        public let changes: AsyncStream<DynamicConfiguration>

        public init(_ settings: FileProviderSettings, throttle: Duration) {
            path = settings.target.path
            if case .directory = settings.target { isDirectory = true } else { isDirectory = false }
            self.throttle = throttle
            (changes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        }

        /// Reads the files now.
        public func read() -> DynamicConfiguration {
            state.withLock { state in
                let configuration = readChanged(&state)
                state.last = configuration
                return configuration
            }
        }

        /// Begins to watch, from another thread.
        ///
        /// - Returns: Why that isn't possible; `nil` if it is. `reload()` works all the same.
        public func watch() -> ConfigurationProblem? {
            do throws(ConfigurationProblem) {
                let watcher = try DirectoryWatcher(place: path)
                watcher.watch(directories)
                state.withLock { $0.watcher = watcher }
                let thread = Thread { [self] in follow(watcher) }
                thread.name = "turnout-files"
                thread.start()
                return nil
            } catch {
                return error
            }
        }

        /// Reads the files though nothing has been seen to change, and publishes if something has.
        public func reload() {
            publishIfChanged()
        }

        /// Ends the stream of changes and gives up what watching takes.
        public func stop() {
            state.withLock { state in
                state.isStopped = true
                state.watcher?.wake()
                state.watcher = nil
            }
            continuation.finish()
        }

        private func follow(_ watcher: DirectoryWatcher) {
            let clock = ContinuousClock()
            while watcher.wait(), !isStopped {
                // Whoever writes a file writes the next one soon, and a file is not whole at its first write.
                watcher.settle()
                let start = clock.now
                watcher.watch(directories)
                guard publishIfChanged() else { continue }
                let rest = throttle - (clock.now - start)
                if rest > .zero { Thread.sleep(forTimeInterval: rest / .seconds(1)) }
            }
        }

        private var isStopped: Bool { state.withLock { $0.isStopped } }

        @discardableResult
        private func publishIfChanged() -> Bool {
            state.withLock { state in
                let configuration = readChanged(&state)
                let isNew =
                    configuration != state.last || configuration.rejectedFiles != state.last?.rejectedFiles ?? []
                // As with Traefik, nothing at all does not take the place of something.
                guard isNew, !configuration.isEmpty || !configuration.rejectedFiles.isEmpty else { return false }
                state.last = configuration
                continuation.yield(configuration)
                return true
            }
        }

        private func readChanged(_ state: inout State) -> DynamicConfiguration {
            let known = state.decoded
            var decoded: [String: Decoded] = [:]
            let files = DynamicFile.all(path) { path in
                guard let contents = FileManager.default.contents(atPath: path) else { return DynamicFile(path: path) }
                var hasher = Hasher()
                hasher.combine(contents.count)
                contents.withUnsafeBytes { hasher.combine(bytes: $0) }
                let hash = hasher.finalize()
                let file =
                    known[path].flatMap { $0.contentHash == hash ? $0.file : nil }
                    ?? DynamicFile(path: path, contents: contents)
                decoded[path] = Decoded(contentHash: hash, file: file)
                return file
            }
            state.decoded = decoded
            return DynamicConfiguration(merging: files)
        }

        /// Where something may happen that matters: the directory and those in it, or the file's own and, if it is a link,
        /// its target's.
        private var directories: [String] {
            guard isDirectory else {
                let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
                return [path, real].map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
            }
            var directories = [path]
            let entries = FileManager.default.enumerator(
                at: URL(fileURLWithPath: path), includingPropertiesForKeys: [.isDirectoryKey])
            for case let entry as URL in entries ?? .init() {
                if (try? entry.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true {
                    directories.append(entry.path)
                }
            }
            return directories
        }
    }
#endif
