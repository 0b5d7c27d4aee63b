#if Proxy
    import TurnoutConfiguration

    extension RoutingConfiguration {
        /// With what a middleware encrypts its own connections, and what that was made from.
        struct MiddlewareEncryption {
            let options: ForwardAuthOptions.TLS?
            /// What the files contained, as in `TLSConfiguration.contents`.
            let files: [String: Int]
            let encryption: ServerEncryption
        }

        /// Makes that of each `forwardAuth`, taking over what is the same. A middleware whose authorities or certificate can't be
        /// used is taken out, and with it its routers, as with Traefik.
        mutating func addMiddlewareEncryptions(
            of configuration: ResolvedConfiguration, reusing previous: RoutingConfiguration?
        ) {
            for (name, options) in middlewares.sorted(by: { $0.key < $1.key }) {
                guard case .forwardAuth(let options) = options else { continue }
                let place = configuration.middlewares[name]?.middleware.place ?? .none
                if let fault = options.address.fault { report(fault, of: name, at: place) }
                guard options.tls != nil || options.address.scheme == "https" else { continue }
                let names = options.tls.map { [$0.ca, $0.cert, $0.key] } ?? []
                let files = configuration.tls.contents.filter { names.contains($0.key) }
                if let known = previous?.middlewareEncryptions[name], known.options == options.tls, known.files == files
                {
                    middlewareEncryptions[name] = known
                    continue
                }
                do throws(HandshakeFault) {
                    let encryption = try ServerEncryption(ServersTransport(options.tls), read: TLSMaterial.contents)
                    if let fault = encryption.faults.first { throw HandshakeFault(fault) }
                    middlewareEncryptions[name] = MiddlewareEncryption(
                        options: options.tls, files: files, encryption: encryption)
                } catch {
                    middlewares[name] = nil
                    problems.append(
                        ConfigurationProblem(
                            .invalidMiddleware, "the middleware '\(name)' \(error.text): its routers are not served",
                            at: place))
                }
            }
        }

        private mutating func report(_ fault: ServerURL.Fault, of name: String, at place: ConfigurationPlace) {
            let text =
                switch fault {
                case .malformed(let text), .unusable(let text): text
                }
            problems.append(
                ConfigurationProblem(
                    .invalidMiddleware, severity: .warning,
                    "the middleware '\(name)' has an 'address' that can't be used, \(text): its routers answer 500 to every "
                        + "request", at: place))
        }
    }

    extension ServersTransport {
        fileprivate init(_ tls: ForwardAuthOptions.TLS?) {
            self.init()
            guard let tls else { return }
            insecureSkipVerify = tls.insecureSkipVerify
            if !tls.ca.isEmpty { rootCAs = [tls.ca] }
            if !tls.cert.isEmpty { certificates = [CertificatePair(certFile: tls.cert, keyFile: tls.key)] }
        }
    }
#endif
