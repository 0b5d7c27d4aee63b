/// Durations as Go writes them: `1m30s`, `1.5s`, `250ms`, `3µs`.
public enum GoDuration {
    /// - Parameter nanoseconds: Not negative.
    public static func text(nanoseconds: Int64) -> String {
        switch nanoseconds {
        case 0: return "0s"
        case ..<1_000: return "\(nanoseconds)ns"
        case ..<1_000_000: return decimal(nanoseconds, unit: 1_000) + "µs"
        case ..<1_000_000_000: return decimal(nanoseconds, unit: 1_000_000) + "ms"
        default:
            let (minutes, rest) = nanoseconds.quotientAndRemainder(dividingBy: 60_000_000_000)
            let seconds = decimal(rest, unit: 1_000_000_000) + "s"
            if minutes == 0 { return seconds }
            return minutes < 60 ? "\(minutes)m\(seconds)" : "\(minutes / 60)h\(minutes % 60)m\(seconds)"
        }
    }

    /// The count of units, with as many digits behind the point as it takes.
    private static func decimal(_ nanoseconds: Int64, unit: Int64) -> String {
        let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: unit)
        if rest == 0 { return "\(whole)" }
        var fraction = String(unit + rest).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        return "\(whole).\(fraction)"
    }
}
