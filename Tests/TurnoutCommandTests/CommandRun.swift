import Foundation
import Testing

/// What the built command did with some arguments.
struct CommandRun {
    let exitCode: Int32
    let output: String
    let errors: String

    /// - Parameter input: what standard input holds.
    init(_ arguments: String..., input: String = "") throws {
        let process = Process()
        process.executableURL = try Self.executable()
        process.arguments = arguments
        process.currentDirectoryURL = Self.repository
        // Files, not pipes: nothing waits for anybody to read.
        let folder = FileManager.default.temporaryDirectory.appending(path: "turnout-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func file(_ name: String, _ text: String = "") throws -> URL {
            let url = folder.appending(path: name)
            try Data(text.utf8).write(to: url)
            return url
        }
        let (output, errors) = (try file("output"), try file("errors"))
        process.standardInput = try FileHandle(forReadingFrom: try file("input", input))
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationReason == .exit, "turnout crashed: \(arguments)")
        exitCode = process.terminationStatus
        self.output = String(decoding: try Data(contentsOf: output), as: UTF8.self)
        self.errors = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
    }

    /// The lines of the output as JSON objects.
    func objects() throws -> [[String: Any]] {
        try output.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The command is built beside the tests.
    private static func executable() throws -> URL {
        let bundles = [Bundle.main] + Bundle.allBundles
        let folders = bundles.flatMap { bundle in
            [bundle.executableURL, bundle.bundleURL].compactMap { $0?.deletingLastPathComponent() } + [bundle.bundleURL]
        }
        let candidates = folders.map { $0.appending(path: "turnout") }
        return try #require(
            candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) && !$0.hasDirectoryPath },
            "turnout is not built beside the tests: \(candidates.map(\.path))")
    }
}

/// A file in a folder that is gone with the value.
final class TemporaryFile {
    let path: String
    private let folder: URL

    init(_ name: String, _ text: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "turnout-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: name).path
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
