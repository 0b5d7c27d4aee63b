import Foundation
import Testing

/// Keeps the migration page from going stale.
@Suite("The migration page") struct MigrationPageTests {
    @Test("says what the decoder knows; TURNOUT_WRITE_PAGES=1 writes it anew")
    func comparison() throws {
        let file = ConfigurationFolder.package.appending(
            path: "Sources/TurnoutProxy/TurnoutProxy.docc/MigratingFromTraefik.md")
        if ProcessInfo.processInfo.environment["TURNOUT_WRITE_PAGES"] == "1" {
            try Data(MigrationPage.text.utf8).write(to: file)
        }
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(written == MigrationPage.text, "write it anew: TURNOUT_WRITE_PAGES=1 swift test --filter MigrationPage")
    }
}
