#if Proxy
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Packs the answers to clients that take them packed.
    ///
    /// Of the encodings that Traefik has there is gzip. Where a client would rather have another, it gets gzip if it takes
    /// that too, and else what the server sent.
    final class Compress: SharedMiddleware {
        private static let gzip = "gzip"

        private let options: CompressOptions
        /// What Traefik would choose.
        private let preference: ContentCodingPreference
        /// What is left of it; `nil` = nothing.
        private let ownPreference: ContentCodingPreference?

        init(_ options: CompressOptions) {
            self.options = options
            preference = ContentCodingPreference(offered: options.encodings, standard: options.defaultEncoding)
            ownPreference =
                options.encodings.contains(Self.gzip) ? ContentCodingPreference(offered: [Self.gzip]) : nil
        }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            let headers = exchange.request.headers
            let accepted = headers.all("accept-encoding")
            guard
                !exchange.requestIsHEAD,
                options.mediaTypes.allowsRequest(contentType: headers.first("content-type") ?? []),
                let choice = preference.choice(accepting: accepted)
            else { return .next }
            let preference = choice == Self.gzip ? preference : ownPreference
            exchange.add(
                CompressFilter(
                    packs: preference?.coding(accepting: accepted) == Self.gzip, mediaTypes: options.mediaTypes,
                    minimumBytes: options.minimumBytes))
            return .next
        }
    }
#endif
