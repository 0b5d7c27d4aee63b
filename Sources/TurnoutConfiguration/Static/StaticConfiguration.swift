import TurnoutSyntax

/// What is fixed from start to end: Traefik's static ("install") configuration, with its defaults filled in.
public struct StaticConfiguration: Hashable, Sendable {
    /// Sorted by name. One `http` on port 80 if none is given; `traefik` on port 8080 is added when something needs it.
    public var entryPoints: [EntryPoint] = []
    public var fileProvider: FileProviderSettings?
    /// The least time between two changes of the dynamic configuration.
    public var providersThrottleDuration = Duration.seconds(2)
    /// `default@internal`.
    public var serversTransport = StaticConfiguration.defaultServersTransport
    /// `nil` = off.
    public var ping: PingSettings?
    public var api: APISettings?
    public var log = LogSettings()
    public var accessLog: AccessLogSettings?
    public var metrics: MetricsSettings?
    /// Of routers that don't set `ruleSyntax`.
    public var defaultRuleSyntax = RuleSyntax.v3
    /// The peer's address is not added to `X-Forwarded-For`, whatever the entry point says.
    public var notAppendXForwardedFor = false
    /// Names of `certificatesResolvers`. Turnout obtains no certificates.
    public var certificateResolvers: [String] = []
    public var problems: [ConfigurationProblem] = []
    /// Whether what was given could be read; otherwise all is default, and Traefik would not start.
    public var isDecoded = true

    /// What Traefik starts with when it is told nothing, before the entry points.
    public init() {}

    private static var defaultServersTransport: ServersTransport {
        var transport = ServersTransport()
        transport.maxIdleConnsPerHost = 200
        return transport
    }

    public func entryPoint(_ name: String) -> EntryPoint? { entryPoints.first { $0.name == name } }

    /// The entry points of a router that names none.
    public var defaultEntryPoints: [String] { entryPoints.filter(\.isDefault).map(\.name) }
}

/// Where a static configuration was found.
public enum StaticConfigurationSource: Hashable, Sendable {
    case file(String)
    case flags
    case environment
    /// Nowhere: all is default.
    case none
}

/// `providers.file`.
public struct FileProviderSettings: Hashable, Sendable {
    public enum Target: Hashable, Sendable {
        case file(String)
        case directory(String)

        public var path: String {
            switch self {
            case .file(let path), .directory(let path): path
            }
        }
    }

    public var target: Target
    public var watches = true
    @NotCompared public var place: ConfigurationPlace

    public init(_ target: Target, watches: Bool = true, at place: ConfigurationPlace = .none) {
        self.target = target
        self.watches = watches
        self.place = place
    }
}

/// `ping`: the path `/ping`, which says whether this process takes requests.
public struct PingSettings: Hashable, Sendable {
    public var entryPoint = "traefik"
    /// There is no router of its own; a router leads to `ping@internal`.
    public var manualRouting = false
    /// The status once the process was told to end.
    public var terminatingStatusCode = 503

    public init() {}
}

/// `api`.
public struct APISettings: Hashable, Sendable {
    public var basePath = "/"
    public var insecure = false
    public var dashboard = true
    public var debug = false

    public init() {}
}

/// `log`.
public struct LogSettings: Hashable, Sendable {
    public enum Format: String, Hashable, Sendable, CaseIterable { case common, json }

    /// In lower case: `trace`, `debug`, `info`, `warn`, `error`, `fatal`, `panic`; `nil` = not set, which is `error`.
    public var level: String?
    public var format = Format.common
    /// Empty = standard output.
    public var filePath = ""
    public var noColor = false

    public init() {}
}

/// `accessLog`.
public struct AccessLogSettings: Hashable, Sendable {
    /// Empty = standard output.
    public var filePath = ""
    /// `common`, `genericCLF` or `json`.
    public var format = "common"
    public var bufferingSize = 0
    public var addInternals = false
    /// As written: `500`, `400-499`.
    public var statusCodes: [String] = []
    public var retryAttempts = false
    public var minDuration = Duration.zero
    /// `keep` or `drop`.
    public var fieldsDefaultMode = "keep"
    public var fieldModes: [String: String] = [:]
    /// `keep`, `drop` or `redact`.
    public var headersDefaultMode = "drop"
    public var headerModes: [String: String] = [:]
    public var queryParametersDefaultMode = "keep"

    public init() {}
}

/// `metrics`.
public struct MetricsSettings: Hashable, Sendable {
    public struct Prometheus: Hashable, Sendable {
        /// Upper bounds, in seconds.
        public var buckets = [0.1, 0.3, 1.2, 5]
        public var addEntryPointsLabels = true
        public var addRoutersLabels = false
        public var addServicesLabels = true
        public var entryPoint = "traefik"
        public var manualRouting = false
        /// Label to header.
        public var headerLabels: [String: String] = [:]

        public init() {}
    }

    public var addInternals = false
    /// `nil` = off.
    public var prometheus: Prometheus?

    public init() {}
}
