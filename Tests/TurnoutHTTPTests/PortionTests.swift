import Testing
import Turnout
import TurnoutHTTP

/// The verdict on some bytes does not depend on the portions in which they arrive.
@Suite("Portions")
struct PortionTests {
    @Test("request heads", arguments: 0..<UInt64(300))
    func requests(seed: UInt64) {
        var mutator = MessageMutator(seed: seed)
        let bytes = mutator.request()
        var whole = RequestHead()
        let verdict = readRequest(bytes, into: &whole)
        for portions in Self.portions(of: bytes.count) {
            var head = RequestHead()
            #expect(readRequest(bytes, portions: portions, into: &head) == verdict, "\(portions) of \(text(bytes))")
            guard case .frame = verdict else { continue }
            #expect(head.bytes == whole.bytes && head.lines == whole.lines && head.version == whole.version)
            #expect(head.method == whole.method && head.target == whole.target && head.host == whole.host)
        }
    }

    @Test("response heads", arguments: 0..<UInt64(300))
    func responses(seed: UInt64) {
        var mutator = MessageMutator(seed: seed)
        let bytes = mutator.response()
        var whole = ResponseHead()
        let verdict = readResponse(bytes, into: &whole)
        for portions in Self.portions(of: bytes.count) {
            var head = ResponseHead()
            #expect(readResponse(bytes, portions: portions, into: &head) == verdict, "\(portions) of \(text(bytes))")
            guard case .frame = verdict else { continue }
            #expect(head.bytes == whole.bytes && head.lines == whole.lines && head.status == whole.status)
        }
    }

    @Test("bodies", arguments: 0..<UInt64(300))
    func bodies(seed: UInt64) {
        var mutator = MessageMutator(seed: seed)
        let bytes = mutator.chunks()
        for framing in [BodyFraming.chunked, .length(7), .length(1000), .untilClose, .none] {
            let whole = readBody(bytes, framing)
            for portions in Self.portions(of: bytes.count) {
                var verdict = readBody(bytes, framing, portions: portions)
                // Content before a fault is handed out in any case, but how much depends on what arrived together.
                if case .fault = whole.ending { verdict.content = whole.content }
                #expect(verdict == whole, "\(portions) of \(text(bytes))")
            }
        }
    }

    @Test("a head that arrives byte by byte costs no more than a few readings")
    func linear() {
        let value = String(repeating: "y", count: 100)
        let bytes = lines("GET / HTTP/1.1\n\((0..<900).map { "x\($0): \(value)\n" }.joined())Host: a\n\n")
        var head = RequestHead()
        let clock = ContinuousClock()
        let whole = clock.measure { for _ in 0..<20 { _ = readRequest(bytes, into: &head) } }
        // Quadratic reading would take some 50,000 times as long as one.
        let single = clock.measure { _ = readRequest(bytes, portions: 1..<bytes.count, into: &head) }
        #expect(single < whole * 50)
    }

    /// Every way to cut once, and one byte at a time.
    private static func portions(of count: Int) -> [[Int]] { (0...count).map { [$0] } + [Array(0...count)] }
}
