/// Repeated measurements of one thing.
struct Samples {
    private(set) var values: [Double] = []

    mutating func add(_ value: Double) { values.append(value) }

    var median: Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .nan }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// The median of what each is of the other's that was taken in the same turn. A machine whose speed changes from turn to
    /// turn moves it less than the quotient of the medians.
    func ratio(to other: Samples) -> Double {
        var ratios = Samples()
        for (value, other) in zip(values, other.values) { ratios.add(value / other) }
        return ratios.median
    }

    /// The distance between the quartiles, as a share of the median: how much single runs differ.
    var spread: Double {
        let sorted = values.sorted()
        guard sorted.count > 1 else { return 0 }
        return (sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]) / median
    }
}
