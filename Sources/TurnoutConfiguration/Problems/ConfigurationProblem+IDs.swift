/// The identifiers of everything that can be wrong with a configuration. They are stable.
extension ConfigurationProblem.ID {
    // Files. Each of these is an error that rejects the file.
    public static var missingFile: Self { Self(rawValue: "missing-file") }
    public static var unreadableFile: Self { Self(rawValue: "unreadable-file") }
    public static var invalidYAML: Self { Self(rawValue: "invalid-yaml") }
    public static var invalidTOML: Self { Self(rawValue: "invalid-toml") }
    /// A Go template; Turnout has none.
    public static var goTemplate: Self { Self(rawValue: "go-template") }
    public static var unknownKey: Self { Self(rawValue: "unknown-key") }
    /// A value of another type than its key takes.
    public static var wrongType: Self { Self(rawValue: "wrong-type") }
    /// A key that must have members, without any.
    public static var emptyElement: Self { Self(rawValue: "empty-element") }
    /// A key of an earlier Traefik that the present one refuses to start with.
    public static var removedKey: Self { Self(rawValue: "removed-key") }
    public static var emptyConfiguration: Self { Self(rawValue: "empty-configuration") }

    /// Changes of files are not noticed.
    public static var unwatchedFiles: Self { Self(rawValue: "unwatched-files") }

    // Keys that have no effect.
    /// A key of Traefik's that Turnout doesn't have.
    public static var unsupportedKey: Self { Self(rawValue: "unsupported-key") }
    /// A key that Traefik still takes and no longer heeds, or will take no more.
    public static var deprecatedKey: Self { Self(rawValue: "deprecated-key") }
    /// An unknown key where Traefik ignores one: at the top of a file, or without a value.
    public static var ignoredKey: Self { Self(rawValue: "ignored-key") }

    /// What follows the part of a file that is read.
    public static var ignoredContent: Self { Self(rawValue: "ignored-content") }

    // Static configuration
    public static var invalidFlag: Self { Self(rawValue: "invalid-flag") }
    /// Flags beside a configuration file.
    public static var ignoredFlags: Self { Self(rawValue: "ignored-flags") }
    public static var invalidAddress: Self { Self(rawValue: "invalid-address") }
    public static var invalidValue: Self { Self(rawValue: "invalid-value") }
    public static var noProvider: Self { Self(rawValue: "no-provider") }

    // Dynamic configuration
    public static var duplicateName: Self { Self(rawValue: "duplicate-name") }
    public static var missingRule: Self { Self(rawValue: "missing-rule") }
    public static var missingService: Self { Self(rawValue: "missing-service") }
    /// A service that others choose by its health, which nobody checks.
    public static var missingHealthCheck: Self { Self(rawValue: "missing-health-check") }
    public static var missingMiddleware: Self { Self(rawValue: "missing-middleware") }
    public static var missingServersTransport: Self { Self(rawValue: "missing-servers-transport") }
    public static var missingTLSOptions: Self { Self(rawValue: "missing-tls-options") }
    public static var missingEntryPoint: Self { Self(rawValue: "missing-entry-point") }
    public static var noEntryPoint: Self { Self(rawValue: "no-entry-point") }
    public static var invalidMiddleware: Self { Self(rawValue: "invalid-middleware") }
    public static var missingType: Self { Self(rawValue: "missing-type") }
    public static var severalTypes: Self { Self(rawValue: "several-types") }
    public static var invalidURL: Self { Self(rawValue: "invalid-url") }
    public static var circularReference: Self { Self(rawValue: "circular-reference") }
    public static var nestedTooDeeply: Self { Self(rawValue: "nested-too-deeply") }
    /// A kind of middleware that Turnout doesn't have: its routers are not served.
    public static var unsupportedMiddleware: Self { Self(rawValue: "unsupported-middleware") }
    /// A kind of service that Turnout doesn't have: its routers are not served.
    public static var unsupportedService: Self { Self(rawValue: "unsupported-service") }
    /// Something about a router that Turnout doesn't have and that it would be unsafe to leave out.
    public static var unsupportedRouter: Self { Self(rawValue: "unsupported-router") }
    /// A value of a supported key that Turnout doesn't have; what happens instead stands in the message.
    public static var unsupportedValue: Self { Self(rawValue: "unsupported-value") }
}
