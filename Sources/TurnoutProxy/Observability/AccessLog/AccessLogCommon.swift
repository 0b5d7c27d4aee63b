#if Proxy
    import Turnout
    import TurnoutHTTP

    /// Lines of the access log in the common log format, with or without what Traefik adds to it.
    struct AccessLogCommon {
        /// Whether Traefik's own fields follow those that everybody's format has.
        private let isWhole: Bool
        // Which fields are written.
        private let host: Bool
        private let username: Bool
        private let time: Bool
        private let method: Bool
        private let path: Bool
        private let version: Bool
        private let status: Bool
        private let size: Bool
        private let number: Bool
        private let router: Bool
        private let server: Bool
        private let duration: Bool

        init(_ format: AccessLogFormat, isWhole: Bool) {
            self.isWhole = isWhole
            host = format.keeps("ClientHost")
            username = format.keeps("ClientUsername")
            time = format.keeps("StartUTC") || format.keeps("StartLocal")
            method = format.keeps("RequestMethod")
            path = format.keeps("RequestPath")
            version = format.keeps("RequestProtocol")
            status = format.keeps("DownstreamStatus")
            size = format.keeps("DownstreamContentSize")
            number = format.keeps("RequestCount")
            router = format.keeps("RouterName")
            server = format.keeps("ServiceURL")
            duration = format.keeps("Duration")
        }

        func append(
            _ record: RequestRecord, _ entry: AccessLogEntry, _ nanoseconds: Int, _ clock: inout LogClock,
            to bytes: inout [UInt8]
        ) {
            bytes.append(host ? entry.clientHost : [], or: "-")
            bytes.append(text: " - ")
            bytes.append(username ? record.username ?? [] : [], or: "-")
            bytes.append(text: " [")
            bytes.append(time ? clock.common(entry.start) : [], or: "-")
            bytes.append(text: "] \"")
            bytes.append(method ? entry.arena[entry.method] : [], or: "-")
            bytes.append(0x20)
            bytes.append(path ? entry.arena[entry.uri] : [], or: "-")
            bytes.append(0x20)
            if version { bytes.append(entry.version) } else { bytes.append(0x2D) }
            bytes.append(text: "\" ")
            bytes.append(decimal: status ? record.status : nil)
            bytes.append(0x20)
            bytes.append(decimal: size ? record.responseBytes : nil)
            bytes.append(0x20)
            bytes.append(quotedOrDash: entry.header("referer"))
            bytes.append(0x20)
            bytes.append(quotedOrDash: entry.header("user-agent"))
            if isWhole { appendRest(record, entry, nanoseconds, to: &bytes) }
            bytes.append(0x0A)
        }

        private func appendRest(
            _ record: RequestRecord, _ entry: AccessLogEntry, _ nanoseconds: Int, to bytes: inout [UInt8]
        ) {
            bytes.append(0x20)
            bytes.append(decimal: number ? entry.number : nil)
            bytes.append(0x20)
            bytes.append(quotedOrDash: router ? record.routerName : "".utf8)
            bytes.append(0x20)
            bytes.append(quotedOrDash: server ? record.serverURL : "".utf8)
            bytes.append(0x20)
            bytes.append(decimal: duration ? nanoseconds / 1_000_000 : 0)
            bytes.append(text: "ms")
        }
    }

    extension [UInt8] {
        /// - Parameter absence: What stands for nothing.
        fileprivate mutating func append(_ text: some Collection<UInt8>, or absence: StaticString) {
            if text.isEmpty { append(text: absence) } else { append(contentsOf: text) }
        }

        /// - Parameter number: `nil` = a dash.
        fileprivate mutating func append(decimal number: Int?) {
            if let number { append(decimal: number) } else { append(0x2D) }
        }

        fileprivate mutating func append(quotedOrDash text: some Collection<UInt8>) {
            if text.isEmpty { append(text: "\"-\"") } else { append(quoted: text) }
        }
    }

    extension [UInt8] {
        /// Appends `HTTP/1.1`, `HTTP/2.0`.
        mutating func append(_ version: HTTPVersion) {
            switch version {
            case .http1(let minor):
                append(text: "HTTP/1.")
                append(decimal: Int(minor))
            default: append(text: "HTTP/2.0")
            }
        }
    }

    extension AccessLogEntry {
        /// What the client says through a proxy that is trusted, else its address.
        var clientHost: ArraySlice<UInt8> { forwardedFor.isEmpty ? peerIP[...] : arena[forwardedFor] }

        /// The value of the first kept header of the request with the name.
        ///
        /// - Parameter name: In small letters.
        func header(_ name: StaticString) -> ArraySlice<UInt8> {
            for header in requestHeaders where header.name.count == name.utf8CodeUnitCount {
                if name.withUTF8Buffer({ arena[header.name].elementsEqual($0) }) { return arena[header.value] }
            }
            return []
        }
    }

    extension RequestRecord {
        /// Empty if no router takes the request.
        var routerName: String.UTF8View { (action?.observation.label ?? "").utf8 }

        /// Empty if no server was asked.
        var serverURL: String.UTF8View { (attempt?.target.url ?? "").utf8 }
    }
#endif
