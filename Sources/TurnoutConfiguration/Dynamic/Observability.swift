/// `observability` of a router or of an entry point: what is noted of requests.
///
/// A router's own word counts; what it says nothing of is its entry point's, and on if that says nothing either.
public struct Observability: Hashable, Sendable {
    /// `nil` = nothing is said.
    public var accessLogs: Bool?
    /// `nil` = nothing is said.
    public var metrics: Bool?
    /// Turnout makes no traces.
    public var tracing: Bool?
    /// As written; Turnout makes no traces.
    public var traceVerbosity: String?

    public init() {}

    init(checked node: ConfigurationNode) {
        accessLogs = node.flag("accessLogs")
        metrics = node.flag("metrics")
        tracing = node.flag("tracing")
        traceVerbosity = node.text("traceVerbosity")
    }

    /// With the word of an entry point where nothing is said.
    public func completed(by other: Observability?) -> Observability {
        var result = self
        result.accessLogs = accessLogs ?? other?.accessLogs
        result.metrics = metrics ?? other?.metrics
        result.tracing = tracing ?? other?.tracing
        result.traceVerbosity = traceVerbosity ?? other?.traceVerbosity
        return result
    }
}

/// Who takes note of requests.
public struct Observers: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let accessLog = Self(rawValue: 1)
    public static let metrics = Self(rawValue: 2)
    public static let all: Self = [.accessLog, .metrics]

    /// Those of a router.
    ///
    /// - Parameters:
    ///   - router: What it says; `nil` = nothing.
    ///   - entryPoint: What its entry point says; `nil` = nothing.
    public init(_ router: Observability?, _ entryPoint: Observability?) {
        self = []
        if router?.accessLogs ?? entryPoint?.accessLogs ?? true { insert(.accessLog) }
        if router?.metrics ?? entryPoint?.metrics ?? true { insert(.metrics) }
    }
}
