#if Proxy
    import Foundation
    import Synchronization

    /// Decoded files, so that only what has changed is decoded again.
    struct FileMemory {
        private struct Memory {
            var stamp: FileStamp?
            /// When it was read, in nanoseconds since 1970.
            var time: Int
            /// Of the content; seeded anew for each process.
            var hash: Int
            var file: Shared<DynamicFile>
        }

        private var memories: [String: Memory] = [:]
        private var paths: [String] = []
        private var failures: [ConfigurationProblem] = []

        /// Reads what a path leads to.
        ///
        /// A file is not even read if neither its times nor its size have changed since it was read last, and not decoded if
        /// its content is the same.
        ///
        /// - Returns: The files in their order, the folders they are in, and whether anything differs from the last time.
        mutating func read(_ path: String) -> (files: [Shared<DynamicFile>], directories: [String], isChanged: Bool) {
            let tree = FileTree(path)
            let now = FileStamp.now
            var isChanged = tree.problems != failures || tree.files.map(\.path) != paths
            failures = tree.problems
            paths = tree.files.map(\.path)
            var next: [String: Memory] = [:]
            next.reserveCapacity(tree.files.count)
            var unread: [Reading] = []
            for file in tree.files {
                var known = memories[file.path]
                if let memory = known, memory.stamp == file.stamp, file.stamp?.isSettled(at: memory.time) == true {
                    next[file.path] = memory
                    continue
                }
                let contents = FileManager.default.contents(atPath: file.path)
                let hash = Self.hash(contents)
                if known?.hash == hash {
                    known?.stamp = file.stamp
                    known?.time = now
                    next[file.path] = known
                } else {
                    unread.append(Reading(path: file.path, stamp: file.stamp, contents: contents, hash: hash))
                }
            }
            if !unread.isEmpty { isChanged = true }
            for (reading, file) in zip(unread, Self.decode(unread)) {
                next[reading.path] = Memory(stamp: reading.stamp, time: now, hash: reading.hash, file: Shared(file))
            }
            memories = next
            let failed = failures.map { Shared(DynamicFile(path: $0.place.file, rejection: $0)) }
            return (paths.compactMap { next[$0]?.file } + failed, tree.directories, isChanged)
        }

        private struct Reading {
            var path: String
            var stamp: FileStamp?
            var contents: Data?
            var hash: Int
        }

        fileprivate static func hash(_ contents: Data?) -> Int {
            var hasher = Hasher()
            hasher.combine(contents?.count)
            contents?.withUnsafeBytes { hasher.combine(bytes: $0) }
            return hasher.finalize()
        }

        /// Decodes files, many at once on all cores.
        private static func decode(_ readings: [Reading]) -> [DynamicFile] {
            let chunk = 16
            let chunks = (readings.count + chunk - 1) / chunk
            let decoded = Mutex<[Int: [DynamicFile]]>([:])
            LargeStack.perform(chunks) { number in
                let part = readings[(number * chunk)..<min((number + 1) * chunk, readings.count)]
                let files = part.map { DynamicFile(path: $0.path, contents: $0.contents) }
                decoded.withLock { $0[number] = files }
            }
            return decoded.withLock { decoded in (0..<chunks).flatMap { decoded[$0] ?? [] } }
        }
    }

    /// What files that a configuration names contain, as hashes. They are read again only when their times say so.
    struct NamedFiles {
        private struct Memory {
            var stamp: FileStamp
            var time: Int
            var hash: Int
        }

        private var memories: [String: Memory] = [:]
        private var paths: Set<String> = []

        /// The hashes of those that can be read. From now on these are the ones that are named.
        mutating func contents(of paths: Set<String>) -> [String: Int] {
            self.paths = paths
            let now = FileStamp.now
            var next: [String: Memory] = [:]
            next.reserveCapacity(paths.count)
            for path in paths {
                guard let stamp = FileStamp(path, followsLink: true) else { continue }
                if let memory = memories[path], memory.stamp == stamp, stamp.isSettled(at: memory.time) {
                    next[path] = memory
                } else if let contents = FileManager.default.contents(atPath: path) {
                    next[path] = Memory(stamp: stamp, time: now, hash: FileMemory.hash(contents))
                }
            }
            memories = next
            return next.mapValues(\.hash)
        }

        /// Whether one of them contains something else than it did.
        mutating func haveChanged() -> Bool {
            let before = memories.mapValues(\.hash)
            return contents(of: paths) != before
        }
    }
#endif
