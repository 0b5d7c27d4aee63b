import Turnout

/// Appends the whole answer to a refused request, in the words of Go's server, which are Traefik's. The connection
/// closes.
public func appendRefusal(_ refusal: RequestRefusal, to output: inout [UInt8]) {
    let reason: StaticString = HTTPStatus.reason(for: refusal.status) ?? ""
    let start = output.makeRoom(512)
    var room = output.mutableSpan
    var writer = HeadWriter(room.mutableBytes, from: start)
    writer.append("HTTP/1.1 ")
    writer.append(status: refusal.status, reason, detail: refusal.reason.detail)
    switch refusal.reason {
    // Refused behind Go's parser, without any words.
    case .serverOptions, .unsupportedExpectation, .fragment, .rootlessTarget:
        writer.append("\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    case .underscoreHeader:
        writer.append("\r\nContent-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n")
        writer.append("Content-Length: 12\r\nConnection: close\r\n\r\nBad Request\n")
    case .unsupportedTransferEncoding:
        writer.append("\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n")
        writer.append("Unsupported transfer encoding")
    default:
        writer.append("\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n")
        writer.append(status: refusal.status, reason, detail: refusal.reason.detail)
    }
    let end = writer.end
    output.removeLast(output.count - end)
}

extension RequestRefusal.Reason {
    /// What Go's server adds behind the status.
    fileprivate var detail: StaticString? {
        switch self {
        case .missingHost: "missing required Host header"
        case .malformedHost: "malformed Host header"
        case .blankInHeaderName: "invalid header name"
        case .unsupportedVersion: "unsupported protocol version"
        default: nil
        }
    }
}

extension HeadWriter {
    @_lifetime(self: copy self)
    fileprivate mutating func append(status: Int, _ reason: StaticString, detail: StaticString?) {
        append(decimal: status)
        append(0x20)
        append(reason)
        guard let detail else { return }
        append(": ")
        append(detail)
    }
}
