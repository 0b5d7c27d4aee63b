#if Proxy && os(Linux)
    import Synchronization

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// Waits until something happens in directories, by inotify.
    ///
    /// Directories are watched and not files: a file that is replaced by renaming another one over it, as editors and
    /// Kubernetes do, is then seen however often that happens.
    final class DirectoryWatcher: Sendable {
        private let descriptor: Int32
        /// Writing to the second end wakes who waits.
        private let wakeRead: Int32
        private let wakeWrite: Int32
        private let watches = Mutex<[Int32: [WatchedDirectory]]>([:])

        init(place: String) throws(ConfigurationProblem) {
            descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
            var ends: [Int32] = [-1, -1]
            guard descriptor >= 0, pipe(&ends) == 0 else {
                let reason = String(cString: strerror(errno))
                if descriptor >= 0 { close(descriptor) }
                throw .unwatched(place, reason)
            }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            (wakeRead, wakeWrite) = (ends[0], ends[1])
        }

        deinit {
            close(descriptor)
            close(wakeRead)
            close(wakeWrite)
        }

        /// Watches these directories, and no others from now on.
        ///
        /// - Returns: Whether a directory is among them that was not watched before, and why one can't be.
        func watch(_ directories: [WatchedDirectory]) -> (isNew: Bool, failure: ConfigurationProblem?) {
            // Not IN_MODIFY: a file that is being written is of no use before it is closed.
            let mask =
                UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_MOVED_FROM) | UInt32(IN_CREATE)
                | UInt32(IN_DELETE) | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF) | UInt32(IN_ONLYDIR)
            return watches.withLock { watches in
                var now: [Int32: [WatchedDirectory]] = [:]
                var failure: ConfigurationProblem?
                for directory in directories {
                    let number = inotify_add_watch(descriptor, directory.path, mask)
                    if number >= 0 {
                        now[number, default: []].append(directory)
                    } else if errno != ENOENT {
                        failure = failure ?? .unwatched(directory.path, String(cString: strerror(errno)))
                    }
                }
                for number in watches.keys where now[number] == nil { inotify_rm_watch(descriptor, number) }
                defer { watches = now }
                return (now.keys.contains { watches[$0] == nil }, failure)
            }
        }

        /// Blocks until something happens that matters, until it is woken, or for a time.
        ///
        /// - Parameter limit: `nil` = for ever.
        /// - Returns: Whether something has happened.
        func wait(atMost limit: Duration?) -> Bool {
            var requests = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wakeRead, events: Int16(POLLIN), revents: 0),
            ]
            let milliseconds = limit.map { Int32(clamping: Int(($0 / .milliseconds(1)).rounded(.up))) } ?? -1
            guard poll(&requests, 2, milliseconds) > 0 else { return false }
            return drain()
        }

        /// Lets `wait` return at once, now and ever after.
        func wake() {
            var byte: UInt8 = 0
            _ = write(wakeWrite, &byte, 1)
        }

        /// Takes what has happened; says whether any of it matters.
        private func drain() -> Bool {
            let watches = watches.withLock { $0 }
            var matters = false
            withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 8) { buffer in
                while true {
                    let count = read(descriptor, buffer.baseAddress, buffer.count)
                    guard count > 0 else { return }
                    var offset = 0
                    while offset < count {
                        let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                        let start = offset + MemoryLayout<inotify_event>.size
                        let name = buffer[start..<(start + Int(event.len))].prefix { $0 != 0 }
                        let isLost = event.mask & UInt32(IN_Q_OVERFLOW) != 0
                        let text = String(decoding: name, as: UTF8.self)
                        if isLost || watches[event.wd]?.contains(where: { $0.isConcerned(by: text) }) == true {
                            matters = true
                        }
                        offset = start + Int(event.len)
                    }
                }
            }
            return matters
        }
    }
#elseif Proxy
    import Foundation
    import Synchronization

    /// Where there is no inotify: looks twice a second.
    final class DirectoryWatcher: Sendable {
        private let isWoken = Atomic(false)

        init(place: String) throws(ConfigurationProblem) {}

        func watch(_ directories: [WatchedDirectory]) -> (isNew: Bool, failure: ConfigurationProblem?) { (false, nil) }

        func wait(atMost limit: Duration?) -> Bool {
            Thread.sleep(forTimeInterval: min(0.5, limit.map { $0 / .seconds(1) } ?? 0.5))
            return !isWoken.load(ordering: .relaxed)
        }

        func wake() { isWoken.store(true, ordering: .relaxed) }
    }
#endif

extension ConfigurationProblem {
    /// Changes of files are not noticed.
    static func unwatched(_ path: String, _ reason: String) -> ConfigurationProblem {
        ConfigurationProblem(
            .unwatchedFiles, severity: .warning,
            "changes are not noticed (\(reason)); SIGHUP reads the files again", at: ConfigurationPlace(file: path))
    }
}
