import Turnout

/// `ipAllowList`, and `ipWhiteList`, its old name: lets requests of some addresses pass.
public struct IPAllowListOptions: Hashable, Sendable {
    public var allowed: AddressSet
    public var strategy: IPStrategyOptions
    public var rejectStatusCode: Int

    init(checked node: ConfigurationNode) throws(MiddlewareFault) {
        let ranges = node.texts("sourceRange")
        if ranges.isEmpty {
            throw MiddlewareFault("has no 'sourceRange': name the addresses whose requests may pass")
        }
        do throws(AddressSet.InvalidEntry) {
            allowed = try AddressSet(ranges)
        } catch {
            throw MiddlewareFault(
                "has '\(error.text)' in its 'sourceRange', which is no IP address and no CIDR range",
                at: node["sourceRange"]?.elements[error.index].place)
        }
        strategy = try IPStrategyOptions(checked: node["ipStrategy"])
        let status = node.integer("rejectStatusCode") ?? 0
        rejectStatusCode = status == 0 ? 403 : status
        guard Self.statuses.contains(where: { $0.contains(rejectStatusCode) }) else {
            throw MiddlewareFault(
                "has the 'rejectStatusCode' \(status), which is none of HTTP's", at: node["rejectStatusCode"]?.place)
        }
    }

    /// Those that have a standard reason phrase.
    private static let statuses = [
        100...103, 200...208, 226...226, 300...305, 307...308, 400...418, 421...426, 428...429, 431...431, 451...451,
        500...508, 510...511,
    ]
}

/// `ipStrategy`: which address counts as the client's.
public struct IPStrategyOptions: Hashable, Sendable {
    /// Which entry of `X-Forwarded-For` counts, from the right; 0 = the peer's.
    public var depth: Int
    public var excludedIPs: [String]
    /// The prefix length of the IPv6 networks that count as one client; `nil` = each address counts.
    public var ipv6Subnet: Int?

    /// - Parameter node: `nil` = the peer's address counts.
    init(checked node: ConfigurationNode?) throws(MiddlewareFault) {
        depth = max(0, node?.integer("depth") ?? 0)
        excludedIPs = node?.texts("excludedIPs") ?? []
        ipv6Subnet = node?.integer("ipv6Subnet")
        if depth == 0, !excludedIPs.isEmpty {
            do throws(AddressSet.InvalidEntry) {
                _ = try AddressSet(excludedIPs)
            } catch {
                throw MiddlewareFault(
                    "has '\(error.text)' in its 'excludedIPs', which is no IP address and no CIDR range",
                    at: node?["excludedIPs"]?.elements[error.index].place)
            }
        } else if let ipv6Subnet, !(1...128).contains(ipv6Subnet) {
            throw MiddlewareFault(
                "has \(ipv6Subnet) as its 'ipv6Subnet', which must be one of 1 to 128", at: node?["ipv6Subnet"]?.place)
        }
    }
}
