#if Proxy
    #if canImport(Darwin)
        import Darwin
    #elseif canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// The line `Date: Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7), spelled anew once a second.
    struct DateLine {
        private var second = 0
        private var line: [UInt8] = []

        /// The line for now, with its line end.
        mutating func now() -> [UInt8] {
            var time = timespec()
            #if canImport(Darwin)
                clock_gettime(CLOCK_REALTIME, &time)
            #else
                // Right to some milliseconds, and nearly for nothing.
                clock_gettime(CLOCK_REALTIME_COARSE, &time)
            #endif
            if time.tv_sec != second || line.isEmpty {
                second = time.tv_sec
                line = Self.line(second: second)
            }
            return line
        }

        /// What the line says.
        mutating func value() -> String { String(decoding: now().dropFirst(6).dropLast(2), as: UTF8.self) }

        /// - Parameter second: Seconds since 1970.
        static func line(second: Int) -> [UInt8] {
            let days = second / 86_400
            let (year, month, day) = CivilDate.of(days: days)
            func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
            let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][days % 7]
            let name = CivilDate.months[month - 1]
            let time = [second / 3600 % 24, second / 60 % 60, second % 60].map(two).joined(separator: ":")
            return Array("Date: \(weekday), \(two(day)) \(name) \(year) \(time) GMT\r\n".utf8)
        }
    }
#endif
