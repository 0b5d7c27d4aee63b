#if Proxy
    import NIOCore
    import TurnoutHTTP

    /// A request that only the control path can answer: for the API, or for metrics.
    struct ControlRequest: Sendable {
        var service: LocalService
        var method: [UInt8]
        /// Percent-encoded.
        var path: [UInt8]
        /// Percent-encoded, without `?`.
        var query: [UInt8]
    }

    /// Answers requests that no event loop can answer by itself.
    protocol ControlService: Sendable {
        func answer(_ request: ControlRequest) async -> LocalAnswer
    }

    extension Exchange {
        /// Requests of one event loop that may wait for the control path; further ones are refused.
        private static var maximumWaiting: Int { 64 }

        /// Has the control path answer the request; its answer passes the filters.
        func ask(_ service: LocalService) {
            guard let control = loop.control, loop.controlRequests < Self.maximumWaiting else {
                answer(LocalAnswer(status: 503, text: "too many requests at once\n"))
                return
            }
            loop.controlRequests += 1
            let question = ControlRequest(
                service: service, method: request.method, path: request.path, query: request.query ?? [])
            let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
            Task {
                let answer = await control.answer(question)
                bound.eventLoop.execute {
                    bound.value.loop.controlRequests -= 1
                    bound.value.answer(answer)
                }
            }
        }
    }
#endif
