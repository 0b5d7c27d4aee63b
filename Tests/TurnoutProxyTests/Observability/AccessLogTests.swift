#if Proxy
    import Foundation
    import Logging
    import NIOCore
    import Testing
    import TurnoutConfiguration

    @testable import TurnoutProxy

    @Suite("Access log")
    struct AccessLogTests {
        @Test("a filter lets through what any of its parts does")
        func filters() {
            var settings = AccessLogSettings()
            #expect(AccessLogFormat(settings).admits(status: 200, retries: 0, nanoseconds: 1))
            settings.statusCodes = ["404", "500-599"]
            settings.minDuration = .milliseconds(10)
            settings.retryAttempts = true
            let format = AccessLogFormat(settings)
            #expect(!format.admits(status: 200, retries: 0, nanoseconds: 10_000_000))
            #expect(format.admits(status: 200, retries: 0, nanoseconds: 10_000_001))
            #expect(format.admits(status: 200, retries: 1, nanoseconds: 1))
            #expect(format.admits(status: 404, retries: 0, nanoseconds: 1))
            #expect(format.admits(status: 599, retries: 0, nanoseconds: 1))
            #expect(!format.admits(status: 600, retries: 0, nanoseconds: 1))
        }

        @Test("fields and headers have modes whatever the case of their letters")
        func modes() {
            var settings = AccessLogSettings()
            settings.fieldsDefaultMode = "drop"
            settings.fieldModes = ["requestpath": "keep"]
            settings.headersDefaultMode = "keep"
            settings.headerModes = ["Authorization": "drop", "x-secret": "redact"]
            let format = AccessLogFormat(settings)
            #expect(format.keeps("RequestPath") && !format.keeps("RouterName"))
            #expect(format.headers.mode(Array("authorization".utf8)[...]) == .drop)
            #expect(format.headers.mode(Array("x-secret".utf8)[...]) == .redact)
            #expect(format.headers.mode(Array("accept".utf8)[...]) == .keep)
        }

        @Test(
            "texts are quoted as Go's JSON encoder does",
            arguments: [
                ("plain", #""plain""#), ("a\"b\\c", #""a\"b\\c""#), ("<&>", #""\u003c\u0026\u003e""#),
                ("\u{8}\t\n\u{C}\r\u{1}", #""\b\t\n\f\r\u0001""#), ("ä\u{2028}", #""ä\u2028""#),
            ])
        func quoting(text: String, json: String) {
            var bytes: [UInt8] = []
            bytes.append(json: text.utf8)
            #expect(String(decoding: bytes, as: UTF8.self) == json)
        }

        @Test("times have as many digits as they need")
        func times() {
            var clock = LogClock()
            var bytes: [UInt8] = []
            clock.append(1_795_663_525_879_811_500, to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == "2026-11-26T03:25:25.8798115Z")
            #expect(
                String(decoding: clock.common(1_795_663_525_000_000_001), as: UTF8.self) == "26/Nov/2026:03:25:25 +0000"
            )
            bytes = []
            clock.append(1_795_663_525_000_000_000, to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == "2026-11-26T03:25:25Z")
        }

        @Test("the time of day comes from the time since the start of the system")
        func wallTime() {
            var clock = LogClock()
            let now = NIODeadline.now()
            let first = clock.wallTime(at: now)
            #expect(abs(first - LogClock.now) < 100_000_000)
            #expect(clock.wallTime(at: now + .milliseconds(999)) - first == 999_000_000)
            // Looked up anew.
            let later = clock.wallTime(at: now + .seconds(3600))
            #expect(abs(later - LogClock.now - 3_600_000_000_000) < 1_000_000_000)
        }

        @Test(
            "lines beyond what may wait are counted, those that wait are written at the end, in a new file after it moved"
        )
        func writer() throws {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("turnout-\(UUID())")
            defer { try? FileManager.default.removeItem(at: folder) }
            var settings = AccessLogSettings()
            settings.filePath = folder.appendingPathComponent("logs/access.log").path
            settings.bufferingSize = 10
            let writer = try AccessLogWriter(settings, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            writer.write(.init(bytes: Array("one\n".utf8), lines: 1))
            // Whether the first one still waits or not, a thousand lines never fit beside another batch.
            while try String(contentsOfFile: settings.filePath, encoding: .utf8).isEmpty { usleep(1000) }
            try FileManager.default.moveItem(atPath: settings.filePath, toPath: settings.filePath + ".old")
            writer.reopen()
            while !FileManager.default.fileExists(atPath: settings.filePath) { usleep(1000) }
            writer.write(.init(bytes: Array("two\n".utf8), lines: 1))
            writer.close()
            writer.write(.init(bytes: Array("three\n".utf8), lines: 3))
            #expect(try String(contentsOfFile: settings.filePath + ".old", encoding: .utf8) == "one\n")
            #expect(try String(contentsOfFile: settings.filePath, encoding: .utf8) == "two\n")
            #expect(writer.droppedLines == 3)
        }

        @Test("an access log that can't be opened is said to be so")
        func unopened() {
            var settings = AccessLogSettings()
            settings.filePath = "/proc/nowhere/access.log"
            #expect(throws: AccessLogFault.self) {
                try AccessLogWriter(settings, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            }
        }
    }
#endif
