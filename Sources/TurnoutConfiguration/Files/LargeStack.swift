#if Proxy
    import Dispatch
    import Foundation
    import Synchronization

    /// Threads with room for deep recursion, which the threads of tasks and queues don't have: YAML and TOML are read, and
    /// their values checked, by recursion as deep as they are nested.
    enum LargeStack {
        static let bytes = 16 << 20

        /// Runs something once for each number below `count`, on as many threads as there are cores, and waits.
        static func perform(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
            let next = Mutex(0)
            let group = DispatchGroup()
            for _ in 0..<min(count, ProcessInfo.processInfo.activeProcessorCount) {
                group.enter()
                let thread = Thread {
                    while true {
                        let number = next.withLock { next in
                            defer { next += 1 }
                            return next
                        }
                        if number >= count { break }
                        body(number)
                    }
                    group.leave()
                }
                thread.stackSize = bytes
                thread.start()
            }
            group.wait()
        }
    }
#endif
