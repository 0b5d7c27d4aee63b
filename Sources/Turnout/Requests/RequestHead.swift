/// A request head as it arrived, split into its parts but otherwise untouched: what a `Request` is built from.
///
/// All texts lie in one byte arena. A connection keeps one head and refills it, so that reading a request allocates
/// nothing once the arena has grown to the size of a usual head:
///
///     head.removeAll()
///     head.setMethod(method)
///     head.setTarget(target)
///     head.setHost(host)
///     head.addHeader(name: name, value: value)
///
/// Any bytes are allowed anywhere; it is `Request.refill(_:policy:)` that refuses.
public struct RequestHead: Sendable {
    package struct Line: Hashable, Sendable {
        package var name: Request.Slice
        package var value: Request.Slice
        package init(name: Request.Slice, value: Request.Slice) {
            self.name = name
            self.value = value
        }
    }

    /// A head whose texts come to more than this is refused whatever the policy says, so that every offset fits in 32 bits.
    package static var capacityBytes: Int { 1 << 26 }

    package var bytes: [UInt8] = []
    package var method: Request.Slice = .empty
    package var target: Request.Slice = .empty
    package var host: Request.Slice?
    package var remote: Request.Slice = .empty
    package var lines: [Line] = []
    /// A text was left out because the arena would have grown past `capacityBytes`.
    package var isOverfull = false

    /// HTTP/1.1 unless said otherwise.
    public var version: HTTPVersion = .http1(minor: 1)
    /// Whether the connection is encrypted.
    public var isTLS = false

    /// An empty head, to be filled.
    public init() {}

    /// A head from its parts.
    ///
    /// - Parameters:
    ///   - method: `GET`.
    ///   - target: The request target as it stands in the request line (HTTP/2: `:path`).
    ///   - version: The protocol that the head arrived in.
    ///   - host: The value of the Host header (HTTP/2: `:authority`), `nil` if there is none. A further `Host` among
    ///     `headers` counts as a second one.
    ///   - headers: Header lines in the order received.
    ///   - remote: The peer of the connection, `192.0.2.1:1234` or `[2001:db8::1]:1234`.
    ///   - isTLS: Whether the connection is encrypted.
    public init(
        method: some Collection<UInt8>,
        target: some Collection<UInt8>,
        version: HTTPVersion = .http1(minor: 1),
        host: [UInt8]?,
        headers: [(name: [UInt8], value: [UInt8])] = [],
        remote: some Collection<UInt8>,
        isTLS: Bool = false
    ) {
        self.version = version
        self.isTLS = isTLS
        setMethod(method)
        setTarget(target)
        if let host { setHost(host) }
        setRemote(remote)
        for header in headers { addHeader(name: header.name, value: header.value) }
    }

    /// Forgets everything, and keeps the memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
        method = .empty
        target = .empty
        host = nil
        remote = .empty
        isOverfull = false
        version = .http1(minor: 1)
        isTLS = false
    }

    public mutating func setMethod(_ text: some Collection<UInt8>) { method = append(text) }

    public mutating func setTarget(_ text: some Collection<UInt8>) { target = append(text) }

    public mutating func setHost(_ text: some Collection<UInt8>) { host = append(text) }

    public mutating func setRemote(_ text: some Collection<UInt8>) { remote = append(text) }

    /// The peer as an array, which needs no generic code on the way of every request.
    package mutating func setRemote(_ text: [UInt8]) {
        let offset = bytes.count
        bytes.append(contentsOf: text)
        remote = Request.Slice(offset..<bytes.count)
    }

    public mutating func addHeader(name: some Collection<UInt8>, value: some Collection<UInt8>) {
        let name = append(name)
        lines.append(Line(name: name, value: append(value)))
    }

    // The same of spans, without generic code or copies on the way.

    package mutating func setMethod(_ text: Span<UInt8>) { method = append(copying: text) }

    package mutating func setTarget(_ text: Span<UInt8>) { target = append(copying: text) }

    package mutating func setHost(_ text: Span<UInt8>) { host = append(copying: text) }

    package mutating func addHeader(name: Span<UInt8>, value: Span<UInt8>) {
        let name = append(copying: name)
        lines.append(Line(name: name, value: append(copying: value)))
    }

    private mutating func append(copying text: Span<UInt8>) -> Request.Slice {
        let offset = bytes.count
        guard text.count <= RequestHead.capacityBytes - offset else {
            isOverfull = true
            return .empty
        }
        bytes.append(addingCapacity: text.count) { output in
            for index in text.indices { output.append(text[index]) }
        }
        return Request.Slice(offset..<bytes.count)
    }

    private mutating func append(_ text: some Collection<UInt8>) -> Request.Slice {
        // Most texts are in one piece, which needs no generic code to be copied.
        text.withContiguousStorageIfAvailable { append(copying: $0.span) } ?? append(copying: Array(text).span)
    }
}
