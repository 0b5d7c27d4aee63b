import TurnoutSyntax

extension RouterDiagnostic {
    /// The diagnostic for people, with a line feed at the end.
    ///
    ///     error[unknown-matcher]: unknown matcher 'PathPrefx'
    ///       --> router 'api@file', routes.yml:12
    ///        |  Host(`example.com`) && PathPrefx(`/api`)
    ///        |                         ^^^^^^^^^ did you mean 'PathPrefix'?
    ///
    /// - Parameter place: where the router comes from, such as `routes.yml:12`; left out if empty.
    public func text(place: String = "") -> String { renderer(place).text(diagnostic) }

    /// The diagnostic as a JSON object on one line, see `DiagnosticRenderer.json(_:)`. Its origin is the router and the place.
    public func json(place: String = "") -> String { renderer(place).json(diagnostic) }

    private func renderer(_ place: String) -> DiagnosticRenderer {
        DiagnosticRenderer(source: rule, origin: "router '\(router)'" + (place.isEmpty ? "" : ", \(place)"))
    }
}
