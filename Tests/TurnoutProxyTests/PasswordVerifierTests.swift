#if Proxy
    import NIOConcurrencyHelpers
    import Testing
    import TurnoutPasswords

    @testable import TurnoutProxy

    @Suite("passwords") struct PasswordVerifierTests {
        /// `secret`, at a cost of 5.
        private static let bcrypt = "bob:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a"
        private static let sha = "sha:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ="

        private func credentials(_ user: String, _ password: String) throws -> Credentials {
            var credentials = try #require(Credentials(Array("Basic OjA=".utf8)))
            credentials.user = Array(user.utf8)
            credentials.password = Array(password.utf8)
            return credentials
        }

        private func verifier(_ entries: String...) throws -> PasswordVerifier {
            PasswordVerifier(try PasswordList(entries.map { Array($0.utf8) }))
        }

        private func verifyElsewhere(_ verifier: PasswordVerifier, _ credentials: Credentials) async -> Bool {
            await withCheckedContinuation { continuation in
                verifier.verifyElsewhere(credentials) { continuation.resume(returning: $0) }
            }
        }

        @Test("by quick hashes are verified at once")
        func quick() throws {
            let verifier = try verifier(Self.sha)
            #expect(try verifier.verify(credentials("sha", "secret")) == true)
            #expect(try verifier.verify(credentials("sha", "wrong")) == false)
            #expect(try verifier.verify(credentials("nobody", "secret")) == false)
        }

        @Test("by slow hashes are verified elsewhere, and remembered if they are right")
        func slow() async throws {
            let verifier = try verifier(Self.sha, Self.bcrypt)
            let right = try credentials("bob", "secret")
            let wrong = try credentials("bob", "wrong")
            #expect(verifier.verify(right) == nil)
            #expect(await verifyElsewhere(verifier, right))
            #expect(verifier.verify(right) == true)
            #expect(await !verifyElsewhere(verifier, wrong))
            #expect(verifier.verify(wrong) == nil)
        }

        @Test("of users who aren't there take as long as the slowest")
        func unknown() async throws {
            let verifier = try verifier(Self.sha, Self.bcrypt)
            let nobody = try credentials("nobody", "secret")
            #expect(verifier.verify(nobody) == nil)
            #expect(await !verifyElsewhere(verifier, nobody))
        }

        @Test("are not mixed up with names (GHSA-fgjj-px3w-67xx)")
        func separation() async throws {
            // `bobsecret` with no password at all is not `bob` with `secret`.
            let verifier = try verifier(Self.bcrypt)
            #expect(await verifyElsewhere(verifier, try credentials("bob", "secret")))
            #expect(try verifier.verify(credentials("bobsecret", "")) == nil)
            #expect(try verifier.verify(credentials("bo", "bsecret")) == nil)
        }

        @Test("that come at once all get an answer")
        func together() async throws {
            let verifier = try verifier(Self.bcrypt)
            let right = try credentials("bob", "secret")
            let answers = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<50 { group.addTask { await verifyElsewhere(verifier, right) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers == Array(repeating: true, count: 50))
        }

        @Test(
            "are read as RFC 7617 says",
            arguments: [
                ("Basic c2hhOnNlY3JldA==", "sha", "secret"), ("bASIC c2hhOnNlY3JldA==", "sha", "secret"),
                ("Basic OjA=", "", "0"), ("Basic c2hhOmE6Yg==", "sha", "a:b"),
            ])
        func reading(_ header: String, _ user: String, _ password: String) throws {
            #expect(try Credentials(Array(header.utf8)) == credentials(user, password))
        }

        @Test(
            "that are written otherwise are none",
            arguments: [
                "", "Basic", "Basic ", "Basic  c2hhOnNlY3JldA==", "Bearer c2hhOnNlY3JldA==", "Basic c2hhOnNlY3JldA",
                "Basic c2hhOnNlY3JldA== x", "Basic c2hh", "Basic c2hhO-Nl", "Basic ====", "Basic c2=hOnNl",
            ])
        func malformed(_ header: String) { #expect(Credentials(Array(header.utf8)) == nil) }
    }
#endif
