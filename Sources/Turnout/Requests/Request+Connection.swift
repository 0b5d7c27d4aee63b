extension Request {
    /// Removes `Connection` and the headers it names, managed ones excepted. `Upgrade` stays for a request that asks to
    /// change protocols, its first line that is, and `Connection` then says so.
    ///
    /// - Complexity: O(names · headers) up to a few names, from there on O((names + headers) · log names): a head full of
    ///   names costs no more than reading it.
    mutating func removeConnectionHeaders(_ survey: HeaderSurvey, policy: RequestPolicy) {
        guard survey.connection != nil, let first = headers.firstIndex(where: { isConnection($0) }) else { return }
        let connectionName = headers[first].name
        let connectionHash = headers[first].nameHash
        var names: [Slice] = []
        swap(&names, &connectionNames)
        names.removeAll(keepingCapacity: true)
        var asksForUpgrade = false
        for index in headers.indices.dropFirst(first) where isConnection(headers[index]) {
            // Names are compared in small letters, and this value is not read again.
            let list = headers[index].value.range
            for position in list { bytes[position] = bytes[position].asciiLowercased }
            forEachItem(of: list) { item in
                if bytes.spells(item, "upgrade") { asksForUpgrade = true }
                if !item.isEmpty && ManagedHeader(item, of: bytes.span) == nil { names.append(Slice(item)) }
            }
        }
        let keptNames = appendKeptNames(&names, policy: policy)
        let upgrade = asksForUpgrade ? headers.first { bytes.spells($0.name.range, "upgrade") } : nil
        removeHeaders(named: &names)
        swap(&names, &connectionNames)

        var value = keptNames
        if let upgrade, upgrade.value.count > 0 {
            if !value.isEmpty { bytes.append(0x2C) }
            for byte in "Upgrade".utf8 { bytes.append(byte) }
            value = value.lowerBound..<bytes.count
            headers.append(upgrade)
        }
        if !value.isEmpty {
            headers.append(Field(nameHash: connectionHash, name: connectionName, value: Slice(value)))
        }
    }

    private func isConnection(_ field: Field) -> Bool { bytes.spells(field.name.range, "connection") }

    /// Takes the names that the policy keeps out of `names` and spells them, `Like-This` and with commas, at the end of
    /// the arena.
    private mutating func appendKeptNames(_ names: inout [Slice], policy: RequestPolicy) -> Range<Int> {
        let start = bytes.count
        guard !policy.keptConnectionNames.isEmpty else { return start..<start }
        for slice in names {
            guard policy.keptConnectionNames.contains(where: { bytes[slice.range].elementsEqual($0) }) else { continue }
            if bytes.count > start { bytes.append(0x2C) }
            var startsWord = true
            for index in slice.range {
                let byte = bytes[index]
                bytes.append(startsWord && byte.isASCIILetter ? byte & 0xDF : byte)
                startsWord = byte == 0x2D
            }
        }
        let arena = bytes
        names.removeAll { name in policy.keptConnectionNames.contains { arena[name.range].elementsEqual($0) } }
        return start..<bytes.count
    }

    private mutating func removeHeaders(named names: inout [Slice]) {
        let arena = bytes
        guard names.count > 8 else {
            headers.removeAll { field in
                arena.spells(field.name.range, "connection")
                    || names.contains { arena.isEqual(field.name.range, $0.range) }
            }
            return
        }
        names.sort { arena.precedes($0.range, $1.range) }
        headers.removeAll { field in
            if arena.spells(field.name.range, "connection") { return true }
            var (lower, upper) = (0, names.count)
            while lower < upper {
                let middle = (lower + upper) / 2
                if arena.precedes(names[middle].range, field.name.range) { lower = middle + 1 } else { upper = middle }
            }
            return lower < names.count && arena.isEqual(names[lower].range, field.name.range)
        }
    }

    /// The comma-separated items of a value, blanks around them trimmed; empty ones too.
    func forEachItem(of list: Range<Int>, _ body: (Range<Int>) -> Void) {
        var start = list.lowerBound
        while start <= list.upperBound {
            let end = bytes.firstIndex(of: 0x2C, in: start..<list.upperBound) ?? list.upperBound
            body(bytes.trimmingBlanks(start..<end))
            start = end + 1
        }
    }
}

extension [UInt8] {
    func isEqual(_ range: Range<Int>, _ other: Range<Int>) -> Bool {
        guard range.count == other.count else { return false }
        var (left, right) = (range.lowerBound, other.lowerBound)
        while left < range.upperBound {
            if self[left] != self[right] { return false }
            (left, right) = (left + 1, right + 1)
        }
        return true
    }

    fileprivate func precedes(_ range: Range<Int>, _ other: Range<Int>) -> Bool {
        self[range].lexicographicallyPrecedes(self[other])
    }
}
