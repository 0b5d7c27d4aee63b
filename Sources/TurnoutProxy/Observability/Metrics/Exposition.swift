#if Proxy
    /// Metrics in Prometheus' text format (version 0.0.4).
    struct Exposition {
        enum Kind: String { case counter, gauge, histogram }

        /// A line of a family.
        struct Sample {
            /// In the order of names.
            var labels: [SeriesLabel]
            var value: Double

            init(_ labels: [SeriesLabel], _ value: Double) {
                self.labels = labels
                self.value = value
            }

            init(_ value: Double) { self.init([], value) }
        }

        /// The lines of one series of a histogram.
        struct Histogram {
            /// In the order of names.
            var labels: [SeriesLabel]
            /// How many fell into each bucket, not counting those before.
            var buckets: [Int]
            var count: Int
            var sum: Double
        }

        static let contentType = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores"

        private(set) var text = ""

        /// Adds a family of counters or gauges. One without samples is left out.
        mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
            guard !samples.isEmpty else { return }
            addHead(name, kind, help)
            for sample in samples.sorted(by: { Self.precedes($0.labels, $1.labels) }) {
                addLine(name, sample.labels, sample.value)
            }
        }

        /// Adds a family of histograms.
        ///
        /// - Parameter bounds: The upper ones of the buckets, ascending.
        mutating func add(_ name: String, _ help: String, bounds: [Double], _ histograms: [Histogram]) {
            guard !histograms.isEmpty else { return }
            addHead(name, .histogram, help)
            for histogram in histograms.sorted(by: { Self.precedes($0.labels, $1.labels) }) {
                var count = 0
                for (bound, bucket) in zip(bounds, histogram.buckets) {
                    count += bucket
                    let label = SeriesLabel(name: "le", value: Self.number(bound))
                    addLine(name + "_bucket", histogram.labels + [label], Double(count))
                }
                let label = SeriesLabel(name: "le", value: "+Inf")
                addLine(name + "_bucket", histogram.labels + [label], Double(histogram.count))
                addLine(name + "_sum", histogram.labels, histogram.sum)
                addLine(name + "_count", histogram.labels, Double(histogram.count))
            }
        }

        private mutating func addHead(_ name: String, _ kind: Kind, _ help: String) {
            text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        }

        private mutating func addLine(_ name: String, _ labels: [SeriesLabel], _ value: Double) {
            text += name
            if !labels.isEmpty {
                let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
                text += "{" + pairs.joined(separator: ",") + "}"
            }
            text += " \(Self.number(value))\n"
        }

        private static func precedes(_ left: [SeriesLabel], _ right: [SeriesLabel]) -> Bool {
            for (left, right) in zip(left, right) where left.value != right.value {
                return left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
            }
            return left.count < right.count
        }

        private static func escaped(_ value: String) -> String {
            guard value.utf8.contains(where: { $0 == 0x5C || $0 == 0x22 || $0 == 0x0A }) else { return value }
            var result = ""
            for scalar in value.unicodeScalars {
                switch scalar {
                case "\\": result += "\\\\"
                case "\"": result += "\\\""
                case "\n": result += "\\n"
                default: result.unicodeScalars.append(scalar)
                }
            }
            return result
        }

        /// A number as Go's `strconv.FormatFloat(value, 'g', -1, 64)` spells it: the fewest digits that tell it from all
        /// others, with an exponent below 1e-04 and from 1e+06 on.
        static func number(_ value: Double) -> String {
            guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf" }
            guard value != 0 else { return "0" }
            let (digits, exponent) = decimal(value.magnitude)
            let sign = value < 0 ? "-" : ""
            guard exponent < -4 || exponent >= 6 else {
                return sign + plain(digits, exponent)
            }
            let fraction = digits.dropFirst()
            let size = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
            return sign + String(digits[0]) + (fraction.isEmpty ? "" : "." + String(fraction))
                + "e" + (exponent < 0 ? "-" : "+") + size
        }

        private static func plain(_ digits: [Character], _ exponent: Int) -> String {
            if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + String(digits) }
            if digits.count <= exponent + 1 {
                return String(digits) + String(repeating: "0", count: exponent + 1 - digits.count)
            }
            return String(digits[...exponent]) + "." + String(digits[(exponent + 1)...])
        }

        /// The shortest digits, without zeros at either end, and the power of ten of the first.
        private static func decimal(_ value: Double) -> (digits: [Character], exponent: Int) {
            let parts = "\(value)".split(separator: "e")
            let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
            let whole = mantissa[0]
            var digits = Array(whole + (mantissa.count > 1 ? mantissa[1] : ""))
            var exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + whole.count - 1
            while digits.count > 1, digits[0] == "0" {
                digits.removeFirst()
                exponent -= 1
            }
            while digits.count > 1, digits[digits.count - 1] == "0" { digits.removeLast() }
            return (digits, exponent)
        }
    }
#endif
