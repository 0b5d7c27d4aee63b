#if Proxy
    import Foundation
    import Synchronization

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// Waits until something happens in directories: by inotify on Linux, elsewhere by looking twice a second.
    ///
    /// Directories are watched and not files: a file that is replaced by renaming another one over it, as editors and
    /// Kubernetes do, is then seen however often that happens.
    final class DirectoryWatcher: Sendable {
        private let isEnded = Atomic(false)

        #if os(Linux)
            private let descriptor: Int32
            private let watched = Mutex<[String: Int32]>([:])

            init(place: String) throws(ConfigurationProblem) {
                descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
                guard descriptor >= 0 else {
                    throw ConfigurationProblem(
                        .unwatched, severity: .warning,
                        "the files can't be watched (\(String(cString: strerror(errno)))); SIGHUP reads them again",
                        at: ConfigurationPlace(file: place))
                }
            }

            deinit { close(descriptor) }

            /// Watches these directories, and no others from now on.
            func watch(_ directories: [String]) {
                let mask =
                    UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_MOVED_FROM) | UInt32(IN_CREATE)
                    | UInt32(IN_DELETE) | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF) | UInt32(IN_MODIFY)
                watched.withLock { watched in
                    var now: [String: Int32] = [:]
                    for directory in directories {
                        let number = inotify_add_watch(descriptor, directory, mask)
                        if number >= 0 { now[directory] = number }
                    }
                    let kept = Set(now.values)
                    for number in watched.values where !kept.contains(number) {
                        inotify_rm_watch(descriptor, number)
                    }
                    watched = now
                }
            }

            /// Blocks until something happens.
            ///
            /// - Returns: Whether watching goes on.
            func wait() -> Bool {
                while !isEnded.load(ordering: .relaxed) {
                    if poll(milliseconds: 500) {
                        drain()
                        return true
                    }
                }
                return false
            }

            /// Blocks until nothing has happened for 10 ms, or 100 ms have passed.
            func settle() {
                for _ in 0..<10 {
                    guard poll(milliseconds: 10) else { return }
                    drain()
                }
            }

            private func poll(milliseconds: Int32) -> Bool {
                var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                #if canImport(Glibc)
                    return Glibc.poll(&request, 1, milliseconds) > 0
                #else
                    return Musl.poll(&request, 1, milliseconds) > 0
                #endif
            }

            private func drain() {
                withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { buffer in
                    while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
                }
            }
        #else
            init(place: String) throws(ConfigurationProblem) {}

            func watch(_ directories: [String]) {}

            func wait() -> Bool {
                Thread.sleep(forTimeInterval: 0.5)
                return !isEnded.load(ordering: .relaxed)
            }

            func settle() {}
        #endif

        /// Lets `wait` return for good, within half a second.
        func wake() { isEnded.store(true, ordering: .relaxed) }
    }

    extension ConfigurationProblem.ID {
        /// Changes of files are not noticed.
        public static let unwatched = Self(rawValue: "unwatched-files")
    }
#endif
