import Testing
import Turnout

@testable import TurnoutHTTP

/// Scans by words give what scans by bytes give, wherever in a word a byte stands.
@Suite("Scanning by words")
struct ScanningTests {
    @Test("a run ends at the first byte that is not in it", arguments: 0...UInt8.max)
    func ends(byte: UInt8) {
        for place in 0...20 {
            // Bytes that are nearly in another class stand around it.
            for filler: UInt8 in [0x61, 0x7E, 0x2D, 0x5F] {
                var bytes = [UInt8](repeating: filler, count: 21)
                bytes[place] = byte
                let span = bytes.span
                for start in [0, 1, 5, place] where start <= place {
                    #expect(span.endOfValue(from: start) == (byte.isIn(ByteClass.value) ? 21 : place))
                    #expect(span.endOfTarget(from: start) == (byte.isIn(ByteClass.target) ? 21 : place))
                    #expect(span.endOfToken(from: start) == (byte.isIn(ByteClass.token) ? 21 : place))
                    #expect(span.firstIndex(of: byte, from: start) == (byte == filler ? start : place))
                }
            }
        }
    }

    @Test("nothing is found beyond the end")
    func beyond() {
        let bytes: [UInt8] = [0x61, 0x61]
        #expect(bytes.span.firstIndex(of: 0x61, from: 2) == nil)
        #expect(bytes.span.endOfValue(from: 2) == 2)
        #expect([UInt8]().span.endOfToken(from: 0) == 0)
    }

    @Test("every token character is spelled as Go spells it, at every place of a word")
    func canonicalNames() {
        let tokens = (0...UInt8.max).filter { $0.isIn(ByteClass.token) }
        for token in tokens {
            for place in 0...17 {
                var name = Array("a-aaaaaa-aaaaaaa-a".utf8)
                name[place] = token
                for room in [name, name + [0x3A], name + Array(": a long value".utf8)] {
                    #expect(
                        text(written { $0.append(headerName: name.indices, of: room.span) }) == text(canonical(name)))
                }
            }
        }
    }

    private func canonical(_ name: [UInt8]) -> [UInt8] {
        var startsWord = true
        return name.map { byte in
            let isLetter = 0x61...0x7A ~= byte | 0x20
            defer { startsWord = byte == 0x2D }
            return isLetter ? (startsWord ? byte & 0xDF : byte | 0x20) : byte
        }
    }

    @Test("texts of every length are copied, from the middle and from the end of the bytes")
    func copies() {
        let bytes = (0..<40).map { UInt8($0) }
        for start in 0..<40 {
            for end in start...40 {
                #expect(written { $0.append(start..<end, of: bytes.span) } == Array(bytes[start..<end]))
            }
        }
    }

    @Test(
        "short words are the numbers of their bytes",
        arguments: [
            ("GET", ShortWord.get), ("HEAD", ShortWord.head), ("OPTIONS", ShortWord.options),
            ("TRACE", ShortWord.trace),
            ("POST", ShortWord.post), ("PUT", ShortWord.put), ("PATCH", ShortWord.patch), ("HTTP/1.", ShortWord.http1),
        ]
    )
    func shortWords(word: String, number: UInt64) {
        let bytes = Array("x\(word)yyyyyyyyy".utf8)
        #expect(bytes.span.shortWord(1..<1 + word.utf8.count) == number)
        #expect(bytes.span.shortWord(1..<2 + word.utf8.count) != number)
        #expect(bytes.span.shortWord(0..<9) == 0)
    }

    @Test("numbers are written in decimal digits", arguments: [0, 1, 9, 10, 99, 100, 12_345_678_909, Int.max])
    func decimals(number: Int) { #expect(text(written { $0.append(decimal: number) }) == "\(number)") }

    @Test("the hash of Connection is that of its name")
    func connectionHash() { #expect(Request.connectionHash == Request.nameHash("connection".utf8)) }

    private func written(_ write: (inout HeadWriter) -> Void) -> [UInt8] {
        var output: [UInt8] = [7]
        let start = output.makeRoom(100)
        var room = output.mutableSpan
        var writer = HeadWriter(room.mutableBytes, from: start)
        write(&writer)
        let end = writer.end
        return Array(output[1..<end])
    }
}
