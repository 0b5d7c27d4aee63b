import TurnoutSyntax

/// What `RegexNode` promises of every tree.
enum RegexTreeShape {
    /// The first promise that is broken; nil if all are kept. Walks without recursion.
    static func problem(in root: RegexNode) -> String? {
        var open = [root]
        while let node = open.popLast() {
            switch node {
            case .empty, .assertion:
                break
            case .characters(let set):
                if set.ranges.contains(where: { $0.first > $0.last || $0.last > 0x10FFFF }) {
                    return "a range is reversed or too large"
                }
                if zip(set.ranges, set.ranges.dropFirst()).contains(where: { $0.last + 1 >= $1.first }) {
                    return "ranges are unsorted or touch"
                }
            case .concatenation(let parts):
                if parts.count < 2 { return "a concatenation has \(parts.count) parts" }
                for part in parts {
                    if case .concatenation = part { return "a concatenation is part of one" }
                    if case .empty = part { return "the empty text is part of a concatenation" }
                }
                open += parts
            case .alternation(let branches):
                if branches.count < 2 { return "an alternation has \(branches.count) branches" }
                for branch in branches {
                    if case .alternation = branch { return "an alternation is a branch of one" }
                }
                open += branches
            case .repetition(let part, let minimum, let maximum):
                if minimum < 0 || maximum.map({ $0 < minimum }) == true { return "counts are out of order" }
                if part == .empty { return "the empty text is repeated" }
                open.append(part)
            }
        }
        return nil
    }
}
