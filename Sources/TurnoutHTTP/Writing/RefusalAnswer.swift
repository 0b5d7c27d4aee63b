import Turnout

/// Appends the whole answer to a refused request, in the words of Go's server, which are Traefik's. The connection closes.
public func appendRefusal(_ refusal: RequestRefusal, to output: inout [UInt8]) {
    let reason: StaticString = HTTPStatus.reason(for: refusal.status) ?? ""
    output.append(addingCapacity: 512) { output in
        output.append("HTTP/1.1 ")
        output.append(status: refusal.status, reason, detail: refusal.reason.detail)
        switch refusal.reason {
        // Refused behind Go's parser, without any words.
        case .serverOptions, .unsupportedExpectation, .fragment, .rootlessTarget:
            output.append("\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        case .underscoreHeader:
            output.append("\r\nContent-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n")
            output.append("Content-Length: 12\r\nConnection: close\r\n\r\nBad Request\n")
        case .unsupportedTransferEncoding:
            output.append("\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n")
            output.append("Unsupported transfer encoding")
        default:
            output.append("\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n")
            output.append(status: refusal.status, reason, detail: refusal.reason.detail)
        }
    }
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

extension OutputSpan<UInt8> {
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
