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

/// What can be told apart from others of its kind by its name alone.
private protocol NamedElement {
    var name: String { get }
    var place: ConfigurationPlace { get }
}

extension ConfiguredRouter: NamedElement {}
extension ConfiguredService: NamedElement {}
extension ConfiguredMiddleware: NamedElement {}
extension ConfiguredServersTransport: NamedElement {}
extension TLSOptions: NamedElement {}

extension Shared: NamedElement where Value: NamedElement {
    fileprivate var name: String { value.name }
    fileprivate var place: ConfigurationPlace { value.place }
}

extension DynamicConfiguration {
    /// Puts files together in their order; of two elements with one name the first is used, as Traefik's provider does.
    init(merging files: [Shared<DynamicFile>]) {
        self.init()
        var ineffective = IneffectiveKeys()
        for file in files {
            problems += file.value.rejections
            if !file.value.rejections.isEmpty { rejectedFiles.append(file.value.path) }
            ineffective.add(file.value.ineffective)
            problems += file.value.configuration.problems
        }
        routers = merge(files.map(\.value.configuration.routers), "router")
        services = merge(files.map(\.value.configuration.services), "service")
        middlewares = merge(files.map(\.value.configuration.middlewares), "middleware")
        serversTransports = merge(files.map(\.value.configuration.serversTransports), "servers transport")
        tls.options = merge(files.map(\.value.configuration.tls.options), "TLS options")
        tls.certificates = files.flatMap(\.value.configuration.tls.certificates).distinct
        tls.defaultCertificate = files.lazy.compactMap(\.value.configuration.tls.defaultCertificate).first
        tcp = files.lazy.compactMap(\.value.configuration.tcp).first
        udp = files.lazy.compactMap(\.value.configuration.udp).first
        problems += ineffective.problems
    }

    /// The elements of all lists, the first of each name.
    private mutating func merge<Element: NamedElement>(_ lists: [[Element]], _ kind: String) -> [Element] {
        let count = lists.reduce(0) { $0 + $1.count }
        var (names, result) = (Set<String>(minimumCapacity: count), [Element]())
        result.reserveCapacity(count)
        var skipped: [Element] = []
        for list in lists {
            for element in list {
                if names.insert(element.name).inserted { result.append(element) } else { skipped.append(element) }
            }
        }
        if skipped.isEmpty { return result }
        let first = Dictionary(uniqueKeysWithValues: result.map { ($0.name, $0.place) })
        problems += skipped.map { element in
            ConfigurationProblem(
                .duplicateName, severity: .warning,
                "the \(kind) '\(element.name)' is already configured at \(first[element.name] ?? .none); this one is skipped",
                at: element.place)
        }
        return result
    }
}
