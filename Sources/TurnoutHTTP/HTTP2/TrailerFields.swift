import Turnout

/// Trailers on their way between HTTP/1.1, where they are lines, and HTTP/2, where they are fields.
public enum TrailerFields {
    /// Calls `body` with the name, in small letters, and the value of each line.
    ///
    /// - Parameter lines: CR LF each, as `BodyReader.trailers` gives them.
    public static func forEach(in lines: [UInt8], _ body: (_ name: String, _ value: String) -> Void) {
        let bytes = lines.span
        var position = 0
        while case .field(let name, let value, let end) = HeaderLine.read(bytes, at: position) {
            let small = lines[name].map(\.asciiLowercased)
            body(String(decoding: small, as: UTF8.self), String(decoding: lines[value], as: UTF8.self))
            position = end
        }
    }

    /// Appends a field as a line, unless it is none that a trailer may be.
    ///
    /// - Throws: A fault of the message, which resets the stream.
    public static func append(name: Span<UInt8>, value: Span<UInt8>, to lines: inout [UInt8]) throws(StreamFault) {
        guard name.isStreamHeaderName else {
            throw name.count > 0 && name[0] == 0x3A ? .latePseudoHeader : .malformedName
        }
        for index in value.indices where !value[index].isIn(ByteClass.value) { throw .malformedValue }
        if TrailerReader.isForbidden(name.bytes) { return }
        lines.append(copying: name)
        lines.append(contentsOf: [0x3A, 0x20])
        lines.append(copying: value)
        lines.append(contentsOf: [0x0D, 0x0A])
    }
}
