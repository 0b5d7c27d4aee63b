#if Proxy
    import Foundation

    extension ConfigurationNode {
        /// Reads a file by its suffix; `nil` if there is nothing in it.
        ///
        /// - Parameter refusesTemplates: Whether `{{`, which begins a Go template in dynamic configuration files, rejects
        ///   the file.
        init?(contents: Data, file: String, refusesTemplates: Bool) throws(ConfigurationProblem) {
            guard let text = String(data: contents, encoding: .utf8) else {
                throw ConfigurationProblem(
                    .unreadableFile, "the file can't be read as UTF-8 text", at: ConfigurationPlace(file: file))
            }
            if refusesTemplates, let template = text.range(of: "{{") {
                let before = text[..<template.lowerBound].unicodeScalars
                let column = before.reversed().prefix { $0 != "\n" }.count + 1
                let line = before.count { $0 == "\n" } + 1
                throw ConfigurationProblem(
                    .goTemplate, "Go templates are not supported; write the file without '{{'",
                    at: ConfigurationPlace(file: file, line: line, column: column))
            }
            switch FilePath.suffix(of: file) {
            case "toml": self = try ConfigurationNode(toml: text, file: file)
            case "yml", "yaml":
                guard let root = try ConfigurationNode(yaml: text, file: file) else { return nil }
                self = root
            default:
                throw ConfigurationProblem(
                    .unreadableFile, "the file is neither .yml, .yaml nor .toml", at: ConfigurationPlace(file: file))
            }
            switch content {
            case .mapping: break
            case .empty: return nil
            case .scalar, .list:
                throw ConfigurationProblem(.wrongType, "the file must hold a mapping, not \(kind)", at: place)
            }
        }
    }

    enum FilePath {
        /// In lower case, without the dot.
        static func suffix(of path: String) -> String { (path as NSString).pathExtension.lowercased() }

        static func join(_ directory: String, _ name: String) -> String {
            directory.hasSuffix("/") ? directory + name : directory + "/" + name
        }
    }
#endif
