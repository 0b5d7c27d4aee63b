import Turnout
import TurnoutSyntax

/// A request head split at its delimiters and no further, with the policies that it is read under.
///
/// Input: a line with one byte, whose low six bits choose settings, and the peer (`@192.0.2.1:1`); then the head as on the wire,
/// lines ended by LF or CRLF:
///
///     @192.0.2.1:1
///     GET /shop?item=1 HTTP/1.1
///     Host: a.com
///
/// What has no version is read as HTTP/1.1; a header line without a colon is a name.
struct RawHead {
    let settings: UInt8
    private let remote: [UInt8]
    let method: [UInt8]
    let target: [UInt8]
    private let version: HTTPVersion
    private let headers: [(name: [UInt8], value: [UInt8])]

    init(_ input: [UInt8]) {
        var lines = input.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            line.last == 0x0D ? line.dropLast() : line
        }
        let first = lines.removeFirst()
        settings = first.first ?? 0
        remote = Array(first.dropFirst())
        let request = lines.isEmpty ? [] : lines.removeFirst()
        let methodEnd = request.firstIndex(of: 0x20) ?? request.endIndex
        method = Array(request[..<methodEnd])
        let rest = request[methodEnd...].dropFirst()
        let targetEnd = rest.lastIndex(of: 0x20) ?? rest.endIndex
        target = Array(rest[..<targetEnd])
        version = (try? HTTPVersion(parsing: rest[targetEnd...].dropFirst())) ?? .http1(minor: 1)
        headers = lines.filter { !$0.isEmpty }.map { line in
            let colon = line.firstIndex(of: 0x3A) ?? line.endIndex
            return (Array(line[..<colon]), Array(line[colon...].dropFirst()))
        }
    }

    var head: RequestHead {
        let isSeparate = settings & 0x20 != 0 && headers.first.map { isHost($0.name) } == true
        return RequestHead(
            method: method, target: target, version: version, host: isSeparate ? headers[0].value : nil,
            headers: Array(headers.dropFirst(isSeparate ? 1 : 0)), remote: remote, isTLS: settings & 0x10 != 0)
    }

    private func isHost(_ name: [UInt8]) -> Bool { name.elementsEqual("Host".utf8) }

    /// An entry point's default settings, those of the muxer, and the settings that the input chooses.
    var policies: [RequestPolicy] {
        var chosen = RequestPolicy.entryPoint
        chosen.sanitizesPath = settings & 1 == 0
        chosen.encodesQuerySemicolons = settings & 2 != 0
        switch settings & 0xC {
        case 4: chosen.underscoreHeaders = .delete
        case 8: chosen.underscoreHeaders = .reject
        case 12:
            chosen.keptConnectionHeaders = ["X-A"]
            chosen.serverName = "server"
            chosen.trustsEveryPeer = true
        default: chosen.trustedPeers = [AddressRange(network: [10, 0, 0, 0], prefixLength: 8)]
        }
        return [.entryPoint, .muxer, chosen]
    }
}
