import Foundation
import Testing
import TurnoutSyntax

@testable import TurnoutConfiguration

/// Holds decoding against what Traefik said about files that people wrote.
@Suite("Configurations that people wrote") struct VerdictTests {
    /// Where Turnout says something else on purpose: by what Traefik says of a router, or by what Turnout says.
    private enum Difference: CaseIterable {
        /// Plugins are a kind of middleware that there will not be.
        case plugin
        /// What a middleware holds is examined with the middleware.
        case middlewareContents
        /// A file that a middleware reads is looked for with the middleware.
        case middlewareFile
        /// Traefik's API, mirroring and so on: what Turnout doesn't have is not served and is said so.
        case unsupportedService

        func explains(_ complaints: [String], _ router: ResolvedConfiguration.ResolvedRouter) -> Bool {
            switch self {
            case .plugin: complaints.contains { $0.hasPrefix("plugin: ") }
            case .middlewareContents: complaints.contains { $0.hasPrefix("error parsing BasicUser") }
            case .middlewareFile: complaints.contains { $0.hasPrefix("open /") }
            case .unsupportedService:
                complaints.isEmpty && router.problems.allSatisfy { $0.id == .unsupportedService }
            }
        }
    }

    @Test("static files are decoded and refused as Traefik does")
    func staticFiles() throws {
        guard let folder = TraefikVerdict.folder() else { return }
        var compared = 0
        for verdict in try TraefikVerdict.all(in: folder, type: "static") {
            let file = try #require(verdict.file)
            let configuration = StaticConfiguration.read(file: folder.appending(path: file).path)
            #expect(
                configuration.isDecoded == verdict.decoded,
                "\(file): Traefik \(verdict.reason), we \(configuration.problems.filter { $0.severity == .error })")
            compared += 1
        }
        #expect(compared > 60)
    }

    @Test("dynamic files are loaded, and their routers served, as Traefik does")
    func dynamicFiles() throws {
        guard let folder = TraefikVerdict.folder() else { return }
        var (compared, routers, templates) = (0, 0, 0)
        for verdict in try TraefikVerdict.all(in: folder, type: "file") {
            let file = try #require(verdict.file)
            let dynamic = DynamicConfiguration(paths: [folder.appending(path: file).path])
            if dynamic.problems.contains(where: { $0.id == .goTemplate }) {
                #expect(try String(contentsOf: folder.appending(path: file), encoding: .utf8).contains("{{"))
                templates += 1
                continue
            }
            compared += 1
            #expect(
                dynamic.rejectedFiles.isEmpty == verdict.loaded,
                "\(file): Traefik \(verdict.reason), we \(dynamic.problems)")
            guard dynamic.rejectedFiles.isEmpty, verdict.loaded == true else { continue }
            #expect(dynamic.routers.count + count(dynamic.tcp) == verdict.routers, "\(file)")
            routers += compare(dynamic, verdict, file)
        }
        print("\(compared) dynamic files and \(routers) routers compared, \(templates) templates refused")
        #expect(compared > 140 && routers > 90)
    }

    @Test("the files of one folder are merged as Traefik does")
    func mergedFiles() throws {
        guard let folder = TraefikVerdict.folder() else { return }
        var routers = 0
        for verdict in try TraefikVerdict.all(in: folder, type: "merged") {
            let files = try #require(verdict.files)
            // In a folder they have the order of their names.
            let dynamic = DynamicConfiguration(paths: files.sorted().map { folder.appending(path: $0).path })
            if dynamic.problems.contains(where: { $0.id == .goTemplate }) { continue }
            #expect(dynamic.routers.count + count(dynamic.tcp) == verdict.routers, "\(files)")
            routers += compare(dynamic, verdict, files[0])
        }
        #expect(routers > 30)
    }

    /// Compares which routers are served; gives their number.
    private func compare(_ dynamic: DynamicConfiguration, _ verdict: TraefikVerdict, _ file: String) -> Int {
        // The verdicts were made with every entry point that a file names, one for each name.
        let names = Set(dynamic.routers.flatMap(\.entryPoints)).filter { !$0.contains(",") }.union(["web"])
        let resolved = ResolvedConfiguration(dynamic, comparedOn: names.sorted())
        for router in resolved.routers {
            let name = router.name.replacing("@file", with: "")
            let complaints = verdict.problems.filter { $0.object == "router" && $0.name == name }.map(\.error)
            let rule = Rule.parse(router.router.value.rule, syntax: router.router.value.syntax, kind: .http)
            let isServed = router.status != .disabled && rule.rule != nil
            if isServed == complaints.isEmpty { continue }
            let difference = Difference.allCases.first { $0.explains(complaints, router) }
            #expect(difference != nil, "\(file): \(name): Traefik \(complaints), we \(router.problems)")
        }
        return resolved.routers.count
    }

    private func count(_ tcp: ConfigurationNode?) -> Int { tcp?["routers"]?.members.count ?? 0 }
}
