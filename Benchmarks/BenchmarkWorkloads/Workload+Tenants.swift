extension Workload {
    /// Many customers with six rules each, and three rules for all: what a shared cluster looks like.
    ///
    /// - Parameter rules: 6 a tenant + 3.
    public static func tenants(rules: Int) -> Workload {
        tenants("tenants", rules: rules) { "/app-\($0.padded(4))" }
    }

    /// Tenants whose rules differ in nothing but the host.
    public static func identicalTenants(rules: Int) -> Workload {
        tenants("identical-tenants", rules: rules) { _ in "/app-main" }
    }

    private static func tenants(_ name: String, rules: Int, application: (Int) -> String) -> Workload {
        var workload = Workload(name, isAdversarial: false)
        for tenant in 1...max(1, (rules - 3) / 6) {
            workload.addTenant(tenant, application: application(tenant))
        }
        workload.add(
            "PathPrefix(`/.well-known/acme-challenge/`)", name: "g-acme", priority: 1_000_000,
            witness: RequestText("tenant-0001.apps.example.com", "/.well-known/acme-challenge/k8sd0f"))
        workload.add(
            #"HostRegexp(`^[a-z0-9-]+\.preview\.example\.com$`)"#, name: "g-preview", priority: 10,
            witness: RequestText("pr-1234.preview.example.com", "/index.html"))
        workload.add(
            "Host(`status.example.com`) && Path(`/ping`)", name: "g-status", priority: 10,
            witness: RequestText("status.example.com", "/ping"))
        for number in 0..<64 {
            workload.misses.append(RequestText("unknown-\(number.padded(4)).apps.example.org", "/api/v1/users"))
            workload.misses.append(RequestText("tenant-\(number.padded(4))x.apps.example.com", "/app-0001/"))
            workload.misses.append(RequestText("status.example.com", "/pong"))
        }
        return workload
    }

    mutating func addTenant(_ tenant: Int, application: String) {
        let name = "t\(tenant.padded(4))"
        let host = "tenant-\(tenant.padded(4)).apps.example.com"
        add(
            "Host(`\(host)`) && PathPrefix(`/api/v1`)", name: name + "-r1",
            witness: RequestText(host, "/api/v1/users/\(tenant * 7)"))
        add("Host(`\(host)`) && Path(`/healthz`)", name: name + "-r2", witness: RequestText(host, "/healthz"))
        add(
            "Host(`\(host)`) && PathPrefix(`/api`) && Header(`X-Env`, `canary`)", name: name + "-r3",
            witness: RequestText(host, "/api/orders/\(tenant * 3)", headers: [("X-Env", "canary")]))
        add(
            "Host(`\(host)`) && Method(`POST`)", name: name + "-r4",
            witness: RequestText(host, "/submit/form", method: "POST"))
        add(
            "Host(`\(host)`) && PathPrefix(`\(application)`)", name: name + "-r5",
            witness: RequestText(host, "\(application)/index.html"))
        add("Host(`\(host)`)", name: name + "-r6", witness: RequestText(host, "/static/logo.svg?v=\(tenant)"))
    }
}
