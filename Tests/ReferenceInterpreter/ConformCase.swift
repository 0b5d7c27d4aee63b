import Foundation

/// One case of the `turnout conform` protocol: routers, and requests to be answered from them.
public struct ConformCase: Codable, Sendable {
    public enum Kind: String, Codable, Sendable { case http, tcp, path }
    public enum Syntax: String, Codable, Sendable { case v2, v3 }
    public enum Pipeline: String, Codable, Sendable { case entrypoint, muxer }

    public var id: String
    public var kind: Kind
    public var syntax: Syntax
    public var pipeline: Pipeline
    /// Whether paths are cleaned before matching; without meaning for the pipeline `muxer`.
    public var sanitize: Bool
    /// Providers from the strongest to the weakest; `nil` is Traefik's own list.
    public var precedence: [String]?
    public var routers: [ConformRouter]
    public var requests: [ConformRequest]
    /// The routers that must be refused; only in recorded cases.
    public var errors: [String: String]?

    public init(
        id: String, kind: Kind = .http, syntax: Syntax = .v3, pipeline: Pipeline = .entrypoint, sanitize: Bool = true,
        precedence: [String]? = nil, routers: [ConformRouter], requests: [ConformRequest],
        errors: [String: String]? = nil
    ) {
        self.id = id
        self.kind = kind
        self.syntax = syntax
        self.pipeline = pipeline
        self.sanitize = sanitize
        self.precedence = precedence
        self.routers = routers
        self.requests = requests
        self.errors = errors
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decode(String.self, forKey: .id)
        kind = try fields.decodeIfPresent(Kind.self, forKey: .kind) ?? .http
        syntax = try fields.decodeIfPresent(Syntax.self, forKey: .syntax) ?? .v3
        pipeline = try fields.decodeIfPresent(Pipeline.self, forKey: .pipeline) ?? .entrypoint
        sanitize = try fields.decodeIfPresent(Bool.self, forKey: .sanitize) ?? true
        precedence = try fields.decodeIfPresent([String].self, forKey: .precedence)
        routers = try fields.decodeIfPresent([ConformRouter].self, forKey: .routers) ?? []
        requests = try fields.decodeIfPresent([ConformRequest].self, forKey: .requests) ?? []
        errors = try fields.decodeIfPresent([String: String].self, forKey: .errors)
    }

    /// Reads one line of a conform file.
    public static func parse(line: some StringProtocol) throws -> ConformCase {
        try JSONDecoder().decode(ConformCase.self, from: Data(line.utf8))
    }

    /// The case as one line of JSON, ready for a file of regressions.
    public func line() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

/// A router of a case.
public struct ConformRouter: Codable, Sendable {
    public var name: String
    public var rule: String
    /// `nil` or 0: the length of the rule.
    public var priority: Int?
    public var provider: String?

    public init(name: String, rule: String, priority: Int? = nil, provider: String? = nil) {
        self.name = name
        self.rule = rule
        self.priority = priority
        self.provider = provider
    }
}

/// A request, or the start of a TLS connection, of a case.
public struct ConformRequest: Codable, Sendable {
    public var method: String = "GET"
    /// The Host header; `nil` when there is none.
    public var host: String?
    /// The request target as sent.
    public var target: String = "/"
    /// `HTTP/1.0` or `HTTP/1.1`.
    public var version: String = "HTTP/1.1"
    /// Name and value of each header line, in order.
    public var headers: [[String]] = []
    /// Address and port of the peer.
    public var remote: String = "192.0.2.1:1234"
    public var serverName: String = ""
    public var protocols: [String] = []
    /// What was recorded, if anything was.
    public var expected: ExpectedAnswer?

    public init() {}

    private enum CodingKeys: String, CodingKey {
        case method, host, target
        case version = "proto"
        case headers, remote
        case serverName = "sni"
        case protocols = "alpn"
        case expected = "e"
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        method = try fields.decodeIfPresent(String.self, forKey: .method) ?? "GET"
        host = try fields.decodeIfPresent(String.self, forKey: .host)
        target = try fields.decodeIfPresent(String.self, forKey: .target) ?? "/"
        version = try fields.decodeIfPresent(String.self, forKey: .version) ?? "HTTP/1.1"
        headers = try fields.decodeIfPresent([[String]].self, forKey: .headers) ?? []
        remote = try fields.decodeIfPresent(String.self, forKey: .remote) ?? "192.0.2.1:1234"
        serverName = try fields.decodeIfPresent(String.self, forKey: .serverName) ?? ""
        protocols = try fields.decodeIfPresent([String].self, forKey: .protocols) ?? []
        // A recorded null says that nothing matches; an absent field says nothing.
        expected = fields.contains(.expected) ? try fields.decode(ExpectedAnswer.self, forKey: .expected) : nil
    }
}

/// What a recorded case expects of one request.
public enum ExpectedAnswer: Codable, Sendable, Hashable {
    /// Any of these routers; empty = nothing matches.
    case routers([String])
    case status(Int)
    /// `routing` is Base64.
    case path(routing: String, uri: String)

    private struct PathFields: Codable {
        var routing: String
        var uri: String
    }

    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .routers([])
        } else if let name = try? value.decode(String.self) {
            self = .routers([name])
        } else if let names = try? value.decode([String].self) {
            self = .routers(names)
        } else if let status = try? value.decode(Int.self) {
            self = .status(status)
        } else {
            let fields = try value.decode(PathFields.self)
            self = .path(routing: fields.routing, uri: fields.uri)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .routers(let names) where names.isEmpty: try value.encodeNil()
        case .routers(let names) where names.count == 1: try value.encode(names[0])
        case .routers(let names): try value.encode(names)
        case .status(let status): try value.encode(status)
        case .path(let routing, let uri): try value.encode(PathFields(routing: routing, uri: uri))
        }
    }
}
