import Testing
import TurnoutHTTP

@Suite("Negotiation of the content coding")
struct NegotiationTests {
    @Test(
        "the highest weight decides, then '*', the order on offer, and 'identity'",
        arguments: [
            (["gzip"], "gzip"), (["br"], "br"), (["zstd, br, gzip"], "gzip"), (["zstd", "br"], "br"),
            (["gzip;q=0.5, br"], "br"), (["gzip;q=0.5, br;q=0.5, zstd;q=0.4"], "gzip"),
            (["gzip ; q = 0.2, br;q=0.3"], "br"),
            (["identity"], nil), (["identity, gzip"], "gzip"), (["identity;q=0.9, gzip;q=0.8"], nil),
            (["identity;q=0"], nil),
            (["*;q=0.1, br"], "br"), (["*;q=0"], nil), (["*;q=0, br"], "br"), ([""], nil), ([" "], nil),
            (["", ""], nil),
            (["deflate"], nil), (["GZIP"], nil), (["deflate, gzip;q=0.1"], "gzip"), (["br;q=0, zstd"], "zstd"),
            (["gzip;q=0"], nil), (["gzip;q=0.000"], nil), (["gzip;q=x"], nil), (["gzip;q=0.5;x"], nil),
            (["gzip;q="], nil),
            (["br;level=1"], "br"), (["br;Q=0"], "br"), (["br;\tq=0"], "br"), (["deflate,\tbr"], nil),
            (["br;q=-1"], "br"), (["br;q=-1, zstd;q=0.1"], "zstd"), (["br;q=5, zstd"], "br"), (["br;q=1e-3"], "br"),
            (["br;q=nan, zstd;q=0.1"], "zstd"), (["br, br;q=0"], "br"), (["br;q=0, br"], "br"),
            // What gzip asks for besides.
            (["*"], nil), (["*, br"], nil), (["*, gzip"], "gzip"), (["gzip;q=0, *"], nil), (["gzip;level=1"], "gzip"),
            (["gzip;Q=0"], nil), (["gzip;\tq=0"], nil), (["gzip;level=1;q=0"], nil), (["gzip;q=-1"], nil),
            (["gzip;q=-1, br;q=0.1"], "br"), (["gzip;q=5, br"], "gzip"), (["gzip;q=1e-3"], "gzip"),
            (["gzip, gzip;q=0"], "gzip"),
            (["gzip;q=0, gzip"], nil), (["br;q=0.1", "gzip"], nil), (["gzip", "gzip;q=0"], "gzip"),
            (["gzip;q=0", "gzip"], nil),
        ] as [([String], String?)])
    func coding(lines: [String], expected: String?) {
        let preference = ContentCodingPreference(offered: ["gzip", "br", "zstd"])
        #expect(preference.coding(accepting: lines.map { Array($0.utf8) }) == expected)
    }

    @Test("the default is what '*' stands for, and what a client gets that says nothing")
    func standard() {
        let preference = ContentCodingPreference(offered: ["gzip", "br"], standard: "br")
        #expect(preference.coding(accepting: []) == "br")
        #expect(preference.coding(accepting: [Array("*".utf8)]) == "br")
        #expect(preference.coding(accepting: [Array("gzip, br".utf8)]) == "gzip")
        #expect(ContentCodingPreference(offered: ["gzip"]).coding(accepting: []) == nil)
        #expect(ContentCodingPreference(offered: ["br", "gzip"], standard: "gzip").coding(accepting: []) == nil)
        #expect(ContentCodingPreference(offered: ["br"]).coding(accepting: [Array("*".utf8)]) == "br")
    }

    @Test(
        "a media type is read without its parameters, which have to be well-formed",
        arguments: [
            ("text/html", "text/html"), (" Text/HTML ; Charset=UTF-8", "text/html"), ("text/html;", "text/html"),
            ("text/html; ; ", nil), ("text", "text"), (#"a/b; x="y;z""#, "a/b"), (#"a/b; x="\"""#, "a/b"),
            (#"a/b; x="C:\dir""#, "a/b"), (#"a/b; x=""#, nil), (#"a/b; x="""#, "a/b"), ("a/b; x", nil),
            ("a/b; =y", nil),
            ("a/b; x=y; x=y", "a/b"), ("a/b; x=y; X=z", nil), ("a/b x=y", nil), ("", nil), ("/", nil), ("a/", nil),
            ("a/b/c", nil),
            ("a b/c", nil), ("a/b, c/d", nil), ("é/b", nil), ("a/*", "a/*"),
            ("application/grpc+proto", "application/grpc+proto"),
        ] as [(String, String?)])
    func mediaType(text: String, expected: String?) {
        #expect(MediaType(parsing: Array(text.utf8)).map { String(decoding: $0.essence, as: UTF8.self) } == expected)
    }

    @Test("included types are the only ones, excluded ones are left out, and gRPC always is")
    func filter() throws {
        func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
        let all = try MediaTypeFilter()
        #expect(all.allowsResponse(contentType: bytes("text/html; charset=utf-8")))
        #expect(!all.allowsResponse(contentType: bytes("application/grpc")))
        #expect(all.allowsResponse(contentType: bytes("application/grpc+proto")))
        #expect(all.allowsResponse(contentType: bytes("text/html; x")) && all.allowsResponse(contentType: []))
        #expect(!all.allowsRequest(contentType: bytes("application/grpc; x")) && all.allowsRequest(contentType: []))

        let excluding = try MediaTypeFilter(excluded: ["Text/Event-Stream; x=y"])
        #expect(!excluding.allowsResponse(contentType: bytes("text/event-stream;charset=utf-8")))
        #expect(!excluding.allowsRequest(contentType: bytes("text/event-stream")))
        #expect(excluding.allowsResponse(contentType: bytes("text/plain")))

        let including = try MediaTypeFilter(included: ["application/json", "text/html"])
        #expect(including.allowsResponse(contentType: bytes("application/JSON")))
        #expect(!including.allowsResponse(contentType: bytes("application/json; x")))
        #expect(
            !including.allowsResponse(contentType: bytes("text/plain")) && !including.allowsResponse(contentType: []))
        #expect(including.allowsRequest(contentType: bytes("text/plain")))
    }

    @Test("a malformed type, or both lists, make no filter")
    func invalidFilter() {
        #expect(throws: MediaTypeFilter.InvalidOptions.malformed("a/")) {
            try MediaTypeFilter(excluded: ["a/b", "a/"])
        }
        #expect(throws: MediaTypeFilter.InvalidOptions.bothLists) {
            try MediaTypeFilter(included: ["a/b"], excluded: ["c/d"])
        }
    }
}
