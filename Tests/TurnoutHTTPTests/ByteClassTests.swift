import Testing

@testable import TurnoutHTTP

@Suite("Byte classes")
struct ByteClassTests {
    @Test("each set holds the bytes of its definition", arguments: 0...UInt8.max)
    func sets(byte: UInt8) {
        let isVisible = 0x21...0x7E ~= byte
        let digits = 0x30...0x39 ~= byte
        let letters = 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
        #expect(byte.isIn(ByteClass.token) == (digits || letters || "!#$%&'*+-.^_`|~".utf8.contains(byte)))
        #expect(byte.isIn(ByteClass.value) == (isVisible || byte >= 0x80 || byte == 0x20 || byte == 0x09))
        #expect(byte.isIn(ByteClass.target) == (isVisible || byte >= 0x80))
        #expect(byte.isIn(ByteClass.digit) == digits)
        #expect((byte.hexDigitValue != nil) == "0123456789abcdefABCDEF".utf8.contains(byte))
    }
}
