#if Proxy
    import Turnout
    import TurnoutHTTP

    /// Lines of the access log as JSON objects, members in the order of their names as Traefik writes them.
    struct AccessLogJSON {
        /// Fields that are left out.
        private let dropped: Set<String>

        init(_ format: AccessLogFormat) {
            dropped = Set(Self.fields.filter { !format.keeps($0) })
        }

        private static let fields = [
            "ClientAddr", "ClientHost", "ClientPort", "ClientUsername", "DownstreamContentSize", "DownstreamStatus",
            "Duration", "GzipRatio", "OriginContentSize", "OriginDuration", "OriginStatus", "Overhead", "RequestAddr",
            "RequestContentSize", "RequestCount", "RequestHost", "RequestMethod", "RequestPath", "RequestPort",
            "RequestProtocol", "RequestScheme", "RetryAttempts", "RouterName", "ServiceAddr", "ServiceName",
            "ServiceURL", "StartLocal", "StartUTC", "TLSCipher", "TLSVersion", "entryPointName",
        ]

        func append(
            _ record: RequestRecord, _ entry: AccessLogEntry, entryPoint: String, nanoseconds: Int,
            clock: inout LogClock, to bytes: inout [UInt8]
        ) {
            var object = Members(dropped)
            swap(&object.bytes, &bytes)
            object.begin()
            let remote = Self.split(entry.remote[...])
            object.add("ClientAddr", text: entry.remote)
            object.add("ClientHost", text: entry.clientHost)
            object.add("ClientPort", text: remote.port)
            object.add("ClientUsername", text: record.username ?? [0x2D])
            object.add("DownstreamContentSize", record.responseBytes)
            object.add("DownstreamStatus", record.status)
            object.add("Duration", nanoseconds)
            addOrigin(record, nanoseconds, to: &object)
            addRequest(record, entry, to: &object)
            if record.action != nil { object.add("RouterName", text: record.routerName) }
            if let target = record.attempt?.target {
                object.add("ServiceAddr", text: target.address.utf8)
                object.add("ServiceName", text: target.serviceName.utf8)
                object.add("ServiceURL", text: target.url.utf8)
            }
            object.add("StartLocal", time: entry.start, &clock)
            object.add("StartUTC", time: entry.start, &clock)
            if let encryption = record.encryption {
                object.add("TLSCipher", text: encryption.cipherName.utf8)
                object.add("TLSVersion", text: encryption.versionName.utf8)
            }
            object.add("downstream_", entry.downstreamHeaders, entry.arena)
            object.add("entryPointName", text: entryPoint.utf8)
            object.add("level", text: "info".utf8)
            object.add("msg", text: [])
            object.add("origin_", entry.originHeaders, entry.arena)
            object.add("request_", entry.requestHeaders, entry.arena)
            object.add("time", second: entry.start + nanoseconds, &clock)
            object.end()
            swap(&object.bytes, &bytes)
        }

        private func addOrigin(_ record: RequestRecord, _ nanoseconds: Int, to object: inout Members) {
            let size = record.attempt?.responseBytes ?? 0
            if size != record.responseBytes, record.responseBytes != 0 {
                object.add("GzipRatio", Double(size) / Double(record.responseBytes))
            }
            object.add("OriginContentSize", size)
            object.add("OriginDuration", record.attempt?.nanoseconds ?? 0)
            object.add("OriginStatus", record.attempt?.status ?? 0)
            object.add("Overhead", nanoseconds - (record.attempt?.nanoseconds ?? 0))
        }

        private func addRequest(_ record: RequestRecord, _ entry: AccessLogEntry, to object: inout Members) {
            let authority = entry.arena[entry.authority]
            let (host, port) = Self.split(authority)
            if !authority.isEmpty { object.add("RequestAddr", text: authority) }
            object.add("RequestContentSize", record.requestBytes)
            object.add("RequestCount", entry.number)
            if !authority.isEmpty { object.add("RequestHost", text: host) }
            object.add("RequestMethod", text: entry.arena[entry.method])
            object.add("RequestPath", text: entry.arena[entry.uri])
            if !authority.isEmpty { object.add("RequestPort", text: port) }
            var version: [UInt8] = []
            version.append(entry.version)
            object.add("RequestProtocol", text: version)
            object.add("RequestScheme", text: (entry.isTLS ? "https" : "http").utf8)
            object.add("RetryAttempts", record.retries)
        }

        /// Host and port; `-` for a port that isn't stated.
        static func split(_ address: ArraySlice<UInt8>) -> (host: ArraySlice<UInt8>, port: ArraySlice<UInt8>) {
            let none: ArraySlice<UInt8> = [0x2D]
            guard let colon = address.lastIndex(of: 0x3A) else { return (address, none) }
            let (host, port) = (address[..<colon], address[(colon + 1)...])
            if host.first == 0x5B, host.last == 0x5D { return (host.dropFirst().dropLast(), port) }
            // More than one colon, and no brackets: an address without a port.
            return host.contains(0x3A) || host.contains(0x5B) ? (address, none) : (host, port)
        }
    }

    /// Members of a JSON object that is being written.
    private struct Members {
        var bytes: [UInt8] = []
        private let dropped: Set<String>
        private var isFirst = true

        init(_ dropped: Set<String>) { self.dropped = dropped }

        mutating func begin() { bytes.append(UInt8(ascii: "{")) }

        mutating func end() { bytes.append(text: "}\n") }

        /// - Returns: Whether the member is written.
        private mutating func addName(_ name: StaticString) -> Bool {
            if !dropped.isEmpty, dropped.contains("\(name)") { return false }
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            bytes.append(0x22)
            bytes.append(text: name)
            bytes.append(text: "\":")
            return true
        }

        mutating func add(_ name: StaticString, text: some Collection<UInt8>) {
            if addName(name) { bytes.append(json: text) }
        }

        mutating func add(_ name: StaticString, _ number: Int) {
            if addName(name) { bytes.append(decimal: number) }
        }

        /// - Precondition: `number` is not negative.
        mutating func add(_ name: StaticString, _ number: Double) {
            guard addName(name) else { return }
            bytes.append(contentsOf: (number == number.rounded() ? "\(Int(number))" : "\(number)").utf8)
        }

        mutating func add(_ name: StaticString, time: Int, _ clock: inout LogClock) {
            guard addName(name) else { return }
            bytes.append(0x22)
            clock.append(time, to: &bytes)
            bytes.append(0x22)
        }

        mutating func add(_ name: StaticString, second: Int, _ clock: inout LogClock) {
            add(name, time: second / 1_000_000_000 * 1_000_000_000, &clock)
        }

        /// Headers in the order of their names, the values of equal ones joined by commas.
        mutating func add(_ prefix: StaticString, _ headers: [AccessLogEntry.Header], _ arena: [UInt8]) {
            guard !headers.isEmpty else { return }
            let named = headers.map { header in
                var name: [UInt8] = []
                name.append(canonicalName: arena[header.name])
                return (name: name, value: arena[header.value])
            }
            let sorted = named.enumerated().sorted {
                $0.element.name == $1.element.name
                    ? $0.offset < $1.offset : $0.element.name.lexicographicallyPrecedes($1.element.name)
            }.map(\.element)
            var index = 0
            while index < sorted.count {
                let name = sorted[index].name
                var value = Array(sorted[index].value)
                index += 1
                while index < sorted.count, sorted[index].name == name {
                    value.append(0x2C)
                    value.append(contentsOf: sorted[index].value)
                    index += 1
                }
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                var key: [UInt8] = []
                key.append(text: prefix)
                bytes.append(json: key + name)
                bytes.append(UInt8(ascii: ":"))
                bytes.append(json: value)
            }
        }
    }
#endif
