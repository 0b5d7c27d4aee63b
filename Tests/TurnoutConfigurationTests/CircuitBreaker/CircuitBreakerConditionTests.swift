import Testing
import TurnoutConfiguration
import TurnoutSyntax

@Suite("Circuit breaker expressions")
struct CircuitBreakerConditionTests {
    /// Answers to what each condition asks.
    private struct Statistics: CircuitBreakerStatistics {
        var networkErrors = 0.0
        var codes: [Int] = []
        var latencies: [Double: Int] = [:]

        func networkErrorRatio() -> Double { networkErrors }
        func responseCodeRatio(
            of counted: CircuitBreakerCondition.CodeRange, in all: CircuitBreakerCondition.CodeRange
        ) -> Double {
            let count = codes.count { all.contains($0) }
            return count == 0 ? 0 : Double(codes.count { counted.contains($0) }) / Double(count)
        }
        func latencyMilliseconds(atQuantile quantile: Double) -> Int { latencies[quantile] ?? 0 }
    }

    private func holds(_ text: String, _ statistics: Statistics) throws -> Bool {
        try CircuitBreakerCondition(parsing: text).holds(of: statistics)
    }

    @Test("each function is compared by each operator")
    func comparisons() throws {
        let statistics = Statistics(networkErrors: 0.5, codes: [200, 404, 500, 599], latencies: [50: 100, 99.9: 2000])
        let truths: [(String, below: Bool, same: Bool, above: Bool)] = [
            (">", true, false, false), (">=", true, true, false), ("<", false, false, true), ("<=", false, true, true),
            ("==", false, true, false), ("!=", true, false, true),
        ]
        for (comparison, below, same, above) in truths {
            for (bound, expected) in [("0.25", below), ("0.5", same), ("0.75", above)] {
                #expect(try holds("NetworkErrorRatio() \(comparison) \(bound)", statistics) == expected)
                #expect(try holds("ResponseCodeRatio(500, 600, 0, 600) \(comparison) \(bound)", statistics) == expected)
            }
            for (bound, expected) in [("99", below), ("100", same), ("101", above)] {
                #expect(try holds("LatencyAtQuantileMS(50.0)\(comparison)\(bound)", statistics) == expected)
            }
        }
        #expect(try holds("LatencyAtQuantileMS(99.9) == 2000", statistics))
        #expect(try holds("ResponseCodeRatio(599,600,500,600) == 5e-1", statistics))
        #expect(try !holds("ResponseCodeRatio(599, 599, 0, 600) > 0.0", statistics))
    }

    @Test("'&&' binds more tightly than '||', and parentheses more than both")
    func precedence() throws {
        let yes = "NetworkErrorRatio() == 1.0"
        let no = "NetworkErrorRatio() < .5"
        let statistics = Statistics(networkErrors: 1)
        #expect(try holds("\(yes) || \(no) && \(no)", statistics))
        #expect(try holds("\(no) && \(no) || \(yes)", statistics))
        #expect(try !holds("(\(yes) || \(no)) && \(no)", statistics))
        #expect(try holds("((\(yes))) && (\(yes))", statistics))
        #expect(try holds("\n\(yes) &&\n  \(yes) ||\r\n\t\(no)\n", statistics))
        #expect(try holds("(NetworkErrorRatio()) == (1.0)", statistics))
        #expect(try holds("ResponseCodeRatio(\n1,\n2,3,4,) == 0.0", statistics))
    }

    @Test(
        "an error is found at its place",
        arguments: [
            ("", .circuitBreakerSyntax, 0, 0),
            ("NetworkErrorRatio", .circuitBreakerSyntax, 17, 17),
            ("NetworkErrorRatio()", .circuitBreakerComparison, 0, 19),
            ("NetworkErrorRatio() > 1", .circuitBreakerComparison, 22, 23),
            ("NetworkErrorRatio() > NetworkErrorRatio()", .circuitBreakerComparison, 22, 41),
            ("NetworkErrorRatio() > -1.0", .circuitBreakerSyntax, 22, 23),
            ("NetworkErrorRatio() > 0x1p-2", .circuitBreakerSyntax, 22, 26),
            ("NetworkErrorRatio() > 1_0.0", .circuitBreakerSyntax, 22, 27),
            ("NetworkErrorRatio() = 1.0", .circuitBreakerSyntax, 20, 21),
            ("NetworkErrorRatio() & 1.0", .circuitBreakerSyntax, 20, 21),
            ("0.5 < NetworkErrorRatio()", .circuitBreakerComparison, 0, 3),
            ("NetworkErrorRatio() > 0.5 > 0.4", .circuitBreakerComparison, 0, 25),
            ("NetworkErrorRatio() > 0.5 && 0.5", .circuitBreakerComparison, 29, 32),
            ("NetworkErrorRatio() && NetworkErrorRatio() > 0.5", .circuitBreakerComparison, 0, 19),
            ("NetworkErrorRatio() > 0.5 ||", .circuitBreakerSyntax, 28, 28),
            ("NetworkErrorRatio() > 0.5\n|| NetworkErrorRatio() > 0.5", .circuitBreakerSyntax, 26, 28),
            ("(NetworkErrorRatio() > 0.5\n)", .circuitBreakerSyntax, 26, 27),
            ("(NetworkErrorRatio() > 0.5", .circuitBreakerSyntax, 26, 26),
            ("NetworkErrorRatio() > 0.5)", .circuitBreakerSyntax, 25, 26),
            ("!(NetworkErrorRatio() > 0.5)", .circuitBreakerSyntax, 0, 1),
            ("networkErrorRatio() > 0.5", .circuitBreakerFunction, 0, 17),
            ("NetworkErrorRatio(1) > 0.5", .circuitBreakerArgument, 0, 20),
            ("LatencyAtQuantileMS(50) > 100", .circuitBreakerArgument, 0, 23),
            ("LatencyAtQuantileMS(50.0) > 100.0", .circuitBreakerComparison, 28, 33),
            ("LatencyAtQuantileMS() > 100", .circuitBreakerArgument, 0, 21),
            ("ResponseCodeRatio(500, 600, 0) > 0.5", .circuitBreakerArgument, 0, 30),
            ("ResponseCodeRatio(500, 600, 0, 600.0) > 0.5", .circuitBreakerArgument, 0, 37),
            ("ResponseCodeRatio(500 600) > 0.5", .circuitBreakerSyntax, 22, 25),
            ("ResponseCodeRatio(500, x) > 0.5", .circuitBreakerSyntax, 23, 24),
            ("é", .circuitBreakerSyntax, 0, 2),
        ] as [(String, Diagnostic.ID, Int, Int)])
    func errors(text: String, id: Diagnostic.ID, start: Int, end: Int) {
        #expect {
            try CircuitBreakerCondition(parsing: text)
        } throws: { error in
            let diagnostic = (error as? CircuitBreakerError)?.diagnostic
            return diagnostic?.id == id && diagnostic?.range == SourceRange(start, end)
        }
    }

    @Test("what is near is proposed, and a line break that ends the expression is explained")
    func hints() {
        func notes(_ text: String) -> [String] {
            do {
                _ = try CircuitBreakerCondition(parsing: text)
                return []
            } catch { return error.diagnostic.notes.map(\.message) }
        }
        #expect(notes("responseCodeRatio()") == ["did you mean 'ResponseCodeRatio'?"])
        #expect(notes("Foo()") == ["the functions are LatencyAtQuantileMS, NetworkErrorRatio, ResponseCodeRatio"])
        let lineBreak = "an expression goes on in the next line only after an operator or an opening parenthesis"
        #expect(notes("NetworkErrorRatio() > 0.5\n&& NetworkErrorRatio() > 0.5") == [lineBreak])
        #expect(notes("(NetworkErrorRatio() > 0.5\n)") == [lineBreak])
    }

    @Test("depth and length are limited")
    func limits() throws {
        let comparison = "NetworkErrorRatio() > 0.5"
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + comparison + String(repeating: ")", count: depth)
        }
        func long(_ count: Int) -> String { Array(repeating: comparison, count: count).joined(separator: "||") }
        _ = try CircuitBreakerCondition(parsing: nested(100))
        #expect(throws: CircuitBreakerError.self) { try CircuitBreakerCondition(parsing: nested(101)) }
        _ = try CircuitBreakerCondition(parsing: long(1000))
        #expect(throws: CircuitBreakerError.self) { try CircuitBreakerCondition(parsing: long(1001)) }
    }
}
