import TurnoutSyntax

/// A value that is written as JSON. Members keep their order.
package indirect enum JSONValue: Sendable {
    case text(String)
    case number(Int)
    case real(Double)
    case flag(Bool)
    case list([JSONValue])
    case object([(name: String, value: JSONValue)])
    /// JSON already.
    case raw(String)

    package static func texts(_ texts: [String]) -> JSONValue { .list(texts.map { .text($0) }) }

    /// What Go leaves out of an object where a member says `omitempty`.
    package var isEmpty: Bool {
        switch self {
        case .text(let text): text.isEmpty
        case .number(let number): number == 0
        case .real(let number): number == 0
        case .flag(let flag): !flag
        case .list(let elements): elements.isEmpty
        case .object, .raw: false
        }
    }

    /// On one line, characters that HTML reads as its own escaped as Go's encoder does.
    package var json: String {
        var output = ""
        write(to: &output)
        return output
    }

    private func write(to output: inout String) {
        switch self {
        case .text(let text): output += Self.quoted(text)
        case .number(let number): output += "\(number)"
        case .real(let number): output += number == number.rounded() ? "\(Int(number))" : "\(number)"
        case .flag(let flag): output += flag ? "true" : "false"
        case .raw(let json): output += json
        case .list(let elements):
            output += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { output += "," }
                element.write(to: &output)
            }
            output += "]"
        case .object(let members):
            output += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { output += "," }
                output += Self.quoted(member.name) + ":"
                member.value.write(to: &output)
            }
            output += "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        let json = JSONText.string(text)
        guard json.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E }) else { return json }
        var output = ""
        for character in json.unicodeScalars {
            switch character {
            case "&": output += "\\u0026"
            case "<": output += "\\u003c"
            case ">": output += "\\u003e"
            default: output.unicodeScalars.append(character)
            }
        }
        return output
    }
}

extension [(name: String, value: JSONValue)] {
    /// Adds a member, unless it is empty.
    package mutating func add(_ name: String, _ value: JSONValue?) {
        if let value, !value.isEmpty { append((name, value)) }
    }

    package mutating func add(_ name: String, _ text: String) { add(name, .text(text)) }
    package mutating func add(_ name: String, _ texts: [String]) { add(name, .texts(texts)) }
    package mutating func add(_ name: String, _ flag: Bool) { add(name, .flag(flag)) }
    package mutating func add(_ name: String, _ number: Int) { add(name, .number(number)) }
    package mutating func add(_ name: String, _ duration: Duration) {
        if duration != .zero { append((name, .text(GoSyntax.text(of: duration)))) }
    }
}

extension GoSyntax {
    /// A duration as Go's `time.Duration` is spelled: `1h30m0s`, `1.5s`, `300ms`.
    static func text(of duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
        if nanoseconds == 0 { return "0s" }
        let sign = nanoseconds < 0 ? "-" : ""
        let size = nanoseconds.magnitude
        guard size >= 1_000_000_000 else {
            let (unit, name): (UInt, String) =
                size >= 1_000_000 ? (1_000_000, "ms") : size >= 1000 ? (1000, "µs") : (1, "ns")
            return sign + decimal(size, per: unit) + name
        }
        let minutes = size / 60_000_000_000
        var text = sign
        if minutes >= 60 { text += "\(minutes / 60)h" }
        if minutes > 0 { text += "\(minutes % 60)m" }
        return text + decimal(size % 60_000_000_000, per: 1_000_000_000) + "s"
    }

    /// `1.5` of 1500 per 1000.
    private static func decimal(_ size: UInt, per unit: UInt) -> String {
        let fraction = size % unit
        guard fraction > 0 else { return "\(size / unit)" }
        var digits = "\(unit + fraction)".dropFirst()
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(size / unit).\(digits)"
    }
}
