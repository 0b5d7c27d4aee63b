import Turnout

/// Every rule in rank order until one takes the request: Traefik's way.
struct LinearScan: Engine {
    static let name = "linear"
    private let conditions: [Condition]
    private let places: [Int]

    init(_ rules: [RankedRule]) {
        var builder = ConditionBuilder()
        conditions = rules.map { builder.condition($0.formula) }
        places = rules.map(\.place)
    }

    func winner(of held: HeldRequest) -> Int {
        RequestView.with(held) { view in
            for index in conditions.indices where conditions[index].holds(view) { return places[index] }
            return -1
        }
    }
}
