/// `inFlightReq`: how many requests of a source may be under way at once.
public struct InFlightReqOptions: Hashable, Sendable {
    /// With 0 or less, none.
    public var amount: Int
    public var source: SourceCriterion

    init(checked node: ConfigurationNode) throws(MiddlewareFault) {
        amount = node.integer("amount") ?? 0
        source = try SourceCriterion(checked: node["sourceCriterion"], default: .host)
    }
}
