#if Proxy
    import NIOCore
    import Turnout
    import TurnoutHTTP

    /// What the access log says of one request, as far as the request and its answer tell: texts in one arena.
    final class AccessLogEntry {
        /// A header line in the arena.
        struct Header {
            var name: Range<Int>
            var value: Range<Int>
        }

        /// The client's address and port.
        private(set) var remote: [UInt8] = []
        /// The client's address.
        private(set) var peerIP: [UInt8] = []
        private(set) var version = HTTPVersion.http1(minor: 1)
        private(set) var isTLS = false
        /// Its place among all requests, from 1.
        private(set) var number = 0
        /// Nanoseconds since 1970.
        private(set) var start = 0

        private(set) var arena: [UInt8] = []
        private(set) var method = 0..<0
        private(set) var uri = 0..<0
        private(set) var authority = 0..<0
        /// Empty if it isn't stated.
        private(set) var forwardedFor = 0..<0
        /// Those that are kept, in no order.
        private(set) var requestHeaders: [Header] = []
        private(set) var originHeaders: [Header] = []
        private(set) var downstreamHeaders: [Header] = []

        init() { arena.reserveCapacity(256) }

        /// Forgets what it said of another request, and starts on this one.
        func begin(_ client: some Downstream, _ request: borrowing Request, number: Int, start: Int, dropsQuery: Bool) {
            remote = client.remote
            peerIP = client.peerIP
            version = client.version
            isTLS = client.isEncrypted
            self.number = number
            self.start = start
            arena.removeAll(keepingCapacity: true)
            requestHeaders.removeAll(keepingCapacity: true)
            originHeaders.removeAll(keepingCapacity: true)
            downstreamHeaders.removeAll(keepingCapacity: true)
            forwardedFor = 0..<0
            method = append(request.bytes[request.method.range])
            let target = request.bytes[request.uri.range]
            uri = append(dropsQuery ? target.prefix { $0 != 0x3F } : target)
            authority = append(request.bytes[request.authority.range])
            for field in request.headers where field.name.count == 15 {
                guard request.bytes[field.name.range].elementsEqual("x-forwarded-for".utf8) else { continue }
                forwardedFor = append(request.bytes[field.value.range])
                break
            }
        }

        /// - Parameter policy: `nil` = none is kept.
        func noteRequestHeaders(_ request: borrowing Request, _ policy: AccessLogHeaders?) {
            guard let policy, policy.keepsAny else { return }
            for field in request.headers {
                let name = request.bytes[field.name.range]
                note(name, request.bytes[field.value.range], policy.mode(name), in: \.requestHeaders)
            }
        }

        /// - Parameter policy: `nil` = none is kept.
        func noteRequestHeaders(_ headers: HeaderFields, _ policy: AccessLogHeaders?) {
            guard let policy, policy.keepsAny else { return }
            requestHeaders = []
            headers.forEachLine { name, value in note(name, value, policy.mode(name), in: \.requestHeaders) }
        }

        /// What the server has answered.
        ///
        /// - Parameter isOwn: Whether the proxy says it in the server's place.
        func noteOrigin(_ head: ForwardedResponse, _ policy: AccessLogHeaders, isOwn: Bool = false) {
            originHeaders = []
            note(head, policy, isOwn: isOwn, in: \.originHeaders)
        }

        /// What the client gets.
        ///
        /// - Parameter isOwn: Whether the proxy has composed it.
        func noteDownstream(_ head: ForwardedResponse, _ policy: AccessLogHeaders, isOwn: Bool) {
            downstreamHeaders = []
            note(head, policy, isOwn: isOwn, in: \.downstreamHeaders)
        }

        /// As with Traefik, an answer without a content type has an empty one here, and own answers have no length yet.
        private func note(
            _ head: ForwardedResponse, _ policy: AccessLogHeaders, isOwn: Bool,
            in list: ReferenceWritableKeyPath<AccessLogEntry, [Header]>
        ) {
            guard policy.keepsAny else { return }
            head.headers.forEachLine { name, value in note(name, value, policy.mode(name), in: list) }
            let length: [UInt8]? =
                if case .length(let count) = head.framing { Array("\(count)".utf8) } else { head.lengthOfAbsentBody }
            if let length, !isOwn {
                let name = Array("content-length".utf8)
                note(name[...], length[...], policy.mode(name[...]), in: list)
            }
            if !head.headers.contains("content-type") {
                let name = Array("content-type".utf8)
                note(name[...], [], policy.mode(name[...]), in: list)
            }
        }

        private func note(
            _ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, _ mode: AccessLogHeaders.Mode,
            in list: ReferenceWritableKeyPath<AccessLogEntry, [Header]>
        ) {
            guard mode != .drop else { return }
            let name = append(name)
            let value = mode == .redact ? append(Array("REDACTED".utf8)) : append(value)
            self[keyPath: list].append(Header(name: name, value: value))
        }

        private func append(_ text: some Collection<UInt8>) -> Range<Int> {
            let start = arena.count
            arena.append(contentsOf: text)
            return start..<arena.count
        }
    }

    /// Which headers the access log keeps.
    struct AccessLogHeaders: Sendable {
        enum Mode: String, Sendable { case keep, drop, redact }

        private let standard: Mode
        /// By names in small letters.
        private let named: [String: Mode]
        let keepsAny: Bool

        /// What is no mode counts for nothing, as with Traefik.
        ///
        /// - Parameters:
        ///   - standard: Of headers that have no mode of their own; else they are kept.
        ///   - names: Modes by names.
        init(standard: String, names: [String: String]) {
            let standard = Mode(rawValue: standard) ?? .keep
            self.standard = standard
            named = Dictionary(
                names.map { (HeaderFields.lowercased($0.key), Mode(rawValue: $0.value) ?? standard) },
                uniquingKeysWith: { $1 })
            keepsAny = standard != .drop || named.values.contains { $0 != .drop }
        }

        /// - Parameter name: In small letters.
        func mode(_ name: ArraySlice<UInt8>) -> Mode {
            named.isEmpty ? standard : named[String(decoding: name, as: UTF8.self)] ?? standard
        }
    }
#endif
