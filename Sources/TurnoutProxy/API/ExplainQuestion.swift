#if Proxy
    import Foundation
    import Turnout

    /// A request that is asked about, as parameters say it: `url` and, if wanted, `method`, `header` (`Name: value`, any
    /// number of them), `from` and `entryPoint`; or all of them as one JSON object, `request`.
    struct ExplainQuestion {
        struct Fault: Error {
            var text: String
        }

        /// `request` as JSON; `headers` are an object.
        private struct Described: Decodable {
            var method: String?
            var url: String
            var headers: [String: String]?
            var from: String?
            var entryPoint: String?
        }

        let isTLS: Bool
        let head: RequestHead
        /// `nil` = all.
        let entryPoint: String?

        init(_ query: APIQuery) throws(Fault) {
            var described: Described
            if let json = query["request"] {
                do {
                    described = try JSONDecoder().decode(Described.self, from: Data(json.utf8))
                } catch {
                    throw Fault(text: "'request' must be a JSON object with a 'url'")
                }
            } else {
                guard let url = query["url"] else {
                    throw Fault(text: "name the request: ?url=https://example.com/path, or ?request={\"url\":…}")
                }
                described = Described(
                    method: query["method"], url: url, headers: nil, from: query["from"],
                    entryPoint: query["entryPoint"])
            }
            var lines = (described.headers ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            for line in query.all("header") {
                guard let colon = line.firstIndex(of: ":") else {
                    throw Fault(text: "a header must look like 'Name: value', not '\(line)'")
                }
                lines.append(
                    (String(line[..<colon]), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)))
            }
            let (isTLS, host, target) = try Self.split(described.url)
            self.isTLS = isTLS
            entryPoint = described.entryPoint
            let from = described.from ?? "192.0.2.1"
            let remote = from.contains(":") && !from.hasPrefix("[") ? "[\(from)]:1" : from + ":1"
            head = RequestHead(
                method: (described.method ?? "GET").utf8, target: target.utf8, host: Array(host.utf8),
                headers: lines.map { (name: Array($0.0.utf8), value: Array($0.1.utf8)) }, remote: remote.utf8,
                isTLS: isTLS)
        }

        private static func split(_ url: String) throws(Fault) -> (isTLS: Bool, host: String, target: String) {
            guard let scheme = url.range(of: "://") else {
                throw Fault(text: "the URL must look like https://example.com/path, not '\(url)'")
            }
            let name = url[..<scheme.lowerBound].lowercased()
            guard name == "http" || name == "https" else {
                throw Fault(text: "the scheme must be http or https, not '\(name)'")
            }
            let rest = url[scheme.upperBound...]
            let host = rest.prefix { $0 != "/" && $0 != "?" }
            let path = rest[host.endIndex...]
            let target = path.isEmpty ? "/" : path.hasPrefix("?") ? "/" + path : String(path)
            return (name == "https", String(host), target)
        }
    }
#endif
