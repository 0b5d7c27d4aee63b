#if Proxy
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    package enum ThreadPriority {
        #if os(Linux)
            /// How much politer than the event loops (`nice`).
            private static let niceness: Int32 = 10
        #endif

        /// From now on, and for good, the calling thread and the threads that it starts leave the cores to others that want
        /// them: a reload must not be felt by requests. Linux only; elsewhere it has no effect.
        package static func giveWay() {
            #if os(Linux)
                // Linux has a priority for each thread, and 0 is the caller. Refused, all it costs is politeness.
                #if canImport(Glibc)
                    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
                #else
                    _ = setpriority(PRIO_PROCESS, 0, niceness)
                #endif
            #endif
        }
    }
#endif
