/// One line of output of `turnout conform`.
struct ConformAnswer: Encodable {
    /// What became of one request.
    enum Result: Encodable, Hashable {
        case router(String)
        case noRouter
        /// The HTTP status of a request that is refused before routing.
        case status(Int)
        /// What a case of kind `path` asks for; `routing` is Base64, as it may hold any byte.
        case path(routing: String, uri: String)

        private enum CodingKeys: String, CodingKey { case routing, uri }

        func encode(to encoder: any Encoder) throws {
            if case .path(let routing, let uri) = self {
                var fields = encoder.container(keyedBy: CodingKeys.self)
                try fields.encode(routing, forKey: .routing)
                try fields.encode(uri, forKey: .uri)
                return
            }
            var value = encoder.singleValueContainer()
            switch self {
            case .router(let name): try value.encode(name)
            case .status(let status): try value.encode(status)
            case .noRouter, .path: try value.encodeNil()
            }
        }
    }

    var id: String
    /// What is wrong with the routers that were left out, by their names.
    var errors: [String: String] = [:]
    /// One result per request, in their order.
    var res: [Result] = []
    /// What is wrong with the case itself; there are no results then.
    var error: String?
}
