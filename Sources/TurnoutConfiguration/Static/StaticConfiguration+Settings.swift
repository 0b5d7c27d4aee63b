extension PingSettings {
    init(checked node: ConfigurationNode) {
        entryPoint = node.text("entryPoint") ?? entryPoint
        manualRouting = node.flag("manualRouting") ?? false
        terminatingStatusCode = node.integer("terminatingStatusCode") ?? terminatingStatusCode
    }
}

extension APISettings {
    init(checked node: ConfigurationNode) {
        basePath = node.text("basePath") ?? basePath
        insecure = node.flag("insecure") ?? false
        dashboard = node.flag("dashboard") ?? true
        debug = node.flag("debug") ?? false
    }
}

extension LogSettings {
    private static let levels: Set = ["trace", "debug", "info", "warn", "error", "fatal", "panic"]

    init(checked node: ConfigurationNode, _ problems: inout [ConfigurationProblem]) {
        if let level = node["level"], let text = level.text?.lowercased(), !text.isEmpty {
            self.level = text == "warning" ? "warn" : text
            if !Self.levels.contains(text) && text != "warning" {
                self.level = nil
                problems.append(
                    ConfigurationProblem(
                        .invalidValue, severity: .warning,
                        "'log.level' must be one of trace, debug, info, warn, error, fatal and panic, not '\(text)'",
                        at: level.place))
            }
        }
        if let format = node["format"], let text = format.text, !text.isEmpty {
            if let known = Format(rawValue: text) {
                self.format = known
            } else {
                problems.append(
                    ConfigurationProblem(
                        .invalidValue, severity: .warning, "'log.format' must be common or json, not '\(text)'",
                        at: format.place))
            }
        }
        filePath = node.text("filePath") ?? ""
        noColor = node.flag("noColor") ?? false
    }
}

extension AccessLogSettings {
    private static let formats = ["common", "genericCLF", "json"]

    init(checked node: ConfigurationNode, _ problems: inout [ConfigurationProblem]) {
        filePath = node.text("filePath") ?? ""
        format = node.text("format") ?? format
        bufferingSize = node.integer("bufferingSize") ?? 0
        addInternals = node.flag("addInternals") ?? false
        if !Self.formats.contains(format) {
            problems.append(
                ConfigurationProblem(
                    .invalidValue, severity: .warning,
                    "'accessLog.format' must be common, genericCLF or json, not '\(format)': it is taken as common",
                    at: node["format"]?.place ?? node.place))
        }
        if let filters = node["filters"] {
            statusCodes = filters.texts("statusCodes")
            Self.check(filters["statusCodes"], &problems)
            retryAttempts = filters.flag("retryAttempts") ?? false
            minDuration = filters.duration("minDuration") ?? .zero
        }
        if let fields = node["fields"] {
            fieldsDefaultMode = fields.text("defaultMode") ?? fieldsDefaultMode
            fieldModes = fields.textMembers("names")
            headersDefaultMode = fields["headers"]?.text("defaultMode") ?? headersDefaultMode
            headerModes = fields["headers"]?.textMembers("names") ?? [:]
            queryParametersDefaultMode =
                fields["queryParameters"]?.text("defaultMode") ?? queryParametersDefaultMode
        }
    }

    private static func check(_ codes: ConfigurationNode?, _ problems: inout [ConfigurationProblem]) {
        for element in codes?.elements ?? [] {
            let bounds = (element.text ?? "").split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            if (1...2).contains(bounds.count), !bounds.contains(nil) { continue }
            problems.append(
                ConfigurationProblem(
                    .invalidValue, severity: .warning,
                    "'accessLog.filters.statusCodes' holds '\(element.text ?? "")', which is no status and no range like "
                        + "400-499: it lets nothing through", at: element.place))
        }
    }
}

extension MetricsSettings {
    init(checked node: ConfigurationNode) {
        addInternals = node.flag("addInternals") ?? false
        prometheus = node["prometheus"].map(Prometheus.init(checked:))
    }
}

extension MetricsSettings.Prometheus {
    init(checked node: ConfigurationNode) {
        if let list = node["buckets"] { buckets = list.elements.compactMap { $0.text.flatMap(Double.init) }.sorted() }
        addEntryPointsLabels = node.flag("addEntryPointsLabels") ?? true
        addRoutersLabels = node.flag("addRoutersLabels") ?? false
        addServicesLabels = node.flag("addServicesLabels") ?? true
        entryPoint = node.text("entryPoint") ?? entryPoint
        manualRouting = node.flag("manualRouting") ?? false
        headerLabels = node.textMembers("headerLabels")
    }
}
