#if Proxy
    /// A value that an object has, read where it lies.
    ///
    /// Who hands an object's property on as it is makes a copy first, and counts a reference to each array in it.
    struct Unshared<Value>: ~Copyable {
        var value: Value

        init(_ value: Value) { self.value = value }

        /// - Parameter body: Does nothing that changes the value.
        @inline(__always)
        borrowing func read<Result, Failure>(
            _ body: (borrowing Value) throws(Failure) -> Result
        ) throws(Failure) -> Result {
            try body(value)
        }
    }

    extension Unshared: Sendable where Value: Sendable {}
#endif
