#if Proxy
    /// Users and the hashes of their passwords, from the lines of an `htpasswd` file or from a list in the configuration.
    public struct PasswordList: Hashable, Sendable {
        /// An entry that isn't `name:hash`, with exactly one colon.
        public struct MalformedEntry: Error, Hashable {
            /// Counted from 1 among all lines of the file or entries of the list. The entry isn't shown: it may hold a password.
            public var number: Int
            /// How many colons were found.
            public var colons: Int
        }

        private var hashes: [[UInt8]: PasswordHash] = [:]
        /// Verified in place of a hash that isn't there, so that the time doesn't tell which users exist.
        private var substitute: PasswordHash?

        /// - Parameter entries: `name:hash`. Of two with one name the later counts.
        /// - Throws: the first malformed entry.
        public init(_ entries: [[UInt8]]) throws(MalformedEntry) {
            for (index, entry) in entries.enumerated() { try add(entry, number: index + 1) }
        }

        /// Reads the contents of a file: an entry a line, without the white space around it. Empty lines and those that begin with `#`
        /// are passed over.
        public init(file: [UInt8]) throws(MalformedEntry) {
            let lines = file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() {
                let entry = Self.trimmed(line)
                guard let first = entry.first, first != UInt8(ascii: "#") else { continue }
                try add(Array(entry), number: index + 1)
            }
        }

        /// Takes over the users of another list, which count where both have one.
        public mutating func merge(_ other: PasswordList) {
            for (name, hash) in other.hashes { insert(hash, for: name) }
        }

        public var names: some Collection<[UInt8]> { hashes.keys }

        public var isEmpty: Bool { hashes.isEmpty }

        /// How the password of a user is hashed; nil for a user who isn't there.
        public func format(of name: [UInt8]) -> PasswordHash.Format? { hashes[name]?.format }

        /// Whether the user is there and has this password.
        ///
        /// - Complexity: that of ``PasswordHash/verifies(_:)``; of a user who isn't there, that of the costliest hash.
        public func verifies(_ password: [UInt8], of name: [UInt8]) -> Bool {
            guard let hash = hashes[name] else {
                _ = substitute?.verifies(password)
                return false
            }
            return hash.verifies(password)
        }

        private mutating func add(_ entry: [UInt8], number: Int) throws(MalformedEntry) {
            let parts = entry.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw MalformedEntry(number: number, colons: parts.count - 1) }
            insert(PasswordHash(Array(parts[1])), for: Array(parts[0]))
        }

        private mutating func insert(_ hash: PasswordHash, for name: [UInt8]) {
            hashes[name] = hash
            if hash.work > substitute?.work ?? -1 { substitute = hash }
        }

        private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
            func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
            let rest = line.drop(while: isBlank)
            return rest.prefix(upTo: rest.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? rest.startIndex)
        }
    }
#endif
