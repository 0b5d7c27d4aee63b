import Foundation
import FuzzingLaws
import Testing

/// Replays the inputs that fuzzing has left: the seeds, and every input that once broke a law.
@Suite("Inputs of fuzzing")
struct ReplayTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../fixtures").standardized

    @Test("seeds keep the laws", arguments: FuzzTarget.allCases)
    func seeds(target: FuzzTarget) throws {
        #expect(try replay(target, in: "fuzz/\(target.rawValue)/corpus") >= 10)
    }

    @Test("what once broke a law keeps it now", arguments: FuzzTarget.allCases)
    func regressions(target: FuzzTarget) throws {
        try replay(target, in: "regressions/fuzz/\(target.rawValue)")
    }

    /// Returns how many inputs the folder holds; none if there is no folder.
    @discardableResult
    private func replay(_ target: FuzzTarget, in folder: String) throws -> Int {
        let place = Self.fixtures.appending(path: folder)
        guard FileManager.default.fileExists(atPath: place.path()) else { return 0 }
        let files = try FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)
        for file in files {
            let input = try [UInt8](Data(contentsOf: file))
            #expect(throws: Never.self, "\(folder)/\(file.lastPathComponent)") { try target.check(input) }
        }
        return files.count
    }
}
