import TurnoutSyntax

extension RequestWitness {
    /// The request as `turnout explain` takes it: `'GET http://example.com/api' -H 'X-Env: canary' --from 10.0.0.1`.
    ///
    /// For a connection: its server name, protocols and address.
    public func commandLine(isTLS: Bool = false) -> String {
        var words: [String] = []
        switch kind {
        case .http:
            words.append(Self.quoted("\(method) \(isTLS ? "https" : "http")://\(host)\(target)"))
            for header in headers { words += ["-H", Self.quoted("\(header.name): \(header.value)")] }
            if let clientAddress { words += ["--from", clientAddress] }
        case .tcp:
            words.append(host.isEmpty ? "a connection without a server name" : "a connection to \(host)")
            if !protocols.isEmpty { words.append("that offers \(protocols.joined(separator: ", "))") }
            if let clientAddress { words.append("from \(clientAddress)") }
        }
        return words.joined(separator: " ")
    }

    /// `{"method","host","target","headers":[{"name","value"}],"clientAddress"}`, or for a connection
    /// `{"serverName","protocols","clientAddress"}`. The address may be null.
    public var json: String {
        let address = ("clientAddress", clientAddress.map(JSONText.string) ?? "null")
        switch kind {
        case .http:
            return JSONText.object([
                ("method", JSONText.string(method)), ("host", JSONText.string(host)),
                ("target", JSONText.string(target)),
                (
                    "headers",
                    JSONText.array(
                        headers.map { header in
                            JSONText.object([
                                ("name", JSONText.string(header.name)), ("value", JSONText.string(header.value)),
                            ])
                        })
                ),
                address,
            ])
        case .tcp:
            return JSONText.object([
                ("serverName", JSONText.string(host)), ("protocols", JSONText.array(protocols.map(JSONText.string))),
                address,
            ])
        }
    }

    /// A word of a shell's command line.
    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
