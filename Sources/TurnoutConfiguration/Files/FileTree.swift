#if Proxy
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #else
        import Darwin
    #endif

    /// The configuration files that a path leads to, before any of them is read.
    struct FileTree {
        struct File: Hashable {
            var path: String
            /// `nil` if there is no such file.
            var stamp: FileStamp?
        }

        /// In Traefik's order: by the bytes of their names, folders among them.
        private(set) var files: [File] = []
        /// The folders that they are in.
        private(set) var directories: [String] = []
        /// Why a folder can't be read.
        private(set) var problems: [ConfigurationProblem] = []

        init(_ path: String) {
            guard let stamp = FileStamp(path, followsLink: true) else {
                problems.append(
                    ConfigurationProblem(
                        .missingFile, "there is no such file or directory", at: ConfigurationPlace(file: path)))
                return
            }
            if stamp.isDirectory { add(directory: path) } else { files.append(File(path: path, stamp: stamp)) }
        }

        /// A link to a folder is not entered, as in Traefik, and neither is a folder whose name begins with `..`: Kubernetes
        /// keeps there what it links to, and the folder of before for a while.
        private mutating func add(directory: String) {
            directories.append(directory)
            guard let names = Self.names(in: directory) else {
                problems.append(
                    ConfigurationProblem(
                        .unreadableFile, "the directory can't be read", at: ConfigurationPlace(file: directory)))
                return
            }
            for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where !name.hasPrefix("..") {
                let path = FilePath.join(directory, name)
                guard let stamp = FileStamp(path, followsLink: false) else { continue }
                if stamp.isDirectory {
                    add(directory: path)
                } else if FilePath.isConfiguration(name) {
                    files.append(File(path: path, stamp: stamp.isLink ? FileStamp(path, followsLink: true) : stamp))
                }
            }
        }

        private static func names(in directory: String) -> [String]? {
            guard let stream = opendir(directory) else { return nil }
            defer { closedir(stream) }
            var names: [String] = []
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != "." { names.append(name) }
            }
            return names
        }
    }

    /// What tells whether a file may have changed.
    struct FileStamp: Hashable {
        private var device: UInt64
        private var inode: UInt64
        private var mode: UInt32
        private var size: Int
        /// Nanoseconds since 1970: of the content, and of the file.
        private var modified: Int
        private var changed: Int

        init?(_ path: String, followsLink: Bool) {
            var status = stat()
            guard (followsLink ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
            mode = UInt32(status.st_mode)
            size = Int(status.st_size)
            #if canImport(Darwin)
                modified = Self.nanoseconds(status.st_mtimespec)
                changed = Self.nanoseconds(status.st_ctimespec)
            #else
                modified = Self.nanoseconds(status.st_mtim)
                changed = Self.nanoseconds(status.st_ctim)
            #endif
        }

        var isDirectory: Bool { mode & 0o170000 == 0o040000 }
        var isLink: Bool { mode & 0o170000 == 0o120000 }

        /// Whether the file was at rest when it was read at a time: a change right afterwards shows in another stamp. Some
        /// file systems count time in seconds.
        func isSettled(at time: Int) -> Bool { max(modified, changed) < time - 2_000_000_000 }

        /// Nanoseconds since 1970.
        static var now: Int {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return nanoseconds(time)
        }

        private static func nanoseconds(_ time: timespec) -> Int {
            Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
        }
    }
#endif
