#if Proxy
    import Turnout
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Sets and deletes headers of requests and answers, and those that browsers go by.
    final class Headers: SharedMiddleware {
        private let options: HeadersOptions
        let responseFields: [HeaderSetting]
        private let requestFields: [HeaderSetting]
        let crossOrigin: CrossOrigin?
        private let security: SecurityHeaders?

        init?(_ options: HeadersOptions) {
            self.options = options
            responseFields = options.responseFields.map(HeaderSetting.init)
            requestFields = options.requestFields.map(HeaderSetting.init)
            security = options.security.map { SecurityHeaders($0) }
            if let settings = options.crossOrigin {
                guard let crossOrigin = CrossOrigin(settings) else { return nil }
                self.crossOrigin = crossOrigin
            } else {
                crossOrigin = nil
            }
        }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            if let answer = crossOrigin?.answer(preflight: exchange.request) { return .answer(answer) }
            change(exchange)
            // Without a type, as Go has it, one is guessed.
            if responseFields.contains(where: { $0.value.isEmpty && $0.name == "content-type" }) {
                exchange.add(ContentTypeFilter())
            }
            if !responseFields.isEmpty || crossOrigin != nil {
                exchange.add(HeadersFilter(self, origin: exchange.request.headers.first("origin") ?? []))
            }
            guard let security else { return .next }
            guard security.serves(exchange.request) else { return .answer(.plain(500, "Bad Host\n")) }
            exchange.add(security.filter(isEncrypted: security.isEncrypted(exchange)))
            return .next
        }

        private func change(_ exchange: Exchange) {
            for field in requestFields {
                if field.value.isEmpty {
                    exchange.request.headers.remove(field.name)
                } else if field.name == "host" {
                    exchange.request.host = field.value
                } else {
                    exchange.request.headers.set(field.name, to: field.value)
                }
            }
            if options.leavesForwardedForEmpty { exchange.forwardedPeer = [] }
        }
    }

    /// Changes the heads of answers as a `headers` middleware says.
    private final class HeadersFilter: HeadFilter {
        private let middleware: Headers
        private let origin: [UInt8]

        init(_ middleware: Headers, origin: [UInt8]) {
            self.middleware = middleware
            self.origin = origin
        }

        func change(_ head: inout ForwardedResponse, of exchange: Exchange) {
            for field in middleware.responseFields {
                if field.value.isEmpty {
                    head.headers.remove(field.name)
                } else {
                    head.headers.set(field.name, to: field.value)
                }
            }
            middleware.crossOrigin?.complete(&head.headers, origin: origin)
        }
    }

    /// A header that is set; an empty value deletes it.
    struct HeaderSetting: Sendable {
        /// In small letters.
        var name: String
        var value: [UInt8]

        init(_ field: HeadersOptions.Field) {
            name = field.name
            value = Array(field.value.utf8)
        }
    }
#endif
