#if Proxy
    import Turnout
    import TurnoutHTTP

    /// The headers by which an authentication server tells a service who the client is: what the client says about it
    /// itself is taken away.
    ///
    /// `X_Auth_User` and `X.Auth.User` are taken away with `X-Auth-User`: a service that turns names into variables can't tell
    /// them apart.
    struct IdentityHeaders: Sendable {
        /// As they come in, in small letters.
        private let names: [[UInt8]]
        /// A bit for the length of each name; the last one for all beyond.
        private let lengths: UInt64
        private let pattern: SubmatchExpression?

        /// - Parameter pattern: Empty = none; matched against names as Go spells them.
        init(names: [String], pattern: String) {
            self.names = names.map { Array(HeaderFields.lowercased($0).utf8) }
            lengths = self.names.reduce(0) { $0 | 1 << UInt64(min($1.count, 63)) }
            self.pattern = pattern.isEmpty ? nil : try? SubmatchExpression(pattern)
        }

        /// Removes from `headers` what can only come from the server, and adds what it has said.
        func replace(in headers: inout some HeaderLines, by answer: HeaderFields) {
            remove(from: &headers)
            answer.forEachLine { name, value in add(name.span, value.span, to: &headers) }
        }

        func replace(in headers: inout some HeaderLines, by answer: borrowing ResponseHead) {
            remove(from: &headers)
            answer.forEachLine { name, value in add(name, value, to: &headers) }
        }

        private func remove(from headers: inout some HeaderLines) {
            if names.isEmpty && pattern == nil { return }
            headers.removeLines { name, _ in mayConcern(name) && couldBeTaken(Array(copying: name)) }
        }

        /// - Parameter name: May have capitals.
        private func add(_ name: Span<UInt8>, _ value: Span<UInt8>, to headers: inout some HeaderLines) {
            guard mayConcern(name) else { return }
            for known in names where name.equalsIgnoringCase(known.span) {
                headers.append(name: known.span, value: value)
                return
            }
            guard pattern != nil else { return }
            let name = Array(copying: name).map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
            if patternMatches(name) { headers.append(name: name.span, value: value) }
        }

        /// Whether it is worth a closer look.
        private func mayConcern(_ name: Span<UInt8>) -> Bool {
            pattern != nil || lengths & 1 << UInt64(min(name.count, 63)) != 0
        }

        private func includes(_ name: [UInt8]) -> Bool { names.contains(name) || patternMatches(name) }

        /// Whether it is one of them, or looks like one to some servers.
        private func couldBeTaken(_ name: [UInt8]) -> Bool {
            if includes(name) { return true }
            let folded = name.map { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") ? UInt8(ascii: "-") : $0 }
            return includes(folded)
        }

        private func patternMatches(_ name: [UInt8]) -> Bool {
            guard let pattern else { return false }
            // A name is never so long that it couldn't be searched.
            return (try? pattern.matches(HeaderFields.canonical(name))) ?? true
        }
    }
#endif
