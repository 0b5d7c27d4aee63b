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
        private let pattern: SubmatchExpression?

        /// - Parameter pattern: Empty = none; matched against names as Go spells them.
        init(names: [String], pattern: String) {
            self.names = names.map { Array(HeaderFields.lowercased($0).utf8) }
            self.pattern = pattern.isEmpty ? nil : try? SubmatchExpression(pattern)
        }

        /// Removes from `headers` what can only come from the server, and adds what it has said.
        func replace(in headers: inout HeaderFields, by answer: HeaderFields) {
            if names.isEmpty && pattern == nil { return }
            headers.removeAll { name, _ in couldBeTaken(name) }
            answer.forEachLine { name, value in
                if includes(name) { headers.append(name: name, value: value) }
            }
        }

        private func includes(_ name: ArraySlice<UInt8>) -> Bool {
            names.contains { $0.count == name.count && name.elementsEqual($0) } || patternMatches(name)
        }

        /// Whether it is one of them, or looks like one to some servers.
        private func couldBeTaken(_ name: ArraySlice<UInt8>) -> Bool {
            if includes(name) { return true }
            let folded = name.lazy.map { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") ? UInt8(ascii: "-") : $0 }
            return names.contains { $0.count == name.count && folded.elementsEqual($0) } || patternMatches(folded)
        }

        private func patternMatches(_ name: some Collection<UInt8>) -> Bool {
            guard let pattern else { return false }
            // A name is never so long that it couldn't be searched.
            return (try? pattern.matches(HeaderFields.canonical(Array(name)))) ?? true
        }
    }
#endif
