#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Nanoseconds per match against the number of rules, one panel for each workload that has several sizes.
struct Plot {
    private let results: [WorkloadResult]
    private var svg = ""

    private static let panelSize = (width: 400.0, height: 300.0)
    private static let margin = (left: 74.0, top: 76.0, right: 92.0, bottom: 52.0)
    private static let engines = [("linear", "#b45309"), ("dictionary", "#6d28d9"), ("turnout", "#0f766e")]
    private static let titles = [
        ("tenants", "Tenants: six rules for each host"), ("one-host", "One host: told apart by path"),
        ("realistic-hosts", "Hosts and paths of common words"),
    ]

    static func svg(_ results: [WorkloadResult]) -> String {
        var plot = Plot(results: results)
        plot.draw()
        return plot.svg
    }

    private init(results: [WorkloadResult]) { self.results = results }

    private func sizes(_ workload: String) -> [WorkloadResult] {
        results.filter { $0.name == workload && $0.nanoseconds("turnout", .random) != nil }.sorted {
            $0.rules < $1.rules
        }
    }

    private mutating func draw() {
        let panels = Self.titles.filter { sizes($0.0).count > 2 }.prefix(2)
        let shown = panels.isEmpty ? Self.titles.filter { !sizes($0.0).isEmpty }.prefix(2) : panels
        let stride = Self.panelSize.width + Self.margin.left + Self.margin.right
        let width = max(1, Double(shown.count)) * stride
        let height = Self.panelSize.height + Self.margin.top + Self.margin.bottom
        svg += """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(whole(width)) \(whole(height))" \
            font-family="-apple-system, 'Segoe UI', 'DejaVu Sans', Helvetica, Arial, sans-serif" font-size="13" fill="#1f2937">
            <rect width="100%" height="100%" rx="8" fill="#ffffff"/>
            <text x="\(whole(Self.margin.left))" y="28" font-size="16" font-weight="600">\
            Nanoseconds per match, random requests (both axes logarithmic)</text>

            """
        let all = shown.flatMap { sizes($0.0) }
        let times = all.flatMap { result in Self.engines.compactMap { result.nanoseconds($0.0, .random)?.median } }
        let vertical = Axis(covering: times)
        for (index, panel) in shown.enumerated() {
            svg +=
                "<g transform=\"translate(\(decimal(Double(index) * stride + Self.margin.left)) \(whole(Self.margin.top)))\">\n"
            drawPanel(panel.1, sizes(panel.0), vertical)
            svg += "</g>\n"
        }
        svg += "</svg>\n"
    }

    private mutating func drawPanel(_ title: String, _ results: [WorkloadResult], _ vertical: Axis) {
        let (width, height) = Self.panelSize
        let horizontal = Axis(covering: results.map { Double($0.rules) })
        func x(_ rules: Double) -> Double { horizontal.position(of: rules) * width }
        func y(_ time: Double) -> Double { (1 - vertical.position(of: time)) * height }
        svg += "<text x=\"0\" y=\"-16\" font-weight=\"600\">\(title)</text>\n"
        for power in vertical.powers {
            let time = power10(power)
            svg += line(0, y(time), width, y(time), "stroke=\"#e5e7eb\"")
            svg += text(-8, y(time) + 4, Self.label(nanoseconds: time), "text-anchor=\"end\" fill=\"#6b7280\"")
        }
        for power in horizontal.powers {
            let rules = power10(power)
            svg += line(x(rules), 0, x(rules), height, "stroke=\"#e5e7eb\"")
            svg += text(x(rules), height + 20, Self.grouped(Int(rules)), "text-anchor=\"middle\" fill=\"#6b7280\"")
        }
        svg += line(0, height, width, height, "stroke=\"#9ca3af\"")
        svg += text(width / 2, height + 42, "rules", "text-anchor=\"middle\" fill=\"#6b7280\"")
        var labels: [(y: Double, name: String, color: String)] = []
        for (engine, color) in Self.engines {
            let points = results.compactMap { result in
                result.nanoseconds(engine, .random).map { (x(Double(result.rules)), y($0.median)) }
            }
            let path = points.map { "\(decimal($0.0)),\(decimal($0.1))" }.joined(separator: " ")
            // Dashed, so that the scan shows where both take the same time.
            let thickness = engine == "turnout" ? "3" : engine == "dictionary" ? "2\" stroke-dasharray=\"7 5" : "2"
            svg +=
                "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"\(thickness)\" stroke-linejoin=\"round\"/>\n"
            for point in points {
                svg += "<circle cx=\"\(decimal(point.0))\" cy=\"\(decimal(point.1))\" r=\"4\" fill=\"\(color)\"/>\n"
            }
            if let last = points.last { labels.append((last.1, engine, color)) }
        }
        let right = results.last.map { x(Double($0.rules)) } ?? width
        for label in Self.spaced(labels) {
            svg += text(right + 10, label.y + 4, label.name, "font-weight=\"600\" fill=\"\(label.color)\"")
        }
    }

    /// Moves labels apart where lines end close to each other.
    private static func spaced(
        _ labels: [(y: Double, name: String, color: String)]
    ) -> [(y: Double, name: String, color: String)] {
        var result = labels.sorted { $0.y < $1.y }
        for index in result.indices.dropFirst() { result[index].y = max(result[index].y, result[index - 1].y + 16) }
        return result
    }

    private func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) -> String {
        "<line x1=\"\(decimal(x1))\" y1=\"\(decimal(y1))\" x2=\"\(decimal(x2))\" y2=\"\(decimal(y2))\" \(style)/>\n"
    }

    private func text(_ x: Double, _ y: Double, _ text: String, _ style: String) -> String {
        "<text x=\"\(decimal(x))\" y=\"\(decimal(y))\" \(style)>\(text)</text>\n"
    }

    private func decimal(_ value: Double) -> String { TextReport.decimal(value, 1) }
    private func whole(_ value: Double) -> String { TextReport.decimal(value, 0) }

    private static func label(nanoseconds: Double) -> String {
        if nanoseconds >= 1e6 { return "\(grouped(Int(nanoseconds / 1e6))) ms" }
        return nanoseconds >= 1e3 ? "\(grouped(Int(nanoseconds / 1e3))) µs" : "\(Int(nanoseconds)) ns"
    }

    private static func grouped(_ number: Int) -> String {
        var digits = Substring(String(number))
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits = digits.dropLast(3)
        }
        return ([digits] + groups).joined(separator: ",")
    }
}

private func power10(_ power: Int) -> Double { pow(10, Double(power)) }

/// A logarithmic axis between two powers of ten.
private struct Axis {
    let low: Double
    let high: Double

    /// The axis ends a little beyond the values, not at the next power of ten.
    init(covering values: [Double]) {
        low = log10(max(1, values.min() ?? 1)) - 0.15
        high = log10(max(10, values.max() ?? 10)) + 0.15
    }

    /// The powers of ten that lie on the axis.
    var powers: ClosedRange<Int> {
        let first = Int(low.rounded(.up))
        return first...max(first, Int(high.rounded(.down)))
    }

    /// From 0 to 1.
    func position(of value: Double) -> Double { (log10(max(value, 1e-9)) - low) / (high - low) }
}
