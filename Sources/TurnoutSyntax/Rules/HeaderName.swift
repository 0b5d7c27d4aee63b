/// The name of a header as rules compare it: lower-cased ASCII.
struct HeaderName {
    let bytes: [UInt8]

    /// Nil for a name that no rule ever sees: one that is not a token (RFC 9110, section 5.6.2), and the
    /// headers that Go's server takes out of the map (`Host`, `Transfer-Encoding`).
    init?(matching name: [UInt8]) {
        guard HeaderName.isToken(name) else { return nil }
        let lower = ASCII.lowercased(name)
        guard !HeaderName.isInvisible(lower) else { return nil }
        bytes = lower
    }

    static func isToken(_ name: [UInt8]) -> Bool { !name.isEmpty && name.allSatisfy { ASCII.isToken($0) } }

    /// Whether a header, given lower-cased, is never visible to a rule.
    static func isInvisible(_ lower: [UInt8]) -> Bool {
        ["host", "transfer-encoding"].contains { lower.elementsEqual($0.utf8) }
    }
}
