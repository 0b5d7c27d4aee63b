import BenchmarkWorkloads
import Turnout

/// The proof before the race: engines that disagree are not compared.
enum Agreement {
    /// Ends the run when two engines answer a request differently.
    ///
    /// - Parameter linearLimit: The most requests of a batch that the linear scan is asked about.
    /// - Returns: How many requests the linear scan was asked about. The dictionary is asked about all.
    static func prove(
        _ workload: Workload, _ mixes: RequestMixes, turnout: TurnoutEngine,
        linear: (borrowing Request) -> Int, dictionary: (borrowing Request) -> Int, linearLimit: Int
    ) -> Int {
        var asked = 0
        for (mix, requests) in mixes.batches {
            for index in 0..<requests.count {
                let request = requests[index]
                let expected = dictionary(request)
                var answers = ["turnout": turnout.place(of: turnout.winner(of: request))]
                if index < linearLimit {
                    answers["linear"] = linear(request)
                    asked += 1
                }
                for (engine, answer) in answers where answer != expected {
                    func rule(_ place: Int) -> String {
                        place < 0 ? "none" : "\(workload.rules[place].name): \(workload.rules[place].text)"
                    }
                    fail(
                        """
                        \(workload.name), \(mix.rawValue), request \(index): engines disagree
                          \(engine): \(rule(answer))
                          dictionary: \(rule(expected))
                          host: \(String(decoding: request.text(request.host), as: UTF8.self))
                          path: \(String(decoding: request.text(request.path), as: UTF8.self))
                        """)
                }
            }
        }
        return asked
    }
}
