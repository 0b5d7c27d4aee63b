import TurnoutHTTP

/// By what requests are told apart that are limited each by itself: the `sourceCriterion` of `rateLimit` and
/// `inFlightReq`.
public enum SourceCriterion: Hashable, Sendable {
    /// The client's address.
    case address(AddressStrategy)
    /// The value of a header, its name in small letters; requests without it are one source.
    case header(String)
    /// The `Host`, as the client wrote it.
    case host

    /// - Parameters:
    ///   - node: `sourceCriterion`; `nil` = it isn't there.
    ///   - standard: What counts where nothing is said.
    init(checked node: ConfigurationNode?, default standard: SourceCriterion) throws(MiddlewareFault) {
        let strategy = node?["ipStrategy"]
        let header = node?.text("requestHeaderName") ?? ""
        let byHost = node?.flag("requestHost") ?? false
        let given = [
            strategy == nil ? nil : "'ipStrategy'", header.isEmpty ? nil : "'requestHeaderName'",
            byHost ? "'requestHost'" : nil,
        ].compactMap(\.self)
        guard given.count < 2 else {
            throw MiddlewareFault(
                "has \(given.joined(separator: " and ")) in its 'sourceCriterion'; choose one of them", at: node?.place)
        }
        if let strategy {
            let options = try IPStrategyOptions(checked: strategy)
            guard
                let address = try? AddressStrategy(
                    depth: options.depth, excludedIPs: options.excludedIPs, ipv6Subnet: options.ipv6Subnet)
            else { throw MiddlewareFault("has an 'ipStrategy' that can't be used", at: strategy.place) }
            self = .address(address)
        } else if !header.isEmpty {
            self = .header(header.lowercased())
        } else {
            self = byHost ? .host : standard
        }
    }
}
