/// `certificatesResolvers.NAME` of the static configuration. Turnout obtains no certificates.
extension Structure {
    static let certificatesResolver = Structure([
        .key("acme", .structure(acme)),
        .key("tailscale", .structure(empty), mayBeEmpty: true),
    ])

    private static let acme = Structure([
        .key("email", .text),
        .key("caServer", .text),
        .key("preferredChain", .text),
        .key("profile", .text),
        .key("emailAddresses", .texts),
        .key("disableCommonName", .flag),
        .key("storage", .text),
        .key("keyType", .text),
        .key("eab", .structure(Structure([.key("kid", .text), .key("hmacEncoded", .text)]))),
        .key("certificatesDuration", .integer),
        .key("clientTimeout", .duration),
        .key("clientResponseHeaderTimeout", .duration),
        .key("certificateTimeout", .duration),
        .key("caCertificates", .texts),
        .key("caSystemCertPool", .flag),
        .key("caServerName", .text),
        .key(
            "dnsChallenge",
            .structure(
                Structure([
                    .key("provider", .text),
                    .key("resolvers", .texts),
                    .key(
                        "propagation",
                        .structure(
                            Structure([
                                .key("disableChecks", .flag),
                                .key("disableANSChecks", .flag),
                                .key("requireAllRNS", .flag),
                                .key("delayBeforeChecks", .duration),
                            ])), mayBeEmpty: true),
                    .key("delayBeforeCheck", .duration),
                    .key("disablePropagationCheck", .flag),
                ])), mayBeEmpty: true),
        .key(
            "httpChallenge",
            .structure(
                Structure([
                    .key("entryPoint", .text), .key("delay", .duration),
                ])), mayBeEmpty: true),
        .key("tlsChallenge", .structure(Structure([.key("delay", .duration)])), mayBeEmpty: true),
    ])
}
