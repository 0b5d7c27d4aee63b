extension Workload {
    private static let services = [
        "api", "www", "app", "auth", "admin", "shop", "blog", "docs", "status", "mail", "git", "ci", "registry",
        "grafana", "metrics", "search", "images", "static", "cdn", "billing", "checkout", "accounts", "events", "chat",
        "media",
    ]
    private static let words = [
        "alpine", "harbor", "falcon", "meadow", "quartz", "ember", "willow", "summit", "raven", "cobalt", "juniper",
        "drift", "orchid", "granite", "lumen", "saffron", "tundra", "velvet", "zephyr", "maple",
    ]
    private static let domains = ["com", "net", "org", "io", "dev", "co.uk", "cloud"]
    private static let segments = [
        "api", "v1", "v2", "users", "orders", "items", "cart", "login", "assets", "images", "search", "graphql",
        "webhooks", "health", "metrics", "internal", "reports", "export", "admin", "settings",
    ]

    /// Hosts and paths made of common words, in the proportions of real configurations: most hosts have a few
    /// rules, some have many.
    public static func realisticHosts(rules count: Int) -> Workload {
        var workload = Workload("realistic-hosts", isAdversarial: false)
        var generator = SeededGenerator(seed: 20)
        func pick(_ list: [String]) -> String { list[Int.random(in: 0..<list.count, using: &generator)] }
        var seen: Set<String> = []
        while workload.rules.count < count {
            let name = "\(pick(words))-\(pick(words))\(Int.random(in: 0..<100, using: &generator))"
            let host = "\(pick(services)).\(name).\(pick(domains))"
            guard seen.insert(host).inserted else { continue }
            let number = min(1 << Int.random(in: 0...4, using: &generator), count - workload.rules.count)
            for index in 0..<number {
                let depth = Int.random(in: 1...3, using: &generator)
                let path = (0..<depth).map { _ in "/" + pick(segments) }.joined()
                let page = "\(path)/\(Int.random(in: 0..<1000, using: &generator))"
                switch index == 0 ? 0 : Int.random(in: 1...20, using: &generator) {
                case 0: workload.add("Host(`\(host)`)", witness: RequestText(host, "/\(page)"))
                case 1...12:
                    workload.add("Host(`\(host)`) && PathPrefix(`\(path)`)", witness: RequestText(host, page))
                case 13...14:
                    workload.add("Host(`\(host)`) && Path(`\(path)`)", witness: RequestText(host, path))
                case 15:
                    workload.add(
                        "Host(`\(host)`) && PathPrefix(`\(path)`) && Method(`POST`)",
                        witness: RequestText(host, page, method: "POST"))
                case 16:
                    workload.add(
                        "Host(`\(host)`) && (PathPrefix(`\(path)`) || PathPrefix(`/\(pick(segments))`))",
                        witness: RequestText(host, page))
                case 17:
                    workload.add(
                        "(Host(`\(host)`) || Host(`www.\(name).com`)) && PathPrefix(`\(path)`)",
                        witness: RequestText("www.\(name).com", page))
                case 18:
                    workload.add(
                        "Host(`\(host)`) && Header(`X-Version`, `\(index)`)",
                        witness: RequestText(host, page, headers: [("X-Version", "\(index)")]))
                case 19:
                    workload.add(
                        "Host(`\(host)`) && PathPrefix(`\(path)`) && !PathPrefix(`\(path)/internal`)",
                        witness: RequestText(host, page))
                default:
                    workload.add(
                        "Host(`\(host)`) && PathPrefix(`\(path)`) && Query(`beta`, `1`)",
                        witness: RequestText(host, page + "?beta=1"))
                }
            }
        }
        for number in 0..<256 {
            workload.misses.append(
                RequestText("\(pick(services)).\(pick(words))-\(number).invalid", "/\(pick(segments))"))
        }
        return workload
    }

    /// One host, told apart by path alone: a dictionary by host doesn't help.
    public static func oneHost(rules count: Int) -> Workload {
        var workload = Workload("one-host", isAdversarial: false)
        let host = "www.example.com"
        for number in 0..<count - 1 {
            let path = "/\(segments[number % segments.count])/service-\(number.padded(4))"
            if number % 4 == 3 {
                workload.add("Host(`\(host)`) && Path(`\(path)/status`)", witness: RequestText(host, "\(path)/status"))
            } else {
                workload.add(
                    "Host(`\(host)`) && PathPrefix(`\(path)`)", witness: RequestText(host, "\(path)/items/\(number)"))
            }
        }
        workload.add("Host(`\(host)`) && PathPrefix(`/zone`)", witness: RequestText(host, "/zone/a"))
        for number in 0..<256 {
            let segment = segments[number % segments.count]
            workload.misses.append(RequestText(host, "/\(segment)/servant-\(number)"))
            workload.misses.append(RequestText(host, "/\(segment)/service-\((number * 19).padded(4).dropLast())"))
        }
        return workload
    }
}
