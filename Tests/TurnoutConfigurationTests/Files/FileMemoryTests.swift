import Foundation
import Testing

@testable import TurnoutConfiguration

@Suite("Files that are read again") struct FileMemoryTests {
    private static func router(_ name: String) -> String { "http: {routers: {\(name): {rule: Host(`a`)}}}\n" }

    @Test("are unchanged when their content is, whatever their times say")
    func unchanged() throws {
        let folder = try ConfigurationFolder(["a.yml": Self.router("a"), "b/c.toml": "[http.routers.c]\nrule = 'x'\n"])
        var memory = FileMemory()
        #expect(memory.read(folder.url.path).isChanged)
        #expect(!memory.read(folder.url.path).isChanged)
        try folder.write("a.yml", Self.router("a"))
        let again = memory.read(folder.url.path)
        #expect(!again.isChanged && again.files.map(\.configuration.routers.count) == [1, 1])
        #expect(again.directories == [folder.url.path, folder.url.path + "/b"])
    }

    @Test("are changed when one is edited, comes, goes or is renamed, and give the present content")
    func changes() throws {
        let folder = try ConfigurationFolder(["a.yml": Self.router("a"), "b.yml": Self.router("b")])
        var memory = FileMemory()
        func names() -> [String] {
            let (files, _, isChanged) = memory.read(folder.url.path)
            return isChanged ? files.flatMap(\.configuration.routers).map(\.name) : ["unchanged"]
        }
        #expect(names() == ["a@file", "b@file"])
        // As long as before, and within the same moment.
        try folder.write("a.yml", Self.router("x"))
        #expect(names() == ["x@file", "b@file"])
        try folder.write("c.yml", Self.router("c"))
        #expect(names() == ["x@file", "b@file", "c@file"])
        try folder.remove("b.yml")
        #expect(names() == ["x@file", "c@file"])
        try folder.rename("c.yml", to: "0.yml")
        #expect(names() == ["c@file", "x@file"])
        #expect(names() == ["unchanged"])
    }

    @Test("many are decoded in their order")
    func many() throws {
        let numbers = 0..<100
        let folder = try ConfigurationFolder(
            Dictionary(uniqueKeysWithValues: numbers.map { ("r\(1000 + $0).yml", Self.router("r\($0)")) }))
        #expect(folder.read().routers.map(\.name) == numbers.map { "r\($0)@file" })
    }

    @Test("links to files are followed, links to folders and what Kubernetes keeps behind them are not")
    func links() throws {
        let folder = try ConfigurationFolder([
            "..2026/a.yml": Self.router("a"), "real/b.yml": Self.router("b"), "loop/c.yml": Self.router("c"),
        ])
        try folder.link("..data", to: "..2026")
        try folder.link("a.yml", to: "..data/a.yml")
        try folder.link("other", to: "real")
        try folder.link("loop/self", to: "..")
        try folder.link("dangling.yml", to: "nowhere.yml")
        let configuration = folder.read()
        #expect(configuration.routers.map(\.name) == ["a@file", "c@file", "b@file"])
        #expect(
            folder.problems(configuration) == ["dangling.yml: error[unreadable-file]: the file can't be read"])
    }
}
