#if Proxy
    import Dispatch
    import Foundation
    import Synchronization

    /// Traefik's file provider: reads dynamic configuration files, and again whenever they change.
    ///
    /// A file is decoded again only if its content is another. What is published differs from what was published before:
    /// an event that changes nothing publishes nothing. The first change is published at once, later ones at most once
    /// in `throttle`, the latest state each time.
    public final class FileProvider: Sendable {
        private struct State {
            var memory = FileMemory()
            /// The certificates that the configuration names.
            var named = NamedFiles()
            var last: DynamicConfiguration?
            var directories: [String] = []
        }

        private let target: FileProviderSettings.Target
        private let throttle: Duration
        private let state = Mutex(State())
        private let watcher = Mutex<DirectoryWatcher?>(nil)
        private let isStopped = Atomic(false)
        private let following = DispatchGroup()
        private let continuation: AsyncStream<DynamicConfiguration>.Continuation
        /// What the files have become, beginning with the first change after `read()`. Among it is what has rejected
        /// files: its reader keeps what it has. After such a one the stream says what the files are once they can be read,
        /// even if that is what they were before.
        public let changes: AsyncStream<DynamicConfiguration>

        public init(_ settings: FileProviderSettings, throttle: Duration) {
            target = settings.target
            self.throttle = throttle
            (changes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(4))
        }

        /// Reads the files now.
        public func read() -> DynamicConfiguration {
            state.withLock { state in
                let (files, directories, _) = state.memory.read(target.path)
                var configuration = DynamicConfiguration(merging: files)
                configuration.tls.contents = state.named.contents(of: configuration.namedFiles)
                (state.last, state.directories) = (configuration, directories)
                return configuration
            }
        }

        /// Begins to watch, from a thread of its own.
        ///
        /// - Returns: Why that isn't possible, or not everywhere; `nil` if it is. `reload()` works all the same.
        public func watch() -> ConfigurationProblem? {
            let watcher: DirectoryWatcher
            do throws(ConfigurationProblem) {
                watcher = try DirectoryWatcher(place: target.path)
            } catch {
                return error
            }
            let directories = state.withLock { $0.directories }
            let failure = watcher.watch(WatchedDirectory.all(target, directories: directories)).failure
            self.watcher.withLock { $0 = watcher }
            following.enter()
            let thread = Thread { [self] in
                ThreadPriority.giveWay()
                follow(watcher)
                following.leave()
            }
            thread.name = "turnout-files"
            thread.start()
            return failure
        }

        /// Reads the files though nothing has been seen to change, and publishes if something has.
        public func reload() { publishIfChanged() }

        /// Ends the stream of changes and gives up what watching takes. Nothing is published afterwards.
        public func stop() {
            isStopped.store(true, ordering: .releasing)
            let watcher = watcher.withLock { watcher in
                defer { watcher = nil }
                return watcher
            }
            watcher?.wake()
            following.wait()
            continuation.finish()
        }

        private func follow(_ watcher: DirectoryWatcher) {
            let clock = ContinuousClock()
            var schedule = ReloadSchedule(throttle: throttle)
            // Something may have changed between reading and watching.
            schedule.noteChange(at: clock.now)
            while !isStopped.load(ordering: .acquiring) {
                let rest = schedule.due.map { $0 - clock.now }
                if let rest, rest <= .zero {
                    schedule.noteReading()
                    if publishIfChanged() { schedule.notePublication(at: clock.now) }
                    let directories = state.withLock { $0.directories }
                    let (isNew, _) = watcher.watch(WatchedDirectory.all(target, directories: directories))
                    // What is in a new folder may have come before it was watched.
                    if isNew { schedule.noteChange(at: clock.now) }
                } else if watcher.wait(atMost: rest) {
                    schedule.noteChange(at: clock.now)
                }
            }
        }

        /// - Returns: Whether something has been published.
        @discardableResult
        private func publishIfChanged() -> Bool {
            state.withLock { state in
                let (files, directories, isChanged) = state.memory.read(target.path)
                state.directories = directories
                guard isChanged || state.named.haveChanged() else { return false }
                var configuration = DynamicConfiguration(merging: files)
                configuration.tls.contents = state.named.contents(of: configuration.namedFiles)
                guard configuration.isNews(after: state.last) else { return false }
                state.last = configuration
                continuation.yield(configuration)
                return true
            }
        }
    }

    extension DynamicConfiguration {
        /// Whether it has to be published after another.
        fileprivate func isNews(after last: DynamicConfiguration?) -> Bool {
            let rejections = problems.filter { $0.severity == .error }
            if !rejectedFiles.isEmpty { return rejections != last?.problems.filter { $0.severity == .error } }
            if last?.rejectedFiles.isEmpty == false { return true }
            // As with Traefik, nothing at all does not take the place of something.
            return self != last && !isEmpty
        }
    }
#endif
