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
                "b.yml:4:13: warning: the router 'api@file' is already configured at a.toml:2:8; this one is skipped"
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
        let message = "error: Go templates are not supported; write the file without '{{'"
        #expect(folder.problems(configuration) == ["a.yml:4:8: \(message)", "c.toml:1:3: \(message)"])
    }

    @Test("what is no YAML or TOML is reported with its place; the other files are read")
    func syntaxErrors() throws {
        let folder = try ConfigurationFolder([
            "a.yml": "http:\n  routers: [\n", "b.yml": "http:\n  routers:\n    a: 1\n    a: 2\n",
            "c.toml": "[http.routers]\na = = 1\n", "d.yml": Self.router("d"), "e.yml": "a: b: c\n",
        ])
        try Data([0x61, 0xFF]).write(to: folder.url.appending(path: "f.yml"))
        let configuration = folder.read()
        #expect(configuration.routers.map(\.name) == ["d@file"])
        let problems = folder.problems(configuration)
        let beginnings = [
            "a.yml:3:1: error: the file is not valid YAML: ",
            "b.yml:3:5: error: the file is not valid YAML: this mapping has keys more than once: 'a'",
            "c.toml:2:5: error: the file is not valid TOML: ", "e.yml:1:5: error: the file is not valid YAML: ",
            "f.yml: error: the file can't be read as UTF-8 text",
        ]
        #expect(problems.count == beginnings.count, "\(problems)")
        for (problem, beginning) in zip(problems, beginnings) { #expect(problem.hasPrefix(beginning), "\(problem)") }
    }

    @Test("routers in a list are an error with its place")
    func list() throws {
        let folder = try ConfigurationFolder(["a.yml": "http:\n  routers:\n    - rule: Host(`a`)\n"])
        let configuration = folder.read()
        #expect(configuration.routers.isEmpty)
        #expect(
            folder.problems(configuration) == [
                "a.yml:3:5: error: http.routers must be a mapping of names to routers, not a list"
            ])
    }

    @Test("a path that leads nowhere is an error, and the others are read")
    func missing() throws {
        let folder = try ConfigurationFolder(["a.yml": Self.router("a")])
        let configuration = DynamicConfiguration(paths: ["/nowhere/x.yml", folder.url.appending(path: "a.yml").path])
        #expect(configuration.routers.map(\.name) == ["a@file"])
        #expect(
            configuration.problems.map(\.description) == [
                "error: there is no such file or directory\n  --> /nowhere/x.yml"
            ])
    }

    // MARK: Static configuration

    @Test(
        "of a static configuration leads to the provider's file or directory",
        arguments: [
            ("traefik.yml", "Providers: {file: {directory: dynamic, watch: true}}"),
            ("traefik.yml", "providers:\n  file:\n    FILENAME: dynamic/a.yml\n"),
            ("traefik.toml", "[providers.file]\nfilename = \"dynamic/a.yml\"\n"),
            ("traefik.toml", "[Providers]\n[providers.docker]\n[Providers.File]\ndirectory = 'dynamic'\n"),
        ])
    func staticFile(name: String, text: String) throws {
        let folder = try ConfigurationFolder([name: text, "dynamic/a.yml": Self.router("a")])
        let configuration = DynamicConfiguration(staticFile: folder.url.appending(path: name).path)
        #expect(configuration.problems.isEmpty, "\(configuration.problems)")
        #expect(configuration.routers.map(\.name) == ["a@file"])
    }

    @Test("of a static configuration with an absolute path")
    func absolutePath() throws {
        let other = try ConfigurationFolder(["a.yml": Self.router("a")])
        let folder = try ConfigurationFolder(["traefik.yml": "providers: {file: {directory: \"\(other.url.path)\"}}"])
        let configuration = DynamicConfiguration(staticFile: folder.url.appending(path: "traefik.yml").path)
        #expect(configuration.routers.map(\.name) == ["a@file"])
    }

    @Test(
        "of a static configuration without a file provider, or with a path that leads nowhere, are errors",
        arguments: [
            ("providers: {docker: {}}", "traefik.yml: error: no providers.file.directory or providers.file.filename"),
            ("providers: {file: {watch: true}}", "traefik.yml: error: no providers.file.directory"),
            ("providers: {file: {directory: absent}}", "absent: error: there is no such file or directory"),
            ("providers: [", "traefik.yml:2:1: error: the file is not valid YAML"),
        ])
    func staticFileWithout(text: String, problem: String) throws {
        let folder = try ConfigurationFolder(["traefik.yml": text])
        let configuration = DynamicConfiguration(staticFile: folder.url.appending(path: "traefik.yml").path)
        let problems = folder.problems(configuration)
        #expect(problems.count == 1 && problems[0].hasPrefix(problem), "\(problems)")
    }
}
