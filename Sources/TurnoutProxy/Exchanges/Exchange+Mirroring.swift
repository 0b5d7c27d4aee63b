#if Proxy
    import NIOCore
    import TurnoutHTTP

    extension Exchange {
        /// How long a mirror may take.
        private static let mirrorTimeout = TimeAmount.seconds(60)

        /// Sends the request to `main`, and a copy of it to each of `mirrors` when it has been answered.
        func call(_ main: ServiceState, mirroring mirrors: [ServiceState], _ options: MirroringOptions) {
            guard options.copiesBody else {
                mirrorAtEnd(to: mirrors, body: ByteBuffer())
                call(main)
                return
            }
            collectBody(limit: options.maximumBodyBytes) { [unowned self] collection in
                if case .whole(let body) = collection { mirrorAtEnd(to: mirrors, body: body) }
                call(main)
            }
        }

        private func mirrorAtEnd(to mirrors: [ServiceState], body: ByteBuffer) {
            let copy = request
            let record = record
            atEnd { [weak self] in
                // Otherwise the client is gone, or the request is sent once more, or has become a tunnel.
                guard let self, answerIsWhole else { return }
                for mirror in mirrors { send(copy, body, to: mirror, record) }
            }
        }

        /// - Parameter record: Of the request.
        private func send(
            _ request: ForwardedRequest, _ body: ByteBuffer, to mirror: ServiceState, _ record: RequestRecord?
        ) {
            guard case .server(let target) = mirror.choose(client: downstream.peerIP),
                loop.mirrored < loop.limits.maximumMirroredRequests
            else { return }
            loop.mirrored += 1
            var content = SubRequest.Content(
                body: body, isHEAD: request.method.elementsEqual("HEAD".utf8), isIdempotent: false)
            content.framing = body.readableBytes == 0 ? .none : .length(body.readableBytes)
            let record = record.flatMap { loop.observer?.beginCopy(of: $0, at: target, bytes: body.readableBytes) }
            let copy = SubRequest(
                content, to: target.pool, loop: loop, keeps: .nothing, timeout: Self.mirrorTimeout
            ) { [loop] result in
                loop.mirrored -= 1
                if let record { loop.observer?.endCopy(record, result) }
            }
            loop.request.value.refill(forwarding: request)
            loop.scratch.removeAll(keepingCapacity: true)
            let head = request.host.isEmpty ? target.hostlessHead : target.head
            head.append(
                loop.request.value, peerIP: forwardedPeer, framing: content.framing, asksForUpgrade: false,
                to: &loop.scratch)
            copy.start()
        }
    }
#endif
