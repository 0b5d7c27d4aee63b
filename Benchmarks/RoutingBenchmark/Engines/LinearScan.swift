import Turnout

/// A rule ready to be asked, one request at a time.
protocol PreparedRule {
    static func prepare(_ rules: [RankedRule]) -> [Self]
    func holds(_ view: UnsafePointer<RequestView>) -> Bool
}

/// Every rule in rank order until one takes the request: Traefik's way.
struct LinearScan<Prepared: PreparedRule>: Engine {
    static var name: String { "linear" }
    private let rules: [Prepared]
    private let places: [Int]

    init(_ ranked: [RankedRule]) {
        rules = Prepared.prepare(ranked)
        places = ranked.map(\.place)
    }

    func winner(of request: borrowing Request) -> Int {
        RequestView.with(request) { view in
            for index in rules.indices where rules[index].holds(view) { return places[index] }
            return -1
        }
    }
}
