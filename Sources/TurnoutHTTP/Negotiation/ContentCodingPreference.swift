/// Which content coding a response gets, by Accept-Encoding: what Traefik's compress decides.
///
/// Of the codings that the client accepts the one with the highest weight is taken, and of equal weights: a `*`, then the order in
/// which the codings are offered, then `identity`. `*` stands for the default. A weight of 0 excludes only its own entry: `*`
/// still stands for a coding that was refused by name. Names are case-sensitive, and a weight that is no number is 0.
///
/// If that is `gzip`, the first line must name it, and the first entry that does must not have the weight 0: Traefik's gzip
/// looks for itself, so that `*` never stands for it, and neither does an absent Accept-Encoding.
public struct ContentCodingPreference: Hashable, Sendable {
    private let offered: [[UInt8]]
    private let standard: [UInt8]?

    /// - Parameters:
    ///   - offered: the codings, such as `gzip`, the preferred first; not empty.
    ///   - standard: what `*` stands for, and what is taken without an Accept-Encoding; nil for the first offered, and for none.
    public init(offered: [String], standard: String? = nil) {
        precondition(!offered.isEmpty, "some coding has to be offered")
        self.offered = offered.map { Array($0.utf8) }
        self.standard = standard.map { Array($0.utf8) }
    }

    /// The coding to apply; nil for none.
    ///
    /// - Parameter lines: the values of all Accept-Encoding lines.
    public func coding(accepting lines: [[UInt8]]) -> String? {
        guard let coding = choice(accepting: lines) else { return nil }
        return coding == "gzip" && !Self.namesGzip(lines.first ?? []) ? nil : coding
    }

    /// The coding whose turn it is, even where gzip then doesn't find itself named: the response depends on Accept-Encoding.
    ///
    /// - Parameter lines: As for `coding(accepting:)`.
    public func choice(accepting lines: [[UInt8]]) -> String? {
        (lines.isEmpty ? standard : preferred(lines)).map { String(decoding: $0, as: UTF8.self) }
    }

    private func preferred(_ lines: [[UInt8]]) -> [UInt8]? {
        if lines == [[]] { return nil }
        var best: (weight: Double, rank: Int)?
        for line in lines {
            let entries = line.filter { $0 != 0x20 }.split(
                separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            for entry in entries {
                guard let candidate = candidate(entry), !(candidate.weight == 0) else { continue }
                if let best, !isPreferred(candidate, to: best) { continue }
                best = candidate
            }
        }
        guard let rank = best?.rank, rank < offered.count else { return nil }
        return rank < 0 ? standard ?? offered[0] : offered[rank]
    }

    /// Whether the first entry for gzip has a weight above 0. Unlike above, a weight may follow other parameters, and case and
    /// white space don't matter.
    private static func namesGzip(_ line: [UInt8]) -> Bool {
        for entry in line.split(separator: UInt8(ascii: ",")) {
            let parts = entry.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { part in
                String(decoding: part.filter { $0 != 0x20 && $0 != 0x09 }, as: UTF8.self).lowercased()
            }
            guard parts[0] == "gzip" else { continue }
            let weights = parts.dropFirst().filter { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 }
            return (weights.last ?? 1) > 0
        }
        return false
    }

    private func isPreferred(_ one: (weight: Double, rank: Int), to other: (weight: Double, rank: Int)) -> Bool {
        if one.weight == other.weight { return one.rank < other.rank }
        return one.weight > other.weight || other.weight.isNaN && !one.weight.isNaN
    }

    /// An entry's weight, and its rank: -1 for `*`, the index of a coding, behind them `identity`. Nil for what isn't offered.
    private func candidate(_ entry: ArraySlice<UInt8>) -> (weight: Double, rank: Int)? {
        let parts = entry.split(separator: UInt8(ascii: ";"), maxSplits: 1, omittingEmptySubsequences: false)
        let rank: Int
        if parts[0].elementsEqual("*".utf8) {
            rank = -1
        } else if parts[0].elementsEqual("identity".utf8) {
            rank = offered.count
        } else if let index = offered.firstIndex(where: { $0.elementsEqual(parts[0]) }) {
            rank = index
        } else {
            return nil
        }
        guard parts.count > 1, parts[1].starts(with: "q=".utf8) else { return (1, rank) }
        return (Double(String(decoding: parts[1].dropFirst(2), as: UTF8.self)) ?? 0, rank)
    }
}
