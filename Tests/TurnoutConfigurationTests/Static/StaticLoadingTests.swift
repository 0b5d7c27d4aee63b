import Foundation
import Testing
import TurnoutConfiguration

@Suite("The static configuration") struct StaticLoadingTests {
    private static let file = "entryPoints: {fromFile: {address: ':1'}}\n"

    private func load(
        _ arguments: [String], _ environment: [String: String] = [:], in directories: [String] = []
    ) throws -> (names: [String], source: StaticConfigurationSource) {
        let (configuration, source) = try StaticConfiguration.load(
            arguments: arguments, environment: environment, searchDirectories: directories)
        return (configuration.entryPoints.map { "\($0.name)\($0.address)" }, source)
    }

    @Test("comes from a file, else from flags, else from the environment, and never from two of them")
    func precedence() throws {
        let folder = try ConfigurationFolder(["traefik.yml": Self.file])
        let empty = try ConfigurationFolder([:])
        let path = folder.url.path + "/traefik.yml"
        let flags = ["--entryPoints.fromFlags.address=:2"]
        let environment = ["TRAEFIK_ENTRYPOINTS_FROMENV_ADDRESS": ":3", "PATH": "/bin"]
        #expect(try load(flags, environment, in: [folder.url.path]) == (["fromFile:1"], .file(path)))
        #expect(try load(["--configFile", path] + flags, environment) == (["fromFile:1"], .file(path)))
        #expect(try load(flags, environment, in: [empty.url.path]) == (["fromFlags:2"], .flags))
        #expect(try load([], environment, in: [empty.url.path]) == (["fromenv:3"], .environment))
        #expect(try load([], ["TRAEFIK_IMAGE": "x", "HOME": "/"]) == (["http:80"], .none))
    }

    @Test("flags beside a file are named")
    func ignoredFlags() throws {
        let folder = try ConfigurationFolder(["traefik.yml": Self.file])
        let (configuration, _) = try StaticConfiguration.load(
            arguments: ["--ping", "--configfile=\(folder.url.path)/traefik.yml"], environment: [:])
        #expect(configuration.ping == nil)
        #expect(configuration.problems.map(\.id) == [.ignoredFlags])
    }

    @Test("is looked for in Traefik's places and order")
    func search() throws {
        let folder = try ConfigurationFolder([
            "xdg/traefik.yml": "entryPoints: {xdg: {address: ':1'}}\n",
            "home/.config/traefik.yaml": "entryPoints: {yaml: {address: ':1'}}\n",
            "home/.config/traefik.toml": "[entryPoints.toml]\naddress = ':1'\n",
        ])
        func source(_ environment: [String: String]) throws -> StaticConfigurationSource {
            try StaticConfiguration.load(arguments: [], environment: environment).source
        }
        let (xdg, home) = (folder.url.path + "/xdg", folder.url.path + "/home")
        try #require(!FileManager.default.fileExists(atPath: "/etc/traefik"))
        #expect(try source(["XDG_CONFIG_HOME": xdg, "HOME": home]) == .file(xdg + "/traefik.yml"))
        #expect(try source(["XDG_CONFIG_HOME": "/nowhere", "HOME": home]) == .file(home + "/.config/traefik.toml"))
    }

    @Test("in flags has names in any case, one dash or two, values after a blank, lists and indices")
    func flags() throws {
        let (configuration, source) = try StaticConfiguration.load(
            arguments: [
                "-ENTRYPOINTS.Web.Address=:80", "--entrypoints.web.forwardedHeaders.trustedIPs=10.0.0.1,10.0.0.2",
                "--entrypoints.web.forwardedHeaders.trustedIPs=10.0.0.3", "--entrypoints.web.asDefault",
                "--entrypoints.web.transport.respondingTimeouts.readTimeout", "5s", "--ping", "--log.level=DEBUG",
                "--entrypoints.web.http.tls.domains[0].main=a", "--entrypoints.web.http.tls.domains[0].sans=b,c",
                "--entrypoints.web.http.tls.domains[1].main=d", "--providers.file.directory", "/conf",
            ], environment: [:], searchDirectories: [])
        #expect(source == .flags)
        let point = try #require(configuration.entryPoint("Web"))
        #expect(point.address.port == 80 && point.isDefault && point.readTimeout == .seconds(5))
        #expect(point.forwardedHeaders.trustedIPs.count == 3)
        #expect(point.http.tls?.domains == [.init(main: "a", sans: ["b", "c"]), .init(main: "d")])
        #expect(configuration.ping == PingSettings() && configuration.log.level == "debug")
        #expect(configuration.fileProvider?.target == .directory("/conf"))
    }

    @Test(
        "flags that Traefik doesn't have are errors",
        arguments: [
            (["--entryPoints.web.adress=:80"], ConfigurationProblem.ID.unknownKey), (["--foo=1"], .unknownKey),
            (["web"], .invalidFlag), (["--=x"], .invalidFlag), (["---x"], .invalidFlag),
            (["--entryPoints.web.address"], .invalidFlag), (["--entryPoints=a"], .wrongType),
            (["--ping.terminatingStatusCode=high"], .wrongType), (["--configFile=/nowhere.yml"], .missingFile),
        ])
    func badFlags(arguments: [String], id: ConfigurationProblem.ID) {
        #expect {
            try StaticConfiguration.load(arguments: arguments, environment: [:], searchDirectories: [])
        } throws: { ($0 as? ConfigurationProblem)?.id == id }
    }

    @Test("in the environment has lists of structures by their numbers")
    func environment() throws {
        let (configuration, _) = try StaticConfiguration.load(
            arguments: [],
            environment: [
                "TRAEFIK_ENTRYPOINTS_WEB_ADDRESS": ":80", "TRAEFIK_ENTRYPOINTS_WEB_HTTP_TLS_DOMAINS_0_MAIN": "a",
                "TRAEFIK_PING": "true", "TRAEFIK_LOG_LEVEL": "warning", "TRAEFIK_PROVIDERS_FILE_WATCH": "false",
                "TRAEFIK_PROVIDERS_FILE_FILENAME": "/a.yml", "TRAEFIK_PROVIDERS_PROVIDERSTHROTTLEDURATION": "100ms",
            ], searchDirectories: [])
        #expect(configuration.entryPoint("web")?.http.tls?.domains == [.init(main: "a")])
        #expect(configuration.ping != nil && configuration.log.level == "warn")
        #expect(configuration.fileProvider == FileProviderSettings(.file("/a.yml"), watches: false))
        #expect(configuration.providersThrottleDuration == .milliseconds(100))
    }

    @Test("files that can't be used are errors, with every reason in them")
    func badFiles() throws {
        let folder = try ConfigurationFolder([
            "empty.yml": "# nothing\n", "broken.yml": "entryPoints: [\n", "traefik.json": "{}",
            "keys.yml": "entryPoints: {web: {adress: ':80'}}\nping: {terminatingStatusCode: x}\n",
            "removed.yml": "providers: {docker: {swarmMode: true}}\nexperimental: {http3: true}\npilot: {token: x}\n",
            "template.yml": "log: {filePath: '{{ x }}'}\n",
        ])
        func ids(_ name: String) -> [String] {
            StaticConfiguration.read(file: folder.url.appending(path: name).path).problems
                .filter { $0.severity == .error }.map(\.id.rawValue)
        }
        #expect(ids("absent.yml") == ["missing-file"])
        #expect(ids("empty.yml") == ["empty-configuration"])
        #expect(ids("broken.yml") == ["invalid-yaml"])
        #expect(ids("traefik.json") == ["unreadable-file"])
        #expect(ids("keys.yml") == ["unknown-key", "wrong-type"])
        #expect(ids("removed.yml") == ["removed-key", "removed-key", "removed-key"])
        #expect(ids("template.yml") == [])
    }

    @Test("a relative path of the file provider is one from the working directory, else from where the file is")
    func providerPath() throws {
        let folder = try ConfigurationFolder([
            "traefik.yml": "providers: {file: {directory: dynamic}}\n", "dynamic/a.yml": "",
            "other.toml": "[providers.file]\nfilename = 'dynamic/a.yml'\nwatch = false\n",
            "absent.yml": "providers: {file: {directory: absent}}\n",
            "both.yml": "providers: {file: {directory: dynamic, filename: dynamic/a.yml}}\n",
            "none.yml": "providers: {file: {watch: true}}\n",
        ])
        func provider(_ name: String) -> FileProviderSettings? {
            StaticConfiguration.read(file: folder.url.appending(path: name).path).fileProvider
        }
        let directory = folder.url.path + "/dynamic"
        #expect(provider("traefik.yml") == FileProviderSettings(.directory(directory)))
        #expect(provider("other.toml") == FileProviderSettings(.file(directory + "/a.yml"), watches: false))
        #expect(provider("absent.yml") == FileProviderSettings(.directory("absent")))
        #expect(provider("both.yml") == FileProviderSettings(.directory(directory)))
        #expect(provider("none.yml") == nil)
    }
}
