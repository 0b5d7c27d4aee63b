#if Proxy
    import NIOCore
    import Turnout
    import TurnoutHTTP

    extension ClientConnection {
        /// Notes who the client is. An IPv4 address that came over an IPv6 socket is an IPv4 address.
        func setRemote(_ address: SocketAddress) {
            guard let host = address.ipAddress, let peer = PeerAddress(parsing: host.utf8) else { return }
            setRemote(
                ProxyProtocolHeader.Endpoint(address: peer, port: UInt16(truncatingIfNeeded: address.port ?? 0)))
        }

        private func setRemote(_ endpoint: ProxyProtocolHeader.Endpoint) {
            peerIP = endpoint.address.text
            remote = endpoint.text
        }

        /// Reads a PROXY protocol header, if one is there. Of a peer that isn't trusted it is read too, and ignored.
        ///
        /// - Returns: Whether reading can go on behind it.
        func readPreamble() -> Bool {
            let bytes = received
            let result: ProxyProtocolParser.Result?
            do throws(ProxyProtocolFault) {
                result = try ProxyProtocolParser().parse(bytes.readableBytesUInt8Span)
            } catch {
                close()
                return false
            }
            guard let result else { return false }
            phase = .head
            guard case .header(let header) = result else { return true }
            received.moveReaderIndex(forwardBy: header.headerBytes)
            if let source = header.source, isTrustedToSpeakForOthers { setRemote(source) }
            return true
        }

        private var isTrustedToSpeakForOthers: Bool {
            guard let settings = entryPoint.proxyProtocol else { return false }
            if settings.trustsEveryPeer { return true }
            guard let peer = PeerAddress(endpoint: remote) else { return false }
            return settings.trustedPeers.contains { peer.isContained(in: $0) }
        }
    }
#endif
