import Turnout

extension HeaderFields {
    /// The value of the first cookie with the name that a client has sent, as Go's `Request.Cookie` reads it: blanks
    /// around and quotes are left out, and a cookie whose value holds what none may is passed over.
    ///
    /// - Parameter name: Letter case counts.
    /// - Complexity: O(n) for cookies of n bytes; allocates for the result only.
    public func cookie(_ name: [UInt8]) -> [UInt8]? {
        for place in places where bytes[place.name.range].elementsEqual("cookie".utf8) {
            var rest = bytes[place.value.range]
            while !rest.isEmpty {
                let end = rest.firstIndex(of: UInt8(ascii: ";")) ?? rest.endIndex
                let pair = rest[..<end]
                rest = rest[min(end + 1, rest.endIndex)...]
                let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
                guard pair[..<equals].trimmed.elementsEqual(name) else { continue }
                let value = pair[min(equals + 1, pair.endIndex)...].trimmedOnRight.unquoted
                if value.allSatisfy(\.isCookieByte) { return Array(value) }
            }
        }
        return nil
    }

    /// Adds a `Set-Cookie` line in front of those that there are.
    public mutating func insertCookie(_ value: [UInt8]) {
        let place = places.firstIndex { bytes[$0.name.range].elementsEqual("set-cookie".utf8) }
        append("set-cookie", value)
        if let place { places.insert(places.removeLast(), at: place) }
    }
}

extension ArraySlice<UInt8> {
    fileprivate var trimmed: Self { drop { $0.isBlank }.trimmedOnRight }

    fileprivate var trimmedOnRight: Self {
        var result = self
        while result.last?.isBlank == true { result.removeLast() }
        return result
    }

    fileprivate var unquoted: Self {
        let quote = UInt8(ascii: "\"")
        return count > 1 && first == quote && last == quote ? dropFirst().dropLast() : self
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 }

    /// A byte that the value of a cookie may hold.
    fileprivate var isCookieByte: Bool {
        0x20..<0x7F ~= self && self != UInt8(ascii: "\"") && self != UInt8(ascii: ";") && self != UInt8(ascii: "\\")
    }
}
