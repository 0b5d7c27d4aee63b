import Testing

@testable import TurnoutConfiguration

@Suite("Go's syntax of values") struct GoSyntaxTests {
    @Test(
        "durations are read as time.ParseDuration reads them, and whole numbers as seconds",
        arguments: [
            ("10", Duration.seconds(10)), ("-5", .seconds(-5)), ("0", .zero), ("300ms", .milliseconds(300)),
            ("1h30m", .seconds(5400)), ("1.5s", .milliseconds(1500)), (".5m", .seconds(30)), ("-1.5h", .seconds(-5400)),
            ("+2s", .seconds(2)), ("1us1µs1μs", .microseconds(3)), ("7ns", .nanoseconds(7)), ("1.s", .seconds(1)),
            ("", nil), ("x", nil), ("10 s", nil), ("1d", nil), ("s", nil), (".s", nil), ("1.5", nil), ("--1s", nil),
            ("9223372036854775807", nil), ("9999999h", nil), ("10s5", nil),
        ] as [(String, Duration?)])
    func durations(text: String, duration: Duration?) {
        #expect(GoSyntax.duration(text, unit: .seconds(1)) == duration)
    }

    @Test("Booleans are read as strconv.ParseBool reads them")
    func booleans() {
        for text in ["1", "t", "T", "true", "TRUE", "True"] { #expect(GoSyntax.boolean(text) == true) }
        for text in ["0", "f", "F", "false", "FALSE", "False"] { #expect(GoSyntax.boolean(text) == false) }
        for text in ["", "yes", "on", "tRUE", " true"] { #expect(GoSyntax.boolean(text) == nil) }
    }

    @Test(
        "YAML's plain scalars lose their spelling as in Traefik",
        arguments: [
            ("true", PlainScalar.text("true")), ("True", .text("true")), ("FALSE", .text("false")),
            ("yes", .text("yes")),
            ("~", .null), ("", .null), ("Null", .null), ("nULL", .text("nULL")), ("0x1F", .text("31")),
            ("017", .text("15")), ("0o17", .text("15")), ("1_000", .text("1000")), ("-12", .text("-12")),
            ("+12", .text("12")), ("-0", .text("0")), ("1.50", .text("1.500000")), ("2.0", .text("2")),
            ("1e3", .text("1000")), (".5", .text("0.500000")), ("-.5", .text("-0.500000")), (".inf", .text("+Inf")),
            (".nan", .text("NaN")), ("1.2.3", .text("1.2.3")), ("10.0.0.1", .text("10.0.0.1")), ("10s", .text("10s")),
            ("-", .text("-")), (".", .text(".")), ("..", .text("..")), ("0x", .text("0x")), ("08", .text("8")),
            ("2001-01-01", .date), ("2001-1-1", .date), ("2001-01-01T00:00:00Z", .date), ("2001-01", .text("2001-01")),
            ("2001-01-01x", .text("2001-01-01x")), ("18446744073709551616", .text("18446744073709551616")),
        ])
    func plainScalars(text: String, scalar: PlainScalar) {
        #expect(PlainScalar(text) == scalar)
    }
}
