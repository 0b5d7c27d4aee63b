#if Proxy
    import Turnout
    import TurnoutConfiguration
    import TurnoutHTTP

    /// What a `headers` middleware lets scripts of other origins do (CORS).
    struct CrossOrigin: Sendable {
        private let options: CrossOriginOptions
        private let expressions: [SubmatchExpression]
        /// `nil` = it isn't said.
        private let exposedHeaders: String?

        init?(_ options: CrossOriginOptions) {
            guard let expressions = try? options.originExpressions.map({ try SubmatchExpression($0) }) else {
                return nil
            }
            self.options = options
            self.expressions = expressions
            // With credentials `*` would be a header of that name.
            let isWild = options.allowsCredentials && options.exposedHeaders.contains("*")
            exposedHeaders =
                options.exposedHeaders.isEmpty || isWild ? nil : options.exposedHeaders.joined(separator: ",")
        }

        /// The answer to a request that asks whether another one may be made; `nil` if it is none.
        func answer(preflight request: ForwardedRequest) -> LocalAnswer? {
            guard request.method.elementsEqual("OPTIONS".utf8),
                let method = request.headers.first("access-control-request-method"), !method.isEmpty,
                let origin = request.headers.first("origin"), !origin.isEmpty
            else { return nil }
            var fields = HeaderFields()
            if options.allowsCredentials { fields.append("access-control-allow-credentials", "true") }
            allow(
                options.headers, asked: request.headers.first("access-control-request-headers") ?? [],
                as: "access-control-allow-headers", in: &fields)
            allow(options.methods, asked: method, as: "access-control-allow-methods", in: &fields)
            if let allowed = allowedOrigin(origin) { fields.append("access-control-allow-origin", allowed) }
            if let exposedHeaders { fields.append("access-control-expose-headers", exposedHeaders) }
            if options.maximumAge != 0 { fields.append("access-control-max-age", "\(options.maximumAge)") }
            return LocalAnswer(status: 200, fields: fields, body: [])
        }

        /// With credentials a `*` means nothing to browsers: what was asked for takes its place.
        private func allow(_ list: [String], asked: [UInt8], as name: String, in fields: inout HeaderFields) {
            let value =
                options.allowsCredentials && list.contains("*") ? asked : Array(list.joined(separator: ",").utf8)
            if !value.isEmpty { fields.append(name, value) }
        }

        /// Adds to an answer what scripts of the origin may do with it.
        func complete(_ fields: inout HeaderFields, origin: [UInt8]) {
            if let allowed = allowedOrigin(origin) { fields.set("access-control-allow-origin", to: allowed) }
            if options.allowsCredentials { fields.set("access-control-allow-credentials", to: "true") }
            if let exposedHeaders { fields.set("access-control-expose-headers", to: exposedHeaders) }
            guard options.addsVary else { return }
            let vary = fields.first("vary") ?? []
            if vary.elementsEqual("Origin".utf8) { return }
            fields.set("vary", to: vary + (vary.isEmpty ? "" : ",").utf8 + "Origin".utf8)
        }

        /// What is said to be allowed; `nil` = nothing, for this origin.
        private func allowedOrigin(_ origin: [UInt8]) -> [UInt8]? {
            for allowed in options.origins {
                if allowed == "*" { return options.allowsCredentials ? origin : [0x2A] }
                if allowed.utf8.elementsEqual(origin) { return origin }
            }
            let isMatched = expressions.contains { (try? $0.matches(origin)) ?? false }
            return isMatched ? origin : nil
        }
    }
#endif
