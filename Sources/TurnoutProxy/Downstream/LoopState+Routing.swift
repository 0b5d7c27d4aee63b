#if Proxy
    import NIOCore
    import Turnout
    import TurnoutHTTP

    extension LoopState {
        /// What becomes of a request.
        enum Route {
            case action(RouterAction)
            /// No router takes it.
            case notFound
            /// It goes no further, even if a router takes it.
            case answer(LocalAnswer, RouterAction?)
            /// CONNECT, which is not served.
            case connect
            case refusal(RequestRefusal)
        }

        /// Makes `request` of `requestHead`, and finds its router.
        ///
        /// - Parameter encryption: Of the connection; `nil` = plain.
        func route(at entryPoint: EntryPointSettings, _ encryption: ClientEncryption?) -> Route {
            do throws(RequestRefusal) {
                try requestHead.read { head throws(RequestRefusal) in
                    try request.value.refill(head, policy: entryPoint.policy)
                }
            } catch {
                return .refusal(error)
            }
            let (namesHostInASCII, isCONNECT) = request.read { ($0.namesHostInASCII, $0.isCONNECT) }
            // It could be routed, but not be sent on as it is: Traefik's client turns such a name into Punycode.
            if !namesHostInASCII { return .refusal(RequestRefusal(.malformedAuthority)) }
            if isCONNECT { return .connect }
            if let encryption, misdirects(encryption, at: entryPoint) { return .answer(.misdirected, nil) }
            let entry = entryPoints[entryPoint.number]
            guard let action = request.read({ entry.tables.route($0, isTLS: encryption != nil) }) else {
                return .notFound
            }
            guard request.read({ entryPoint.allows($0) }) else { return .answer(LocalAnswer(status: 400), action) }
            return .action(action)
        }

        /// Whether the request is for a host that its connection was not agreed for.
        private func misdirects(_ encryption: ClientEncryption, at entryPoint: EntryPointSettings) -> Bool {
            let entry = entryPoints[entryPoint.number]
            guard entry.tables.hostsDiffer, let handshakes = entry.tables.handshakes else { return false }
            let host = String(decoding: request.value.text(request.value.host), as: UTF8.self)
            return handshakes.misdirects(host, over: encryption.serverName)
        }
    }

    extension ServiceState.Target {
        /// Composes the head of a request for this server in `loop.scratch`, and takes what carries it there, with which
        /// the request is to be begun.
        func prepare(
            _ request: borrowing Request, _ loop: LoopState, peerIP: [UInt8], framing: BodyFraming, asksForUpgrade: Bool
        ) -> any RequestCarrier {
            loop.scratch.removeAll(keepingCapacity: true)
            let head = request.authority.count > 0 ? head : hostlessHead
            head.append(
                request, peerIP: peerIP, framing: framing, asksForUpgrade: asksForUpgrade, to: &loop.scratch)
            return pool.carrier(asksForUpgrade: asksForUpgrade)
        }
    }

    extension EntryPointSettings {
        /// Whether a connection is not kept for another request.
        ///
        /// - Parameters:
        ///   - requests: Of the connection, the running one included.
        ///   - acceptedAt: When it was accepted.
        func endsConnection(requests: Int, since acceptedAt: NIODeadline) -> Bool {
            if maximumRequests > 0, requests >= maximumRequests { return true }
            if let age = maximumAge, .now() - acceptedAt >= age { return true }
            return false
        }
    }
#endif
