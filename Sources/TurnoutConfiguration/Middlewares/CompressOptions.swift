import TurnoutHTTP

/// `compress`: which answers are packed.
public struct CompressOptions: Hashable, Sendable {
    /// Those that Traefik knows, which are also its default.
    private static let knownEncodings = ["gzip", "br", "zstd"]

    /// The preferred first; never empty.
    public var encodings: [String]
    /// What an `Accept-Encoding: *` stands for, or none at all; one of `encodings`.
    public var defaultEncoding: String?
    public var mediaTypes: MediaTypeFilter
    /// A body whose length is known to be smaller goes out as it is.
    public var minimumBytes: Int

    init(checked node: ConfigurationNode) throws(MiddlewareFault) {
        let given = node["encodings"]?.elements ?? []
        for element in given where !Self.knownEncodings.contains(element.text ?? "") {
            throw MiddlewareFault(
                "has '\(element.text ?? "")' among its 'encodings'; there are gzip, br and zstd", at: element.place)
        }
        encodings = given.isEmpty ? Self.knownEncodings : given.compactMap(\.text)
        let standard = node.text("defaultEncoding") ?? ""
        guard standard.isEmpty || encodings.contains(standard) else {
            throw MiddlewareFault(
                "has '\(standard)' as its 'defaultEncoding', which is not among its encodings, "
                    + encodings.joined(separator: ", "), at: node["defaultEncoding"]?.place)
        }
        defaultEncoding = standard.isEmpty ? nil : standard
        let minimum = node.integer("minResponseBodyBytes") ?? 0
        minimumBytes = minimum > 0 ? minimum : 1024
        mediaTypes = try Self.mediaTypes(node)
    }

    private static func mediaTypes(_ node: ConfigurationNode) throws(MiddlewareFault) -> MediaTypeFilter {
        do throws(MediaTypeFilter.InvalidOptions) {
            return try MediaTypeFilter(
                included: node.texts("includedContentTypes"), excluded: node.texts("excludedContentTypes"))
        } catch {
            switch error {
            case .bothLists:
                throw MiddlewareFault("has 'includedContentTypes' and 'excludedContentTypes'; choose one of them")
            case .malformed(let type):
                throw MiddlewareFault("names '\(type)', which is no media type such as text/html")
            }
        }
    }
}
