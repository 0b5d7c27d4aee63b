import CAllocationCounter

/// Counts allocations at `malloc`.
enum AllocationCount {
    /// Whether counts mean anything here; says so when not.
    static func isPossible() -> Bool {
        #if DEBUG
            print("skipped: a debug build allocates where a release build does not; use swift test -c release")
            return false
        #else
            guard allocation_counting_is_available() else {
                print("skipped: allocations are counted on Linux with glibc and without sanitizers only")
                return false
            }
            return true
        #endif
    }

    /// The allocations of `body`, of the second call: the first lets the runtime build what it caches.
    static func of(_ body: () -> Int) -> (allocations: Int, result: Int) {
        _ = body()
        allocation_counting_start()
        let result = body()
        return (Int(allocation_counting_stop().allocations), result)
    }
}
