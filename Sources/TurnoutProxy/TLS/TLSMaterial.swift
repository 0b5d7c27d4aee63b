#if Proxy
    import Foundation
    import TurnoutConfiguration

    /// The certificates and options of one configuration, parsed and checked; shared by all entry points. What the
    /// configuration before had too is the same object.
    public final class TLSMaterial: Sendable {
        private let exact: [String: ServerCertificate]
        /// By what follows the first label.
        private let wildcards: [String: ServerCertificate]
        private let named: ServerCertificate?
        private let selfSigned: SelfSignedCertificate
        private let options: [String: HandshakeOptions]
        /// Those that can't be used.
        let brokenOptions: Set<String>
        /// By hashes of what their files contain.
        private let certificates: [Int: ServerCertificate]
        /// What could not be used, and why.
        public let problems: [ConfigurationProblem]

        static let defaultName = "default"

        /// - Parameters:
        ///   - configuration: Whose files are read now.
        ///   - previous: Of the configuration before.
        public init(_ configuration: TLSConfiguration, reusing previous: TLSMaterial? = nil) {
            var problems: [ConfigurationProblem] = []
            var certificates: [Int: ServerCertificate] = [:]
            var faulty: Set<CertificatePair> = []
            func load(_ pair: CertificatePair) -> ServerCertificate? {
                guard !faulty.contains(pair) else { return nil }
                func fail(_ name: String, _ fault: String) -> ServerCertificate? {
                    faulty.insert(pair)
                    problems.append(
                        ConfigurationProblem(
                            .unusableCertificate,
                            "the file '\(TLSNames.shown(name))' \(fault): "
                                + "the certificate is left out", at: pair.place))
                    return nil
                }
                guard let certificate = Self.contents(of: pair.certFile) else {
                    return fail(pair.certFile, "can't be read")
                }
                guard let key = Self.contents(of: pair.keyFile) else { return fail(pair.keyFile, "can't be read") }
                let content = [certificate, key].hashValue
                if let known = certificates[content] ?? previous?.certificates[content] {
                    certificates[content] = known
                    return known
                }
                do throws(CertificateFault) {
                    let made = try ServerCertificate(certificates: certificate, key: key)
                    certificates[content] = made
                    return made
                } catch {
                    return fail(error == .noCertificate ? pair.certFile : pair.keyFile, error.text)
                }
            }

            var (exact, wildcards): ([String: ServerCertificate], [String: ServerCertificate]) = ([:], [:])
            for pair in configuration.certificates {
                guard let certificate = load(pair) else { continue }
                for name in certificate.names {
                    if name.hasPrefix("*.") {
                        let suffix = String(name.dropFirst())
                        if wildcards[suffix] == nil { wildcards[suffix] = certificate }
                    } else if exact[name] == nil {
                        exact[name] = certificate
                    }
                }
            }
            named = configuration.defaultCertificate.flatMap(load)
            selfSigned = previous?.selfSigned ?? SelfSignedCertificate()
            (self.exact, self.wildcards, self.certificates) = (exact, wildcards, certificates)

            var options: [String: HandshakeOptions] = [:]
            var broken: Set<String> = []
            for source in configuration.options + [TLSOptions(name: Self.defaultName)] where options[source.name] == nil
            {
                if let known = previous?.options[source.name], known.isMade(of: source, configuration.contents) {
                    options[source.name] = known
                    continue
                }
                guard !broken.contains(source.name) else { continue }
                problems += Self.unknownVersions(source)
                do throws(HandshakeFault) {
                    options[source.name] = try HandshakeOptions(
                        source, contents: configuration.contents, read: Self.contents)
                } catch {
                    broken.insert(source.name)
                    problems.append(
                        ConfigurationProblem(
                            .unusableTLSOptions,
                            "the TLS options '\(source.name)' \(error.text): routers that name them are not served",
                            at: source.place))
                }
            }
            self.options = options
            brokenOptions = broken
            self.problems = problems
            let used = Set(options.values.map { ObjectIdentifier($0) })
            for certificate in certificates.values { certificate.forget(allBut: used) }
            selfSigned.forget(allBut: used)
        }

        /// All that the configuration names and that can be used.
        var configured: [ServerCertificate] { Array(certificates.values) }

        /// What is shown for names that no certificate is for; `nil` if it can't be made.
        var fallback: ServerCertificate? { named ?? selfSigned.certificate }

        /// As in Traefik, a version that there is not is none.
        private static func unknownVersions(_ options: TLSOptions) -> [ConfigurationProblem] {
            [("minVersion", options.minVersion, "VersionTLS12"), ("maxVersion", options.maxVersion, "the newest")]
                .filter { !$0.1.isEmpty && TLSNames.versions[$0.1] == nil }
                .map { key, value, instead in
                    ConfigurationProblem(
                        .unsupportedValue, severity: .warning,
                        "the TLS options '\(options.name)' have the \(key) '\(value)', which is none of "
                            + TLSNames.versions.keys.sorted().joined(separator: ", ") + ": \(instead) holds",
                        at: options.place)
                }
        }

        static func contents(of name: String) -> [UInt8]? {
            if PEM.isInline(name) { return Array(name.utf8) }
            return FileManager.default.contents(atPath: name).map { [UInt8]($0) }
        }

        /// `nil` if they can't be used.
        func options(named name: String) -> HandshakeOptions? { options[name] }

        /// The certificate that is for a name or an address itself, else one for all names beside it.
        ///
        /// - Parameter name: Lower-cased.
        func certificate(for name: String) -> ServerCertificate? {
            if let certificate = exact[name] { return certificate }
            guard let dot = name.firstIndex(of: ".") else { return nil }
            return wildcards[String(name[dot...])]
        }
    }

    extension ConfigurationProblem.ID {
        /// A certificate that can't be used.
        public static let unusableCertificate = Self(rawValue: "unusable-certificate")
        /// TLS options that can't be used.
        public static let unusableTLSOptions = Self(rawValue: "unusable-tls-options")
    }
#endif
