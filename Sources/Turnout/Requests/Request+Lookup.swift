extension Request {
    package var isCONNECT: Bool { bytes.spells(method.range, "CONNECT") }

    package var isHEAD: Bool { bytes.spells(method.range, "HEAD") }

    /// The value of the first header line with the name; empty if there is none.
    ///
    /// - Parameter name: In small letters.
    package func headerValue(_ name: StaticString) -> [UInt8] {
        headers.first { bytes.spells($0.name.range, name) }.map { text($0.value) } ?? []
    }
}

extension RequestHead {
    package var isPOST: Bool { bytes.spells(method.range, "POST") }
}
