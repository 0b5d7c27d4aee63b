#if Proxy
    import CZlib
    import NIOCore

    /// Packs a body into gzip (RFC 1952), part by part.
    ///
    /// It has 256 KiB, of zlib, whatever it packs, and holds nothing else of the body: a part that was given to it is out
    /// with the next flush.
    final class GzipEncoder {
        enum Flush {
            /// Output comes when there is enough of it.
            case none
            /// All that was given can be unpacked from the output.
            case all
            /// The body is whole.
            case end
        }

        /// zlib's own state refers to it: it stays in its place.
        private let stream: UnsafeMutablePointer<z_stream>

        /// - Returns: `nil` if there is no memory.
        init?() {
            stream = .allocate(capacity: 1)
            stream.initialize(to: z_stream())
            // Level 4 takes half the time of zlib's standard, 6, which the event loop has for others, for 6 % more bytes.
            let (level, gzipWindow, memoryLevel): (Int32, Int32, Int32) = (4, 16 + 15, 8)
            let result = deflateInit2_(
                stream, level, Z_DEFLATED, gzipWindow, memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size))
            guard result == Z_OK else { return nil }
        }

        deinit {
            deflateEnd(stream)
            stream.deallocate()
        }

        /// Makes it ready for another body.
        func reset() { deflateReset(stream) }

        /// Packs `part`, and appends to `output` what comes of it.
        func encode(_ part: ByteBuffer, flush: Flush, to output: inout ByteBuffer) {
            let mode =
                switch flush {
                case .none: Z_NO_FLUSH
                case .all: Z_SYNC_FLUSH
                case .end: Z_FINISH
                }
            part.withUnsafeReadableBytes { bytes in
                stream.pointee.next_in = UnsafeMutablePointer(
                    mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
                stream.pointee.avail_in = UInt32(bytes.count)
                repeat { deflate(mode, to: &output) } while stream.pointee.avail_out == 0
                stream.pointee.next_in = nil
            }
        }

        private func deflate(_ mode: Int32, to output: inout ByteBuffer) {
            output.writeWithUnsafeMutableBytes(minimumWritableBytes: 4 << 10) { room in
                stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_out = UInt32(room.count)
                let result = CZlib.deflate(stream, mode)
                // There is nothing left to do, which isn't a fault.
                precondition(result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR, "zlib: \(result)")
                stream.pointee.next_out = nil
                return room.count - Int(stream.pointee.avail_out)
            }
        }
    }

    /// The encoders of an event loop: in a bounded number, of which few are kept for the next answers.
    struct GzipEncoders {
        private static let maximumIdle = 4

        private let limit: Int
        private var idle: [GzipEncoder] = []
        private(set) var inUse = 0

        init(limit: Int) { self.limit = limit }

        /// - Returns: `nil` if too many are in use.
        mutating func take() -> GzipEncoder? {
            guard inUse < limit, let encoder = idle.popLast() ?? GzipEncoder() else { return nil }
            inUse += 1
            return encoder
        }

        mutating func giveBack(_ encoder: GzipEncoder) {
            inUse -= 1
            guard idle.count < Self.maximumIdle else { return }
            encoder.reset()
            idle.append(encoder)
        }
    }
#endif
