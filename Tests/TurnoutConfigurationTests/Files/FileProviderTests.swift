import Foundation
import Testing
import TurnoutConfiguration

#if os(Linux)
    @Suite("The file provider", .timeLimit(.minutes(1))) struct FileProviderTests {
        private static func router(_ name: String, _ host: String = "a") -> String {
            "http: {routers: {\(name): {rule: Host(`\(host)`)}}}\n"
        }

        /// A provider that is watching, and what it has published so far.
        private final class Watch {
            let provider: FileProvider
            let first: DynamicConfiguration

            init(_ target: FileProviderSettings.Target) throws {
                provider = FileProvider(FileProviderSettings(target), throttle: .zero)
                first = provider.read()
                #expect(provider.watch() == nil)
            }

            deinit { provider.stop() }

            /// The names of the routers of what is published next.
            func next() async throws -> [String] {
                var changes = provider.changes.makeAsyncIterator()
                let configuration = try #require(await changes.next())
                return configuration.rejectedFiles.isEmpty
                    ? configuration.routers.map { String($0.name.dropLast(5)) } : ["rejected"]
            }
        }

        @Test("publishes what is written, renamed over another, added, removed and moved away")
        func edits() async throws {
            let folder = try ConfigurationFolder(["a.yml": Self.router("a")])
            let watch = try Watch(.directory(folder.url.path))
            #expect(watch.first.routers.map(\.name) == ["a@file"])
            try folder.write("a.yml", Self.router("b"))
            #expect(try await watch.next() == ["b"])
            try folder.write("a.yml.tmp~", Self.router("c"))
            try folder.rename("a.yml.tmp~", to: "a.yml")
            #expect(try await watch.next() == ["c"])
            try folder.write("b.toml", "[http.routers.d]\nrule = 'x'\n")
            #expect(try await watch.next() == ["c", "d"])
            try folder.remove("a.yml")
            #expect(try await watch.next() == ["d"])
            try folder.write("e.yml", Self.router("e"))
            #expect(try await watch.next() == ["d", "e"])
            try folder.rename("b.toml", to: "b.off")
            #expect(try await watch.next() == ["e"])
        }

        @Test("publishes what happens in folders, in new ones too")
        func folders() async throws {
            let folder = try ConfigurationFolder(["a.yml": Self.router("a"), "sub/b.yml": Self.router("b")])
            let watch = try Watch(.directory(folder.url.path))
            try folder.write("sub/b.yml", Self.router("x"))
            #expect(try await watch.next() == ["a", "x"])
            try folder.write("sub/new/deep/c.yml", Self.router("c"))
            #expect(try await watch.next() == ["a", "x", "c"])
            try folder.write("sub/new/deep/c.yml", Self.router("d"))
            #expect(try await watch.next() == ["a", "x", "d"])
        }

        @Test("publishes a swap of links, as Kubernetes makes them, again and again")
        func kubernetes() async throws {
            let folder = try ConfigurationFolder(["..1/a.yml": Self.router("r1")])
            try folder.link("..data", to: "..1")
            try folder.link("a.yml", to: "..data/a.yml")
            let directory = try Watch(.directory(folder.url.path))
            let file = try Watch(.file(folder.url.path + "/a.yml"))
            #expect(directory.first.routers.map(\.name) == ["r1@file"])
            for number in 2...4 {
                try folder.write("..\(number)/a.yml", Self.router("r\(number)"))
                try folder.link("..data_tmp", to: "..\(number)")
                try folder.rename("..data_tmp", to: "..data")
                try folder.remove("..\(number - 1)")
                #expect(try await directory.next() == ["r\(number)"])
                #expect(try await file.next() == ["r\(number)"])
            }
        }

        @Test("publishes a directory that is swapped as a whole, or comes later")
        func swappedDirectory() async throws {
            let folder = try ConfigurationFolder(["1/a.yml": Self.router("a"), "2/b.yml": Self.router("b")])
            try folder.link("current", to: "1")
            let linked = try Watch(.directory(folder.url.path + "/current"))
            try folder.link("next", to: "2")
            try folder.rename("next", to: "current")
            #expect(try await linked.next() == ["b"])
            try folder.write("2/b.yml", Self.router("c"))
            #expect(try await linked.next() == ["c"])

            let later = try Watch(.directory(folder.url.path + "/later"))
            #expect(later.first.problems.map(\.id) == [.missingFile])
            try folder.rename("1", to: "later")
            #expect(try await later.next() == ["a"])
            try folder.write("later/a.yml", Self.router("d"))
            #expect(try await later.next() == ["d"])
        }

        @Test("publishes a single file, and what it links to")
        func singleFile() async throws {
            let folder = try ConfigurationFolder(["a.yml": Self.router("a"), "elsewhere/b.yml": Self.router("b")])
            try folder.link("link.yml", to: "elsewhere/b.yml")
            let file = try Watch(.file(folder.url.path + "/a.yml"))
            let link = try Watch(.file(folder.url.path + "/link.yml"))
            try folder.write("other.yml", Self.router("other"))
            try folder.write("a.yml", Self.router("x"))
            #expect(try await file.next() == ["x"])
            try folder.write("elsewhere/b.yml", Self.router("y"))
            #expect(try await link.next() == ["y"])
        }

        @Test("publishes nothing for what means the same, and nothing at all in place of something")
        func nothingNew() async throws {
            let folder = try ConfigurationFolder(["a.yml": Self.router("a"), "b.yml": "# nothing\n"])
            let watch = try Watch(.directory(folder.url.path))
            try folder.write("a.yml", Self.router("a"))
            watch.provider.reload()
            try folder.write("a.yml", "# The same, elsewhere in the file.\n\n" + Self.router("a"))
            watch.provider.reload()
            try folder.remove("a.yml")
            watch.provider.reload()
            try folder.write("a.yml", Self.router("z"))
            #expect(try await watch.next() == ["z"])
        }

        @Test("publishes a rejection once, and what there is after it even if that is as before")
        func rejection() async throws {
            let folder = try ConfigurationFolder(["a.yml": Self.router("a"), "b.yml": Self.router("b")])
            let watch = try Watch(.directory(folder.url.path))
            try folder.write("a.yml", "http: [\n")
            #expect(try await watch.next() == ["rejected"])
            try folder.write("b.yml", Self.router("c"))
            watch.provider.reload()
            try folder.write("b.yml", Self.router("b"))
            try folder.write("a.yml", Self.router("a"))
            #expect(try await watch.next() == ["a", "b"])
        }

        @Test("a burst of changes ends with the last one")
        func burst() async throws {
            let folder = try ConfigurationFolder(["a.yml": Self.router("r0")])
            let watch = try Watch(.directory(folder.url.path))
            for number in 1...300 {
                try folder.write("a.yml", Self.router("r\(number)"))
                try folder.write("b\(number).yml", Self.router("b"))
                try folder.remove("b\(number).yml")
            }
            var published = 0
            while try await watch.next() != ["r300"] { published += 1 }
            #expect(published < 300)
        }

        @Test("reload reads without being told of a change, and stop ends the stream")
        func reloadAndStop() async throws {
            let folder = try ConfigurationFolder(["a.yml": Self.router("a")])
            let provider = FileProvider(FileProviderSettings(.directory(folder.url.path)), throttle: .seconds(60))
            _ = provider.read()
            try folder.write("a.yml", Self.router("b"))
            provider.reload()
            var changes = provider.changes.makeAsyncIterator()
            #expect(await changes.next()?.routers.map(\.name) == ["b@file"])
            #expect(provider.watch() == nil)
            provider.stop()
            #expect(await changes.next() == nil)
        }
    }
#endif
