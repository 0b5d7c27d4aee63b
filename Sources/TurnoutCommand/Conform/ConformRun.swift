import Foundation

/// `turnout conform` from standard input to standard output.
enum ConformRun {
    /// Answers every line, each as soon as it is read, so that the other side may wait for an answer before it sends
    /// the next case.
    ///
    /// - Returns: The exit code: 0, or 1 if some line was no case.
    static func run() -> Int32 {
        var session = ConformSession()
        while let line = readLine() {
            guard let (answer, complaint) = session.answer(line: line) else { continue }
            if let complaint { StandardError.write(complaint) }
            print(answer)
            fflush(nil)
        }
        return session.failures == 0 ? 0 : 1
    }
}

/// Where complaints go.
enum StandardError {
    static func write(_ line: String) {
        try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
    }
}
