/// Which responses may be compressed by their Content-Type: the `includedContentTypes` and `excludedContentTypes` of compress.
public struct MediaTypeFilter: Hashable, Sendable {
    /// Why the options make no filter.
    public enum InvalidOptions: Error, Hashable {
        case malformed(String)
        case bothLists
    }

    private let included: Set<[UInt8]>
    private let excluded: Set<[UInt8]>

    /// - Parameters: media types, whose parameters are passed over. `application/grpc` is always excluded.
    public init(included: [String] = [], excluded: [String] = []) throws(InvalidOptions) {
        guard included.isEmpty || excluded.isEmpty else { throw .bothLists }
        self.included = try Self.essences(included)
        self.excluded = try Self.essences(excluded + ["application/grpc"])
    }

    /// Whether the response to a request with this Content-Type, empty for none, may be compressed. It is the *request's* type, and
    /// only excluded ones count, so that a gRPC call is left alone.
    public func allowsRequest(contentType: [UInt8]) -> Bool {
        MediaType.essence(of: contentType).map { !excluded.contains($0) } ?? true
    }

    /// Whether a response with this Content-Type may be compressed. A malformed one isn't included, and isn't excluded either.
    /// For a response without one, give the type that its body begins like: Traefik finds that out before it decides.
    public func allowsResponse(contentType: [UInt8]) -> Bool {
        let essence = MediaType(parsing: contentType)?.essence
        if !included.isEmpty { return essence.map { included.contains($0) } ?? false }
        return essence.map { !excluded.contains($0) } ?? true
    }

    private static func essences(_ types: [String]) throws(InvalidOptions) -> Set<[UInt8]> {
        var essences: Set<[UInt8]> = []
        for type in types {
            guard let mediaType = MediaType(parsing: Array(type.utf8)) else { throw .malformed(type) }
            essences.insert(mediaType.essence)
        }
        return essences
    }
}
