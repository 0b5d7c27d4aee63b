/// `errors`: puts the page of another service in the place of an answer with certain statuses.
public struct ErrorsOptions: Hashable, Sendable {
    public struct Rewrite: Hashable, Sendable {
        public var statuses: ClosedRange<Int>
        public var status: Int
    }

    /// Those whose answers are replaced.
    public var status: StatusRanges
    /// What the statuses of replaced answers become; the first that fits counts.
    public var statusRewrites: [Rewrite]
    /// Qualified.
    public var service: String
    /// The path of the page, with `{status}`, `{originalStatus}` and `{url}`.
    public var query: String
    /// Names of headers that the request for the page takes over; empty = all.
    public var errorRequestHeaders: [String]

    /// - Parameter name: Of the middleware, qualified; completes that of the service.
    init(checked node: ConfigurationNode, name: String) throws(MiddlewareFault) {
        status = try StatusRanges(node.texts("status"), key: "status", place: node["status"]?.place)
        service = ResolvedConfiguration.qualified(node.text("service") ?? "", beside: name)
        query = node.text("query") ?? ""
        errorRequestHeaders = node.texts("errorRequestHeaders")
        statusRewrites = []
        let members = node.textMembers("statusRewrites").sorted { $0.key < $1.key }
        for (text, value) in members {
            let place = node["statusRewrites"]?.place
            guard let bounds = StatusRanges.bounds(text) else {
                throw MiddlewareFault(
                    "has '\(text)' in 'statusRewrites': write a status or a range, like 500-599", at: place)
            }
            guard let rewritten = Int(value), 200...999 ~= rewritten else {
                throw MiddlewareFault(
                    "rewrites '\(text)' to '\(value)': an answer has a status from 200 to 999", at: place)
            }
            if bounds.low <= bounds.high {
                statusRewrites.append(Rewrite(statuses: bounds.low...bounds.high, status: rewritten))
            }
        }
    }
}
