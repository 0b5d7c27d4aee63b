import Testing
import TurnoutHTTP

@Suite("sniffed types") struct SniffedTypeTests {
    @Test(
        "are guessed from what a body begins with",
        arguments: [
            ("", "text/plain; charset=utf-8"),
            ("hello", "text/plain; charset=utf-8"),
            ("\n <!doctype html>", "text/html; charset=utf-8"),
            ("<p>", "text/html; charset=utf-8"),
            ("<p", "text/plain; charset=utf-8"),
            ("<party>", "text/plain; charset=utf-8"),
            ("<!-->", "text/html; charset=utf-8"),
            (" <?xml version", "text/xml; charset=utf-8"),
            ("%PDF-1.4", "application/pdf"),
            (" %PDF-1.4", "text/plain; charset=utf-8"),
            ("GIF89a", "image/gif"),
            ("RIFFxxxxWEBPVP8", "image/webp"),
            ("RIFFxxxxWAVE", "audio/wave"),
            ("OTTO", "font/otf"),
            ("PK\u{3}\u{4}", "application/zip"),
            ("a\u{1B}[0m", "text/plain; charset=utf-8"),
            ("a\u{1}", "application/octet-stream"),
            ("\0\0\0\u{10}ftypisom\0\0\0\0", "application/octet-stream"),
            ("\0\0\0\u{14}ftypisom\0\0\0\0mp42", "video/mp4"),
            ("\0\0\0\u{18}ftypisom\0\0\0\0mp42", "application/octet-stream"),
        ])
    func guesses(_ body: String, _ type: String) { #expect(SniffedType.guess(Array(body.utf8)) == type) }

    @Test("a byte order mark counts with something behind it")
    func marks() {
        #expect(SniffedType.guess([0xFE, 0xFF, 0, 0x41]) == "text/plain; charset=utf-16be")
        #expect(SniffedType.guess([0xFE, 0xFF]) == "text/plain; charset=utf-8")
    }

    @Test("nothing behind the 512th byte counts")
    func limit() {
        let blanks = Array(repeating: UInt8(0x20), count: 511)
        #expect(SniffedType.guess(blanks + Array("a\u{1}".utf8)) == "text/plain; charset=utf-8")
        #expect(SniffedType.guess(blanks + Array("\u{1}".utf8)) == "application/octet-stream")
    }
}
