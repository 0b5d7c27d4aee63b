/// The order in which elements that name each other can be resolved: whatever is named comes first. Of elements that
/// name each other in a circle one comes before what it names.
///
/// References are followed without recursion: nobody is kept from naming thousands of elements one behind the other.
enum ReferenceOrder {
    /// Elements may lead over this many others; nobody means more, and what serves requests is spared the question.
    static let depthLimit = 100

    /// - Parameters:
    ///   - count: How many elements there are.
    ///   - references: The elements that one names; it is asked once for each.
    static func of(_ count: Int, references: (Int) -> [Int]) -> [Int] {
        var order: [Int] = []
        order.reserveCapacity(count)
        var isSeen = Array(repeating: false, count: count)
        var open: [(element: Int, rest: [Int])] = []
        for root in 0..<count where !isSeen[root] {
            isSeen[root] = true
            open.append((root, references(root).reversed()))
            while let element = open.last?.element {
                guard let next = open[open.count - 1].rest.popLast() else {
                    order.append(element)
                    open.removeLast()
                    continue
                }
                if isSeen[next] { continue }
                isSeen[next] = true
                open.append((next, references(next).reversed()))
            }
        }
        return order
    }
}
