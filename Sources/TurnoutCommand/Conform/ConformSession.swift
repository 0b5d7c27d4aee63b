import Foundation

/// A run of `turnout conform`: turns lines of cases into lines of answers.
///
/// A line that is no case gets an answer too, so that answers and cases stay side by side: its `error` says what is
/// wrong, and `failures` counts it.
struct ConformSession {
    /// Lines that were no case.
    private(set) var failures = 0
    private var lines = 0
    private let decoder = JSONDecoder()
    private let encoder: JSONEncoder

    init() {
        encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    /// The answer to one line, as JSON without a line feed, and what standard error should say; `nil` for a blank line.
    mutating func answer(line: String) -> (answer: String, complaint: String?)? {
        lines += 1
        guard line.utf8.contains(where: { $0 > 0x20 }) else { return nil }
        do {
            let conformCase = try decoder.decode(ConformCase.self, from: Data(line.utf8))
            return (try text(of: conformCase.answer()), nil)
        } catch {
            failures += 1
            let reason = ConformSession.reason(error)
            let answer = ConformAnswer(id: identity(of: line), error: reason)
            return ((try? text(of: answer)) ?? "{}", "turnout conform: line \(lines): \(reason)")
        }
    }

    private func text(of answer: ConformAnswer) throws -> String {
        String(decoding: try encoder.encode(answer), as: UTF8.self)
    }

    /// The identity of a case that can't be read otherwise; empty if that can't be read either.
    private func identity(of line: String) -> String {
        struct Identity: Decodable { var id: String }
        return (try? decoder.decode(Identity.self, from: Data(line.utf8)))?.id ?? ""
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        switch error {
        case .keyNotFound(let key, let context): return "\(place(context.codingPath)) lacks '\(key.stringValue)'"
        case .typeMismatch(let type, let context): return "\(place(context.codingPath)) is not a \(type)"
        case .valueNotFound(_, let context): return "\(place(context.codingPath)) is null"
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty
                ? "this is no JSON: \(context.underlyingError.map { "\($0)" } ?? context.debugDescription)"
                : "\(place(context.codingPath)): \(context.debugDescription)"
        @unknown default: return "\(error)"
        }
    }

    /// `requests[3].host`
    private static func place(_ path: [any CodingKey]) -> String {
        var text = ""
        for key in path {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
        return text.isEmpty ? "the case" : "'\(text)'"
    }
}
