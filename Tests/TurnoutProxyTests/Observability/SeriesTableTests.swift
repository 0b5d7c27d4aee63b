#if Proxy
    import Testing

    @testable import TurnoutProxy

    @Suite("The counters of an event loop")
    struct SeriesTableTests {
        private let key = SeriesKey(code: 200, method: .get, kind: .http)

        private func outcome(
            bytes: Int = 1, bucket: Int = 0, headers: [String] = [], encryption: TLSParameters? = nil
        ) -> SeriesTable.Outcome {
            .init(
                nanoseconds: 10, requestBytes: bytes, responseBytes: 2 * bytes, bucket: bucket, headers: headers,
                encryption: encryption)
        }

        @Test("owners are counted apart, and what one has several of as well")
        func chains() {
            var table = SeriesTable(buckets: 2)
            let (first, second) = (table.newChain(), table.newChain())
            let other = SeriesKey(code: 16, method: .other, kind: .grpcWeb)
            let tls = TLSParameters(version: 0x0304, cipher: 0xFFFF)
            table.count(key, outcome(bytes: 5, bucket: 1), in: first)
            table.count(key, outcome(), in: second)
            table.count(other, outcome(bucket: 2, encryption: tls), in: first)
            table.count(key, outcome(bytes: 7), in: first)
            table.countRetry(in: first)

            let rows = table.rows(of: first)
            #expect(rows.map(\.key) == [.series(key), .series(other), .encrypted(tls), .retries])
            #expect(rows.map(\.requests) == [2, 1, 1, 1])
            #expect(rows[0].requestBytes == 12 && rows[0].responseBytes == 24 && rows[0].nanoseconds == 20)
            // What took longer than the last bound is in no bucket.
            #expect(rows.map { Array($0.buckets) } == [[1, 1], [0, 0], [0, 0], [0, 0]])
            #expect(table.rows(of: second).map(\.requests) == [1])
            let third = table.newChain()
            #expect(table.rows(of: third).isEmpty)
        }

        @Test("every method, protocol, version and cipher comes out as it went in")
        func keys() {
            var table = SeriesTable(buckets: 0)
            for number in 0...UInt8(10) {
                for kind in 0...UInt8(4) {
                    let key = SeriesKey(
                        code: 999, method: MethodLabel(rawValue: number)!, kind: ProtocolLabel(rawValue: kind)!)
                    let tls = TLSParameters(version: UInt16.max - UInt16(number), cipher: UInt16(kind))
                    let chain = table.newChain()
                    table.count(key, outcome(encryption: tls), in: chain)
                    #expect(table.rows(of: chain).map(\.key) == [.series(key), .encrypted(tls)])
                }
            }
        }

        @Test("rows of an owner that is gone are another's, from zero, and leave the rest alone")
        func removal() {
            var table = SeriesTable(buckets: 1)
            let (first, second) = (table.newChain(), table.newChain())
            table.count(key, outcome(headers: ["a"]), in: first)
            table.countRetry(in: first)
            table.count(key, outcome(bytes: 3), in: second)
            let size = table.bytes
            table.remove(first)
            let third = table.newChain()
            table.count(key, outcome(), in: third)
            table.countRetry(in: third)
            #expect(table.bytes == size)
            let rows = table.rows(of: third)
            #expect(rows.map(\.requests) == [1, 1] && rows[0].byHeaders.isEmpty && Array(rows[0].buckets) == [1])
            #expect(table.rows(of: second).map(\.requestBytes) == [3])
        }

        @Test("header values that would make too many series are counted as others")
        func headerBounds() {
            var table = SeriesTable(buckets: 1)
            let chain = table.newChain()
            for number in 0..<SeriesTable.maximumHeaderCombinations + 5 {
                table.count(key, outcome(headers: ["\(number)"]), in: chain)
            }
            let counts = table.rows(of: chain)[0].byHeaders
            #expect(counts.count == SeriesTable.maximumHeaderCombinations + 1)
            #expect(counts[["other"]] == 5)
        }
    }
#endif
