#if Proxy
    import Crypto
    import NIOConcurrencyHelpers
    import NIOPosix
    import TurnoutPasswords

    /// Verifies passwords against a list, slow hashes off the event loops, and each right password only once.
    ///
    /// What was right is remembered as a keyed hash, whose key no other process and no other middleware has. Requests with the
    /// same credentials that come while these are being verified wait for that one verification.
    final class PasswordVerifier: Sendable {
        private typealias Completion = @Sendable (Bool) -> Void

        private struct State {
            var right: Set<[UInt8]> = []
            var waiting: [[UInt8]: [Completion]] = [:]
        }

        /// Verifications that are remembered; then all are forgotten.
        static let maximumRemembered = 4096

        private let users: PasswordList
        /// Some hash takes longer than an event loop may wait.
        private let hasSlowHashes: Bool
        private let key = SymmetricKey(size: .bits256)
        private let state = NIOLockedValueBox(State())

        init(_ users: PasswordList) {
            self.users = users
            hasSlowHashes = users.names.contains { Self.isSlow(users.format(of: $0)) }
        }

        /// - Returns: `nil` if it takes too long to find out here.
        func verify(_ credentials: Credentials) -> Bool? {
            let format = users.format(of: credentials.user)
            // Of somebody who isn't there a slow hash is computed, so that the time doesn't tell.
            guard format == nil ? hasSlowHashes : Self.isSlow(format) else {
                return users.verifies(credentials.password, of: credentials.user)
            }
            let digest = digest(of: credentials)
            return state.withLockedValue { $0.right.contains(digest) } ? true : nil
        }

        /// Finds out on another thread, where `completion` is called too.
        func verifyElsewhere(_ credentials: Credentials, _ completion: @escaping @Sendable (Bool) -> Void) {
            let digest = digest(of: credentials)
            let isFirst = state.withLockedValue { state in
                state.waiting[digest, default: []].append(completion)
                return state.waiting[digest]?.count == 1
            }
            guard isFirst else { return }
            NIOThreadPool.singleton.submit { [self] _ in
                let isRight = users.verifies(credentials.password, of: credentials.user)
                let completions = state.withLockedValue { state in
                    if isRight {
                        if state.right.count >= Self.maximumRemembered { state.right = [] }
                        state.right.insert(digest)
                    }
                    return state.waiting.removeValue(forKey: digest) ?? []
                }
                for completion in completions { completion(isRight) }
            }
        }

        /// The parts are told apart by their lengths: else `a:bc` and `ab:c` were the same.
        private func digest(of credentials: Credentials) -> [UInt8] {
            var hash = HMAC<SHA256>(key: key)
            withUnsafeBytes(of: credentials.user.count) { hash.update(data: $0) }
            hash.update(data: credentials.user)
            hash.update(data: credentials.password)
            return Array(hash.finalize())
        }

        private static func isSlow(_ format: PasswordHash.Format?) -> Bool {
            if case .bcrypt? = format { true } else { false }
        }
    }
#endif
