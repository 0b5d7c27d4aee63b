extension Workload {
    /// Half of the rules look at the path only, half at one header only: a product has 250,000 cells.
    ///
    /// - Parameter conjunctions: further rules that need both.
    public static func pathTimesHeader(_ count: Int, conjunctions: Int = 0) -> Workload {
        var workload = Workload(conjunctions == 0 ? "path-x-header-\(count)" : "path-x-header-conjunctions")
        for number in 0..<count {
            let digits = number.padded(3)
            workload.add("PathPrefix(`/path-\(digits)/`)", witness: RequestText("www.example.com", "/path-\(digits)/x"))
            workload.add(
                "Header(`X-Class`, `class-\(digits)`)",
                witness: RequestText("www.example.com", "/x", headers: [("X-Class", "class-\(digits)")]))
            workload.misses.append(
                RequestText("www.example.com", "/path-\(digits)", headers: [("X-Class", "class-\(digits)x")]))
        }
        for number in 0..<conjunctions {
            let (path, header) = (number.padded(3), (number * 7 % count).padded(3))
            workload.add(
                "PathPrefix(`/path-\(path)/`) && Header(`X-Class`, `class-\(header)`)",
                witness: RequestText("www.example.com", "/path-\(path)/y", headers: [("X-Class", "class-\(header)")]))
        }
        return workload
    }

    /// Fifty header names, each with a hundred values, with and without a path.
    public static func headers(_ count: Int) -> Workload {
        var workload = Workload("headers-\(count)")
        for number in 0..<count {
            let (name, value) = ("X-Field-\((number % 50).padded(2))", "value-\((number / 50).padded(3))")
            let lines = [(name, "other"), (name, value)]
            switch number % 5 {
            case 0:
                workload.add(
                    "Header(`\(name)`, `\(value)`)", witness: RequestText("www.example.com", "/x", headers: lines))
            case 1:
                workload.add(
                    "HeaderRegexp(`\(name)`, `^\(value)(-[a-z]+)?$`)",
                    witness: RequestText("www.example.com", "/x", headers: [(name, value + "-blue")]))
            default:
                let path = "/part-\((number % 97).padded(2))/"
                workload.add(
                    "PathPrefix(`\(path)`) && Header(`\(name)`, `\(value)`)",
                    witness: RequestText("www.example.com", "\(path)y", headers: lines))
            }
        }
        for number in 0..<256 {
            workload.misses.append(
                RequestText(
                    "www.example.com", "/part-\(number.padded(2))/z",
                    headers: [("X-Field-\((number % 50).padded(2))", "value-\(number)x")]))
        }
        return workload
    }

    /// The same with query keys, some of them repeated.
    public static func queries(_ count: Int) -> Workload {
        var workload = Workload("queries-\(count)")
        for number in 0..<count {
            let (key, value) = ("key\((number % 50).padded(2))", "value-\((number / 50).padded(3))")
            switch number % 5 {
            case 0:
                workload.add(
                    "Query(`\(key)`, `\(value)`)", witness: RequestText("www.example.com", "/?\(key)=\(value)"))
            case 1:
                workload.add(
                    "QueryRegexp(`\(key)`, `^\(value)[a-z]*$`)",
                    witness: RequestText("www.example.com", "/?a=1&\(key)=\(value)blue"))
            default:
                let path = "/part-\((number % 97).padded(2))/"
                workload.add(
                    "PathPrefix(`\(path)`) && Query(`\(key)`, `\(value)`)",
                    witness: RequestText("www.example.com", "\(path)?\(key)=other&\(key)=\(value)&b=2"))
            }
        }
        for number in 0..<256 {
            workload.misses.append(
                RequestText(
                    "www.example.com", "/part-\(number.padded(2))/?key\((number % 50).padded(2))=value-\(number)x"))
        }
        return workload
    }

    /// Networks inside networks.
    public static func clientAddresses(_ count: Int) -> Workload {
        var workload = Workload("clientip-\(count)")
        for number in 0..<count {
            let (high, low) = (number / 200, number % 200)
            switch number % 4 {
            case 0:
                workload.add(
                    "ClientIP(`10.\(high).\(low).0/24`)",
                    witness: RequestText("www.example.com", "/x", remote: "10.\(high).\(low).77:1234"))
            case 1:
                workload.add(
                    "ClientIP(`10.\(high).\(low).\(number % 256)`) && PathPrefix(`/office`)",
                    witness: RequestText(
                        "www.example.com", "/office/1", remote: "10.\(high).\(low).\(number % 256):1234"))
            case 2:
                workload.add(
                    "ClientIP(`2001:db8:\(high):\(low)::/64`)",
                    witness: RequestText("www.example.com", "/x", remote: "[2001:db8:\(high):\(low)::99]:1234"))
            default:
                workload.add(
                    "ClientIP(`10.\(high).\(low & ~7).0/\(16 + low % 6)`) && Method(`POST`)",
                    witness: RequestText(
                        "www.example.com", "/x", method: "POST", remote: "10.\(high).\(low & ~7).5:1234"))
            }
        }
        for number in 0..<256 {
            workload.misses.append(RequestText("www.example.com", "/x", remote: "172.16.\(number).1:1234"))
            workload.misses.append(RequestText("www.example.com", "/x", remote: "[2001:db9::\(number)]:1234"))
        }
        return workload
    }

    /// Every prefix is a prefix of the next.
    public static func nestedPrefixes(_ count: Int) -> Workload {
        var workload = Workload("nested-prefixes-\(count)")
        var path = ""
        for number in 0..<count {
            path += number % 3 == 0 ? "/a" : "/b"
            workload.add("PathPrefix(`\(path)`)", witness: RequestText("www.example.com", path + "/end"))
        }
        for number in 0..<256 {
            workload.misses.append(RequestText("www.example.com", "/c\(number)" + path.prefix(number * 4)))
        }
        return workload
    }
}
