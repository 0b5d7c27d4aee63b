import TurnoutSyntax

/// `entryPoints.NAME`: a port that is listened on, and what holds for everything that comes in there.
public struct EntryPoint: Hashable, Sendable {
    public var name: String
    public var address: EntryPointAddress
    /// Whether routers that name no entry point are served here (`asDefault`, or every TCP one if none says so).
    public var isDefault = false
    /// Whether it says so itself.
    public var isNamedDefault = false
    public var reusesPort = false
    public var allowsACMEBypass = false

    /// From accept, or from the first byte of a later request, to the end of the request; 0 = no limit.
    public var readTimeout = Duration.seconds(60)
    /// From the end of the request's head to the end of the answer; 0 = no limit.
    public var writeTimeout = Duration.zero
    /// Between requests; 0 = no limit.
    public var idleTimeout = Duration.seconds(180)
    /// How long new requests are still taken after the signal to end.
    public var requestAcceptGraceTimeout = Duration.zero
    /// How long running requests may then last.
    public var graceTimeOut = Duration.seconds(10)
    /// Requests of one connection; 0 = any number.
    public var keepAliveMaxRequests = 0
    /// A connection isn't kept beyond this; 0 = no limit.
    public var keepAliveMaxTime = Duration.zero

    public var forwardedHeaders = ForwardedHeaders()
    /// `nil` = the PROXY protocol is not looked for.
    public var proxyProtocol: ProxyProtocol?
    public var http = EntryPointHTTP()
    public var http2 = EntryPointHTTP2()
    /// `nil` = no HTTP/3.
    public var http3: EntryPointHTTP3?
    public var udpTimeout = Duration.seconds(3)
    /// For routers that don't say otherwise; `nil` = all is on.
    public var observability: Observability?
    @NotCompared public var place: ConfigurationPlace

    public init(name: String, address: EntryPointAddress, at place: ConfigurationPlace = .none) {
        self.name = name
        self.address = address
        self.place = place
    }
}

/// Whose `X-Forwarded-*` headers are believed, and how they are sent on.
public struct ForwardedHeaders: Hashable, Sendable {
    /// Everybody's.
    public var insecure = false
    public var trustedIPs: [AddressRange] = []
    /// `trustedIPs` as written.
    public var writtenIPs: [String] = []
    /// Headers that stay although `Connection` names them.
    public var connection: [String] = []
    public var notAppendXForwardedFor = false
    public var addXForwardedSchemeHeaders = false

    public init() {}
}

/// Whom the PROXY protocol is believed.
public struct ProxyProtocol: Hashable, Sendable {
    /// Everybody.
    public var insecure = false
    public var trustedIPs: [AddressRange] = []
    /// `trustedIPs` as written.
    public var writtenIPs: [String] = []

    public init() {}
}

public struct EntryPointHTTP2: Hashable, Sendable {
    public var maxConcurrentStreams = 250
    public var maxDecoderHeaderTableSize = 4096
    public var maxEncoderHeaderTableSize = 4096

    public init() {}
}

public struct EntryPointHTTP3: Hashable, Sendable {
    /// 0 = the entry point's own.
    public var advertisedPort = 0

    public init() {}
}
