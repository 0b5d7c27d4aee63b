#if Proxy
    /// Why there is no answer of a server to pass on.
    enum UpstreamFailure {
        /// Refused, unreachable, or its name can't be resolved.
        case unreachable
        /// Closed or reset before the answer.
        case closed
        /// Closed inside the head of the answer.
        case cutHead
        /// Not connected, or not answered, in time.
        case timeout
        /// It speaks no TLS, or nobody vouches for its certificate.
        case untrusted
        /// The server has reset the stream.
        case reset
        /// What the server sent is not HTTP.
        case malformedAnswer

        /// The answer that the client gets, Traefik's.
        var status: Int {
            switch self {
            case .unreachable, .closed: 502
            case .timeout: 504
            case .cutHead, .untrusted, .reset, .malformedAnswer: 500
            }
        }
    }
#endif
