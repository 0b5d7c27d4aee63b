#if Proxy
    import Turnout
    import TurnoutConfiguration
    import TurnoutHTTP

    /// What a `headers` middleware tells browsers about a site, and for which hosts it lets requests pass.
    final class SecurityHeaders: Sendable {
        private let allowedHosts: [[UInt8]]
        private let hostHeaders: [String]
        private let encryptionFields: [HeaderSetting]
        private let plainFields: [HeaderSetting]
        private let encryptedFields: [HeaderSetting]

        init(_ options: SecurityHeadersOptions) {
            allowedHosts = options.allowedHosts.map { Self.small(Array($0.utf8)) }
            hostHeaders = options.hostHeaders
            encryptionFields = options.encryptionHeaders.map(HeaderSetting.init)
            plainFields = options.fields.map(HeaderSetting.init)
            encryptedFields = plainFields + options.encryptedFields.map(HeaderSetting.init)
        }

        /// Whether the host that was asked for is one of the allowed ones.
        func serves(_ request: ForwardedRequest) -> Bool {
            if allowedHosts.isEmpty { return true }
            let named = hostHeaders.lazy.compactMap { request.headers.first($0) }.first { !$0.isEmpty }
            return allowedHosts.contains(Self.small(named ?? request.host))
        }

        /// Whether the client's connection is encrypted, here or at a proxy in front.
        func isEncrypted(_ exchange: Exchange) -> Bool {
            exchange.downstream.isEncrypted || exchange.request.scheme.elementsEqual("https".utf8)
                || encryptionFields.contains { exchange.request.headers.first($0.name) ?? [] == $0.value }
        }

        func filter(isEncrypted: Bool) -> any AnswerFilter {
            FieldsFilter(isEncrypted ? encryptedFields : plainFields)
        }

        private static func small(_ text: [UInt8]) -> [UInt8] { text.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 } }
    }

    /// Sets headers of answers.
    private final class FieldsFilter: HeadFilter {
        private let fields: [HeaderSetting]

        init(_ fields: [HeaderSetting]) { self.fields = fields }

        func change(_ head: inout ForwardedResponse, of exchange: Exchange) {
            for field in fields { head.headers.set(field.name, to: field.value) }
        }
    }
#endif
