/// Texts as Go's `strconv` and `time` read them.
enum GoSyntax {
    static func boolean(_ text: String) -> Bool? {
        switch text {
        case "1", "t", "T", "true", "TRUE", "True": true
        case "0", "f", "F", "false", "FALSE", "False": false
        default: nil
        }
    }

    /// A duration as `time.ParseDuration` reads it, such as `1h30m` or `-1.5s`; a whole number counts `unit`s.
    ///
    /// `nil` if it is none, or beyond 64-bit nanoseconds.
    static func duration(_ text: String, unit: Duration) -> Duration? {
        if let count = Int(text) {
            let (seconds, nanoseconds) = (unit.components.seconds, unit.components.attoseconds / 1_000_000_000)
            let (product, overflow) = count.multipliedReportingOverflow(
                by: Int(seconds) * 1_000_000_000 + Int(nanoseconds))
            return overflow ? nil : .nanoseconds(product)
        }
        var rest = Substring(text).utf8
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard !rest.isEmpty else { return nil }
        var total = 0.0
        var whole = 0
        while !rest.isEmpty {
            guard let part = term(&rest) else { return nil }
            let (product, overflow) = part.count.multipliedReportingOverflow(by: part.nanoseconds)
            let (sum, sumOverflow) = whole.addingReportingOverflow(product)
            if overflow || sumOverflow { return nil }
            whole = sum
            total += part.fraction * Double(part.nanoseconds)
        }
        let (sum, overflow) = whole.addingReportingOverflow(Int(total))
        return overflow ? nil : .nanoseconds(isNegative ? -sum : sum)
    }

    /// One `1.5h`: a whole count, a fraction below 1, and the unit's length in nanoseconds.
    private static func term(
        _ rest: inout Substring.UTF8View
    ) -> (count: Int, fraction: Double, nanoseconds: Int)? {
        func digits() -> Substring.UTF8View {
            let run = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            rest = rest[run.endIndex...]
            return run
        }
        let whole = digits()
        var fraction: Substring.UTF8View?
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = digits()
        }
        if whole.isEmpty && fraction?.isEmpty != false { return nil }
        let name = rest.prefix { $0 != UInt8(ascii: ".") && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest[name.endIndex...]
        guard let unit = units[String(Substring(name))] else { return nil }
        guard let count = whole.isEmpty ? 0 : Int(Substring(whole)) else { return nil }
        let part = fraction.flatMap { $0.isEmpty ? nil : Double("0." + String(Substring($0))) } ?? 0
        return (count, part, unit)
    }

    /// Without the white space around it.
    static func trimmed(_ text: Substring) -> String {
        guard text.first?.isWhitespace == true || text.last?.isWhitespace == true else { return String(text) }
        let rest = text.drop { $0.isWhitespace }
        return String(rest[..<(rest.lastIndex { !$0.isWhitespace }.map { rest.index(after: $0) } ?? rest.startIndex)])
    }

    private static let units = [
        "ns": 1, "us": 1_000, "µs": 1_000, "μs": 1_000, "ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000,
        "h": 3_600_000_000_000,
    ]
}
