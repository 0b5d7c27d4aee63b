/// The path of a URL with its two faces, as Go's `net/url` keeps them: what it means, and how it was spelled.
///
/// Middlewares compare and cut the decoded path, while escapes such as `%2F` have to reach the server as they came. The
/// spelling counts as long as it is one of the decoded path; when it no longer is, the path is encoded anew.
public struct URLPath: Hashable, Sendable {
    public private(set) var decoded: [UInt8]
    private var spelling: [UInt8]

    /// An escape without two hexadecimal digits.
    public struct InvalidEscape: Error, Hashable {
        /// It, or what there is of it.
        public var text: [UInt8]

        public init(text: [UInt8]) { self.text = text }
    }

    /// - Parameter spelling: percent-encoded; bytes that ought to be are taken as they are.
    public init(_ spelling: [UInt8]) throws(InvalidEscape) {
        self.spelling = spelling
        decoded = try Self.decoded(spelling)
    }

    /// The empty path.
    public init() { self.init(decoded: [], spelling: []) }

    private init(decoded: [UInt8], spelling: [UInt8]) {
        self.decoded = decoded
        self.spelling = spelling
    }

    /// As it stands in a request line. Empty if the path is.
    public var encoded: [UInt8] {
        if Self.isEncoded(spelling), (try? Self.decoded(spelling)) == decoded { return spelling }
        if decoded == [0x2A] { return decoded }
        return PercentCode.encode(decoded) { PercentCode.isPlainInPath($0) }
    }

    /// The path without its first bytes, and with a slash in front unless nothing is left.
    ///
    /// - Parameter count: of the decoded path.
    public func droppingFirst(_ count: Int) -> URLPath {
        var start = 0
        for _ in 0..<count where start < spelling.count {
            start += spelling[start] == 0x25 ? 3 : 1
        }
        return URLPath(
            decoded: Self.withSlash(decoded.dropFirst(count)), spelling: Self.withSlash(spelling.dropFirst(start)))
    }

    /// The path behind another, which is taken as it is on both sides, with a slash in front.
    public func prefixed(with prefix: [UInt8]) -> URLPath {
        URLPath(decoded: Self.withSlash(prefix + decoded), spelling: Self.withSlash(prefix + spelling))
    }

    private static func withSlash(_ path: some Collection<UInt8>) -> [UInt8] {
        path.isEmpty || path.first == 0x2F ? Array(path) : [0x2F] + path
    }

    private static func decoded(_ spelling: [UInt8]) throws(InvalidEscape) -> [UInt8] {
        if let decoded = PercentCode.decode(spelling) { return decoded }
        // The first that can't be decoded by itself.
        let escapes = spelling.indices.lazy.filter { spelling[$0] == 0x25 }.map { Array(spelling[$0...].prefix(3)) }
        throw InvalidEscape(text: escapes.first { PercentCode.decode($0) == nil } ?? [])
    }

    /// Whether no byte would have to be encoded.
    private static func isEncoded(_ spelling: [UInt8]) -> Bool {
        spelling.allSatisfy { PercentCode.isValidInPath($0) }
    }

    /// Whether an encoded path has no dot segments, and no empty one but at its ends.
    public static func isNormal(_ encoded: [UInt8]) -> Bool {
        let segments = encoded.split(separator: 0x2F, omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            if segment.isEmpty {
                if index > 0 && index < segments.count - 1 { return false }
            } else if segment.elementsEqual(".".utf8) || segment.elementsEqual("..".utf8) {
                return false
            }
        }
        return true
    }
}
