#if Proxy
    import TurnoutConfiguration

    /// How the access log is written, and of which requests.
    struct AccessLogFormat: Sendable {
        enum Style: String, Sendable { case common, genericCLF, json }

        let style: Style
        let headers: AccessLogHeaders
        /// Whether queries are left out.
        let dropsQuery: Bool
        private let keepsFields: Bool
        /// By names in small letters.
        private let fieldModes: [String: Bool]
        private let statuses: [ClosedRange<Int>]
        private let logsRetries: Bool
        private let leastNanoseconds: Int
        private let isFiltered: Bool

        init(_ settings: AccessLogSettings) {
            style = Style(rawValue: settings.format) ?? .common
            headers = AccessLogHeaders(standard: settings.headersDefaultMode, names: settings.headerModes)
            dropsQuery = settings.queryParametersDefaultMode == "drop"
            let keepsFields = Self.keeps(settings.fieldsDefaultMode) ?? true
            self.keepsFields = keepsFields
            fieldModes = Dictionary(
                settings.fieldModes.map { ($0.key.lowercased(), Self.keeps($0.value) ?? keepsFields) },
                uniquingKeysWith: { $1 })
            statuses = settings.statusCodes.compactMap(Self.range)
            logsRetries = settings.retryAttempts
            let (seconds, attoseconds) = settings.minDuration.components
            leastNanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
            isFiltered = !statuses.isEmpty || logsRetries || leastNanoseconds > 0
        }

        /// `nil` for what is no mode; there is nothing to redact in a field, so that it is dropped.
        private static func keeps(_ mode: String) -> Bool? {
            mode == "keep" ? true : mode == "drop" || mode == "redact" ? false : nil
        }

        /// - Parameter text: `500` or `400-499`.
        static func range(_ text: String) -> ClosedRange<Int>? {
            let bounds = text.split(separator: "-", maxSplits: 1).map { Int($0) }
            guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, first <= last else { return nil }
            return first...last
        }

        /// Whether a field is written.
        func keeps(_ field: String) -> Bool {
            fieldModes.isEmpty ? keepsFields : fieldModes[field.lowercased()] ?? keepsFields
        }

        /// Whether a request is written: one of the filters lets it through, or there is none.
        func admits(status: Int, retries: Int, nanoseconds: Int) -> Bool {
            guard isFiltered else { return true }
            return statuses.contains { $0.contains(status) } || logsRetries && retries > 0
                || leastNanoseconds > 0 && nanoseconds > leastNanoseconds
        }
    }
#endif
