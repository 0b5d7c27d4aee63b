#if Proxy
    import Foundation

    /// A directory in which something may happen that matters.
    struct WatchedDirectory: Hashable {
        var path: String
        /// The name that matters; `nil` = every one does. Names that begin with `..` always do: Kubernetes swaps a link of
        /// such a name for all the files that lead through it.
        var name: String?

        /// Where to look for changes of a file, or of a directory and those in it.
        static func all(_ target: FileProviderSettings.Target, directories: [String]) -> [WatchedDirectory] {
            let own = parent(of: target.path)
            switch target {
            case .directory: return directories.map { WatchedDirectory(path: $0) } + [own].compactMap(\.self)
            case .file(let path):
                // What a link leads to may change in its own place.
                let real = parent(of: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
                return [own, real].compactMap(\.self)
            }
        }

        /// The directory that a path's last component is in.
        private static func parent(of path: String) -> WatchedDirectory? {
            let url = URL(fileURLWithPath: path).standardizedFileURL
            let parent = url.deletingLastPathComponent()
            guard parent != url else { return nil }
            return WatchedDirectory(path: parent.path, name: url.lastPathComponent)
        }

        /// - Parameter name: Of what something has happened to; empty = the directory itself.
        func isConcerned(by name: String) -> Bool {
            self.name == nil || self.name == name || name.isEmpty || name.hasPrefix("..")
        }
    }
#endif
