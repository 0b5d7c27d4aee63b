#if Proxy
    import TurnoutHTTP

    // What is noted of requests without an exchange.
    extension DirectDownstream {
        /// Starts on the request, if somebody wants to know of it.
        ///
        /// - Parameter action: `nil` if no router takes it.
        func observe(_ action: RouterAction?) {
            guard let observer = loop.observer, let record = observer.begin(self, action, loop) else { return }
            observer.noteHeaders(in: record, loop)
            self.record = record
        }

        /// The head of the answer is `loop.responseHead`.
        func noteHead(_ frame: ResponseFrame, in record: RequestRecord) {
            record.status = loop.responseHead.read { $0.status }
            let headers = loop.observer?.log?.headers
            let keepsHeaders = record.entry != nil && headers?.keepsAny == true
            guard keepsHeaders || record.kind.isGRPC else { return }
            var head = loop.responseHead.read { ForwardedResponse($0, frame) }
            if frame.switchesProtocols { head.headers.lines += loop.responseHead.read { $0.upgradeLines } }
            if record.kind.isGRPC, let status = head.headers.first("grpc-status") {
                record.grpcStatus = GRPCStatus.parse(status)
            }
            if keepsHeaders, let headers {
                record.entry?.noteOrigin(head, headers)
                record.entry?.noteDownstream(head, headers, isOwn: false)
            }
        }

        /// The answer of the server is whole.
        func endRecord(trailers: [UInt8]) {
            guard let record else { return }
            if record.kind.isGRPC, let status = GRPCStatus.find(in: trailers) { record.grpcStatus = status }
            endRecord()
        }

        /// The proxy has answered by itself.
        func endRecord(with answer: LocalAnswer) {
            guard let record else { return }
            record.answer(status: answer.status, bytes: answer.bodyBytes)
            if let headers = loop.observer?.log?.headers, record.entry != nil, headers.keepsAny {
                let (head, _) = answer.response(isHEAD: false)
                if record.attempt != nil { record.entry?.noteOrigin(head, headers, isOwn: true) }
                record.entry?.noteDownstream(head, headers, isOwn: true)
            }
            endRecord()
        }

        private func endRecord() {
            guard let record else { return }
            self.record = nil
            // Between the client and the one server stands nothing that changes an answer.
            record.attempt?.status = record.status
            record.attempt?.responseBytes = record.responseBytes
            loop.observer?.end(record)
        }

        /// The connection ends before the answer does.
        func abandonRecord() {
            guard let record else { return }
            if record.status == 0, !record.isTunnel { record.status = 499 }
            endRecord()
        }
    }

    extension ResponseHead {
        /// What says to which protocol a connection changes.
        fileprivate var upgradeLines: [HeaderFields.Line] {
            headerLines.compactMap { line in
                let name = line.name.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
                let isKept = name.elementsEqual("connection".utf8) || name.elementsEqual("upgrade".utf8)
                return isKept ? HeaderFields.Line(name: name, value: line.value) : nil
            }
        }
    }
#endif
