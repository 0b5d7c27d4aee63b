extension Workload {
    /// Every customer's subdomains by expression.
    public static func hostRegexps(_ count: Int) -> Workload {
        var workload = Workload("hostregexp-\(count)")
        for number in 0..<count {
            workload.add(
                "HostRegexp(`^[a-z0-9-]+\\.c\(number.padded(4))\\.example\\.com$`)",
                witness: RequestText("shop-\(number % 17).c\(number.padded(4)).example.com", "/index.html"))
            workload.misses.append(RequestText("a.b.c\(number.padded(4)).example.com", "/index.html"))
            workload.misses.append(RequestText("shop.c\(number.padded(4)).example.org", "/index.html"))
        }
        return workload
    }

    /// Unanchored expressions with two loops each, whose common automaton grows exponentially when built naively.
    public static func pathRegexps(_ count: Int) -> Workload {
        var workload = Workload("pathregexp-\(count)")
        for number in 0..<count {
            workload.add(
                "PathRegexp(`/[0-9]+/item[a-z]*\(number)`)",
                witness: RequestText("www.example.com", "/shop/\(number * 37)/itemlist\(number)"))
            workload.misses.append(RequestText("www.example.com", "/shop/\(number)/itemlist"))
            workload.misses.append(RequestText("www.example.com", "/\(number)/items/x\(number)"))
        }
        return workload
    }

    /// `a.{12}$` and its like: each needs 2¹³ deterministic states.
    public static func explosive(_ count: Int) -> Workload {
        var workload = Workload("explosive-\(count)")
        var generator = SeededGenerator(seed: 12)
        let letters = Array("abcdefgh".prefix(count))
        func letter() -> Character { letters[Int.random(in: 0..<letters.count, using: &generator)] }
        for first in letters {
            // Twenty characters of the explosive letters, so that many threads are alive.
            let path = String((0..<8).map { _ in letter() }) + String(first) + String((0..<12).map { _ in letter() })
            workload.add("PathRegexp(`\(first).{12}$`)", witness: RequestText("www.example.com", "/\(path)"))
        }
        for _ in 0..<256 {
            let path = String((0..<12).map { _ in letter() }) + "/" + String((0..<12).map { _ in letter() })
            workload.misses.append(RequestText("www.example.com", "/\(path)"))
        }
        return workload
    }

    /// Wide host expressions with paths, over ordinary tenants: each tenant's hosts are met by all of them.
    public static func wideHostRegexps(tenants: Int, wide: Int = 500) -> Workload {
        var workload = Workload("wide-hostregexp-\(tenants)")
        for number in 0..<wide {
            workload.add(
                "HostRegexp(`^[a-z0-9-]+\\.apps\\.example\\.com$`) && PathPrefix(`/wide-\(number.padded(3))/`)",
                witness: RequestText("tenant-\((number + 1).padded(4)).apps.example.com", "/wide-\(number.padded(3))/x")
            )
        }
        for tenant in 1...tenants {
            let host = "tenant-\(tenant.padded(4)).apps.example.com"
            workload.add("Host(`\(host)`)", witness: RequestText(host, "/index.html"))
        }
        for number in 0..<256 {
            workload.misses.append(RequestText("other-\(number).apps.example.com", "/index.html"))
            workload.misses.append(RequestText("other-\(number).example.org", "/wide-\(number.padded(3))/x"))
        }
        return workload
    }
}
