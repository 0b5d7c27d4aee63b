import Turnout
import TurnoutHTTP

/// HTTP/1 read the plain way: lines split, compared as arrays, nothing remembered between calls. Shares no code with
/// the parsers but the types of their answers.
enum PlainHTTP {
    enum Head: Hashable {
        case incomplete
        case refused
        case complete(bytes: Int, framing: BodyFraming)
    }

    private typealias Line = ArraySlice<UInt8>

    /// What a request's head is, for a parser whose limits are not reached.
    static func requestHead(_ bytes: [UInt8]) -> Head {
        var rest = bytes[...]
        var first: [Line]?
        var fields: [(name: [UInt8], value: [UInt8])] = []
        while let end = rest.firstIndex(of: 0x0A) {
            let line = rest[..<end]
            rest = rest[(end + 1)...]
            guard line.last == 0x0D, !line.dropLast().contains(0x0D) else { return .refused }
            let text = line.dropLast()
            guard let requestLine = first else {
                let parts = text.split(separator: 0x20, omittingEmptySubsequences: false)
                guard isRequestLine(parts) else { return .refused }
                first = parts
                continue
            }
            if text.isEmpty {
                guard let framing = framing(fields, isHTTP10: requestLine[2].last == 0x30) else { return .refused }
                return .complete(bytes: rest.startIndex, framing: framing)
            }
            guard let field = field(text) else { return .refused }
            fields.append(field)
        }
        return .incomplete
    }

    private static func isRequestLine(_ parts: [Line]) -> Bool {
        parts.count == 3 && !parts[0].isEmpty && parts[0].allSatisfy(isToken)
            && !parts[1].isEmpty && parts[1].allSatisfy { $0 > 0x20 && $0 != 0x7F }
            && parts[2].count == 8 && parts[2].starts(with: "HTTP/1.".utf8) && isDigits(parts[2].suffix(1))
    }

    private static func field(_ line: Line) -> (name: [UInt8], value: [UInt8])? {
        guard let colon = line.firstIndex(of: 0x3A) else { return nil }
        let name = line[..<colon].map { 0x41...0x5A ~= $0 ? $0 + 0x20 : $0 }
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let value = line[(colon + 1)...].drop(while: isBlank).reversed().drop(while: isBlank).reversed()
        guard !name.isEmpty, name.allSatisfy(isToken),
            value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
        else { return nil }
        return (name, Array(value))
    }

    private static func framing(_ fields: [(name: [UInt8], value: [UInt8])], isHTTP10: Bool) -> BodyFraming? {
        let lengths = fields.filter { $0.name.elementsEqual("content-length".utf8) }.map(\.value)
        let codings = fields.filter { $0.name.elementsEqual("transfer-encoding".utf8) }.map(\.value)
        let numbers = lengths.map { isDigits($0[...]) ? Int(String(decoding: $0, as: UTF8.self)) : nil }
        guard let coding = codings.first else {
            guard let number = numbers.first else { return BodyFraming.none }
            guard let number, numbers.allSatisfy({ $0 == number }) else { return nil }
            return number == 0 ? BodyFraming.none : .length(number)
        }
        let isChunked = String(decoding: coding, as: UTF8.self).lowercased() == "chunked"
        return codings.count == 1 && lengths.isEmpty && !isHTTP10 && isChunked ? .chunked : nil
    }

    // MARK: Chunks

    struct Body: Hashable {
        var content: [UInt8] = []
        var trailerLines: [[UInt8]] = []
        var bytes = 0
    }

    /// A whole chunked body at the start of the bytes; `nil` if there is none.
    static func chunkedBody(_ bytes: [UInt8]) -> Body? {
        var body = Body()
        while let (line, next) = line(bytes, at: body.bytes) {
            guard let size = chunkSize(line) else { return nil }
            body.bytes = next
            if size == 0 { return trailers(bytes, body) }
            guard size <= bytes.count - next - 2, bytes[next + size] == 0x0D, bytes[next + size + 1] == 0x0A else {
                return nil
            }
            body.content += bytes[next..<next + size]
            body.bytes = next + size + 2
        }
        return nil
    }

    private static func trailers(_ bytes: [UInt8], _ begun: Body) -> Body? {
        var body = begun
        while let (line, next) = line(bytes, at: body.bytes) {
            body.bytes = next
            if line.isEmpty { return body }
            guard field(line) != nil else { return nil }
            body.trailerLines.append(Array(line))
        }
        return nil
    }

    /// The text up to CR LF, in which neither stands alone, and what is behind it.
    private static func line(_ bytes: [UInt8], at start: Int) -> (Line, next: Int)? {
        guard let end = bytes[start...].firstIndex(of: 0x0A), end > start, bytes[end - 1] == 0x0D,
            !bytes[start..<end - 1].contains(0x0D)
        else { return nil }
        return (bytes[start..<end - 1], end + 1)
    }

    private static func chunkSize(_ line: Line) -> Int? {
        let digits = line.prefix { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 | 0x20 }
        guard 1...16 ~= digits.count, let size = Int(String(decoding: digits, as: UTF8.self), radix: 16) else {
            return nil
        }
        return areExtensions(line.dropFirst(digits.count)) ? size : nil
    }

    private static func areExtensions(_ text: Line) -> Bool {
        guard let mark = text.first else { return true }
        let name = text.dropFirst().prefix(while: isToken)
        var rest = text.dropFirst(1 + name.count)
        guard mark == 0x3B, !name.isEmpty else { return false }
        if rest.first == 0x3D {
            rest = rest.dropFirst()
            if rest.first == 0x22 {
                guard let end = endOfQuotes(rest) else { return false }
                rest = rest[end...]
            } else {
                let token = rest.prefix(while: isToken)
                guard !token.isEmpty else { return false }
                rest = rest.dropFirst(token.count)
            }
        }
        return areExtensions(rest)
    }

    private static func endOfQuotes(_ text: Line) -> Int? {
        var isEscaped = false
        for index in text.indices.dropFirst() {
            let byte = text[index]
            guard byte >= 0x20 && byte != 0x7F || byte == 0x09 else { return nil }
            if byte == 0x22 && !isEscaped { return index + 1 }
            isEscaped = byte == 0x5C && !isEscaped
        }
        return nil
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || 0x61...0x7A ~= byte | 0x20 || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }

    private static func isDigits(_ text: Line) -> Bool { !text.isEmpty && text.allSatisfy { 0x30...0x39 ~= $0 } }
}
