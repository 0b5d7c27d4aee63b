#if Proxy
    import Testing
    @testable import TurnoutPasswords

    /// The hashes were made by Python's bcrypt 5.0 and passlib 1.7.4, and Traefik 3.7.15 lets every one of them in.
    @Suite("Password hashes")
    struct PasswordHashTests {
        static let vectors: [(password: [UInt8], hashes: [String])] = [
            (
                [],
                [
                    "$2a$04$sJUyHJGCx0ZUa9cfQDYIEehQXsoRr07JxUsg0lQ6uVaOhZJiiw4py",
                    "$apr1$Zy.1abcd$iQMqWO9IXWCm8fDqrK8Rc/", "$1$s$iXWZU0LDEJ7Jjmms7KFsH0",
                    "{SHA}2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
                ]
            ),
            (
                Array("a".utf8),
                [
                    "$2b$04$/PTYuNxH9vIrD/JP6WzM/uvPuME/2gYDLeqB6o3PJ7qAtAXVawsIG",
                    "$apr1$Zy.1abcd$7TJIu18YIXf3eBrRCixjX1", "$1$s$TnTS2d.76xCjLeeIhMx3L0",
                    "{SHA}hvfkN/qlp/zhXR3cuerq6jd2Z7g=",
                ]
            ),
            (
                Array("secret".utf8),
                [
                    "$2b$06$PVDbE7ExMkAlhOH/LGYIzOmjBWyDXXItzOWKLs4z6nP3kyXRlGZ6a",
                    "$2y$04$508MP3303d4RsKDWTi.o/Ox48lwo7BBFixavWIBG37IDZSuVA6shC",
                    "$2x$04$508MP3303d4RsKDWTi.o/Ox48lwo7BBFixavWIBG37IDZSuVA6shC",
                    "$apr1$Zy.1abcd$d0E5cUejzKoc2kIwd9k1.1", "$1$s$g6MVG540q1A9FJTwmPkOH0",
                    "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=",
                ]
            ),
            (
                Array("pässwörd€".utf8),
                [
                    "$2a$04$GNapbdQ3l/WBHATIJnfgrOlfl97STacqjKdJmixgAJEJ.jYV9jYeu",
                    "$2b$04$xficCIeauRqUa9CXnHIwbe2t8j5FHGXCwO5K2jfKXPq43p271cGxi",
                    "$apr1$Zy.1abcd$ve8WinefexwsBMLgvLpa01", "$1$s$xLO4VpV2wvEimsUrrc8wJ/",
                    "{SHA}WftlVS2jnC7Vz30QrXptSZ4eRyo=",
                ]
            ),
            (
                Array("0123456789abcdef".utf8),
                [
                    "$2b$04$wa35KWuRqk4gmAtnwm4AXeQq1olOIERCMOSVvgFulbvP49ZJRn6uO",
                    "$apr1$Zy.1abcd$0KoKvgo88in79MRg.3Wwj.", "$1$s$s4GxODGyIRXlp2tPq4Rql.",
                    "{SHA}/lVn6NdpVQhSGCzfaddLsW3/jik=",
                ]
            ),
            (
                Array(String(repeating: "x", count: 71).utf8),
                [
                    "$2b$04$qY.vhgHcpACg/hG5AiT8we3HBYzEY9B3uBuDgmYSbVoy47StNH/fe",
                    "$apr1$Zy.1abcd$EsuDqPHuxTlA4kGreIbiw1", "$1$s$4P8zKp3B/udZc2RXmCU.r/",
                    "{SHA}/R7neOea40TzMyZKNlFJJwQsd8I=",
                ]
            ),
            (
                Array(0x80...0x9F),
                [
                    "$2a$04$t4DcA41Y0QGhcHcq3D5VreNqtJBgyb4o28k/DMDRCj/vS7llomk9m",
                    "$2b$04$REKKDfCeEaofHa3anprE1e6dNfXVIuYAHYxjvq1gIa/8FdzrH9hcS",
                    "$apr1$Zy.1abcd$wJBuDhJNGcAFG32Knb5f1/", "$1$s$of8bVdWjqckbC8XHOgXvq/",
                    "{SHA}r/gIAcNlP6aYsrKkNNbCv6ub7E4=",
                ]
            ),
        ]

        @Test("a password verifies by its own hash, and one that differs in a byte doesn't", arguments: vectors.indices)
        func verification(index: Int) {
            let (password, hashes) = Self.vectors[index]
            var other = password
            if other.isEmpty { other = [0x61] } else { other[other.count - 1] ^= 1 }
            for text in hashes {
                let hash = PasswordHash(Array(text.utf8))
                #expect(hash.verifies(password), "\(text)")
                #expect(!hash.verifies(other), "\(text)")
                #expect(!hash.verifies(password + [0x20]), "\(text)")
                #expect(hash.format != .unknown)
            }
        }

        @Test("a bcrypt password counts to its 72nd byte")
        func longPassword() {
            let hash = PasswordHash(Array("$2b$04$NgQ39HWdwkPcDszp5HHFlObx2wXDUyUa6msuQP/p1lJNJMoLwTvXq".utf8))
            let password = [UInt8](repeating: 0x78, count: 72)
            #expect(hash.verifies(password))
            #expect(hash.verifies(password + [0x79]))
            #expect(!hash.verifies(password.dropLast() + [0x79]))
        }

        @Test(
            "no password verifies by what is no hash of these formats",
            arguments: [
                "", "secret", "$", "$$$", "$apr1$salt", "$apr1$salt$", "{SHA}", "{sha}5en6G6MezRroT3XKqkdPOmY/BfQ=",
                "{SHA}secret",
                "$2y$", "$2y$04$508MP3303d4RsKDWTi.o/Ox48lwo7BBFixavWIBG37IDZSuVA6sh",
                "$2y$04$508MP3303d4RsKDWTi.o/Ox48lwo7BBFixavWIBG37IDZSuVA6shCC",
                "$2y$03$508MP3303d4RsKDWTi.o/Ox48lwo7BBFixavWIBG37IDZSuVA6shC",
                "$2y$32$508MP3303d4RsKDWTi.o/Ox48lwo7BBFixavWIBG37IDZSuVA6shC",
                "$2y$4$$508MP3303d4RsKDWTi.o/Ox48lwo7BBFixavWIBG37IDZSuVA6shC",
                "$2y$04$508MP3303d4RsKDWTi.o!Ox48lwo7BBFixavWIBG37IDZSuVA6shC",
                "$2$04$508MP3303d4RsKDWTi.o/Ox48lwo7BBFixavWIBG37IDZSuVA6shC", "$5$salt$secret", "abcrypt",
            ])
        func unknown(text: String) {
            let hash = PasswordHash(Array(text.utf8))
            for password in ["secret", "", text] { #expect(!hash.verifies(Array(password.utf8))) }
        }

        @Test("the format is told by the beginning")
        func format() {
            func format(_ text: String) -> PasswordHash.Format { PasswordHash(Array(text.utf8)).format }
            #expect(format("$2y$11$508MP3303d4RsKDWTi.o/Ox48lwo7BBFixavWIBG37IDZSuVA6shC") == .bcrypt(cost: 11))
            #expect(format("{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=") == .sha1)
            #expect(format("$1$s$g6MVG540q1A9FJTwmPkOH0") == .md5Crypt)
            #expect(format("$5$s$g6MVG540q1A9FJTwmPkOH0") == .unknown)
            #expect(format("rqXexS6ZhobKA") == .unknown)
        }

        @Test("Blowfish starts from the digits of pi")
        func startingState() {
            #expect(BlowfishState.start.count == 1042)
            #expect(BlowfishState.start.first == 0x243F_6A88 && BlowfishState.start.last == 0x3AC3_72E6)
        }
    }
#endif
