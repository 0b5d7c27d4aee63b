#if Proxy
    import NIOCore
    import TurnoutConfiguration
    import TurnoutHTTP

    /// What is noted of one request from its head to the end of its answer. There is one only if somebody wants to know.
    ///
    /// Of a request with an exchange the exchange has it, of another one the client's connection.
    final class RequestRecord {
        /// What one attempt at a server has come to.
        struct Attempt {
            let target: ServiceState.Target
            let start = NIODeadline.now()
            var nanoseconds = 0
            var status = 0
            var responseBytes = 0
            var isOver = false
        }

        let observers: Observers
        let entryPoint: Int
        /// `nil` if no router takes the request.
        let action: RouterAction?
        let method: MethodLabel
        let kind: ProtocolLabel
        let encryption: TLSParameters?
        let start = NIODeadline.now()

        /// What the client got; 0 until then.
        var status = 0
        var requestBytes = 0
        var responseBytes = 0
        /// What gRPC says in a header or a trailer.
        var grpcStatus: Int?
        /// Of the headers that are labels, as the middlewares have left them.
        var headerLabels: [String] = []
        /// The last one, if the request went to a server.
        var attempt: Attempt?
        var retries = 0
        private(set) var isTunnel = false
        /// Whom a middleware has found the client to be: empty if nobody, `nil` if none looked.
        var username: [UInt8]?
        /// `nil` if it isn't to be logged.
        var entry: AccessLogEntry?

        init(
            observers: Observers, entryPoint: Int, action: RouterAction?, method: MethodLabel, kind: ProtocolLabel,
            encryption: TLSParameters?
        ) {
            self.observers = observers
            self.entryPoint = entryPoint
            self.action = action
            self.method = method
            self.kind = kind
            self.encryption = encryption
        }

        /// Ends the attempt that is under way.
        ///
        /// - Returns: Whether there is one.
        func endAttempt(at now: NIODeadline) -> Bool {
            guard let start = attempt?.start, attempt?.isOver == false else { return false }
            attempt?.isOver = true
            attempt?.nanoseconds = Int(now.uptimeNanoseconds - start.uptimeNanoseconds)
            return true
        }

        /// What series are told apart by.
        ///
        /// - Parameter status: Of HTTP.
        func key(status: Int) -> SeriesKey {
            SeriesKey(code: kind.isGRPC ? grpcStatus ?? GRPCStatus.unknown : status, method: method, kind: kind)
        }

        /// The client gets a protocol of its own: as with Traefik, neither a status nor what goes to and fro counts.
        func becomeTunnel() {
            isTunnel = true
            status = 0
            attempt?.status = 0
        }

        /// The answer is the proxy's own.
        func answer(status: Int, bytes: Int) {
            self.status = status
            responseBytes += bytes
        }
    }

    enum GRPCStatus {
        /// Where none is stated.
        static let unknown = 2

        /// The value of a `grpc-status` header; `unknown` for what is no status.
        static func parse(_ value: some Collection<UInt8>) -> Int {
            guard let status = Int(String(decoding: value, as: UTF8.self)), (0...16).contains(status) else {
                return unknown
            }
            return status
        }

        /// What trailers say.
        ///
        /// - Parameter trailers: Lines, CR LF each.
        static func find(in trailers: [UInt8]) -> Int? {
            for line in trailers.split(separator: 0x0A) {
                guard let colon = line.firstIndex(of: 0x3A),
                    line[..<colon].lazy.map({ 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }).elementsEqual("grpc-status".utf8)
                else { continue }
                return parse(line[(colon + 1)...].filter { $0 > 0x20 })
            }
            return nil
        }
    }
#endif
