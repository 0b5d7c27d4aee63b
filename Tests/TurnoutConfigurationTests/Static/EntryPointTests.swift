import Foundation
import Testing
import TurnoutSyntax

@testable import TurnoutConfiguration

@Suite("Entry points") struct EntryPointTests {
    private func read(_ text: String) throws -> StaticConfiguration {
        let folder = try ConfigurationFolder(["traefik.yml": text])
        return StaticConfiguration.read(file: folder.url.path + "/traefik.yml")
    }

    @Test("have Traefik's defaults")
    func defaults() throws {
        let configuration = try read("entryPoints: {web: {address: ':80'}}\n")
        #expect(configuration.problems.isEmpty)
        let point = try #require(configuration.entryPoint("web"))
        #expect(point.address == EntryPointAddress(port: 80) && point.isDefault)
        #expect(point.readTimeout == .seconds(60) && point.writeTimeout == .zero && point.idleTimeout == .seconds(180))
        #expect(point.requestAcceptGraceTimeout == .zero && point.graceTimeOut == .seconds(10))
        #expect(point.keepAliveMaxRequests == 0 && point.keepAliveMaxTime == .zero)
        #expect(point.http.sanitizePath && !point.http.encodeQuerySemicolons && point.http.maxHeaderBytes == 1_048_576)
        #expect(point.http.encodedCharacters == .all && point.http.underscoreHeadersStrategy == .keep)
        #expect(point.http.tls == nil && point.proxyProtocol == nil && point.http3 == nil)
        #expect(point.http2.maxConcurrentStreams == 250 && point.udpTimeout == .seconds(3))
        #expect(configuration.serversTransport.maxIdleConnsPerHost == 200)
        #expect(configuration.providersThrottleDuration == .seconds(2))
    }

    @Test("have what a file sets, in any case and with any unit")
    func values() throws {
        let configuration = try read(
            """
            EntryPoints:
              web:
                Address: "127.0.0.1:8080/tcp"
                asDefault: "true"
                reusePort: true
                transport:
                  respondingTimeouts: {readTimeout: 5, writeTimeout: 1m30s, idleTimeout: 500ms}
                  lifeCycle: {requestAcceptGraceTimeout: 3s, graceTimeOut: "7"}
                  keepAliveMaxRequests: 100
                  keepAliveMaxTime: 1h
                forwardedHeaders:
                  trustedIPs: [10.0.0.0/8, "::1"]
                  connection: X-Foo, X-Bar
                proxyProtocol: {insecure: true}
                http:
                  middlewares: [a, b@file]
                  sanitizePath: false
                  encodeQuerySemicolons: true
                  maxHeaderBytes: 1024
                  underscoreHeadersStrategy: reject
                  encodedCharacters: {allowEncodedSlash: false, allowEncodedHash: false}
                  tls: {options: strict}
            """)
        let point = try #require(configuration.entryPoint("web"))
        #expect(point.address == EntryPointAddress(host: "127.0.0.1", port: 8080) && point.reusesPort)
        #expect(point.readTimeout == .seconds(5) && point.writeTimeout == .seconds(90))
        #expect(point.idleTimeout == .milliseconds(500))
        #expect(point.requestAcceptGraceTimeout == .seconds(3) && point.graceTimeOut == .seconds(7))
        #expect(point.keepAliveMaxRequests == 100 && point.keepAliveMaxTime == .seconds(3600))
        #expect(
            point.forwardedHeaders.trustedIPs == [
                AddressRange(parsing: Array("10.0.0.0/8".utf8)), AddressRange(parsing: Array("::1".utf8)),
            ])
        #expect(point.forwardedHeaders.connection == ["X-Foo", "X-Bar"])
        #expect(point.proxyProtocol?.insecure == true)
        #expect(point.http.middlewares == ["a", "b@file"] && !point.http.sanitizePath)
        #expect(point.http.encodeQuerySemicolons && point.http.maxHeaderBytes == 1024)
        #expect(point.http.underscoreHeadersStrategy == .reject && point.http.tls?.options == "strict")
        #expect(point.http.encodedCharacters == EncodedCharacters.all.subtracting([.slash, .hash]))
    }

    @Test("are one on port 80 if none is given, and one for what needs it on port 8080")
    func effective() throws {
        func points(_ text: String) throws -> [String] {
            try read(text).entryPoints.map { "\($0.name) \($0.address)\($0.isDefault ? " default" : "")" }
        }
        #expect(try points("log: {}\n") == ["http :80 default"])
        #expect(try points("ping: {}\n") == ["http :80 default", "traefik :8080"])
        #expect(try points("ping: {manualRouting: true}\n") == ["http :80 default"])
        #expect(try points("ping: {entryPoint: http}\n") == ["http :80 default"])
        #expect(try points("ping: false\nlog: {}\n") == ["http :80 default"])
        #expect(try points("api: {insecure: true}\n") == ["http :80 default", "traefik :8080"])
        #expect(try points("metrics: {prometheus: {}}\n") == ["http :80 default", "traefik :8080"])
        #expect(
            try points(
                "ping: {}\nentryPoints: {z: {address: ':1'}, traefik: {address: ':9'}, a: {address: ':2/udp'}}\n")
                == ["a :2/udp", "traefik :9", "z :1 default"])
        #expect(
            try points("entryPoints: {z: {address: ':1'}, b: {address: ':2', asDefault: true}}\n")
                == ["b :2 default", "z :1"])
    }

    @Test(
        "take the addresses that Traefik takes",
        arguments: [
            (":80", EntryPointAddress(port: 80)), ("localhost:80", EntryPointAddress(host: "localhost", port: 80)),
            ("[::1]:80", EntryPointAddress(host: "::1", port: 80)), (":80/TCP", EntryPointAddress(port: 80)),
            (":80/udp", EntryPointAddress(port: 80, isUDP: true)), (":080", EntryPointAddress(port: 80)),
            (":", EntryPointAddress(port: 0)), ("", EntryPointAddress(port: 0)), ("80", nil), ("::1:80", nil),
            (":80/foo", nil), (":80/", nil), (":99999", nil), (":-1", nil), (":80 ", nil), ("[::1]80", nil),
            ("[::1", nil), ("a:b:c", nil), ("tcp://:80", nil),
        ])
    func addresses(text: String, address: EntryPointAddress?) {
        #expect(EntryPointAddress(parsing: text) == address)
    }

    @Test("with values that can't be used are errors with their places")
    func errors() throws {
        let configuration = try read(
            """
            entryPoints:
              a: {address: "80"}
              b: {address: ":81", forwardedHeaders: {trustedIPs: [10.0.0.0/8, nowhere]}}
              c: {address: ":82", http: {underscoreHeadersStrategy: drop}}
              d: {asDefault: true}
            """)
        let problems = configuration.problems.map {
            "\($0.severity) \($0.id.rawValue) \($0.place.line):\($0.place.column)"
        }
        #expect(
            problems == [
                "error invalid-address 2:16", "error invalid-address 3:67", "error invalid-value 4:57",
                "warning invalid-address 5:3",
            ])
        #expect(configuration.entryPoints.map(\.name) == ["b", "c", "d"])
    }
}
