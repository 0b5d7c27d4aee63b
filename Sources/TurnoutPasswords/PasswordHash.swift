#if Proxy
    import Crypto

    /// The hash of a password as `htpasswd` writes it, told apart by its beginning as Traefik's basicAuth does.
    ///
    /// | beginning | what |
    /// | --- | --- |
    /// | `$2a$`, `$2b$`, `$2x$`, `$2y$` | bcrypt |
    /// | `{SHA}` | SHA-1 without salt, in base64 |
    /// | anything else | `$prefix$salt$hash` by the MD5 crypt, `$apr1$` and `$1$` being the usual prefixes |
    ///
    /// A text that is none of these is accepted, and no password verifies: so are passwords in clear, and those by `crypt` and SHA-2.
    public struct PasswordHash: Hashable, Sendable {
        public enum Format: Hashable, Sendable {
            case bcrypt(cost: Int)
            case sha1
            case md5Crypt
            /// Nothing that a password could verify by.
            case unknown
        }

        private enum Content: Hashable {
            case bcrypt(BcryptHash)
            case sha1([UInt8])
            case md5Crypt(salt: [UInt8], prefix: [UInt8])
            case unknown
        }

        private let content: Content
        private let text: [UInt8]

        public init(_ text: [UInt8]) {
            self.text = text
            if text.count > 3, ["$2a$", "$2b$", "$2x$", "$2y$"].contains(where: { text.starts(with: $0.utf8) }) {
                content = BcryptHash(text).map { .bcrypt($0) } ?? .unknown
            } else if text.starts(with: "{SHA}".utf8) {
                content = .sha1(Array(text[5...]))
            } else {
                let parts = text.split(separator: UInt8(ascii: "$"), maxSplits: 3, omittingEmptySubsequences: false)
                // What precedes the first dollar sign, and 22 characters of hash, would have to be in what is computed.
                if parts.count == 4, parts[0].isEmpty, parts[3].count == 22 {
                    let dollar = [UInt8(ascii: "$")]
                    content = .md5Crypt(salt: Array(parts[2]), prefix: dollar + parts[1] + dollar)
                } else {
                    content = .unknown
                }
            }
        }

        public var format: Format {
            switch content {
            case .bcrypt(let hash): .bcrypt(cost: hash.cost)
            case .sha1: .sha1
            case .md5Crypt(_, let prefix):
                prefix == Array("$apr1$".utf8) || prefix == Array("$1$".utf8) ? .md5Crypt : .unknown
            case .unknown: .unknown
            }
        }

        /// Whether this is the hash of `password`.
        ///
        /// - Complexity: by SHA-1 a microsecond, by MD5 some hundred, by bcrypt 70 ms at a cost of 10 and twice that for each
        ///   step more: more than an event loop may wait.
        public func verifies(_ password: [UInt8]) -> Bool {
            switch content {
            case .bcrypt(let hash):
                hash.verifies(password)
            case .sha1(let expected):
                Base64Alphabet.standard.encoded(Array(Insecure.SHA1.hash(data: password)))
                    .isEqualInConstantTime(to: expected)
            case .md5Crypt(let salt, let prefix):
                MD5Crypt.hash(password, salt: salt, prefix: prefix).isEqualInConstantTime(to: text)
            case .unknown:
                false
            }
        }

        /// How much work it takes to verify a password, for comparison only.
        var work: Int {
            switch content {
            case .bcrypt(let hash): 256 << hash.cost
            case .md5Crypt: 100
            case .sha1: 1
            case .unknown: 0
            }
        }
    }
#endif
