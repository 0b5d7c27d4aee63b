import Foundation

/// What Traefik said about one file that somebody wrote.
struct TraefikVerdict: Decodable {
    struct Problem: Decodable {
        /// `router`, `tcpRouter`, `middleware`, `service`.
        var object: String
        var name: String
        var error: String
        /// `rule`, `config`, `reference`, `plugin` or `missing-file`.
        var `class`: String
    }

    var type: String
    /// Of the types `file` and `static`.
    var file: String?
    /// Of the type `merged`.
    var files: [String]?
    var loaded: Bool?
    var decoded: Bool?
    var error: String?
    private var loadError: String?
    private var problemList: [Problem]?
    /// Of the types `file` and `merged`; of the type `probe` it is an object, which is not read.
    var routers: Int?
    var enabledRouters: Int?

    var problems: [Problem] { problemList ?? [] }
    /// Why the file was refused.
    var reason: String { loadError ?? error ?? "" }

    private enum CodingKeys: String, CodingKey {
        case type, file, files, loaded, decoded, error, routers
        case loadError = "load_error"
        case problemList = "problems"
        case enabledRouters = "routers_enabled"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        type = try fields.decode(String.self, forKey: .type)
        file = try fields.decodeIfPresent(String.self, forKey: .file)
        files = try fields.decodeIfPresent([String].self, forKey: .files)
        loaded = try fields.decodeIfPresent(Bool.self, forKey: .loaded)
        decoded = try fields.decodeIfPresent(Bool.self, forKey: .decoded)
        error = try? fields.decodeIfPresent(String.self, forKey: .error)
        loadError = try? fields.decodeIfPresent(String.self, forKey: .loadError)
        problemList = try? fields.decodeIfPresent([Problem].self, forKey: .problemList)
        routers = try? fields.decodeIfPresent(Int.self, forKey: .routers)
        enabledRouters = try? fields.decodeIfPresent(Int.self, forKey: .enabledRouters)
    }

    /// The folder of files and verdicts; `nil`, with a printed reason, where it isn't there.
    static func folder() -> URL? {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let shared =
            ProcessInfo.processInfo.environment["TURNOUT_SHARED"].map { URL(filePath: $0) }
            ?? package.deletingLastPathComponent().appending(path: "shared")
        let folder = shared.appending(path: "real")
        if FileManager.default.fileExists(atPath: folder.appending(path: "verdicts.jsonl").path) { return folder }
        print("skipped: \(folder.path) is absent (TURNOUT_SHARED names what it is in), so no verdicts are compared")
        return nil
    }

    static func all(in folder: URL, type: String) throws -> [TraefikVerdict] {
        try String(contentsOf: folder.appending(path: "verdicts.jsonl"), encoding: .utf8).split(separator: "\n")
            .filter { $0.contains("\"type\": \"\(type)\"") }
            .map { try JSONDecoder().decode(TraefikVerdict.self, from: Data($0.utf8)) }
    }
}
