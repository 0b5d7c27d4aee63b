#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The monotonic clock.
enum Clock {
    static func nanoseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
    }

    /// How long `body` takes.
    static func nanoseconds(of body: () -> Void) -> Int {
        let start = nanoseconds()
        body()
        return nanoseconds() - start
    }
}

/// Keeps a value alive for the optimiser's eyes: where the work that led to it must not be dropped.
@inline(never)
@_optimize(none)
func consume<Value>(_ value: Value) {}

/// Ends the run with a message on standard error.
func fail(_ message: String) -> Never {
    write("RoutingBenchmark: \(message)\n", toFileDescriptor: 2)
    exit(1)
}

/// Writes all of a text, passing over errors: there is nowhere to report them.
func write(_ text: String, toFileDescriptor descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
        var rest = bytes[...]
        while let base = UnsafeBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
            let count = write(descriptor, base, rest.count)
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }
}
