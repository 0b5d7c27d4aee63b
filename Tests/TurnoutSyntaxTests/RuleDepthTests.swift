import Foundation
import Testing
import TurnoutSyntax

/// Counts on a condition instead of a promise: the thread has half a megabyte, as secondary threads of some systems have.
@Suite("Deep rules on a small stack") struct RuleDepthTests {
    @Test("a rule at the default depth limit is parsed, checked, compared and printed on 512 KB of stack")
    func smallStack() {
        let outcome = Outcome()
        let thread = Thread {
            var passed = true
            for (open, close, count) in [
                ("!", "", 1000), ("(", ")", 1000), ("Host(`a`) && (Host(`b`) || (", "))", 500), ("!(", ")", 500),
            ] {
                let text = String(repeating: open, count: count) + "Host(`c`)" + String(repeating: close, count: count)
                let result = Rule.parse(text, syntax: .v3, kind: .http)
                let rule = result.rule
                passed = passed && rule != nil && rule?.expression == rule?.expression
                passed = passed && rule?.hashValue == rule?.hashValue && rule?.expression.description.isEmpty == false
                passed =
                    passed
                    && Rule.parse(open + text + close, syntax: .v3, kind: .http).diagnostics.contains {
                        $0.id == .ruleTooDeep
                    }
            }
            // Far beyond the limit nothing recurses either.
            let hostile = String(repeating: "(", count: 500_000) + String(repeating: "!", count: 500_000)
            passed = passed && Rule.parse(hostile, syntax: .v3, kind: .http).rule == nil
            outcome.finish(passed)
        }
        thread.stackSize = 512 << 10
        thread.start()
        #expect(outcome.wait())
    }

    /// SAFETY: `passed` is written before the semaphore is signalled and read after the wait.
    private final class Outcome: @unchecked Sendable {
        private let done = DispatchSemaphore(value: 0)
        private var passed = false

        func finish(_ passed: Bool) {
            self.passed = passed
            done.signal()
        }

        func wait() -> Bool {
            done.wait()
            return passed
        }
    }
}
