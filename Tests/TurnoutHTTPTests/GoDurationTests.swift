import Testing
import TurnoutHTTP

@Suite("Durations in Go's words")
struct GoDurationTests {
    @Test(
        "what time.Duration.String() gives",
        arguments: [
            (0, "0s"), (1, "1ns"), (1_100, "1.1µs"), (2_200_000, "2.2ms"), (999_002_179, "999.002179ms"),
            (1_000_000_000, "1s"), (9_997_742_506, "9.997742506s"), (8_994_370_220, "8.99437022s"),
            (60_000_000_000, "1m0s"), (61_500_000_000, "1m1.5s"), (3_600_000_000_000, "1h0m0s"),
            (.max, "2562047h47m16.854775807s"),
        ] as [(Int64, String)])
    func writes(_ nanoseconds: Int64, _ text: String) { #expect(GoDuration.text(nanoseconds: nanoseconds) == text) }
}
