import Foundation
import Testing

@testable import Turnout

/// Replays what a real Traefik made of raw heads (`Tests/Traefik/record_requests.py`).
@Suite("requests, against recordings of Traefik")
struct RequestRecordingTests {
    /// One line of the recording. The texts are bytes spelled as U+0000 to U+00FF.
    struct Row: Decodable {
        let k: String
        var e: String?
        var t: String?
        var m: String?
        var s: Int?
        var r: String?
        var u: String?
        var a: String?
        var h: [String]?
        var v: String?
        var c: String?
        var w: String?
        var f: String?
        var x: [[String]]?
        var o: [[String]]?
        var q: [Probe]?
        var p: [Probe]?
    }

    /// Does a rule find this name (or key) and value?
    struct Probe: Decodable {
        let name, value: [UInt8]
        let matches: Bool

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            name = bytes(try list.decode(String.self))
            value = bytes(try list.decode(String.self))
            matches = try list.decode(Bool.self)
        }
    }

    static func rows(_ kind: String) throws -> [Row] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../fixtures/requests/traefik-targets.jsonl")
        let lines = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
        return try lines.map { try JSONDecoder().decode(Row.self, from: $0) }.filter { $0.k == kind }
    }

    static func policy(_ entryPoint: String?) -> RequestPolicy {
        var policy = RequestPolicy.entryPoint
        policy.serverName = "SERVER"
        switch entryPoint {
        case "unclean": policy.sanitizesPath = false
        case "semicolons": policy.encodesQuerySemicolons = true
        case "trusting": policy.trustsEveryPeer = true
        case "deleting": policy.underscoreHeaders = .delete
        case "rejecting": policy.underscoreHeaders = .reject
        case "keeping": policy.keptConnectionHeaders = ["X-Kept"]
        default: break
        }
        return policy
    }

    @Test("status, routing path and upstream target are Traefik's")
    func targets() throws {
        let rows = try Self.rows("target")
        #expect(rows.count >= 2_000)
        // One request for all, so that nothing of one head may show in the next.
        var request = Request()
        for row in rows {
            let target = try #require(row.t)
            let head = RequestHead(
                method: bytes(row.m ?? "GET"), target: bytes(target), host: bytes("h.example"),
                remote: bytes("127.0.0.1:5000")
            )
            do {
                try request.refill(head, policy: Self.policy(row.e))
                #expect(row.s == 200, "\(target) on \(row.e ?? "")")
                #expect(request.text(request.path) == bytes(row.r ?? target), "\(target) on \(row.e ?? "")")
                #expect(request.text(request.uri) == bytes(row.u ?? target), "\(target) on \(row.e ?? "")")
            } catch {
                #expect(abs(row.s ?? 0) == error.status, "\(target) on \(row.e ?? ""): \(error)")
            }
        }
    }

    @Test("canonical and raw hosts are Traefik's")
    func hosts() throws {
        for row in try Self.rows("host") {
            let target = row.a.map { "http://" + $0 + "/host" } ?? "/host"
            let lines = try #require(row.h).map { (name: bytes("Host"), value: bytes($0)) }
            do throws(RequestRefusal) {
                let head = RequestHead(
                    method: bytes("GET"), target: bytes(target),
                    version: try HTTPVersion(parsing: bytes(row.v ?? "HTTP/1.1")),
                    host: nil, headers: lines, remote: bytes("127.0.0.1:5000")
                )
                let request = try Request(head)
                #expect(row.s == 200, "\(row)")
                #expect(request.text(request.host) == row.c.map(bytes), "\(row)")
                if let raw = row.w { #expect(request.text(request.rawHost) == bytes(raw), "\(row)") }
            } catch {
                #expect(row.s == error.status, "\(row): \(error)")
            }
        }
    }

    @Test("query pairs are Traefik's")
    func queries() throws {
        for row in try Self.rows("query") {
            let query = try #require(row.t)
            let head = RequestHead(
                method: bytes("GET"), target: bytes("/p?" + query), host: bytes("h"), remote: bytes("127.0.0.1:5000")
            )
            let request = try Request(head, policy: Self.policy(row.e))
            let sent = try #require(row.u)
            #expect(request.text(request.uri) == bytes("/p" + sent), "\(query)")
            for probe in row.q ?? [] {
                let found = request.queryPairs.contains {
                    request.text($0.name) == probe.name && request.text($0.value) == probe.value
                        && $0.nameHash == Request.nameHash(probe.name)
                }
                #expect(found == probe.matches, "\(query) on \(row.e ?? ""): \(probe)")
            }
        }
    }

    @Test("visible and forwarded headers are Traefik's")
    func headers() throws {
        for row in try Self.rows("headers") {
            let lines = try #require(row.x).map { (name: bytes($0[0]), value: bytes($0[1])) }
            let head = RequestHead(
                method: bytes("GET"), target: bytes("/headers"), host: bytes("h.example:81"), headers: lines,
                remote: bytes("127.0.0.1:5000")
            )
            do {
                let request = try Request(head, policy: Self.policy(row.e))
                #expect(row.s == 200, "\(row)")
                for probe in row.p ?? [] {
                    let name = probe.name.map(\.asciiLowercased)
                    let found = request.headers.contains {
                        request.text($0.name) == name && request.text($0.value) == probe.value
                            && $0.nameHash == Request.nameHash(name)
                    }
                    #expect(found == probe.matches, "\(row.x ?? []) on \(row.e ?? ""): \(probe)")
                }
                #expect(Self.forwarded(request) == Self.recorded(row.o ?? []), "\(row.x ?? []) on \(row.e ?? "")")
            } catch {
                #expect(row.s == error.status, "\(row): \(error)")
            }
        }
    }

    /// What a proxy still does to the lines: the peer joins X-Forwarded-For, and what concerns one connection goes.
    static func forwarded(_ request: Request) -> [String] {
        let hopByHop = [
            "connection", "trailer", "proxy-connection", "keep-alive", "proxy-authenticate", "proxy-authorization",
            "upgrade",
        ]
        var chain = "127.0.0.1"
        var lines: [String] = []
        let connection = request.headerLines.first { text($0.name) == "connection" }.map { text($0.value) } ?? ""
        let isUpgrade = connection.hasSuffix("Upgrade")
        for line in request.headerLines {
            let name = text(line.name)
            let value = text(line.value)
            // The names that survived so that middlewares could see them go now.
            if name != "upgrade" && connection.lowercased().split(separator: ",").contains(Substring(name)) { continue }
            if name == "x-forwarded-for" {
                chain = value + ", " + chain
            } else if !hopByHop.contains(name) && !(name == "te" && value != "trailers")
                || isUpgrade && name == "upgrade"
            {
                lines.append(name + ": " + value)
            }
        }
        return (lines + ["x-forwarded-for: " + chain]).filter { !isOfTheHop($0) }.sorted()
    }

    static func recorded(_ lines: [[String]]) -> [String] {
        lines.map { $0[0].lowercased() + ": " + $0[1] }
            .filter { $0 != "connection: Upgrade" && !isOfTheHop($0) }.sorted()
    }

    /// Lines that Traefik's proxying adds or leaves out, behind the rules: body framing, encodings, the empty user
    /// agent, and the upgrade to HTTP/2.
    static func isOfTheHop(_ line: String) -> Bool {
        line == "user-agent: " || line == "upgrade: h2c"
            || ["content-length: ", "transfer-encoding: ", "trailer: ", "accept-encoding: ", "http2-settings: "]
                .contains { line.hasPrefix($0) }
    }
}

private func bytes(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }

private func text(_ bytes: [UInt8]) -> String {
    var text = ""
    for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
    return text
}
