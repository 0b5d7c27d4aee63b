/// What one dynamic configuration file gives.
struct DynamicFile: Hashable, Sendable {
    var path: String
    /// Its elements; empty if the file is rejected.
    var configuration = DynamicConfiguration()
    /// Why the file is rejected; empty if it isn't.
    var rejections: [ConfigurationProblem] = []
    var ineffective = IneffectiveKeys()

    /// A file that can't be read at all.
    init(path: String, rejection: ConfigurationProblem) {
        self.path = path
        rejections = [rejection]
    }

    /// Decodes a document; `nil` stands for one without anything in it.
    init(path: String, document: ConfigurationNode?) {
        self.path = path
        guard let document else { return }
        var reader = SchemaReader()
        let root = reader.read(document: document, .dynamicConfiguration)
        ineffective = reader.ineffective
        rejections = reader.problems
        if rejections.isEmpty { configuration = DynamicConfiguration(checked: root, provider: "file") }
        configuration.problems = reader.warnings + configuration.problems
    }
}

extension DynamicConfiguration {
    /// Puts files together in their order; of two elements with one name the first is used, as Traefik's provider does.
    init(merging files: [DynamicFile]) {
        self.init()
        var names = NameMerge()
        var ineffective = IneffectiveKeys()
        for file in files {
            problems += file.rejections
            if !file.rejections.isEmpty { rejectedFiles.append(file.path) }
            ineffective.add(file.ineffective)
            let part = file.configuration
            problems += part.problems
            routers += names.first(of: part.routers, "router") { ($0.name, $0.place) }
            services += names.first(of: part.services, "service") { ($0.name, $0.place) }
            middlewares += names.first(of: part.middlewares, "middleware") { ($0.name, $0.place) }
            serversTransports += names.first(of: part.serversTransports, "servers transport") { ($0.name, $0.place) }
            tls.options += names.first(of: part.tls.options, "TLS options") { ($0.name, $0.place) }
            tls.certificates += part.tls.certificates
            tls.defaultCertificate = tls.defaultCertificate ?? part.tls.defaultCertificate
            tcp = tcp ?? part.tcp
            udp = udp ?? part.udp
            problems += names.takeProblems()
        }
        problems += ineffective.problems
    }
}

/// Lets the first element of each name through.
private struct NameMerge {
    private struct Key: Hashable {
        let kind: String
        let name: String
    }

    private var known: [Key: ConfigurationPlace] = [:]
    private var problems: [ConfigurationProblem] = []

    mutating func first<Element>(
        of elements: [Element], _ kind: String, _ identity: (Element) -> (name: String, place: ConfigurationPlace)
    ) -> [Element] {
        elements.filter { element in
            let (name, place) = identity(element)
            let key = Key(kind: kind, name: name)
            guard let first = known[key] else {
                known[key] = place
                return true
            }
            problems.append(
                ConfigurationProblem(
                    .duplicateName, severity: .warning,
                    "the \(kind) '\(name)' is already configured at \(first); this one is skipped", at: place))
            return false
        }
    }

    mutating func takeProblems() -> [ConfigurationProblem] {
        defer { problems = [] }
        return problems
    }
}
