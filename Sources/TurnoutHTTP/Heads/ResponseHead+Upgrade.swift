import Turnout

extension ResponseHead {
    /// Whether `Upgrade` names the protocol, letter case aside: a server may not switch to another than was asked for.
    public func switches(to name: [UInt8]) -> Bool {
        let text = bytes.span
        for line in lines {
            guard case .upgrade? = KnownHeader(line.name.place, of: text) else { continue }
            return line.value.count == name.count
                && zip(line.value.place, name).allSatisfy { text[$0] | 0x20 == $1 | 0x20 }
        }
        return false
    }
}
