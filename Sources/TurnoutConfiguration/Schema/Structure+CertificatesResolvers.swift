/// `certificatesResolvers.NAME` of the static configuration. Turnout obtains no certificates.
extension Structure {
    static let certificatesResolver = Structure {
        Key("acme", .structure(acme))
        Key("tailscale", .structure(empty), mayBeEmpty: true)
    }

    private static let acme = Structure {
        Key("email", .text)
        Key("caServer", .text)
        Key("preferredChain", .text)
        Key("profile", .text)
        Key("emailAddresses", .texts)
        Key("disableCommonName", .flag)
        Key("storage", .text)
        Key("keyType", .text)
        Key("eab") {
            Key("kid", .text)
            Key("hmacEncoded", .text)
        }
        Key("certificatesDuration", .integer)
        Key("clientTimeout", .duration)
        Key("clientResponseHeaderTimeout", .duration)
        Key("certificateTimeout", .duration)
        Key("caCertificates", .texts)
        Key("caSystemCertPool", .flag)
        Key("caServerName", .text)
        Key("dnsChallenge", mayBeEmpty: true) {
            Key("provider", .text)
            Key("resolvers", .texts)
            Key("propagation", mayBeEmpty: true) {
                Key("disableChecks", .flag)
                Key("disableANSChecks", .flag)
                Key("requireAllRNS", .flag)
                Key("delayBeforeChecks", .duration)
            }
            Key("delayBeforeCheck", .duration)
            Key("disablePropagationCheck", .flag)
        }
        Key("httpChallenge", mayBeEmpty: true) {
            Key("entryPoint", .text)
            Key("delay", .duration)
        }
        Key("tlsChallenge", mayBeEmpty: true) {
            Key("delay", .duration)
        }
    }
}
