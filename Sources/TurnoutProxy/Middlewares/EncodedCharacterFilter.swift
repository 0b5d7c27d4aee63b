#if Proxy
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Refuses requests in whose path one of some characters is percent-encoded.
    final class EncodedCharacterFilter: SharedMiddleware {
        private let denied: [[UInt8]]

        init(_ allowed: EncodedCharacters) { denied = allowed.deniedEscapes }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            EncodedCharacters.allows(exchange.request.path, denying: denied) ? .next : .answer(LocalAnswer(status: 400))
        }
    }

    extension EncodedCharacters {
        /// The two hexadecimal digits, in capitals, of the characters that are not among these.
        var deniedEscapes: [[UInt8]] {
            Self.escapes.compactMap { character, escape in contains(character) ? nil : Array(escape.utf8) }
        }

        private static var escapes: [(EncodedCharacters, String)] {
            [
                (.slash, "2F"), (.backSlash, "5C"), (.nullCharacter, "00"), (.semicolon, "3B"), (.percent, "25"),
                (.questionMark, "3F"), (.hash, "23"),
            ]
        }

        /// Whether no denied escape stands in a path.
        static func allows(_ path: some RandomAccessCollection<UInt8>, denying denied: [[UInt8]]) -> Bool {
            if denied.isEmpty { return true }
            var rest = path[...]
            while let mark = rest.firstIndex(of: 0x25) {
                rest = rest[mark...].dropFirst()
                let digits = rest.prefix(2).map { 0x61...0x66 ~= $0 ? $0 & 0xDF : $0 }
                if denied.contains(digits) { return false }
            }
            return true
        }
    }
#endif
