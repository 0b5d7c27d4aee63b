import Turnout
import TurnoutHTTP

/// A text with CR LF for each line feed: heads are easier to read that way.
func lines(_ text: String) -> [UInt8] {
    text.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
}

func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

/// What reading a request head comes to.
enum RequestVerdict: Hashable {
    case incomplete
    case refused(RequestRefusal.Reason)
    case frame(RequestFrame)
}

/// Reads a head that arrives in portions which end at `ends`; the last one at the end of the bytes.
func readRequest(
    _ bytes: [UInt8], portions ends: some Sequence<Int> = [], maximumHeadBytes: Int = 1 << 20,
    into head: inout RequestHead
) -> RequestVerdict {
    var parser = RequestHeadParser(maximumHeadBytes: maximumHeadBytes)
    do throws(RequestRefusal) {
        for end in Array(ends) + [bytes.count] {
            if let frame = try parser.parse(bytes.span.extracting(first: end), into: &head) { return .frame(frame) }
        }
        return .incomplete
    } catch {
        return .refused(error.reason)
    }
}

func readRequest(_ bytes: [UInt8]) -> RequestVerdict {
    var head = RequestHead()
    return readRequest(bytes, into: &head)
}

func readRequest(_ text: String) -> RequestVerdict { readRequest(lines(text)) }

/// What reading a response head comes to.
enum ResponseVerdict: Hashable {
    case incomplete
    case refused(ResponseFault)
    case frame(ResponseFrame)
}

/// Reads a head that arrives in portions which end at `ends`; the last one at the end of the bytes.
func readResponse(
    _ bytes: [UInt8], portions ends: some Sequence<Int> = [], requestIsHEAD: Bool = false,
    maximumHeadBytes: Int = 1 << 20, into head: inout ResponseHead
) -> ResponseVerdict {
    var parser = ResponseHeadParser(maximumHeadBytes: maximumHeadBytes)
    do throws(ResponseFault) {
        for end in Array(ends) + [bytes.count] {
            let portion = bytes.span.extracting(first: end)
            if let frame = try parser.parse(portion, requestIsHEAD: requestIsHEAD, into: &head) { return .frame(frame) }
        }
        return .incomplete
    } catch {
        return .refused(error)
    }
}

func readResponse(_ text: String, requestIsHEAD: Bool = false) -> ResponseVerdict {
    var head = ResponseHead()
    return readResponse(lines(text), requestIsHEAD: requestIsHEAD, into: &head)
}

/// What reading a body comes to.
struct BodyVerdict: Hashable {
    enum Ending: Hashable {
        case end
        case needsMore
        case fault(BodyFault)
    }

    var content: [UInt8] = []
    /// How many bytes are consumed; of a faulty body, nothing.
    var consumed = 0
    var trailers: [UInt8] = []
    var ending = Ending.needsMore
}

/// Reads a body that arrives in portions which end at `ends`; the last one at the end of the bytes.
func readBody(
    _ bytes: [UInt8], _ framing: BodyFraming = .chunked, portions ends: some Sequence<Int> = [],
    limits: BodyLimits = BodyLimits()
) -> BodyVerdict {
    var reader = BodyReader(framing, limits: limits)
    var verdict = BodyVerdict()
    do throws(BodyFault) {
        for end in Array(ends) + [bytes.count] {
            let portion = bytes.span.extracting(verdict.consumed..<max(verdict.consumed, end))
            var offset = 0
            reading: while true {
                switch try reader.step(portion, from: &offset) {
                case .data(let range):
                    for index in range { verdict.content.append(portion[index]) }
                case .needsMore:
                    break reading
                case .end:
                    verdict.ending = .end
                    break reading
                }
            }
            verdict.consumed += offset
            verdict.trailers = reader.trailers
        }
    } catch {
        verdict.ending = .fault(error)
        verdict.consumed = 0
    }
    return verdict
}
