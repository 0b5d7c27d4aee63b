import Foundation
import ReferenceInterpreter

// Answers conform cases as `turnout conform` does, from the oracle. Two fields more: `ties`, the
// whole tie set of every answer that names a router, and `unsupported`, what the oracle can't judge.

struct Answer: Encodable {
    var id: String
    var errors: [String: String]
    var unsupported: [String: String]
    var res: [ExpectedAnswer]
    var ties: [[String]]
}

func answer(_ line: String) throws -> Answer {
    let conformCase = try ConformCase.parse(line: line)
    let oracle = ReferenceInterpreter(conformCase)
    var answer = Answer(id: conformCase.id, errors: oracle.errors, unsupported: oracle.unsupported, res: [], ties: [])
    for outcome in oracle.answers() {
        switch outcome {
        case .routers(let names):
            answer.res.append(.routers(Array(names.prefix(1))))
            answer.ties.append(names)
        case .status(let status):
            answer.res.append(.status(status))
            answer.ties.append([])
        case .path(let routing, let uri):
            answer.res.append(
                .path(routing: Data(routing).base64EncodedString(), uri: String(decoding: uri, as: UTF8.self)))
            answer.ties.append([])
        }
    }
    return answer
}

let encoder = JSONEncoder()
encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
while let line = readLine(), !line.isEmpty {
    print(String(decoding: try encoder.encode(try answer(line)), as: UTF8.self))
}
