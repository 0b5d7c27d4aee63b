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
