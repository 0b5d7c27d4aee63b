import Foundation
import TurnoutConfiguration

/// Files in a folder that is gone with the value.
final class ConfigurationFolder {
    let url: URL

    init(_ files: [String: String]) throws {
        url = FileManager.default.temporaryDirectory.appending(path: "turnout-\(UUID().uuidString)")
        for (name, text) in files {
            let file = url.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func read() -> DynamicConfiguration { DynamicConfiguration(paths: [url.path]) }

    /// A place with the path taken from this folder.
    func short(_ place: ConfigurationPlace) -> String {
        place.description.replacingOccurrences(of: url.path + "/", with: "")
    }

    /// The problems, one line each.
    func problems(_ configuration: DynamicConfiguration) -> [String] {
        configuration.problems.map {
            "\(short($0.place)): \($0.severity)[\($0.id.rawValue)]: \($0.message)".replacingOccurrences(of: url.path + "/", with: "")
        }
    }
}
