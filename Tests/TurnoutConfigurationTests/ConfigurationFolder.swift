import Foundation
import TurnoutConfiguration

/// Files in a folder that is gone with the value.
final class ConfigurationFolder {
    let url: URL

    init(_ files: [String: String]) throws {
        url = FileManager.default.temporaryDirectory.appending(path: "turnout-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for (name, text) in files { try write(name, text) }
    }

    /// The package's own folder.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ name: String, _ text: String) throws {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(at: url.appending(path: name)) }

    /// Replaces what has the new name.
    func rename(_ name: String, to new: String) throws {
        let result = Foundation.rename(url.appending(path: name).path, url.appending(path: new).path)
        if result != 0 { throw CocoaError(.fileWriteUnknown) }
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: url.appending(path: name).path, withDestinationPath: target)
    }

    func read() -> DynamicConfiguration { DynamicConfiguration(paths: [url.path]) }

    /// A place with the path taken from this folder.
    func short(_ place: ConfigurationPlace) -> String {
        place.description.replacingOccurrences(of: url.path + "/", with: "")
    }

    /// The problems, one line each.
    func problems(_ configuration: DynamicConfiguration) -> [String] {
        configuration.problems.map {
            "\(short($0.place)): \($0.severity)[\($0.id.rawValue)]: \($0.message)".replacingOccurrences(
                of: url.path + "/", with: "")
        }
    }
}
