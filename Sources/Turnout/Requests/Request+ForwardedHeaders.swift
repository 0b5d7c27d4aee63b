// What Turnout itself says about the connection, and what `Connection` takes away, both before routing: a rule sees the
// headers that the upstream will see. Order as in Traefik: managed headers of strangers are gone when this begins, then
// the missing ones are set, then `Connection` is obeyed.
extension Request {
    /// - Parameters:
    ///   - remote: The peer of the connection, if its text can be split.
    ///   - named: The authority, if it can be split.
    mutating func setManagedHeaders(
        _ survey: HeaderSurvey, remote: HostPort?, named: HostPort?, isTLS: Bool, _ texts: ManagedTexts
    ) {
        let offset = bytes.count
        bytes.append(contentsOf: texts.bytes)
        let lines = survey.managed

        if let remote {
            let end = bytes.firstIndex(of: 0x25, in: remote.host) ?? remote.host.upperBound
            setIfEmpty(.realIP, remote.host.lowerBound..<end, lines, texts, offset)
        }
        var isSecureProto = isTLS
        if let index = lines[.proto], headers[index].value.count > 0 {
            let proto = headers[index].value.range
            if bytes.spells(proto, "https") || bytes.spells(proto, "wss") { isSecureProto = true }
        } else {
            let isWebSocket = lists(survey.connection, "upgrade") && lists(survey.upgrade, "websocket")
            let text = isTLS ? (isWebSocket ? texts.wss : texts.https) : (isWebSocket ? texts.ws : texts.http)
            setIfEmpty(.proto, text.shifted(by: offset), lines, texts, offset)
        }
        let port = named?.port ?? 0..<0
        let defaultPort = (isSecureProto ? texts.port443 : texts.port80).shifted(by: offset)
        setIfEmpty(.port, port.isEmpty ? defaultPort : port, lines, texts, offset)
        if authority.count > 0 { setIfEmpty(.host, authority.range, lines, texts, offset) }
        if let first = lines[.forwardedFor] { joinForwardedFor(first, separator: texts.separator.shifted(by: offset)) }
        if !texts.server.isEmpty {
            set(.server, texts.server.shifted(by: offset), first: lines[.server], texts, offset)
        }
        dropRepeatedManagedLines()
    }

    private mutating func setIfEmpty(
        _ header: ManagedHeader, _ value: Range<Int>, _ lines: ManagedLines, _ texts: ManagedTexts, _ offset: Int
    ) {
        if let first = lines[header], headers[first].value.count > 0 { return }
        set(header, value, first: lines[header], texts, offset)
    }

    /// Replaces the first line, marking the others of the name for removal, or adds one.
    private mutating func set(
        _ header: ManagedHeader, _ value: Range<Int>, first: Int?, _ texts: ManagedTexts, _ offset: Int
    ) {
        let field = texts.field(header, value: value, copiedTo: offset)
        guard let first else {
            headers.append(field)
            return
        }
        for index in headers.indices.dropFirst(first + 1) where hasSameName(headers[index], field) {
            headers[index].name = .empty
        }
        headers[first] = field
    }

    private mutating func joinForwardedFor(_ first: Int, separator: Range<Int>) {
        let isRepeated = headers.indices.dropFirst(first + 1).contains { hasSameName(headers[$0], headers[first]) }
        guard isRepeated else { return }
        let start = bytes.count
        for index in headers.indices.dropFirst(first) where hasSameName(headers[index], headers[first]) {
            if index > first {
                for position in separator { bytes.append(bytes[position]) }
            }
            for position in headers[index].value.range { bytes.append(bytes[position]) }
            if index > first { headers[index].name = .empty }
        }
        headers[first].value = Slice(start..<bytes.count)
    }

    private mutating func dropRepeatedManagedLines() {
        headers.removeAll { $0.name.count == 0 }
    }

    private func hasSameName(_ field: Field, _ other: Field) -> Bool {
        field.nameHash == other.nameHash && bytes.isEqual(field.name.range, other.name.range)
    }

    /// Whether one of the comma-separated items of a line is `word`.
    private func lists(_ index: Int?, _ word: StaticString) -> Bool {
        guard let index else { return false }
        var found = false
        forEachItem(of: headers[index].value.range) { item in
            if bytes.equalsIgnoringCase(item, word) { found = true }
        }
        return found
    }
}
