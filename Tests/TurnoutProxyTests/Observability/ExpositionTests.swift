#if Proxy
    import Testing

    @testable import TurnoutProxy

    @Suite("Prometheus' text format")
    struct ExpositionTests {
        private static let spellings: [(Double, String)] = [
            (0, "0"), (1, "1"), (0.1, "0.1"), (5, "5"), (1.2, "1.2"), (20_000, "20000"), (999_999, "999999"),
            (1_000_000, "1e+06"), (1_234_567, "1.234567e+06"), (308_846_613, "3.08846613e+08"),
            (1_795_663_524, "1.795663524e+09"), (0.0001, "0.0001"), (0.000058169, "5.8169e-05"),
            (0.044531935, "0.044531935"), (18_446_744_073_709_551_616, "1.8446744073709552e+19"), (-2.5, "-2.5"),
            (1e100, "1e+100"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
        ]

        @Test("numbers are spelled as Go's strconv spells them", arguments: spellings)
        func numbers(number: Double, text: String) {
            #expect(Exposition.number(number) == text)
        }

        @Test("families have their samples in the order of label values, and escape what the format needs")
        func samples() {
            var exposition = Exposition()
            exposition.add(
                "a_total", .counter, "Help.",
                [
                    .init([SeriesLabel(name: "x", value: "b")], 2),
                    .init([SeriesLabel(name: "x", value: "a\\b\"c\nd")], 1),
                ])
            exposition.add("none", .gauge, "Not there.", [])
            #expect(
                exposition.text == """
                    # HELP a_total Help.
                    # TYPE a_total counter
                    a_total{x="a\\\\b\\"c\\nd"} 1
                    a_total{x="b"} 2

                    """)
        }

        @Test("the buckets of a histogram include those before")
        func histograms() {
            var exposition = Exposition()
            exposition.add(
                "d_seconds", "Help.", bounds: [0.1, 0.3],
                [.init(labels: [SeriesLabel(name: "x", value: "y")], buckets: [2, 1], count: 4, sum: 1.5)])
            #expect(
                exposition.text == """
                    # HELP d_seconds Help.
                    # TYPE d_seconds histogram
                    d_seconds_bucket{x="y",le="0.1"} 2
                    d_seconds_bucket{x="y",le="0.3"} 3
                    d_seconds_bucket{x="y",le="+Inf"} 4
                    d_seconds_sum{x="y"} 1.5
                    d_seconds_count{x="y"} 4

                    """)
        }

        private static let serialNumbers: [([UInt8], String)] = [
            ([0], "0"), ([1, 0], "256"), ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "1099511627775"),
        ]

        @Test("serial numbers are decimal", arguments: serialNumbers)
        func serials(bytes: [UInt8], text: String) {
            #expect(MetricsReport.CertificateExpiry.decimal(bytes) == text)
        }
    }
#endif
