#if Proxy
    import Foundation
    import Logging
    import Synchronization
    import TurnoutConfiguration
    import TurnoutSyntax

    /// Where the log goes: the standard error stream, or a file.
    final class LogOutput: Sendable {
        private let path: String
        private let isJSON: Bool
        private let file: Mutex<FileHandle>

        /// - Throws: If the file can't be opened.
        init(_ settings: LogSettings) throws {
            path = settings.filePath
            isJSON = settings.format == .json
            guard !path.isEmpty else {
                file = Mutex(.standardError)
                return
            }
            guard let handle = LogOutput.open(path) else { throw LogFileError(path: path) }
            file = Mutex(handle)
        }

        /// Goes on in a new file of the same name, after the old one was moved away.
        func reopen() {
            guard !path.isEmpty, let handle = LogOutput.open(path) else { return }
            file.withLock { $0 = handle }
        }

        func write(_ level: Logger.Level, _ message: String) {
            let time = Date.now.formatted(.iso8601)
            let line =
                isJSON
                ? #"{"level":"\#(level.rawValue)","time":"\#(time)","message":\#(JSONText.string(message))}"#
                : "\(time) \(LogOutput.abbreviations[level] ?? "") \(message)"
            file.withLock { try? $0.write(contentsOf: Data((line + "\n").utf8)) }
        }

        /// Traefik's names of levels; it logs errors only if nothing is said, Turnout what it is doing too.
        static func level(_ name: String?) -> Logger.Level {
            switch name {
            case "trace": .trace
            case "debug": .debug
            case "warn", "warning": .warning
            case "error": .error
            case "fatal", "panic": .critical
            default: .info
            }
        }

        private static let abbreviations: [Logger.Level: String] = [
            .trace: "TRC", .debug: "DBG", .info: "INF", .notice: "INF", .warning: "WRN", .error: "ERR",
            .critical: "FTL",
        ]

        private static func open(_ path: String) -> FileHandle? {
            if !FileManager.default.fileExists(atPath: path) {
                guard FileManager.default.createFile(atPath: path, contents: nil) else { return nil }
            }
            let handle = FileHandle(forWritingAtPath: path)
            _ = try? handle?.seekToEnd()
            return handle
        }
    }

    struct LogFileError: Error, CustomStringConvertible {
        var path: String
        var description: String { "the log file \(path) can't be opened for writing" }
    }

    /// Writes what is logged, a line each.
    struct LogLines: LogHandler {
        let output: LogOutput
        var logLevel = Logger.Level.info
        var metadata: Logger.Metadata = [:]

        init(output: LogOutput) { self.output = output }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { output.write(event.level, "\(event.message)") }
    }
#endif
