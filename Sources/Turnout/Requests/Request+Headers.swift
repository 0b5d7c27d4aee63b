/// What the scan of the header lines found that later steps need.
struct HeaderSurvey {
    /// Index in `Request.headers` of the first line with the name.
    var connection, upgrade: Int?
    var hostValue: Range<Int>?
    var hostLines = 0
    var contentLength: Range<Int>?
    /// A Content-Length that is no number, or two that differ: nobody knows where the request ends.
    var isLengthMalformed = false
    /// How many Transfer-Encoding lines there are; of HTTP/1.1, one `chunked` is the only known encoding.
    var transferEncodings = 0
    /// A Transfer-Encoding line is `chunked`, which HTTP/1.0 doesn't know.
    var isChunked = false
    var expectation: Range<Int>?
    var seenPragma = false
    /// The first `Pragma` line is `no-cache`.
    var asksForNoCache = false
    var hasCacheControl = false
    var managed = ManagedLines()
    /// A name has an underscore, and such requests are refused.
    var hasRefusedName = false
}

/// Where the lines of managed headers are, for the six that Turnout sets.
struct ManagedLines {
    private var firsts: (Int, Int, Int, Int, Int, Int) = (-1, -1, -1, -1, -1, -1)

    /// Index in `Request.headers` of the first line; `nil` if there is none.
    subscript(header: ManagedHeader) -> Int? {
        get {
            let index =
                switch header {
                case .realIP: firsts.0
                case .proto: firsts.1
                case .port: firsts.2
                case .host: firsts.3
                case .server: firsts.4
                case .forwardedFor: firsts.5
                default: -1
                }
            return index < 0 ? nil : index
        }
        set {
            let index = newValue ?? -1
            switch header {
            case .realIP: firsts.0 = index
            case .proto: firsts.1 = index
            case .port: firsts.2 = index
            case .host: firsts.3 = index
            case .server: firsts.4 = index
            case .forwardedFor: firsts.5 = index
            default: break
            }
        }
    }
}

extension Request {
    /// Checks the header lines and fills `headers` with those that matchers can see, names lower-cased in place.
    mutating func readHeaders(_ lines: [RequestHead.Line], policy: RequestPolicy, isTrusted: Bool)
        throws(RequestRefusal) -> HeaderSurvey
    {
        var survey = HeaderSurvey()
        for line in lines {
            let name = line.name.range
            var hash = Request.nameHash(EmptyCollection())
            var isToken = !name.isEmpty
            var hasUnderscore = false
            for index in name {
                let byte = bytes[index]
                if !ASCIISet.token.contains(byte) { isToken = false }
                if byte == 0x5F { hasUnderscore = true }
                let small = byte.asciiLowercased
                if small != byte { bytes[index] = small }
                hash = (hash ^ UInt32(small)) &* 0x0100_0193
            }
            guard isToken else {
                // A name that can't be canonicalised equals no rule's name.
                guard !policy.isCleaning else { throw RequestRefusal(.malformedHeaderName) }
                continue
            }
            var value = line.value.range
            if policy.isCleaning {
                value = bytes.trimmingBlanks(value)
                for index in value where bytes[index].isASCIIControl && bytes[index] != 0x09 {
                    throw RequestRefusal(.malformedHeaderValue)
                }
            }
            if hasUnderscore && policy.isCleaning && policy.underscoreHeaders != .keep {
                survey.hasRefusedName = policy.underscoreHeaders == .reject
                continue
            }
            let isVisible = survey.note(
                name: name, value: value, in: bytes, index: headers.count, policy: policy, isTrusted: isTrusted
            )
            if isVisible { headers.append(Field(nameHash: hash, name: Slice(name), value: Slice(value))) }
        }
        return survey
    }
}

extension HeaderSurvey {
    /// Remembers the line and says whether it is visible. `index` is the place it takes in the headers if it is.
    fileprivate mutating func note(
        name: Range<Int>, value: Range<Int>, in bytes: [UInt8], index: Int, policy: RequestPolicy, isTrusted: Bool
    ) -> Bool {
        switch (name.count, bytes[name.lowerBound]) {
        case (4, 0x68) where bytes.spells(name, "host"):
            hostLines += 1
            hostValue = hostValue ?? value
            return false
        case (17, 0x74) where bytes.spells(name, "transfer-encoding"):
            transferEncodings += 1
            if bytes.equalsIgnoringCase(value, "chunked") { isChunked = true }
            return false
        case _ where !policy.isCleaning:
            return true
        case (10, 0x63) where bytes.spells(name, "connection"):
            connection = connection ?? index
        case (7, 0x75) where bytes.spells(name, "upgrade"):
            upgrade = upgrade ?? index
        case (6, 0x65) where bytes.spells(name, "expect"):
            expectation = expectation ?? value
        case (6, 0x70) where bytes.spells(name, "pragma"):
            if !seenPragma { asksForNoCache = bytes.spells(value, "no-cache") }
            seenPragma = true
        case (13, 0x63) where bytes.spells(name, "cache-control"):
            hasCacheControl = true
        case (14, 0x63) where bytes.spells(name, "content-length"):
            if let contentLength {
                // Equal repetitions are one.
                if !bytes[contentLength].elementsEqual(bytes[value]) { isLengthMalformed = true }
                return false
            }
            contentLength = value
            let isNumber = !value.isEmpty && bytes[value].allSatisfy { 0x30...0x39 ~= $0 }
            let digits = bytes[value].drop { $0 == 0x30 }
            isLengthMalformed =
                !isNumber || digits.count > 19
                || digits.count == 19 && "9223372036854775807".utf8.lexicographicallyPrecedes(digits)
        case (9..., 0x78):
            guard let header = ManagedHeader(name, of: bytes.span) else { break }
            guard isTrusted else { return false }
            // Of a trusted peer, only the proper spelling counts as that header.
            if bytes.spells(name, header.name), managed[header] == nil { managed[header] = index }
        default:
            break
        }
        return true
    }
}
