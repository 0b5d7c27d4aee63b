extension Workload {
    /// Few rules, each a tower of negations: nothing can be required of a request.
    public static func deepNegation(_ count: Int) -> Workload {
        var workload = Workload("deep-negation-\(count)")
        for number in 0..<count {
            let digits = number.padded(3)
            // Takes: the path, and not (a wrong host unless (the header, unless (POST and no query))).
            workload.add(
                """
                !(!PathPrefix(`/deep-\(number % 20)`) || !(Host(`host-\(digits).example.com`) && \
                !(Header(`X-Level`, `\(number % 10)`) && !(Method(`POST`) && !Query(`q`, `\(number % 7)`)))))
                """,
                witness: RequestText("host-\(digits).example.com", "/deep-\(number % 20)/x"))
            workload.misses.append(
                RequestText(
                    "host-\(digits).example.com", "/deep-\(number % 20)/x", headers: [("X-Level", "\(number % 10)")]))
            workload.misses.append(RequestText("host-\(digits).example.com", "/deep-\((number + 1) % 20)x/y"))
        }
        for number in 0..<count / 10 {
            let digits = number.padded(3)
            // Without any exact host: alive in every context.
            workload.add(
                """
                !(Host(`host-\(digits).example.com`) || !(PathPrefix(`/open-\(digits)/`) && \
                !(Header(`X-Level`, `\(number % 10)`) && !(Method(`POST`) && !Query(`q`, `\(number % 7)`)))))
                """,
                witness: RequestText("elsewhere.example.com", "/open-\(digits)/x"))
        }
        return workload
    }

    /// Thousands of rules that say what they don't want.
    public static func negations(_ count: Int) -> Workload {
        var workload = Workload("negation-\(count)")
        for number in 0..<count {
            let host = "host-\((number / 5).padded(4)).example.com"
            let path = "/area-\((number % 211).padded(3))"
            switch number % 5 {
            case 0:
                workload.add(
                    "Host(`\(host)`) && !PathPrefix(`/admin`) && !Method(`DELETE`)",
                    witness: RequestText(host, "/x\(path)"))
            case 1:
                workload.add(
                    "Host(`\(host)`) && !(Header(`X-Env`, `canary`) || PathPrefix(`\(path)/secret`)) && PathPrefix(`\(path)`)",
                    witness: RequestText(host, "\(path)/y"))
            case 2:
                workload.add(
                    "Host(`\(host)`) && PathPrefix(`/admin`) && !ClientIP(`10.0.0.0/8`)",
                    witness: RequestText(host, "/admin/z"))
            case 3:
                workload.add(
                    "!Host(`\(host)`) && PathPrefix(`/open-\(number.padded(4))/`)",
                    witness: RequestText("elsewhere.example.com", "/open-\(number.padded(4))/x"))
            default:
                workload.add(
                    "!(!PathPrefix(`/closed-\(number.padded(4))/`) || Method(`GET`)) && !Query(`debug`, `1`)",
                    witness: RequestText(host, "/closed-\(number.padded(4))/x", method: "POST"))
            }
        }
        for number in 0..<256 {
            workload.misses.append(RequestText("nowhere-\(number).example.com", "/area-\(number.padded(3))"))
            workload.misses.append(
                RequestText("host-\(number.padded(4)).example.com", "/admin/x", remote: "10.1.2.3:1234"))
        }
        return workload
    }
}
