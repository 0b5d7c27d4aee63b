#if Proxy
    import TurnoutHTTP

    // What is noted of requests with an exchange: what servers have answered, and what the client gets in the end.
    extension Exchange {
        private var keptHeaders: AccessLogHeaders? {
            guard record?.entry != nil, let headers = loop.observer?.log?.headers, headers.keepsAny else { return nil }
            return headers
        }

        /// More of an answer's head is noted than its status.
        func needsHead(_ record: RequestRecord) -> Bool { record.kind.isGRPC || keptHeaders != nil }

        func noteOrigin(_ head: ForwardedResponse, in record: RequestRecord) {
            record.attempt?.status = head.status
            if record.kind.isGRPC, let status = head.headers.first("grpc-status") {
                record.grpcStatus = GRPCStatus.parse(status)
            }
            if let headers = keptHeaders { record.entry?.noteOrigin(head, headers) }
        }

        /// The answer of the server is whole.
        func noteEnd(_ trailers: [UInt8], in record: RequestRecord) {
            if record.kind.isGRPC, let status = GRPCStatus.find(in: trailers) { record.grpcStatus = status }
            loop.observer?.noteLabels(of: request, in: record)
            loop.observer?.endAttempt(in: record)
        }

        /// There is no answer, and the client gets `answer` instead.
        func noteFailure(_ answer: LocalAnswer, in record: RequestRecord) {
            record.attempt?.status = answer.status
            record.attempt?.responseBytes = answer.bodyBytes
            if let headers = keptHeaders {
                record.entry?.noteOrigin(answer.response(isHEAD: false).head, headers, isOwn: true)
            }
            loop.observer?.noteLabels(of: request, in: record)
            loop.observer?.endAttempt(in: record)
        }

        func noteDownstream(_ head: ForwardedResponse, in record: RequestRecord) {
            record.status = head.status
            guard let headers = keptHeaders else { return }
            record.entry?.noteDownstream(head, headers, isOwn: answerIsComposed)
        }

        /// Hands the record to whoever goes on with the connection as a tunnel.
        func takeRecord() -> RequestRecord? {
            guard let record else { return nil }
            self.record = nil
            noteRequest(in: record)
            return record
        }

        func endRecord() {
            guard let record = takeRecord() else { return }
            if record.status == 0 { record.status = 499 }
            loop.observer?.end(record)
        }

        private func noteRequest(in record: RequestRecord) {
            loop.observer?.noteLabels(of: request, in: record)
            if let entry = record.entry { noteRequestHeaders(in: entry) }
        }
    }
#endif
