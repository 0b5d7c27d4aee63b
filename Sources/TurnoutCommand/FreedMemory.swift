#if Proxy
    import Foundation

    #if canImport(Glibc)
        import Glibc
    #endif

    /// What the allocator keeps of freed memory. The module of the C library doesn't declare these functions of glibc;
    /// other C libraries have none of them and keep less.
    enum FreedMemory {
        #if canImport(Glibc)
            private typealias Trim = @convention(c) (Int) -> Int32
            private typealias Option = @convention(c) (Int32, Int32) -> Int32

            private static let trim = function("malloc_trim", as: Trim.self)
            private static let setOption = function("mallopt", as: Option.self)

            private static func function<Function>(_ name: String, as type: Function.Type) -> Function? {
                dlsym(nil, name).map { unsafeBitCast($0, to: type) }
            }
        #endif

        /// Gives what has been freed back to the system.
        static func giveBack() {
            #if canImport(Glibc)
                _ = trim?(0)
            #endif
        }

        /// Fixes the sizes from which memory is mapped and given back. Left alone they grow with the largest block that was
        /// ever freed, which for a configuration is megabytes.
        static func keepLittle() {
            #if canImport(Glibc)
                let (trimThreshold, mapThreshold): (Int32, Int32) = (-1, -3)
                _ = setOption?(trimThreshold, 128 << 10)
                _ = setOption?(mapThreshold, 256 << 10)
            #endif
        }
    }
#endif
