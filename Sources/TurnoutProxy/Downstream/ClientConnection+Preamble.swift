#if Proxy
    import NIOCore
    import Turnout
    import TurnoutHTTP

    extension ClientConnection {
        /// Notes who the client is.
        func setRemote(_ address: SocketAddress) {
            setRemote(host: address.ipAddress ?? "", port: address.port ?? 0)
        }

        private func setRemote(host: String, port: Int) {
            peerIP = Array(host.utf8)
            remote = Array((host.utf8.contains(0x3A) ? "[\(host)]:\(port)" : "\(host):\(port)").utf8)
        }

        /// Reads a PROXY protocol header, if one is there. Of a peer that isn't trusted it is read too, and ignored.
        ///
        /// - Returns: Whether reading can go on behind it.
        func readPreamble() -> Bool {
            let result: ProxyProtocolParser.Result?
            do throws(ProxyProtocolFault) {
                var parser = ProxyProtocolParser()
                result = try parser.parse(received.readableBytesUInt8Span)
            } catch {
                close()
                return false
            }
            guard let result else { return false }
            phase = .head
            guard case .header(let header) = result else { return true }
            received.moveReaderIndex(forwardBy: header.byteCount)
            guard let source = header.source, isTrustedToSpeakForOthers else { return true }
            setRemote(host: source.address, port: source.port)
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
