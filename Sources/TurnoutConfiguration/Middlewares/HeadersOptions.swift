/// `headers`: sets and deletes header fields of requests and answers, answers pre-flight requests, and tells browsers what
/// they may do.
///
/// Names are in small letters.
public struct HeadersOptions: Hashable, Sendable {
    /// A field that is set; an empty value deletes it.
    public struct Field: Hashable, Sendable {
        public var name: String
        public var value: String

        /// No request can hold it.
        var isUnwritable: Bool { !hasName || value.utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F } }

        /// As an answer can hold it, line breaks being blanks; `nil` if there is no such name.
        var written: Field? {
            guard hasName else { return nil }
            let bytes = value.utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
            return Field(name: name, value: String(decoding: bytes, as: UTF8.self).trimmingBlanks)
        }

        private var hasName: Bool {
            !name.isEmpty
                && name.utf8.allSatisfy {
                    switch $0 {
                    case 0x30...0x39, 0x61...0x7A: true
                    default: "!#$%&'*+-.^_`|~".utf8.contains($0)
                    }
                }
        }
    }

    /// In the order of their names.
    public var requestFields: [Field]
    /// Deleting `X-Forwarded-For`, spelled so, also keeps the peer's address from being added to it.
    public var leavesForwardedForEmpty: Bool
    /// In the order of their names.
    public var responseFields: [Field]
    /// `nil` = nothing of it was asked for.
    public var crossOrigin: CrossOriginOptions?
    /// `nil` = nothing of it was asked for.
    public var security: SecurityHeadersOptions?

    init(checked node: ConfigurationNode) throws(MiddlewareFault) {
        let requestMembers = node.textMembers("customRequestHeaders")
        requestFields = Self.fields(requestMembers)
        leavesForwardedForEmpty = requestMembers["X-Forwarded-For"] == ""
        let responseMembers = node.textMembers("customResponseHeaders")
        // One that no answer can hold is left out when it is written, as Go's server does, and is no reason to refuse.
        responseFields = Self.fields(responseMembers).compactMap(\.written)
        for field in requestFields where field.isUnwritable {
            throw MiddlewareFault(
                "sets the request header '\(field.name)' to '\(field.value)': names are letters, digits and hyphens, and "
                    + "values hold no line breaks", at: node["customRequestHeaders"]?.place)
        }
        let crossOrigin = try CrossOriginOptions(checked: node)
        self.crossOrigin = crossOrigin.isEmpty ? nil : crossOrigin
        let security = SecurityHeadersOptions(checked: node)
        self.security = security.isEmpty ? nil : security
        if requestFields.isEmpty && responseMembers.isEmpty && self.crossOrigin == nil && self.security == nil {
            throw MiddlewareFault("sets nothing: name a header, or remove it")
        }
    }

    static func fields(_ members: [String: String]) -> [Field] {
        members.sorted { $0.key < $1.key }.map { Field(name: $0.key.asciiLowercased, value: $0.value) }
    }
}

/// What scripts of other origins may do.
public struct CrossOriginOptions: Hashable, Sendable {
    public var allowsCredentials: Bool
    public var headers: [String]
    public var methods: [String]
    /// `*` = all.
    public var origins: [String]
    /// Regular expressions.
    public var originExpressions: [String]
    public var exposedHeaders: [String]
    /// In seconds; 0 = it isn't said.
    public var maximumAge: Int
    public var addsVary: Bool

    init(checked node: ConfigurationNode) throws(MiddlewareFault) {
        allowsCredentials = node.flag("accessControlAllowCredentials") ?? false
        headers = node.texts("accessControlAllowHeaders")
        methods = node.texts("accessControlAllowMethods")
        origins = node.texts("accessControlAllowOriginList")
        originExpressions = try node.checkedExpressions("accessControlAllowOriginListRegex")
        exposedHeaders = node.texts("accessControlExposeHeaders")
        maximumAge = node.integer("accessControlMaxAge") ?? 0
        addsVary = node.flag("addVaryHeader") ?? false
    }

    var isEmpty: Bool {
        !allowsCredentials && headers.isEmpty && methods.isEmpty && origins.isEmpty && originExpressions.isEmpty
            && exposedHeaders.isEmpty && maximumAge == 0 && !addsVary
    }
}

/// What browsers are told about a site, and for which hosts it is served.
public struct SecurityHeadersOptions: Hashable, Sendable {
    /// Empty = all.
    public var allowedHosts: [String]
    /// Names in small letters of the headers that say which host was asked for; the first that is there counts.
    public var hostHeaders: [String]
    /// Headers that say that the client's connection is encrypted.
    public var encryptionHeaders: [HeadersOptions.Field]
    /// Set in every answer.
    public var fields: [HeadersOptions.Field]
    /// Set in answers over encrypted connections.
    public var encryptedFields: [HeadersOptions.Field]
    /// Nothing was asked for, not even what has no effect.
    public let isEmpty: Bool

    init(checked node: ConfigurationNode) {
        let isDevelopment = node.flag("isDevelopment") ?? false
        allowedHosts = node.texts("allowedHosts")
        hostHeaders = node.texts("hostsProxyHeaders").map(\.asciiLowercased)
        encryptionHeaders = HeadersOptions.fields(node.textMembers("sslProxyHeaders"))
        fields = Self.fields(of: node)
        encryptedFields = []
        if let transportSecurity = Self.transportSecurity(node) {
            let isForced = node.flag("forceSTSHeader") ?? false
            if isForced { fields.append(transportSecurity) } else { encryptedFields.append(transportSecurity) }
        }
        if let key = node.text("publicKey"), !key.isEmpty {
            encryptedFields.append(HeadersOptions.Field(name: "public-key-pins", value: key))
        }
        isEmpty =
            allowedHosts.isEmpty && hostHeaders.isEmpty && encryptionHeaders.isEmpty && fields.isEmpty
            && encryptedFields.isEmpty && !isDevelopment
            && !Self.ineffective.contains { key in
                node.flag(key) ?? !(node.text(key) ?? "").isEmpty
            }
        if isDevelopment {
            // Only the headers that don't hang on the host or the encryption remain.
            fields.removeAll { $0.name == Self.transportSecurityName }
            (allowedHosts, encryptedFields) = ([], [])
        }
    }

    /// Options that have no effect by themselves or none any more, and make the middleware one for Traefik all the same.
    private static let ineffective = [
        "featurePolicy", "forceSTSHeader", "sslForceHost", "sslHost", "sslRedirect", "sslTemporaryRedirect",
        "stsIncludeSubdomains", "stsPreload",
    ]

    private static let transportSecurityName = "strict-transport-security"

    private static func transportSecurity(_ node: ConfigurationNode) -> HeadersOptions.Field? {
        guard let seconds = node.integer("stsSeconds"), seconds != 0 else { return nil }
        var value = "max-age=\(seconds)"
        if node.flag("stsIncludeSubdomains") ?? false { value += "; includeSubDomains" }
        if node.flag("stsPreload") ?? false { value += "; preload" }
        return HeadersOptions.Field(name: transportSecurityName, value: value)
    }

    private static func fields(of node: ConfigurationNode) -> [HeadersOptions.Field] {
        func text(_ key: String) -> String? { node.text(key).flatMap { $0.isEmpty ? nil : $0 } }
        func flag(_ key: String, _ value: String) -> String? { node.flag(key) ?? false ? value : nil }
        let values: [(name: String, value: String?)] = [
            ("x-frame-options", text("customFrameOptionsValue") ?? flag("frameDeny", "DENY")),
            ("x-content-type-options", flag("contentTypeNosniff", "nosniff")),
            ("x-xss-protection", text("customBrowserXSSValue") ?? flag("browserXssFilter", "1; mode=block")),
            ("content-security-policy", text("contentSecurityPolicy")),
            ("content-security-policy-report-only", text("contentSecurityPolicyReportOnly")),
            ("referrer-policy", text("referrerPolicy")),
            ("permissions-policy", text("permissionsPolicy")),
        ]
        return values.compactMap { name, value in value.flatMap { HeadersOptions.Field(name: name, value: $0).written }
        }
    }
}

extension String {
    /// With small letters for ASCII capitals.
    var asciiLowercased: String {
        String(decoding: utf8.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
