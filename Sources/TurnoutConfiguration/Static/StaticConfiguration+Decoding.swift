import TurnoutSyntax

extension StaticConfiguration {
    /// Decodes what stands in a file, in flags or in the environment, and applies Traefik's defaults.
    ///
    /// - Parameter ignoresUnknownSections: Whether unknown keys at the top are ignored, as they are in a file.
    init(document: ConfigurationNode?, ignoresUnknownSections: Bool = true) {
        self.init()
        var places: [String: ConfigurationPlace] = [:]
        if let document {
            var reader = SchemaReader(ignoresUnknownSections: ignoresUnknownSections)
            let root = reader.read(document: document, .staticConfiguration)
            isDecoded = reader.problems.isEmpty
            problems = reader.problems + reader.warnings + reader.ineffective.problems
            decode(root)
            for member in root.members { places[member.key] = member.value.place }
        }
        completeEntryPoints()
        if let ping, !ping.manualRouting { check(ping.entryPoint, of: "ping", at: places["ping"]) }
        if let prometheus = metrics?.prometheus, !prometheus.manualRouting {
            check(prometheus.entryPoint, of: "metrics.prometheus", at: places["metrics"])
        }
    }

    /// Reports an entry point that something is to be served on and that there is not.
    private mutating func check(_ name: String, of section: String, at place: ConfigurationPlace?) {
        guard entryPoint(name) == nil else { return }
        problems.append(
            ConfigurationProblem(
                .missingEntryPoint, severity: .warning,
                "'\(section)' is for the entry point '\(name)', which does not exist: it is not served",
                at: place ?? .none))
    }

    private mutating func decode(_ root: ConfigurationNode) {
        for member in root["entryPoints"]?.members ?? [] {
            if let point = entryPoint(member) { entryPoints.append(point) }
        }
        notAppendXForwardedFor = root["global"]?.flag("notAppendXForwardedFor") ?? false
        if let providers = root["providers"] { decode(providers: providers) }
        if let node = root["serversTransport"] {
            let maximum = serversTransport.maxIdleConnsPerHost
            serversTransport = ServersTransport(checked: node)
            if node["maxIdleConnsPerHost"] == nil { serversTransport.maxIdleConnsPerHost = maximum }
        }
        ping = root["ping"].map(PingSettings.init(checked:))
        api = root["api"].map(APISettings.init(checked:))
        if let node = root["log"] { log = LogSettings(checked: node, &problems) }
        if let node = root["accessLog"] { accessLog = AccessLogSettings(checked: node, &problems) }
        metrics = root["metrics"].map(MetricsSettings.init(checked:))
        certificateResolvers = root["certificatesResolvers"]?.members.map(\.key) ?? []
        if let syntax = root["core"]?["defaultRuleSyntax"], let text = syntax.text {
            switch text {
            case "v2":
                defaultRuleSyntax = .v2
                problems.append(
                    ConfigurationProblem(
                        .deprecatedKey, severity: .warning,
                        "'core.defaultRuleSyntax' will be gone in Traefik 4; write rules in v3's syntax",
                        at: syntax.place))
            case "v3", "": break
            default:
                problems.append(
                    ConfigurationProblem(
                        .invalidValue, "'core.defaultRuleSyntax' must be v2 or v3, not '\(text)'", at: syntax.place))
            }
        }
    }

    private mutating func decode(providers: ConfigurationNode) {
        providersThrottleDuration = providers.duration("providersThrottleDuration") ?? providersThrottleDuration
        guard let file = providers["file"] else { return }
        let directory = file.text("directory") ?? ""
        let filename = file.text("filename") ?? ""
        let target: FileProviderSettings.Target
        switch (directory.isEmpty, filename.isEmpty) {
        case (false, true): target = .directory(directory)
        case (true, false): target = .file(filename)
        case (false, false):
            problems.append(
                ConfigurationProblem(
                    .invalidValue, severity: .warning,
                    "of 'providers.file.directory' and 'providers.file.filename' the directory is read",
                    at: file["filename"]?.place ?? file.place))
            target = .directory(directory)
        case (true, true):
            problems.append(
                ConfigurationProblem(
                    .invalidValue, severity: .warning,
                    "'providers.file' needs 'directory' or 'filename'; there are no routers", at: file.place))
            return
        }
        let place = (file["directory"] ?? file["filename"])?.place ?? file.place
        fileProvider = FileProviderSettings(target, watches: file.flag("watch") ?? true, at: place)
    }

    /// Adds the entry points that Traefik adds, finds the default ones, and sorts them all by name.
    private mutating func completeEntryPoints() {
        if entryPoints.isEmpty && !problems.contains(where: { $0.id == .invalidAddress }) {
            entryPoints.append(EntryPoint(name: "http", address: EntryPointAddress(port: 80)))
        }
        let needsInternal =
            api?.insecure == true || ping.map { !$0.manualRouting && $0.entryPoint == "traefik" } == true
            || metrics?.prometheus.map { !$0.manualRouting && $0.entryPoint == "traefik" } == true
        if needsInternal, entryPoint("traefik") == nil {
            entryPoints.append(EntryPoint(name: "traefik", address: EntryPointAddress(port: 8080)))
        }
        entryPoints.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        if !entryPoints.contains(where: \.isDefault) {
            for index in entryPoints.indices {
                entryPoints[index].isDefault = !entryPoints[index].address.isUDP && entryPoints[index].name != "traefik"
            }
        }
    }
}
