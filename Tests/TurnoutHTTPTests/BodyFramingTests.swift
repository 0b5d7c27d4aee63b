import Testing
import TurnoutHTTP

@Suite("Framing of bodies")
struct BodyFramingTests {
    @Test("framings differ by their length")
    func lengths() { #expect(BodyFraming.length(1) != .length(2)) }
}
