/// Guesses what a body is from what it begins with, as Go's `http.DetectContentType` does.
///
/// Source: WHATWG, MIME Sniffing; where Go leaves out types that it defines, so does this.
public enum SniffedType {
    /// How much of a body is looked at.
    public static var guessedBytes: Int { 512 }

    /// - Parameter start: of the body; no more than `guessedBytes` of it are looked at.
    /// - Returns: `application/octet-stream` if it is nothing known.
    public static func guess(_ start: [UInt8]) -> String {
        let bytes = Array(start.prefix(guessedBytes))
        let text = bytes.drop { $0 == 0x09 || $0 == 0x0A || $0 == 0x0C || $0 == 0x0D || $0 == 0x20 }
        if isHTML(text) { return "text/html; charset=utf-8" }
        if text.starts(with: "<?xml".utf8) { return "text/xml; charset=utf-8" }
        for signature in signatures where signature.matches(bytes) { return signature.type }
        if isMP4(bytes) { return "video/mp4" }
        let isBinary = text.contains { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D, 0x1B].contains($0) }
        return isBinary ? "application/octet-stream" : "text/plain; charset=utf-8"
    }

    private static func isHTML(_ text: ArraySlice<UInt8>) -> Bool {
        tags.contains { tag in
            guard text.count > tag.utf8.count else { return false }
            let end = text[text.startIndex + tag.utf8.count]
            return (end == 0x20 || end == 0x3E)
                && zip(text, tag.utf8).allSatisfy { $0 & ($1.isLetter ? 0xDF : 0xFF) == $1 }
        }
    }

    private static var tags: [String] {
        [
            "<!DOCTYPE HTML", "<HTML", "<HEAD", "<SCRIPT", "<IFRAME", "<H1", "<DIV", "<FONT", "<TABLE", "<A", "<STYLE",
            "<TITLE", "<B", "<BODY", "<BR", "<P", "<!--",
        ]
    }

    private struct Signature {
        /// `nil` = any byte.
        var pattern: [UInt8?]
        var type: String
        /// So many bytes have to be there.
        var minimumCount: Int

        init(_ pattern: [UInt8?], _ type: String, minimumCount: Int = 0) {
            self.pattern = pattern
            self.type = type
            self.minimumCount = max(minimumCount, pattern.count)
        }

        init(_ pattern: String, _ type: String) { self.init(Array(pattern.utf8), type) }

        func matches(_ bytes: [UInt8]) -> Bool {
            bytes.count >= minimumCount && zip(pattern, bytes).allSatisfy { $0 == nil || $0 == $1 }
        }
    }

    /// A container of four-letter names: its own, a length, that of its content.
    private static func container(_ name: String, _ content: String, _ type: String) -> Signature {
        Signature(name.utf8.map { $0 } + [nil, nil, nil, nil] + content.utf8.map { $0 }, type)
    }

    private static var signatures: [Signature] {
        [
            Signature("%PDF-", "application/pdf"),
            Signature("%!PS-Adobe-", "application/postscript"),
            Signature([0xFE, 0xFF], "text/plain; charset=utf-16be", minimumCount: 4),
            Signature([0xFF, 0xFE], "text/plain; charset=utf-16le", minimumCount: 4),
            Signature([0xEF, 0xBB, 0xBF], "text/plain; charset=utf-8", minimumCount: 4),
            Signature([0, 0, 1, 0], "image/x-icon"),
            Signature([0, 0, 2, 0], "image/x-icon"),
            Signature("BM", "image/bmp"),
            Signature("GIF87a", "image/gif"),
            Signature("GIF89a", "image/gif"),
            container("RIFF", "WEBPVP", "image/webp"),
            Signature([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
            Signature([0xFF, 0xD8, 0xFF], "image/jpeg"),
            container("FORM", "AIFF", "audio/aiff"),
            Signature("ID3", "audio/mpeg"),
            Signature("OggS\0", "application/ogg"),
            Signature("MThd\0\0\0\u{6}", "audio/midi"),
            container("RIFF", "AVI ", "video/avi"),
            container("RIFF", "WAVE", "audio/wave"),
            Signature([0x1A, 0x45, 0xDF, 0xA3], "video/webm"),
            Signature(Array(repeating: nil, count: 34) + [0x4C, 0x50], "application/vnd.ms-fontobject"),
            Signature([0, 1, 0, 0], "font/ttf"),
            Signature("OTTO", "font/otf"),
            Signature("ttcf", "font/collection"),
            Signature("wOFF", "font/woff"),
            Signature("wOF2", "font/woff2"),
            Signature([0x1F, 0x8B, 0x08], "application/x-gzip"),
            Signature("PK\u{3}\u{4}", "application/zip"),
            Signature("Rar!\u{1A}\u{7}\0", "application/x-rar-compressed"),
            Signature("Rar!\u{1A}\u{7}\u{1}\0", "application/x-rar-compressed"),
            Signature([0, 0x61, 0x73, 0x6D], "application/wasm"),
        ]
    }

    /// A file type box, one of whose brands is an MP4.
    private static func isMP4(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 12, bytes[4..<8].elementsEqual("ftyp".utf8) else { return false }
        let size = bytes[0..<4].reduce(0) { $0 << 8 | Int($1) }
        guard size <= bytes.count, size.isMultiple(of: 4) else { return false }
        return stride(from: 8, to: size, by: 4).contains { $0 != 12 && bytes[$0...].starts(with: "mp4".utf8) }
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { 0x41...0x5A ~= self }
}
