/// Why a PROXY protocol header is refused. The connection is to be closed without an answer.
public enum ProxyProtocolFault: String, Error, Hashable, Sendable, CaseIterable {
    /// A version 1 line that names no known protocol, or whose addresses or ports are none.
    case malformedLine = "malformed-line"
    /// No CR LF within the 107 bytes that a version 1 line may take.
    case lineTooLong = "line-too-long"
    /// A version other than 2, or an unknown command, in a binary header.
    case unsupportedVersion = "unsupported-version"
    /// An address family that is unknown, or too short a header for its addresses.
    case malformedAddresses = "malformed-addresses"
    /// More addresses and extensions than are read.
    case headerTooLong = "header-too-long"
}
