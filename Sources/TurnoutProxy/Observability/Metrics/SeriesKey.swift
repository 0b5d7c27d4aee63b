#if Proxy
    /// What tells the series of one owner apart: status, method and protocol.
    struct SeriesKey: Hashable, Sendable {
        /// The status of HTTP, or that of gRPC.
        var code: Int
        var method: MethodLabel
        var kind: ProtocolLabel

        /// In the order of names.
        func labels(_ owner: [SeriesLabel]) -> [SeriesLabel] {
            let own = [
                SeriesLabel(name: "code", value: "\(code)"), SeriesLabel(name: "method", value: method.text),
                SeriesLabel(name: "protocol", value: kind.text),
            ]
            return (own + owner).sorted { $0.name < $1.name }
        }
    }

    /// The methods that have a label of their own; of others there is no end.
    enum MethodLabel: UInt8, Hashable, Sendable {
        case get, head, post, put, delete, connect, options, trace, patch, pri, other

        var text: String {
            switch self {
            case .get: "GET"
            case .head: "HEAD"
            case .post: "POST"
            case .put: "PUT"
            case .delete: "DELETE"
            case .connect: "CONNECT"
            case .options: "OPTIONS"
            case .trace: "TRACE"
            case .patch: "PATCH"
            case .pri: "PRI"
            case .other: "EXTENSION_METHOD"
            }
        }

        init(_ method: ArraySlice<UInt8>) {
            let candidates: [MethodLabel] =
                switch method.first {
                case UInt8(ascii: "G"): [.get]
                case UInt8(ascii: "P"): [.post, .put, .patch, .pri]
                case UInt8(ascii: "H"): [.head]
                case UInt8(ascii: "D"): [.delete]
                case UInt8(ascii: "O"): [.options]
                case UInt8(ascii: "C"): [.connect]
                case UInt8(ascii: "T"): [.trace]
                default: []
                }
            self = candidates.first { $0.text.utf8.elementsEqual(method) } ?? .other
        }
    }

    /// What is spoken on top of HTTP, as Traefik tells it from the head of a request.
    enum ProtocolLabel: UInt8, Hashable, Sendable {
        case http, websocket, sse, grpc, grpcWeb

        var text: String {
            switch self {
            case .http: "http"
            case .websocket: "websocket"
            case .sse: "sse"
            case .grpc: "grpc"
            case .grpcWeb: "grpc-web"
            }
        }

        var isGRPC: Bool { self == .grpc || self == .grpcWeb }
    }
#endif
