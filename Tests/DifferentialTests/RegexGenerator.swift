/// Random regular expressions over a tiny alphabet, so that many of one table overlap, each with a text that it matches or nearly matches.
struct RegexGenerator {
    /// Characters that stand for themselves in expressions and in hosts, paths and values alike.
    private static let letters = Array("abcdks-".utf8).map { [$0] }

    /// - Parameter isForHost: only ASCII and no slashes.
    static func make(_ random: inout SplitMix64, depth: Int, isForHost: Bool) -> (pattern: String, sample: [UInt8]) {
        var (pattern, sample) = sequence(&random, depth: depth, isForHost: isForHost)
        let start: [UInt8] = isForHost ? [] : [0x2F]
        let separator = isForHost ? #"\."# : "/"
        switch random.pick([0, 0, 1, 2, 3, 4, 5, 6]) {
        case 0:
            pattern = isForHost ? "^\(pattern)$" : "^/\(pattern)$"
            sample = start + sample
        case 1:
            pattern = isForHost ? "^\(pattern)" : "^/\(pattern)"
            sample = start + sample + Array("ab".utf8)
        case 2:
            pattern += "$"
            sample = start + Array("d".utf8) + sample
        case 3:
            pattern = #"\b"# + pattern + #"\b"#
            sample = start + random.pick([Array("a-".utf8), Array("x".utf8), []]) + sample
        case 4:
            pattern = "(?i)" + pattern
            sample = start + sample.map { (0x61...0x7A).contains($0) && random.chance(50) ? $0 - 0x20 : $0 }
        case 5:
            let (other, otherSample) = sequence(&random, depth: 1, isForHost: isForHost)
            pattern = "^\(isForHost ? "" : "/")(?:\(pattern)\(separator))?\(other)"
            sample = start + (random.chance(50) ? sample + [isForHost ? 0x2E : 0x2F] : []) + otherSample
        default:
            sample = start + Array("b".utf8) + sample + Array("a".utf8)
        }
        return (pattern, sample)
    }

    private static func sequence(_ random: inout SplitMix64, depth: Int, isForHost: Bool) -> (
        pattern: String, sample: [UInt8]
    ) {
        var pattern = ""
        var sample: [UInt8] = []
        for _ in 0..<random.pick([1, 2, 2, 3]) {
            let part = repeated(&random, depth: depth, isForHost: isForHost)
            pattern += part.pattern
            sample += part.sample
        }
        return (pattern, sample)
    }

    private static func repeated(_ random: inout SplitMix64, depth: Int, isForHost: Bool) -> (
        pattern: String, sample: [UInt8]
    ) {
        let (atom, sample) = atom(&random, depth: depth, isForHost: isForHost)
        switch random.pick([0, 0, 0, 0, 1, 2, 3, 4, 5, 6]) {
        case 1: return (atom + "*", random.pick([[], sample, sample + sample]))
        case 2: return (atom + "+", sample)
        case 3: return (atom + "?", random.pick([[], sample]))
        case 4: return (atom + "{2}", sample + sample)
        case 5: return (atom + "{1,3}", random.pick([sample, sample + sample + sample]))
        case 6: return (atom + "*?", sample)
        default: return (atom, sample)
        }
    }

    private static func atom(_ random: inout SplitMix64, depth: Int, isForHost: Bool) -> (
        pattern: String, sample: [UInt8]
    ) {
        if depth > 0, random.chance(35) {
            let left = sequence(&random, depth: depth - 1, isForHost: isForHost)
            guard random.chance(70) else { return ("(\(left.pattern))", left.sample) }
            let right = sequence(&random, depth: depth - 1, isForHost: isForHost)
            return ("(?:\(left.pattern)|\(right.pattern))", random.pick([left.sample, right.sample]))
        }
        let common: [(String, [UInt8])] = [
            (".", Array("a".utf8)), ("[a-c]", Array("b".utf8)), ("[^a]", Array("b".utf8)), (#"\w"#, Array("k".utf8)),
            (#"\d"#, Array("7".utf8)),
            ("[[:alpha:]]", Array("s".utf8)), (#"\x61"#, Array("a".utf8)), ("(?i:K)", Array("k".utf8)),
            (#"\Qa.b\E"#, Array("a.b".utf8)), (#"\pL"#, Array("c".utf8)), (#"\W"#, Array("-".utf8)),
        ]
        let wide: [(String, [UInt8])] = [
            ("(?s:.)", [0x0A]), ("[^/]", [0xFF]), ("\u{FFFD}", [0x80]), ("é", Array("é".utf8)),
            ("[à-ÿ]", Array("é".utf8)), ("(?i:É)", Array("é".utf8)), (#"\P{Ll}"#, Array("É".utf8)),
            ("(?i:k)", Array("\u{212A}".utf8)), ("[^a-z]", Array("日".utf8)), (#"[\x{80}-\x{10FFFF}]"#, Array("日".utf8)),
            (".", [0xC3]), (#"\S"#, Array("/".utf8)), (#"(?m:^)"#, []), (#"\B"#, []),
        ]
        let choice = random.chance(55) ? nil : random.pick(isForHost ? common : common + wide)
        if let choice { return choice }
        let letter = random.pick(letters)
        return (String(decoding: letter, as: UTF8.self), letter)
    }
}
