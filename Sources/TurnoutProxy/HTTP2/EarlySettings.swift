#if Proxy
    import NIOCore

    /// Has NIO's handler take the first settings of a server for acknowledged as soon as the client's own are there.
    ///
    /// The handler heeds its settings only when they are acknowledged, and takes heads of 16 KB until then; but a client's
    /// first request is on its way before it can know of any. These settings only widen what a client may do, so it is no
    /// matter whether it knows: behind its first frame this puts an acknowledgement, and takes out the real one later.
    final class EarlySettings: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias InboundOut = ByteBuffer

        private static let prefaceBytes = 24
        private static let headBytes = 9
        private static let settingsType: UInt8 = 4
        private static let acknowledgement: [UInt8] = [0, 0, 0, settingsType, 1, 0, 0, 0, 0]

        /// Received, and not a whole head of a frame.
        private(set) var pending = ByteBuffer()
        /// Of what is passed on unseen: the preface, the rest of a frame.
        private var passing = EarlySettings.prefaceBytes
        private var isInFirstFrame = false
        private var hasAcknowledged = false
        private var isDone = false

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var bytes = unwrapInboundIn(data)
            if !isDone {
                if pending.readableBytes == 0 { pending = bytes } else { pending.writeBuffer(&bytes) }
                bytes = readOn()
                // Less than a head. A copy, as parts of the rest are on their way and would be kept, or copied, with it.
                pending = ByteBuffer(bytes: pending.readableBytesView)
            }
            if bytes.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(bytes)) }
        }

        /// What of the received bytes can be passed on.
        private func readOn() -> ByteBuffer {
            var output = ByteBuffer()
            while true {
                let count = min(passing, pending.readableBytes)
                if var part = pending.readSlice(length: count) { output.writeBuffer(&part) }
                passing -= count
                if passing > 0 { return output }
                if isInFirstFrame {
                    isInFirstFrame = false
                    hasAcknowledged = true
                    output.writeBytes(Self.acknowledgement)
                }
                guard pending.readableBytes >= Self.headBytes else { return output }
                if hasAcknowledged, pending.readableBytesView.starts(with: Self.acknowledgement) {
                    pending.moveReaderIndex(forwardBy: Self.headBytes)
                    isDone = true
                    output.writeBuffer(&pending)
                    pending = ByteBuffer()
                    return output
                }
                isInFirstFrame = !hasAcknowledged
                passing = Self.headBytes + length(at: pending.readerIndex)
            }
        }

        private func length(at index: Int) -> Int {
            let bytes = pending.readableBytesView
            return Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
        }
    }
#endif
