#if Proxy
    import Testing
    import TurnoutProxy

    @Suite("Limits of the proxy")
    struct ProxyLimitsTests {
        @Test("a connection reads ahead no more than a buffer or two")
        func readAhead() { #expect(ProxyLimits().readAheadBytes <= 64 << 10) }
    }
#endif
