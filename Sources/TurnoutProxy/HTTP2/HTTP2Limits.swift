#if Proxy
    import NIOCore
    import NIOHPACK
    import NIOHTTP2

    /// What one HTTP/2 connection may ask of the proxy.
    ///
    /// What exceeds a rate ends the connection with `ENHANCE_YOUR_CALM`. The windows of the rates are short, so that they
    /// bound the work of a flood and let bursts of honest peers pass: a client may cancel all its streams at once.
    struct HTTP2Limits: Hashable, Sendable {
        /// Streams at a time that the peer may open.
        var concurrentStreams = 250
        /// Of the table by which the peer's headers are unpacked, in bytes.
        var decoderTableBytes = 4096
        /// Of the table by which ours are packed. The peer may offer more: then nothing is entered in it.
        var encoderTableBytes = 4096
        /// Of a head, unpacked, with 32 bytes a field.
        var headerListBytes = 1 << 20
        /// Of bodies that are received and not passed on: of a stream, and of all.
        var streamWindowBytes = 256 << 10
        var connectionWindowBytes = 1 << 20

        /// Streams of a client that may be reset for what it did on them.
        static let faultsPerSecond = 100

        /// The default of the protocol, which holds until the peer's settings are there.
        static let initialWindowBytes = 65_535

        /// What a peer is told first. Of a client's, `EarlySettings` makes use before it knows.
        private func firstSettings(isServer: Bool) -> HTTP2Settings {
            let widening = [
                HTTP2Setting(parameter: .maxHeaderListSize, value: headerListBytes),
                HTTP2Setting(parameter: .initialWindowSize, value: streamWindowBytes),
            ]
            return isServer ? widening : widening + [HTTP2Setting(parameter: .enablePush, value: 0)]
        }

        /// What holds from when the peer has acknowledged it.
        func laterSettings(isServer: Bool) -> HTTP2Settings {
            let table = HTTP2Setting(parameter: .headerTableSize, value: decoderTableBytes)
            return isServer
                ? [HTTP2Setting(parameter: .maxConcurrentStreams, value: concurrentStreams), table] : [table]
        }

        /// The frame size that is not exceeded, of which a head may take several.
        private static let frameBytes = 16 << 10

        func connectionConfiguration(isServer: Bool) -> NIOHTTP2Handler.ConnectionConfiguration {
            var configuration = NIOHTTP2Handler.ConnectionConfiguration()
            configuration.initialSettings = firstSettings(isServer: isServer)
            // They are looked at where heads are made of them.
            configuration.headerBlockValidation = .disabled
            configuration.contentLengthValidation = .disabled
            configuration.maximumSequentialEmptyDataFrames = 10
            configuration.maximumBufferedControlFrames = 1000
            configuration.maximumSequentialContinuationFrames = headerListBytes / Self.frameBytes + 8
            configuration.maximumRecentlyResetStreams = 64
            configuration.maximumConnectionGlitches = 10_000
            configuration.controlFrameRateLimit.maximumCount = 300
            configuration.controlFrameRateLimit.windowLength = .milliseconds(100)
            return configuration
        }

        var streamConfiguration: NIOHTTP2Handler.StreamConfiguration {
            var configuration = NIOHTTP2Handler.StreamConfiguration()
            configuration.streamResetFrameRateLimit.maximumCount = concurrentStreams + 100
            configuration.streamResetFrameRateLimit.windowLength = .seconds(1)
            configuration.streamErrorRateLimit.maximumCount = Self.faultsPerSecond
            configuration.streamErrorRateLimit.windowLength = .seconds(1)
            return configuration
        }
    }
#endif
