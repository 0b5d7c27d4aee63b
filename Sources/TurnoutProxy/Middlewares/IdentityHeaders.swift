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
        private let names: Set<[UInt8]>
        private let pattern: SubmatchExpression?

        /// - Parameter pattern: Empty = none; matched against names as Go spells them.
        init(names: [String], pattern: String) {
            self.names = Set(names.map { Array(HeaderFields.lowercased($0).utf8) })
            self.pattern = pattern.isEmpty ? nil : try? SubmatchExpression(pattern)
        }

        /// Removes from `headers` what can only come from the server, and adds what it has said.
        func replace(in headers: inout HeaderFields, by answer: HeaderFields) {
            if names.isEmpty && pattern == nil { return }
            headers.removeAll { name, _ in includes(name) || includes(Self.withHyphens(name)) }
            answer.forEachLine { name, value in
                if includes(name) { headers.append(name: name, value: value) }
            }
        }

        private func includes(_ name: some Collection<UInt8>) -> Bool {
            let name = Array(name)
            if names.contains(name) { return true }
            guard let pattern else { return false }
            // A name is never so long that it couldn't be searched.
            return (try? pattern.matches(HeaderFields.canonical(name))) ?? true
        }

        private static func withHyphens(_ name: ArraySlice<UInt8>) -> [UInt8] {
            name.map { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") ? UInt8(ascii: "-") : $0 }
        }
    }
#endif
