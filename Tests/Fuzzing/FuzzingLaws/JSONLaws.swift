import Foundation

/// Throws a violation unless `line` is a JSON object on one line.
func expectObject(_ line: String) throws(Violation) {
    let object = try? JSONSerialization.jsonObject(with: Data(line.utf8))
    try expect(object is [String: Any], "no JSON object: \(line.debugDescription)")
    try expect(!line.utf8.contains(0x0A), "a line feed within \(line.debugDescription)")
}
