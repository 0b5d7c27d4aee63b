import Foundation
import Testing
import TurnoutConfiguration

@Suite("Dynamic configuration files") struct FileReadingTests {
    private static func router(_ name: String, _ host: String = "a") -> String {
        "http: {routers: {\(name): {rule: Host(`\(host)`)}}}\n"
    }

    @Test("are read in the order of their names' bytes, folders among them, and no others are")
    func order() throws {
        let folder = try ConfigurationFolder([
            "b.yml": Self.router("b"), "B.YAML": Self.router("upper"), "a/z.yaml": Self.router("az"),
            "a/deep/x.yml": Self.router("deep"), "ä.yml": Self.router("umlaut"), "10.yml": Self.router("ten"),
            "9.toml": "[http.routers.nine]\nrule = 'Host(`a`)'\n", "c.json": Self.router("json"), "README": "{{",
            ".hidden.yml": Self.router("hidden"),
        ])
        let configuration = folder.read()
        #expect(configuration.problems.isEmpty)
        #expect(
            configuration.routers.map { $0.name.dropLast(5) } == [
                "hidden", "ten", "nine", "upper", "deep", "az", "b", "umlaut",
            ])
    }

    @Test("of two routers with one name the first is used, and the warning names both places")
    func duplicates() throws {
        let folder = try ConfigurationFolder([
            "a.toml": "[http.routers.api]\nrule = 'Host(`first`)'\n",
            "b.yml": "http:\n  routers:\n    api:\n      rule: Host(`second`)\n    other: {rule: Host(`x`)}\n",
        ])
        let configuration = folder.read()
        #expect(configuration.routers.map(\.rule) == ["Host(`first`)", "Host(`x`)"])
        #expect(
            folder.problems(configuration) == [
                "b.yml:4:13: warning[duplicate-name]: the router 'api@file' is already configured at a.toml:2:8; this one is skipped"
            ])
    }

    @Test("Go templates are refused where they begin; the other files are read")
    func templates() throws {
        let folder = try ConfigurationFolder([
            "a.yml": "x: {y: 1}\nhttp:\n  routers:\n    é: {{ env \"NAME\" }}\n", "b.yml": Self.router("b"),
            "c.toml": "# {{ range }}\n",
        ])
        let configuration = folder.read()
        #expect(configuration.routers.map(\.name) == ["b@file"])
        let message = "error[go-template]: Go templates are not supported; write the file without '{{'"
        #expect(folder.problems(configuration) == ["a.yml:4:8: \(message)", "c.toml:1:3: \(message)"])
    }

    @Test("what is no YAML or TOML is reported with its place; the other files are read")
    func syntaxErrors() throws {
        let folder = try ConfigurationFolder([
            "a.yml": "http:\n  routers: [\n", "b.yml": "http:\n  routers:\n    a: 1\n    a: 2\n",
            "c.toml": "[http.routers]\na = = 1\n", "d.yml": Self.router("d"), "e.yml": "a: b: c\n",
            "g.toml": "[a]\nb = \"\"\"\n[)x]\n\"\"\" # [(\n[[ (c]]\n",
            "g.yml": "a:\n  b: \u{6}\n", "h.yml": "http: {routers: {a: {\"x\\ny\": 1}}}\n",
        ])
        try Data([0x61, 0xFF]).write(to: folder.url.appending(path: "f.yml"))
        let configuration = folder.read()
        #expect(configuration.routers.map(\.name) == ["d@file"])
        let rejected = configuration.rejectedFiles.map { $0.split(separator: "/").last }
        #expect(rejected == ["a.yml", "b.yml", "c.toml", "e.yml", "f.yml", "g.toml", "g.yml", "h.yml"])
        let problems = folder.problems(configuration)
        let beginnings = [
            "a.yml:3:1: error[invalid-yaml]: the file is not valid YAML: ",
            "b.yml:3:5: error[invalid-yaml]: the file is not valid YAML: this mapping has keys more than once: 'a'",
            "c.toml:2:5: error[invalid-toml]: the file is not valid TOML: ",
            "e.yml:1:5: error[invalid-yaml]: the file is not valid YAML: ",
            "f.yml: error[unreadable-file]: the file can't be read as UTF-8 text",
            "g.toml:5:4: error[invalid-toml]: the file is not valid TOML: the name of a table begins with",
            "g.yml:2:6: error[invalid-yaml]: the file is not valid YAML: control characters are not allowed (6 in hexa",
            "h.yml:1:22: error[unknown-key]: field not found: there is no 'x␊y' in 'http.routers.*'",
        ]
        #expect(problems.count == beginnings.count, "\(problems)")
        for (problem, beginning) in zip(problems, beginnings) { #expect(problem.hasPrefix(beginning), "\(problem)") }
    }

    @Test("what is nested a thousand deep is read or refused, and nothing else suffers", arguments: [100, 1000, 9000])
    func deepNesting(depth: Int) throws {
        let open = String(repeating: "[", count: depth)
        let close = String(repeating: "]", count: depth)
        let folder = try ConfigurationFolder([
            "a.yml": "http: {routers: {a: {rule: \(open)x\(close)}}}\n",
            "b.toml": "[http.routers.b]\nrule = \(open)1\(close)\n", "c.yml": Self.router("c"),
        ])
        let configuration = folder.read()
        #expect(configuration.routers.map(\.name).last == "c@file")
        let rejected = configuration.rejectedFiles.map { $0.split(separator: "/").last }
        #expect(rejected == ["a.yml", "b.toml"])
        #expect(
            configuration.problems.allSatisfy { $0.place.file.hasSuffix(".yml") || $0.place.file.hasSuffix(".toml") })
    }

    @Test("a path that leads nowhere is an error, and the others are read")
    func missing() throws {
        let folder = try ConfigurationFolder(["a.yml": Self.router("a")])
        let configuration = DynamicConfiguration(paths: ["/nowhere/x.yml", folder.url.appending(path: "a.yml").path])
        #expect(configuration.routers.map(\.name) == ["a@file"])
        #expect(
            configuration.problems.map(\.description) == [
                "error[missing-file]: there is no such file or directory\n  --> /nowhere/x.yml"
            ])
    }
}
