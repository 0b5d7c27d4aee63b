#if Proxy
    import Turnout
    import TurnoutHTTP

    /// The request of an exchange: as it came, until somebody wants it in a form in which it can be changed.
    ///
    /// Most requests are never changed but for a header line, and go to the server as they are: they are taken out of their
    /// loop and given back to it.
    struct ExchangedRequest: ~Copyable {
        /// An object, as most requests have none.
        private final class Changed {
            var request: ForwardedRequest

            init(_ request: ForwardedRequest) { self.request = request }
        }

        private var received = Unshared(Request())
        /// `nil` = it is `received`.
        private var changed: Changed?

        /// - Precondition: `loop.request` is the request.
        init(from loop: LoopState) { received.value = loop.takeRequest() }

        /// To be read and changed.
        var forwarded: ForwardedRequest {
            mutating get { changeable().request }
            _modify { yield &changeable().request }
        }

        private mutating func changeable() -> Changed {
            if let changed { return changed }
            let changed = Changed(received.read { ForwardedRequest($0) })
            self.changed = changed
            return changed
        }

        var isHEAD: Bool {
            changed.map { $0.request.method.elementsEqual("HEAD".utf8) } ?? received.read { $0.isHEAD }
        }

        /// Puts what `answer` says about the client in the place of what the client has said.
        mutating func change(_ identity: borrowing IdentityHeaders, by answer: borrowing ResponseHead) {
            if let changed {
                identity.replace(in: &changed.request.headers, by: answer)
            } else {
                identity.replace(in: &received.value, by: answer)
            }
        }

        /// Calls `body` with the form of which heads are written.
        ///
        /// - Parameter loop: Its request may be another one then.
        func read<Result>(_ loop: LoopState, _ body: (borrowing Request) -> Result) -> Result {
            guard let changed else { return received.read(body) }
            loop.request.value.refill(forwarding: changed.request)
            return loop.request.read(body)
        }

        func note(in entry: AccessLogEntry, _ policy: AccessLogHeaders?) {
            if let changed {
                entry.noteRequestHeaders(changed.request.headers, policy)
            } else {
                received.read { entry.noteRequestHeaders($0, policy) }
            }
        }

        /// Gives back what was the loop's. The request has no text any more.
        mutating func end(_ loop: LoopState) {
            changed = nil
            var last = Request()
            swap(&last, &received.value)
            loop.reuse(last)
        }
    }
#endif
