@testable import TurnoutConfiguration

extension ResolvedConfiguration {
    /// Resolves as Traefik's verdicts were made: on plain entry points, all of them default ones, with the API, and as if Turnout had every
    /// kind of middleware, since references to them and among them are what is compared.
    init(_ dynamic: DynamicConfiguration, comparedOn entryPoints: [String]) {
        var configuration = StaticConfiguration()
        configuration.entryPoints = entryPoints.map { name in
            var point = EntryPoint(name: name, address: EntryPointAddress(port: 80))
            point.isDefault = true
            return point
        }
        configuration.api = APISettings()
        let kinds = Structure.middleware.keys.filter { $0.support == .supported }.map(\.name)
        self.init(
            dynamic, static: configuration, middlewareKinds: Set(kinds).subtracting(["plugin"]),
            internalServices: Self.internalServices)
    }
}
