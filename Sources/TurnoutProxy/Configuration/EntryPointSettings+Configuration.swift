#if Proxy
    import NIOCore
    import Turnout
    import TurnoutConfiguration

    extension EntryPointSettings {
        /// The settings of a configured entry point.
        ///
        /// - Parameters:
        ///   - entryPoint: Its address, its limits, and whom it trusts.
        ///   - serverName: This machine's name, for `X-Forwarded-Server`.
        public init(_ entryPoint: EntryPoint, serverName: String) {
            self.init(name: entryPoint.name, host: entryPoint.address.host, port: entryPoint.address.port)
            policy.sanitizesPath = entryPoint.http.sanitizePath
            policy.encodesQuerySemicolons = entryPoint.http.encodeQuerySemicolons
            policy.maximumHeadBytes = entryPoint.http.maxHeaderBytes
            policy.underscoreHeaders =
                switch entryPoint.http.underscoreHeadersStrategy {
                case .keep: .keep
                case .delete: .delete
                case .reject: .reject
                }
            policy.trustsEveryPeer = entryPoint.forwardedHeaders.insecure
            policy.trustedPeers = entryPoint.forwardedHeaders.trustedIPs
            policy.keptConnectionHeaders = entryPoint.forwardedHeaders.connection
            policy.serverName = serverName
            appendsForwardedFor = !entryPoint.forwardedHeaders.notAppendXForwardedFor
            deniedEscapes = entryPoint.http.encodedCharacters.deniedEscapes
            observers = Observers(nil, entryPoint.observability)
            readTimeout = TimeAmount(limit: entryPoint.readTimeout)
            writeTimeout = TimeAmount(limit: entryPoint.writeTimeout)
            idleTimeout = TimeAmount(limit: entryPoint.idleTimeout)
            maximumRequests = entryPoint.keepAliveMaxRequests
            maximumAge = TimeAmount(limit: entryPoint.keepAliveMaxTime)
            http2 = HTTP2Limits(entryPoint.http2)
            // Go's allowance for what fields cost beside their texts.
            http2.headerListBytes = min(entryPoint.http.maxHeaderBytes, RequestHead.capacityBytes) + 320
            if let settings = entryPoint.proxyProtocol {
                var proxyProtocol = ProxyProtocol()
                proxyProtocol.trustsEveryPeer = settings.insecure
                proxyProtocol.trustedPeers = settings.trustedIPs
                self.proxyProtocol = proxyProtocol
            }
        }
    }

    extension HTTP2Limits {
        /// As in Go, 0 means the default.
        init(_ options: EntryPointHTTP2) {
            func known(_ value: Int, otherwise standard: Int) -> Int {
                (1...Int(Int32.max)).contains(value) ? value : standard
            }
            self.init()
            concurrentStreams = known(options.maxConcurrentStreams, otherwise: concurrentStreams)
            decoderTableBytes = known(options.maxDecoderHeaderTableSize, otherwise: decoderTableBytes)
            encoderTableBytes = known(options.maxEncoderHeaderTableSize, otherwise: encoderTableBytes)
        }
    }

    extension TimeAmount {
        /// `nil` for 0, which means no limit.
        init?(limit: Duration) {
            guard limit > .zero else { return nil }
            self.init(limit)
        }
    }

    extension Transport {
        init(_ transport: ServersTransport, loops: Int) {
            self.init()
            version = transport.disableHTTP2 ? .http1 : .negotiated
            dialTimeout = TimeAmount(limit: transport.dialTimeout) ?? .hours(24)
            responseHeaderTimeout = TimeAmount(limit: transport.responseHeaderTimeout)
            idleTimeout = TimeAmount(limit: transport.idleConnTimeout) ?? .hours(24 * 365)
            // As in Go: 0 means 2, a negative number none.
            let idle = transport.maxIdleConnsPerHost == 0 ? 2 : max(0, transport.maxIdleConnsPerHost)
            maximumIdleConnections = idle == 0 ? 0 : max(1, idle / max(1, loops))
        }
    }
#endif
