#if Proxy
    import Testing
    @testable import TurnoutPasswords

    @Suite("Password lists")
    struct PasswordListTests {
        private static let sha1OfSecret = "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ="
        private static let sha1OfA = "{SHA}hvfkN/qlp/zhXR3cuerq6jd2Z7g="

        private func list(_ entries: String...) throws -> PasswordList {
            try PasswordList(entries.map { Array($0.utf8) })
        }

        private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

        @Test("a user's own password verifies, another's doesn't, and of two entries the later counts")
        func verification() throws {
            let list = try list(
                "ann:\(Self.sha1OfA)", "bob:\(Self.sha1OfA)", "bob:\(Self.sha1OfSecret)", ":\(Self.sha1OfA)", "no:")
            #expect(list.verifies(bytes("a"), of: bytes("ann")))
            #expect(!list.verifies(bytes("secret"), of: bytes("ann")))
            #expect(list.verifies(bytes("secret"), of: bytes("bob")))
            #expect(!list.verifies(bytes("a"), of: bytes("bob")))
            #expect(!list.verifies(bytes("a"), of: bytes("Ann")))
            #expect(list.verifies(bytes("a"), of: []))
            #expect(!list.verifies([], of: bytes("no")))
            #expect(list.format(of: bytes("no")) == .unknown && list.format(of: bytes("nobody")) == nil)
        }

        @Test("a file has an entry a line; empty lines and comments are passed over, but counted")
        func file() throws {
            let text = "# users\n\n  ann:\(Self.sha1OfA)\r\n\t\n  # bob:x:y\nbob:\(Self.sha1OfSecret)"
            let list = try PasswordList(file: bytes(text))
            #expect(Set(list.names) == [bytes("ann"), bytes("bob")])
            #expect(list.verifies(bytes("a"), of: bytes("ann")) && list.verifies(bytes("secret"), of: bytes("bob")))
            #expect(throws: PasswordList.MalformedEntry(number: 3, colons: 0)) {
                try PasswordList(file: bytes("\nann:x\nbob\n"))
            }
            #expect(try PasswordList(file: []).isEmpty)
        }

        @Test("an entry has exactly one colon")
        func malformed() {
            #expect(throws: PasswordList.MalformedEntry(number: 2, colons: 2)) { try list("ann:x", "bob:realm:x") }
            #expect(throws: PasswordList.MalformedEntry(number: 1, colons: 0)) { try list("ann") }
        }

        @Test("merged users count before those that were there")
        func merging() throws {
            var users = try list("ann:\(Self.sha1OfA)", "bob:\(Self.sha1OfA)")
            users.merge(try list("bob:\(Self.sha1OfSecret)", "eve:\(Self.sha1OfA)"))
            #expect(users.verifies(bytes("secret"), of: bytes("bob")) && users.verifies(bytes("a"), of: bytes("eve")))
            #expect(users.verifies(bytes("a"), of: bytes("ann")))
        }

        @Test("for a user who isn't there the costliest hash is computed")
        func unknownUser() throws {
            let bcrypt = "$2b$06$PVDbE7ExMkAlhOH/LGYIzOmjBWyDXXItzOWKLs4z6nP3kyXRlGZ6a"
            let clock = ContinuousClock()
            let costly = try list("ann:\(Self.sha1OfA)", "bob:\(bcrypt)", "eve:\(Self.sha1OfA)")
            let cheap = try list("ann:\(Self.sha1OfA)")
            #expect(!costly.verifies(bytes("a"), of: bytes("nobody")))
            let withBcrypt = clock.measure { _ = costly.verifies(bytes("a"), of: bytes("nobody")) }
            let withoutBcrypt = clock.measure { _ = cheap.verifies(bytes("a"), of: bytes("nobody")) }
            #expect(withBcrypt > withoutBcrypt * 10)
        }
    }
#endif
