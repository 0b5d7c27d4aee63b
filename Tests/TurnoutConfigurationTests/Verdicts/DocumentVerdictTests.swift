import Foundation
import Testing
import TurnoutSyntax

@testable import TurnoutConfiguration

/// Holds decoding against what Traefik said of documents made for it: `Tests/Traefik/record_configurations.py`.
@Suite("Recorded documents") struct DocumentVerdictTests {
    private struct Verdict: Decodable {
        var name: String
        var suffix: String
        var text: String
        var loads: Bool
        var reason: String?
        var routers: [String: String]?
    }

    /// Where Turnout says something else on purpose.
    private enum Difference: CaseIterable {
        /// `api@internal`, `mirroring`, `parentRefs` and so on: not served, and said so.
        case unsupported
        /// A key that is a number or a Boolean is the router's name; Traefik's is `<int Value>`.
        case nameOfNumber
        /// A router without a service, which has children instead.
        case childRouters
        /// Traefik copies a router for each entry point when TLS options conflict.
        case copyOfRouter

        func explains(
            _ name: String, _ router: ResolvedConfiguration.ResolvedRouter?, _ text: String
        ) -> Bool {
            switch self {
            case .unsupported:
                router?.problems.isEmpty == false
                    && router!.problems.allSatisfy {
                        [.unsupportedService, .unsupportedRouter, .unsupportedMiddleware].contains($0.id)
                    }
            case .nameOfNumber: name.hasPrefix("<")
            case .childRouters: text.contains("parentRefs") && router?.problems.map(\.id) == [.missingService]
            case .copyOfRouter: name.contains("-conflicted-")
            }
        }
    }

    /// Documents with a `:` right before `}` or `,`, which Yams refuses and Traefik's YAML library takes.
    private static let refusedByYams: Set = ["{a:}", "{a:,b}", "colon end in flow"]

    @Test("are loaded, and their routers served, as Traefik does")
    func documents() throws {
        let file = ConfigurationFolder.package.appending(path: "fixtures/configuration/documents.jsonl")
        var routers = 0
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let verdict = try JSONDecoder().decode(Verdict.self, from: Data(line.utf8))
            let dynamic = DynamicConfiguration(
                files: [("a." + verdict.suffix, Data(verdict.text.utf8))])
            let isLoaded = dynamic.rejectedFiles.isEmpty
            if Self.refusedByYams.contains(verdict.name) {
                #expect(!isLoaded && verdict.loads)
                continue
            }
            #expect(
                isLoaded == verdict.loads,
                "\(verdict.name): Traefik \(verdict.reason ?? "loads it"), we \(dynamic.problems)")
            guard isLoaded, verdict.loads else { continue }
            routers += compare(dynamic, verdict)
        }
        #expect(routers > 100)
    }

    private func compare(_ dynamic: DynamicConfiguration, _ verdict: Verdict) -> Int {
        let resolved = ResolvedConfiguration(dynamic, comparedOn: ["web", "websecure"])
        let byName = Dictionary(uniqueKeysWithValues: resolved.routers.map { ($0.name.dropLast(5), $0) })
        for (name, status) in verdict.routers ?? [:] {
            let router = byName[Substring(name)]
            let rule = router.map { Rule.parse($0.router.rule, syntax: $0.router.syntax, kind: .http) }
            let isServed = router.map { $0.status != .disabled } == true && rule?.rule != nil
            if isServed == (status != "disabled"), router != nil { continue }
            #expect(
                Difference.allCases.contains { $0.explains(name, router, verdict.text) },
                "\(verdict.name): \(name): Traefik \(status), we \(router?.problems ?? [])")
        }
        return verdict.routers?.count ?? 0
    }
}
