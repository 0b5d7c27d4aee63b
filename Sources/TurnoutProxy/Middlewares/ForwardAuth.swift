#if Proxy
    import Foundation
    import NIOCore
    import Turnout
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Asks an authentication server about each request, and lets those go on that it answers with 2xx.
    ///
    /// What is the same for all requests is worked out once: the start of the head, the names that are looked for.
    final class ForwardAuth: Middleware {
        let options: ForwardAuthOptions
        /// `nil` = the address can't be used, and no request goes on.
        let server: (endpoint: Endpoint, url: URLReference)?
        let head: Unshared<AuthenticationHead>
        /// `Int.max` = there is no limit.
        let maximumBodyBytes: Int
        let maximumAnswerBytes: Int
        let identity: Unshared<IdentityHeaders>
        let cookies: Set<[UInt8]>
        /// In small letters; empty = none.
        let userHeader: String

        init(_ options: ForwardAuthOptions, encryption: ServerEncryption?) {
            self.options = options
            let address = options.address
            var url = URLReference(Array(address.text.utf8))
            if address.fault != nil { url = nil }
            server = url.map { url in
                var transport = Transport()
                transport.encryption = encryption
                return (Endpoint(host: address.host, port: address.port, transport: Shared(transport)), url.withoutUser)
            }
            head = Unshared(
                AuthenticationHead(
                    method: options.preserveRequestMethod ? nil : Array("GET".utf8), uri: url?.requestURI ?? [],
                    host: Array(address.authority.utf8), authorization: url?.basicAuthorization,
                    passed: options.authRequestHeaders,
                    forwardedHeaders: options.trustForwardHeader.map { $0 ? .kept : .replaced } ?? .partlyReplaced))
            maximumBodyBytes = options.maxBodySize < 0 ? .max : options.maxBodySize
            maximumAnswerBytes = options.maxResponseBodySize.map { $0 < 0 ? .max : $0 } ?? .max
            identity = Unshared(
                IdentityHeaders(
                    names: options.authResponseHeaders, pattern: options.authResponseHeadersRegex))
            userHeader = HeaderFields.lowercased(options.headerField)
            cookies = Set(options.addAuthCookiesToResponse.map { Array($0.utf8) })
        }

        var endpoints: [Endpoint] { server.map { [$0.endpoint] } ?? [] }

        func handler(for loop: LoopState) -> any RequestHandler { ForwardAuthHandler(self, loop) }
    }

    extension URLReference {
        /// What stands before the host asks for basic authentication.
        fileprivate var basicAuthorization: [UInt8]? {
            credentials.map { Array("Basic \(Data($0).base64EncodedString())".utf8) }
        }
    }
#endif
