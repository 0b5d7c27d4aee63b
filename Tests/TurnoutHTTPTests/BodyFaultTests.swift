import Testing
import TurnoutHTTP

@Suite("Refused bodies")
struct BodyFaultTests {
    @Test(
        "a chunk size is hexadecimal digits",
        arguments: [
            "", " 3", "3 ", "3\t", "+3", "-3", "0x3", "x3", "3x", "3h", "g", "3 ;a", "3,", "3.", "\u{663}", "_3",
            "3\u{0}", "\"3\"",
            "3\u{B}", "0X3",
        ]
    )
    func sizes(size: String) {
        #expect(readBody(Array("\(size)\r\nabc\r\n0\r\n\r\n".utf8)).ending == .fault(.malformedChunkSize))
    }

    @Test(
        "a chunk size that no integer holds is refused",
        arguments: [
            "8000000000000000", "FFFFFFFFFFFFFFFF", "00000000000000003", "10000000000000000", "fffffffffffffffff",
        ]
    )
    func tooLarge(size: String) {
        #expect(readBody(Array("\(size)\r\nabc\r\n".utf8)).ending == .fault(.chunkTooLarge))
    }

    @Test("the largest chunk size is taken")
    func largest() {
        let body = Array("7FFFFFFFFFFFFFFF\r\nabc".utf8)
        #expect(readBody(body) == BodyVerdict(content: Array("abc".utf8), consumed: body.count))
    }

    @Test(
        "lines of chunks end in CR LF",
        arguments: [
            ("3\nabc\r\n0\r\n\r\n", BodyFault.bareLineBreak),
            ("3\r\r\nabc\r\n0\r\n\r\n", .bareLineBreak),
            ("3;a\nabc\r\n0\r\n\r\n", .bareLineBreak),
            ("3;a\rb\r\nabc\r\n0\r\n\r\n", .bareLineBreak),
            ("3;a=\"\n\"\r\nabc\r\n0\r\n\r\n", .bareLineBreak),
            ("\nabc", .bareLineBreak),
            ("3\r\nabc\n0\r\n\r\n", .missingChunkEnd),
            ("3\r\nabc\r0\r\n\r\n", .missingChunkEnd),
            ("3\r\nabc0\r\n\r\n", .missingChunkEnd),
            ("3\r\nabcd\r\n0\r\n\r\n", .missingChunkEnd),
            ("3\r\nab\r\n0\r\n\r\n", .missingChunkEnd),
            ("0\n\n", .bareLineBreak),
            ("0\r\n\n", .bareLineBreak),
            ("0\r\n\rX\r\n", .bareLineBreak),
            ("0\r\nX: y\n\r\n", .bareLineBreak),
            ("0\r\nX: y\rz\r\n\r\n", .bareLineBreak),
        ]
    )
    func lineBreaks(body: String, fault: BodyFault) {
        #expect(readBody(Array(body.utf8)).ending == .fault(fault))
    }

    @Test(
        "extensions keep to their grammar",
        arguments: [
            "3;", "3;;a", "3; a", "3;a ", "3;a =b", "3;a= b", "3;a=", "3;=b", "3;a=b=c", "3;a\u{0}", "3;a=\u{0}",
            "3;a=\"b",
            "3;a=\"b\"c", "3;a=\"\u{0}\"", "3;a=\"\\\u{1}\"", "3;\u{E9}", "3;a/b", "3;a=\"\\",
        ]
    )
    func extensions(line: String) {
        #expect(readBody(Array("\(line)\r\nabc\r\n0\r\n\r\n".utf8)).ending == .fault(.malformedChunkExtension))
    }

    @Test(
        "trailers keep to the rules of header lines",
        arguments: ["X", "X : y", ": y", " X: y", "X: y\n z", "X@: y", "X: \u{0}", "X: \u{7F}", "\u{E9}: y"]
    )
    func trailers(line: String) {
        #expect(readBody(lines("0\n\(line)\n\n")).ending == .fault(.malformedTrailer))
    }

    // MARK: Limits

    @Test("the line of a chunk may take its limit and no byte more")
    func chunkLineLimit() {
        var limits = BodyLimits()
        limits.chunkLineBytes = 12
        #expect(readBody(Array("3;abcdefgh\r\nabc".utf8), limits: limits).ending == .needsMore)
        #expect(readBody(Array("3;abcdefghi\r\n".utf8), limits: limits).ending == .fault(.chunkLineTooLong))
        #expect(readBody(Array("3;abcdefghijk".utf8), limits: limits).ending == .fault(.chunkLineTooLong))
    }

    @Test("trailers may take their limit and no byte more")
    func trailerLimit() {
        var limits = BodyLimits()
        limits.trailerBytes = 8
        #expect(readBody(lines("0\nX: y\n\n"), limits: limits).ending == .end)
        #expect(readBody(lines("0\nX: yz\n\n"), limits: limits).ending == .fault(.trailersTooLarge))
        #expect(readBody(lines("0\nXXXXXXXXX"), limits: limits).ending == .fault(.trailersTooLarge))
    }

    @Test("small chunks pass for ever, small chunks with long extensions do not")
    func excess() {
        let plain = Array(repeating: Array("1\r\na\r\n".utf8), count: 20_000).flatMap(\.self)
        #expect(readBody(plain).content.count == 20_000)
        let padded = Array("1;\(String(repeating: "x", count: 1000))\r\na\r\n".utf8)
        #expect(readBody(Array(repeating: padded, count: 16).flatMap(\.self)).ending == .needsMore)
        #expect(readBody(Array(repeating: padded, count: 18).flatMap(\.self)).ending == .fault(.excessiveChunkFraming))
    }
}
