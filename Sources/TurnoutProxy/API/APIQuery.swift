#if Proxy
    import TurnoutConfiguration
    import TurnoutHTTP

    /// The parameters of a request to the API, decoded.
    struct APIQuery {
        private var pairs: [(name: String, value: String)] = []

        /// - Parameter query: Percent-encoded, without `?`.
        init(_ query: [UInt8]) {
            for pair in query.split(separator: 0x26) {
                let parts = pair.split(separator: 0x3D, maxSplits: 1, omittingEmptySubsequences: false)
                guard let name = Self.decoded(parts[0]), let value = Self.decoded(parts.count > 1 ? parts[1] : [])
                else {
                    continue
                }
                pairs.append((name, value))
            }
        }

        /// The first value; `nil` if there is none, or an empty one.
        subscript(name: String) -> String? {
            pairs.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
        }

        func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

        /// Percent codes and `+` decoded; `nil` if a code is broken.
        static func decoded(_ text: some Collection<UInt8>) -> String? {
            var bytes: [UInt8] = []
            var rest = text[...]
            while let byte = rest.popFirst() {
                switch byte {
                case 0x25:
                    guard rest.count >= 2, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                    else { return nil }
                    bytes.append(code)
                    rest = rest.dropFirst(2)
                case 0x2B: bytes.append(0x20)
                default: bytes.append(byte)
                }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// A part of a list, as the parameters ask for it.
    struct APIList {
        struct Fault: Error {
            var text: String
        }

        let elements: [APIElement]
        /// 1 if there is none.
        let nextPage: Int

        private static let standardPage = 100

        init(_ all: [APIElement], _ query: APIQuery) throws(Fault) {
            let found = all.filter { Self.keeps($0, query) }.sorted { Self.precedes($0, $1, query) }
            let perPage = try Self.number("per_page", query) ?? Self.standardPage
            let page = try Self.number("page", query) ?? 1
            let (start, overflow) = (page - 1).multipliedReportingOverflow(by: perPage)
            guard !overflow, start == 0 || start < found.count else {
                throw Fault(text: "invalid request: page: \(page), per_page: \(perPage)")
            }
            let end = perPage >= found.count - start ? found.count : start + perPage
            elements = Array(found[start..<end])
            nextPage = end < found.count ? page + 1 : 1
        }

        private static func number(_ name: String, _ query: APIQuery) throws(Fault) -> Int? {
            guard let text = query[name] else { return nil }
            guard let number = Int(text), number > 0 else {
                throw Fault(text: "invalid request: \(name): \(Int(text) ?? 0)")
            }
            return number
        }

        private static func keeps(_ element: APIElement, _ query: APIQuery) -> Bool {
            if let status = query["status"], status.lowercased() != element.status.rawValue { return false }
            if let search = query["search"]?.lowercased(),
                !element.searched.contains(where: { $0.lowercased().contains(search) })
            {
                return false
            }
            if let service = query["serviceName"] {
                let name = element.service.contains("@") ? service : String(service.prefix { $0 != "@" })
                if name != element.service { return false }
            }
            if let middleware = query["middlewareName"], !element.middlewares.contains(middleware) { return false }
            return true
        }

        private static func precedes(_ left: APIElement, _ right: APIElement, _ query: APIQuery) -> Bool {
            let isAscending = query["direction"] == nil || query["direction"] == "asc"
            let (first, second) = isAscending ? (left, right) : (right, left)
            if let key = query["sortBy"], let one = first.orders[key], let other = second.orders[key], one != other {
                return one < other
            }
            return first.name.utf8.lexicographicallyPrecedes(second.name.utf8)
        }
    }
#endif
