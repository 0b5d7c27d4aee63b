import Turnout
import TurnoutSyntax

/// The usual remedy: a hash table from the host to the rules that name it, tried in rank order together with the rules that
/// name none.
struct HostDictionary<Prepared: PreparedRule>: Engine {
    static var name: String { "dictionary" }

    private struct Entry {
        var rank: Int
        var rule: Prepared
    }

    private struct Bucket {
        var host: [UInt8]
        var entries: [Entry]
    }

    private let withoutHost: [Entry]
    private let buckets: [Bucket]
    /// Open addressing: index into `buckets`, or -1.
    private let slots: [Int32]
    private let places: [Int]

    init(_ rules: [RankedRule]) {
        var withoutHost: [Entry] = []
        var entries: [[UInt8]: [Entry]] = [:]
        for (rank, prepared) in Prepared.prepare(rules).enumerated() {
            let entry = Entry(rank: rank, rule: prepared)
            if let hosts = rules[rank].formula.requiredHosts {
                for host in hosts { entries[host, default: []].append(entry) }
            } else {
                withoutHost.append(entry)
            }
        }
        var size = 2
        while size < 2 * entries.count { size *= 2 }
        var slots = Array(repeating: Int32(-1), count: size)
        var buckets: [Bucket] = []
        for (host, entries) in entries {
            var slot = Self.hash(host) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(buckets.count)
            buckets.append(Bucket(host: host, entries: entries))
        }
        self.withoutHost = withoutHost
        self.buckets = buckets
        self.slots = slots
        places = rules.map(\.place)
    }

    func winner(of request: borrowing Request) -> Int {
        RequestView.with(request) { view in
            var host = view.pointee.host
            // A trailing dot is forgiven; the condition decides.
            if host.count > 0, host[host.count - 1] == UInt8(ascii: ".") {
                host = ByteRun(start: host.start, count: host.count - 1)
            }
            guard let bucket = bucket(for: host) else {
                for index in withoutHost.indices where withoutHost[index].rule.holds(view) {
                    return places[withoutHost[index].rank]
                }
                return -1
            }
            return firstOfBoth(buckets[bucket].entries, view)
        }
    }

    private func bucket(for host: ByteRun) -> Int? {
        var slot = Self.hash(UnsafeBufferPointer(start: host.start, count: host.count)) & (slots.count - 1)
        while slots[slot] >= 0 {
            let bucket = Int(slots[slot])
            if host.equals(buckets[bucket].host) { return bucket }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Tries the two lists as one, by rank.
    @inline(__always)
    private func firstOfBoth(_ named: [Entry], _ view: UnsafePointer<RequestView>) -> Int {
        var next = 0
        for entry in named.indices {
            let rank = named[entry].rank
            while next < withoutHost.count, withoutHost[next].rank < rank {
                if withoutHost[next].rule.holds(view) { return places[withoutHost[next].rank] }
                next += 1
            }
            if named[entry].rule.holds(view) { return places[rank] }
        }
        while next < withoutHost.count {
            if withoutHost[next].rule.holds(view) { return places[withoutHost[next].rank] }
            next += 1
        }
        return -1
    }

    private static func hash(_ bytes: some Sequence<UInt8>) -> Int {
        var hash: UInt32 = 0x811C_9DC5
        for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return Int(hash ^ hash >> 15)
    }
}

extension Formula {
    /// Hosts of which one must be the request's; `nil` when none is required.
    fileprivate var requiredHosts: Set<[UInt8]>? {
        switch self {
        case .predicate(.host(let pattern, let isWildcard, _)) where !isWildcard || pattern.first != UInt8(ascii: "*"):
            return [pattern.last == UInt8(ascii: ".") ? Array(pattern.dropLast()) : pattern]
        case .all(let parts):
            return parts.compactMap(\.requiredHosts).min { $0.count < $1.count }
        case .any(let parts):
            var hosts: Set<[UInt8]> = []
            for part in parts {
                guard let required = part.requiredHosts else { return nil }
                hosts.formUnion(required)
            }
            return hosts
        case .constant, .predicate, .not: return nil
        }
    }
}
