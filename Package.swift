// swift-tools-version: 6.2
import PackageDescription

#if canImport(Glibc)
    import Glibc
#endif

// The engine (TurnoutSyntax, TurnoutAutomata, Turnout) depends on nothing at all. Whatever needs a
// package hangs on the default-on trait `Proxy`, so that an embedder with `traits: []` resolves and
// clones no package.
let proxyOnly = TargetDependencyCondition.when(traits: ["Proxy"])

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
]

/// The libFuzzer targets, which only link with `--sanitize fuzzer`; `.ci/fuzz` sets the variable.
let fuzzTargets: [Target] =
    Context.environment["TURNOUT_FUZZ"] == nil
    ? []
    : [
        "FuzzRules", "FuzzRegexes", "FuzzRequests", "FuzzTables", "FuzzMessages", "FuzzResponses", "FuzzFraming",
        "FuzzConfigurations",
    ].map { name in
        .executableTarget(
            name: name,
            dependencies: ["FuzzingLaws"],
            path: "Tests/Fuzzing/\(name)",
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]
        )
    }

/// Whether the C library applies relative relocations that are packed, as glibc does from 2.36 on.
let readsPackedRelocations = {
    #if canImport(Glibc)
        var text = [CChar](repeating: 0, count: 64)
        confstr(numericCast(_CS_GNU_LIBC_VERSION), &text, text.count)
        let numbers = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
            .split { !$0.isNumber }.compactMap { Int($0) }
        return numbers.starts(with: [2]) && numbers.count > 1 && numbers[1] >= 36
    #else
        return false
    #endif
}()

/// The Swift runtime and Foundation, which Yams and TOMLKit import, linked into the command: less memory than the shared
/// libraries, and calls that are direct. Nothing looks for the command's symbols at run time, and without their table, and
/// with relocations packed, it has 5 MB less to map.
let staticLibraries =
    ["-static-stdlib", "-use-ld=lld"] + ["-Xlinker", "--no-export-dynamic"]
    + (readsPackedRelocations ? ["-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"] : [])
    + [
        "FoundationInternationalization", "FoundationEssentials", "CoreFoundation", "_FoundationICU",
        "_FoundationCShims", "_FoundationCollections",
    ].map { "-l\($0)" }

let package = Package(
    name: "Turnout",
    platforms: [.macOS(.v26), .iOS(.v26), .tvOS(.v26), .watchOS(.v26), .visionOS(.v26)],
    products: [
        .library(name: "Turnout", targets: ["Turnout"]),
        .executable(name: "turnout", targets: ["TurnoutCommand"]),
        .executable(name: "RoutingBenchmark", targets: ["RoutingBenchmark"]),
    ],
    traits: [
        .default(enabledTraits: ["Proxy"]),
        .trait(name: "Proxy", description: "The `turnout` command and what reads Traefik's configuration files."),
    ],
    dependencies: [
        // YAML configuration files.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        // TOML configuration files.
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        // Flags, help and completion of the `turnout` command.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // Event loops and sockets of the proxy; in tests, its HTTP/1 parser as the second opinion.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        // TLS of the proxy.
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        // Frames, streams and header compression of HTTP/2, on both sides of the proxy.
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        // The three read the names in certificates, and make the one that is shown when there is none.
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // The proxy's log.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .target(
            name: "TurnoutSyntax",
            exclude: ["Regex/Unicode/generate.py"],
            swiftSettings: settings
        ),
        .target(name: "TurnoutAutomata", swiftSettings: settings),
        .target(name: "Turnout", dependencies: ["TurnoutSyntax", "TurnoutAutomata"], swiftSettings: settings),
        .target(
            name: "TurnoutConfiguration",
            dependencies: [
                "Turnout",
                "TurnoutHTTP",
                "TurnoutSyntax",
                .product(name: "Yams", package: "Yams", condition: proxyOnly),
                .product(name: "TOMLKit", package: "TOMLKit", condition: proxyOnly),
            ],
            swiftSettings: settings
        ),
        // The users of basicAuth, and whether a password is theirs.
        .target(
            name: "TurnoutPasswords",
            dependencies: [.product(name: "Crypto", package: "swift-crypto", condition: proxyOnly)],
            exclude: ["generate.py"],
            swiftSettings: settings
        ),
        // The system's zlib, which packs answers. Swift's own installation asks for its headers on Linux (zlib1g-dev).
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .yum(["zlib-devel"])]),
        // HTTP/1.1 as bytes in and values out: no sockets, no package.
        .target(name: "TurnoutHTTP", dependencies: ["Turnout"], swiftSettings: settings),
        .target(
            name: "TurnoutProxy",
            dependencies: [
                "Turnout",
                "TurnoutHTTP",
                "TurnoutConfiguration",
                "TurnoutPasswords",
                .target(name: "CZlib", condition: proxyOnly),
                .product(name: "NIOCore", package: "swift-nio", condition: proxyOnly),
                .product(name: "NIOPosix", package: "swift-nio", condition: proxyOnly),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio", condition: proxyOnly),
                .product(name: "NIOTLS", package: "swift-nio", condition: proxyOnly),
                .product(name: "NIOSSL", package: "swift-nio-ssl", condition: proxyOnly),
                .product(name: "NIOHTTP2", package: "swift-nio-http2", condition: proxyOnly),
                .product(name: "NIOHPACK", package: "swift-nio-http2", condition: proxyOnly),
                .product(name: "X509", package: "swift-certificates", condition: proxyOnly),
                .product(name: "SwiftASN1", package: "swift-asn1", condition: proxyOnly),
                .product(name: "Crypto", package: "swift-crypto", condition: proxyOnly),
                .product(name: "Logging", package: "swift-log", condition: proxyOnly),
            ],
            // The checks of exclusive access cost a fifteenth of the proxy's own time; tests run with them.
            swiftSettings: settings + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]
        ),
        .executableTarget(
            name: "TurnoutCommand",
            dependencies: [
                "Turnout",
                "TurnoutSyntax",
                "TurnoutConfiguration",
                "TurnoutProxy",
                .product(name: "ArgumentParser", package: "swift-argument-parser", condition: proxyOnly),
                .product(name: "Logging", package: "swift-log", condition: proxyOnly),
            ],
            swiftSettings: settings,
            linkerSettings: [
                .unsafeFlags(staticLibraries, .when(platforms: [.linux], configuration: .release))
            ]
        ),
        .testTarget(
            name: "TurnoutTests",
            dependencies: ["Turnout", "TurnoutSyntax", "TurnoutAutomata"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TurnoutConfigurationTests",
            dependencies: ["TurnoutConfiguration", "TurnoutSyntax"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TurnoutHTTPTests",
            dependencies: [
                "Turnout",
                "TurnoutHTTP",
                .product(name: "NIOCore", package: "swift-nio", condition: proxyOnly),
                .product(name: "NIOEmbedded", package: "swift-nio", condition: proxyOnly),
                .product(name: "NIOHTTP1", package: "swift-nio", condition: proxyOnly),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TurnoutProxyTests",
            dependencies: [
                "Turnout",
                "TurnoutHTTP",
                "TurnoutConfiguration",
                "TurnoutProxy",
                .target(name: "CZlib", condition: proxyOnly),
                .product(name: "NIOCore", package: "swift-nio", condition: proxyOnly),
                .product(name: "NIOEmbedded", package: "swift-nio", condition: proxyOnly),
                .product(name: "NIOPosix", package: "swift-nio", condition: proxyOnly),
                .product(name: "Logging", package: "swift-log", condition: proxyOnly),
            ],
            swiftSettings: settings
        ),
        // Runs the command as a process: exit codes and output are what it promises. It doesn't depend on the command,
        // which every build of the tests makes too: a dependency would link its objects, and its libraries, into the tests.
        .testTarget(name: "TurnoutCommandTests", swiftSettings: settings),
        // Counts what a block allocates, by standing in for malloc. Benchmarks and allocation tests only.
        .target(name: "CAllocationCounter", path: "Benchmarks/CAllocationCounter"),
        // What is routed in benchmarks and in allocation tests.
        .target(
            name: "BenchmarkWorkloads",
            dependencies: ["Turnout"],
            path: "Benchmarks/BenchmarkWorkloads",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "RoutingBenchmark",
            dependencies: ["Turnout", "TurnoutSyntax", "TurnoutAutomata", "BenchmarkWorkloads", "CAllocationCounter"],
            path: "Benchmarks/RoutingBenchmark",
            swiftSettings: settings
        ),
        .testTarget(
            name: "AllocationTests",
            dependencies: ["Turnout", "TurnoutHTTP", "BenchmarkWorkloads", "CAllocationCounter"],
            swiftSettings: settings
        ),
        .testTarget(name: "TurnoutPasswordsTests", dependencies: ["TurnoutPasswords"], swiftSettings: settings),
        .testTarget(name: "TurnoutSyntaxTests", dependencies: ["TurnoutSyntax"], swiftSettings: settings),
        .testTarget(name: "TurnoutAutomataTests", dependencies: ["TurnoutAutomata"], swiftSettings: settings),
        // The oracle: it shares no code with the engine, and must not come to depend on it.
        .target(name: "ReferenceInterpreter", path: "Tests/ReferenceInterpreter", swiftSettings: settings),
        .executableTarget(
            name: "ReferenceConform",
            dependencies: ["ReferenceInterpreter"],
            path: "Tests/ReferenceConform",
            swiftSettings: settings
        ),
        .testTarget(name: "ReferenceInterpreterTests", dependencies: ["ReferenceInterpreter"], swiftSettings: settings),
        .testTarget(
            name: "DifferentialTests",
            dependencies: ["ReferenceInterpreter", "Turnout", "TurnoutSyntax"],
            swiftSettings: settings
        ),
        // What must hold for any bytes: checked by the fuzz targets, and by a test on the inputs that were kept.
        .target(
            name: "FuzzingLaws",
            dependencies: [
                "ReferenceInterpreter", "Turnout", "TurnoutSyntax", "TurnoutAutomata", "TurnoutHTTP",
                "TurnoutConfiguration",
            ],
            path: "Tests/Fuzzing/FuzzingLaws",
            swiftSettings: settings
        ),
        .testTarget(name: "FuzzingTests", dependencies: ["FuzzingLaws"], swiftSettings: settings),
    ] + fuzzTargets
)
