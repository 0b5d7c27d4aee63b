#if Proxy
    import Foundation

    /// What a file holds, before any of it is understood.
    struct ConfigurationDocument {
        /// A mapping; `nil` if there is nothing in the file.
        var root: ConfigurationNode?
        var warnings: [ConfigurationProblem] = []

        /// Reads a file by its suffix.
        ///
        /// - Parameter refusesTemplates: Whether `{{`, which begins a Go template in dynamic configuration files, rejects
        ///   the file.
        init(contents: Data, file: String, refusesTemplates: Bool) throws(ConfigurationProblem) {
            guard let text = String(data: contents, encoding: .utf8) else {
                throw ConfigurationProblem(
                    .unreadableFile, "the file can't be read as UTF-8 text", at: ConfigurationPlace(file: file))
            }
            if refusesTemplates, let template = text.goTemplate {
                throw ConfigurationProblem(
                    .goTemplate, "Go templates are not supported; write the file without '{{'",
                    at: ConfigurationPlace(file: file, line: template.line, column: template.column))
            }
            switch FilePath.suffix(of: file) {
            case "toml": root = try ConfigurationNode(toml: text, file: file)
            case "yml", "yaml": self = try ConfigurationDocument(yaml: text, file: file)
            default:
                throw ConfigurationProblem(
                    .unreadableFile, "the file is neither .yml, .yaml nor .toml", at: ConfigurationPlace(file: file))
            }
            guard let root else { return }
            switch root.content {
            case .mapping: break
            case .empty: self.root = nil
            case .scalar, .date, .list:
                throw ConfigurationProblem(
                    .wrongType, "the file must hold a mapping, not \(root.kind)", at: root.place)
            }
        }
    }

    extension String {
        /// Where the first `{{` stands.
        fileprivate var goTemplate: (line: Int, column: Int)? {
            var text = self
            let offset = text.withUTF8 { bytes -> Int? in
                var index = 0
                while index + 1 < bytes.count {
                    guard bytes[index + 1] == UInt8(ascii: "{") else {
                        index += 2
                        continue
                    }
                    if bytes[index] == UInt8(ascii: "{") { return index }
                    index += 1
                }
                return nil
            }
            guard let offset else { return nil }
            let before = text.utf8.prefix(offset)
            let lineStart =
                before.lastIndex(of: UInt8(ascii: "\n")).map { before.index(after: $0) } ?? before.startIndex
            let line = Substring(before[lineStart...])
            return (before.count { $0 == UInt8(ascii: "\n") } + 1, line.unicodeScalars.count + 1)
        }
    }

    enum FilePath {
        /// In lower case, without the dot.
        static func suffix(of path: String) -> String {
            let bytes = path.utf8
            guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), !bytes[dot...].contains(UInt8(ascii: "/")) else {
                return ""
            }
            return String(path[bytes.index(after: dot)...]).lowercased()
        }

        /// Whether a directory is read for it.
        static func isConfiguration(_ name: String) -> Bool {
            guard let last = name.utf8.last.map({ $0 | 0x20 }), last == UInt8(ascii: "l") else { return false }
            let suffix = suffix(of: name)
            return suffix == "yml" || suffix == "yaml" || suffix == "toml"
        }

        static func join(_ directory: String, _ name: String) -> String {
            directory.hasSuffix("/") ? directory + name : directory + "/" + name
        }
    }
#endif
