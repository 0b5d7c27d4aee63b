import Turnout
import TurnoutHTTP

/// Reads messages that arrive in portions.
enum PortionedReading {
    enum Verdict<Frame: Hashable, Fault: Hashable>: Hashable {
        case incomplete
        case fault(Fault)
        case frame(Frame)
    }

    /// Where portions end: whole, byte by byte, and cut at two places that `seed` chooses.
    static func portions(of count: Int, seed: UInt8) -> [[Int]] {
        let first = count == 0 ? 0 : Int(seed) % count
        let second = first + (count - first) / 2
        return [[count], Array(0...count), [first, second, count]]
    }

    static func requestHead(_ bytes: [UInt8], ends: [Int], maximumHeadBytes: Int, into head: inout RequestHead)
        -> Verdict<RequestFrame, RequestRefusal.Reason>
    {
        var parser = RequestHeadParser(maximumHeadBytes: maximumHeadBytes)
        for end in ends {
            do throws(RequestRefusal) {
                if let frame = try parser.parse(bytes.span.extracting(first: end), into: &head) { return .frame(frame) }
            } catch {
                return .fault(error.reason)
            }
        }
        return .incomplete
    }

    static func responseHead(
        _ bytes: [UInt8], ends: [Int], isHEAD: Bool, maximumHeadBytes: Int, into head: inout ResponseHead
    ) -> Verdict<ResponseFrame, ResponseFault> {
        var parser = ResponseHeadParser(maximumHeadBytes: maximumHeadBytes)
        for end in ends {
            do throws(ResponseFault) {
                let portion = bytes.span.extracting(first: end)
                if let frame = try parser.parse(portion, requestIsHEAD: isHEAD, into: &head) { return .frame(frame) }
            } catch {
                return .fault(error)
            }
        }
        return .incomplete
    }

    struct Body: Hashable {
        enum Ending: Hashable {
            case end
            case needsMore
            case fault(BodyFault)
        }

        var content: [UInt8] = []
        var trailers: [UInt8] = []
        var consumed = 0
        var ending = Ending.needsMore
    }

    static func body(_ bytes: [UInt8], _ framing: BodyFraming, ends: [Int]) throws(Violation) -> Body {
        var reader = BodyReader(framing)
        var body = Body()
        for end in ends where body.ending == .needsMore {
            let portion = bytes.span.extracting(body.consumed..<end)
            var offset = 0
            while let range = step(&reader, portion, &offset, &body.ending) {
                try expect(!range.isEmpty && range.upperBound == offset, "content at \(range), read up to \(offset)")
                for index in range { body.content.append(portion[index]) }
            }
            if body.ending == .needsMore {
                try expect(offset == portion.count, "more is needed, and \(portion.count - offset) bytes are left")
            }
            body.consumed += offset
        }
        body.trailers = reader.trailers
        try expect(reader.isFinished == (body.ending == .end), "isFinished and the last step differ")
        return body
    }

    /// The next content; `nil` if there is none, and then why.
    private static func step(
        _ reader: inout BodyReader, _ bytes: Span<UInt8>, _ offset: inout Int, _ ending: inout Body.Ending
    ) -> Range<Int>? {
        do throws(BodyFault) {
            switch try reader.step(bytes, from: &offset) {
            case .data(let range): return range
            case .needsMore: ending = .needsMore
            case .end: ending = .end
            }
        } catch {
            ending = .fault(error)
        }
        return nil
    }
}
