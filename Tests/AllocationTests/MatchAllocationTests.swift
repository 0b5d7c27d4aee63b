import BenchmarkWorkloads
import CAllocationCounter
import Testing
import Turnout

@Suite("Allocations", .serialized)
struct MatchAllocationTests {
    @Test("placeholder")
    func placeholder() {}
}
