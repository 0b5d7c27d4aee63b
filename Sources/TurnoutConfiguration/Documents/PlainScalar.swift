/// A YAML scalar without quotes, read as Traefik's YAML library reads it: numbers and Booleans lose their spelling.
enum PlainScalar: Hashable {
    case null
    /// What Traefik makes of it: `0x10` is `16`, `True` is `true`, `1.50` is `1.500000`.
    case text(String)
    /// A date, which nothing in a configuration takes.
    case date

    init(_ text: String) {
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "True", "TRUE": self = .text("true")
        case "False", "FALSE": self = .text("false")
        default:
            guard let first = text.utf8.first, Self.mayBeginNumber(first) else {
                self = .text(text)
                return
            }
            self = Self.isDate(Array(text.utf8)) ? .date : .text(Self.number(text) ?? text)
        }
    }

    /// A number as Go's `%f` without needless zeros; `nil` if the text is none.
    static func formatted(_ number: Double) -> String? {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
        guard abs(number) < 1e15 else {
            return Int(exactly: number.rounded(.towardZero)).map(String.init)
        }
        let millionths = Int((number * 1_000_000).rounded())
        let (whole, rest) = millionths.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        let sign = number < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        let digits = String(rest)
        return "\(sign)\(whole).\(String(repeating: "0", count: 6 - digits.count))\(digits)"
    }

    private static func mayBeginNumber(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    private static func number(_ text: String) -> String? {
        switch text {
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return "+Inf"
        case "-.inf", "-.Inf", "-.INF": return "-Inf"
        case ".nan", ".NaN", ".NAN": return "NaN"
        default: break
        }
        let plain = text.filter { $0 != "_" }
        if let whole = integer(plain) { return whole }
        guard isFloat(Array(plain.utf8)), let value = Double(plain) else { return nil }
        return formatted(value)
    }

    /// As Go's `ParseInt` with base 0, plus `0o17`.
    private static func integer(_ text: String) -> String? {
        var digits = Substring(text)
        let isNegative = digits.first == "-"
        if isNegative || digits.first == "+" { digits.removeFirst() }
        guard let first = digits.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return nil }
        var radix = 10
        if digits.utf8.count > 1, first == UInt8(ascii: "0") {
            switch digits.dropFirst().first {
            case "x", "X": (radix, digits) = (16, digits.dropFirst(2))
            case "o", "O": (radix, digits) = (8, digits.dropFirst(2))
            case "b", "B": (radix, digits) = (2, digits.dropFirst(2))
            default: (radix, digits) = (8, digits.dropFirst())
            }
        }
        guard digits.first != "-", digits.first != "+", let value = UInt64(digits, radix: radix) else { return nil }
        return (isNegative && value > 0 ? "-" : "") + String(value)
    }

    /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
    private static func isFloat(_ bytes: [UInt8]) -> Bool {
        var index = 0
        func digits() -> Int {
            let start = index
            while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
            return index - start
        }
        func skip(_ choices: StaticString) -> Bool {
            let isThere = index < bytes.count && choices.withUTF8Buffer { $0.contains(bytes[index]) }
            if isThere { index += 1 }
            return isThere
        }
        _ = skip("+-")
        let whole = digits()
        if skip(".") {
            if digits() == 0 && whole == 0 { return false }
        } else if whole == 0 {
            return false
        }
        if skip("eE") {
            _ = skip("+-")
            if digits() == 0 { return false }
        }
        return index == bytes.count
    }

    /// `2001-1-2`, with a time of day or without.
    private static func isDate(_ bytes: [UInt8]) -> Bool {
        func isDigit(_ index: Int) -> Bool {
            index < bytes.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index])
        }
        guard bytes.count >= 8, (0..<4).allSatisfy(isDigit), bytes[4] == UInt8(ascii: "-") else { return false }
        var index = 5
        guard isDigit(index) else { return false }
        while isDigit(index) { index += 1 }
        guard index <= 7, index < bytes.count, bytes[index] == UInt8(ascii: "-") else { return false }
        let day = index + 1
        guard isDigit(day) else { return false }
        index = day
        while isDigit(index) { index += 1 }
        guard index - day <= 2 else { return false }
        return index == bytes.count || ("Tt ".utf8.contains(bytes[index]) && isDigit(index + 1))
    }
}
