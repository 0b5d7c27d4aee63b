#if Proxy
    import Crypto

    /// The password hash of FreeBSD and, with another prefix, of Apache: `$1$salt$hash`, `$apr1$salt$hash`.
    ///
    /// - Source: P.-H. Kamp's MD5-based crypt of 1994, as described by its programs.
    enum MD5Crypt {
        /// The complete hash of a password: prefix, salt, and 22 characters.
        ///
        /// - Parameter prefix: with its dollar signs.
        static func hash(_ password: [UInt8], salt: [UInt8], prefix: [UInt8]) -> [UInt8] {
            let inner = digest(password + salt + password)
            var text = password + prefix + salt
            text += (0..<password.count).map { inner[$0 % 16] }
            var length = password.count
            while length > 0 {
                text.append(length & 1 == 0 ? password[0] : 0)
                length >>= 1
            }
            var result = digest(text)
            for round in 0..<1000 {
                text.removeAll(keepingCapacity: true)
                text += round & 1 == 0 ? result : password
                if round % 3 != 0 { text += salt }
                if round % 7 != 0 { text += password }
                text += round & 1 == 0 ? password : result
                result = digest(text)
            }
            return prefix + salt + [UInt8(ascii: "$")] + encoded(result)
        }

        private static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(Insecure.MD5.hash(data: bytes)) }

        /// Three bytes make four characters from the lowest bits on, and the bytes are taken in an order of their own.
        private static func encoded(_ digest: [UInt8]) -> [UInt8] {
            let alphabet = Array("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
            let triples = [(12, 6, 0), (13, 7, 1), (14, 8, 2), (15, 9, 3), (5, 10, 4)]
            var words = triples.map { low, middle, high in
                (UInt32(digest[low]) | UInt32(digest[middle]) << 8 | UInt32(digest[high]) << 16, characters: 4)
            }
            words.append((UInt32(digest[11]), characters: 2))
            return words.flatMap { word, count in
                (0..<count).map { alphabet[Int(word >> UInt32(6 * $0) & 63)] }
            }
        }
    }
#endif
