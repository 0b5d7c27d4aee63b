#if Proxy
    import NIOCore
    import TurnoutHTTP

    #if canImport(Darwin)
        import Darwin
    #elseif canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// The time of day as access logs spell it, most of it once a second.
    struct LogClock {
        /// How long a difference between the clocks is taken for the same.
        private static let patience = TimeAmount.seconds(1)

        /// Of the time of day to that since the start of the system, in nanoseconds, and until when it is taken for that.
        private var difference = (nanoseconds: 0, end: NIODeadline.uptimeNanoseconds(0))
        private var second = -1
        private var common: [UInt8] = []
        private var iso: [UInt8] = []

        /// The time of day, in nanoseconds since 1970.
        ///
        /// - Parameter now: Looked up for another reason; the time of day comes from it.
        mutating func wallTime(at now: NIODeadline) -> Int {
            if now >= difference.end {
                difference = (Self.now - Int(NIODeadline.now().uptimeNanoseconds), now + Self.patience)
            }
            return Int(now.uptimeNanoseconds) + difference.nanoseconds
        }

        /// The time of day, in nanoseconds since 1970.
        static var now: Int {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
        }

        /// `02/Jan/2006:15:04:05 +0000`
        mutating func common(_ nanoseconds: Int) -> [UInt8] {
            spell(nanoseconds / 1_000_000_000)
            return common
        }

        /// Appends `2006-01-02T15:04:05.999999999Z`; a fraction's last zeros are left out, as Go does.
        mutating func append(_ nanoseconds: Int, to bytes: inout [UInt8]) {
            spell(nanoseconds / 1_000_000_000)
            bytes.append(contentsOf: iso)
            var fraction = nanoseconds % 1_000_000_000
            if fraction > 0 {
                var digits = 9
                while fraction % 10 == 0 {
                    fraction /= 10
                    digits -= 1
                }
                bytes.append(UInt8(ascii: "."))
                let text = "\(fraction)"
                for _ in text.utf8.count..<digits { bytes.append(0x30) }
                bytes.append(contentsOf: text.utf8)
            }
            bytes.append(UInt8(ascii: "Z"))
        }

        /// Appends `2006-01-02T15:04:05Z`.
        mutating func append(seconds nanoseconds: Int, to bytes: inout [UInt8]) {
            append(nanoseconds / 1_000_000_000 * 1_000_000_000, to: &bytes)
        }

        private mutating func spell(_ second: Int) {
            guard second != self.second else { return }
            self.second = second
            let (year, month, day) = CivilDate.of(days: second / 86_400)
            let time = [second / 3600 % 24, second / 60 % 60, second % 60]
            iso = []
            iso.append(decimal: year)
            iso.append(UInt8(ascii: "-"))
            iso.append(twoDigits: month)
            iso.append(UInt8(ascii: "-"))
            iso.append(twoDigits: day)
            common = []
            common.append(twoDigits: day)
            common.append(UInt8(ascii: "/"))
            common.append(contentsOf: CivilDate.months[month - 1].utf8)
            common.append(UInt8(ascii: "/"))
            common.append(decimal: year)
            for (index, part) in time.enumerated() {
                iso.append(UInt8(ascii: index == 0 ? "T" : ":"))
                iso.append(twoDigits: part)
                common.append(UInt8(ascii: ":"))
                common.append(twoDigits: part)
            }
            common.append(text: " +0000")
        }
    }
#endif
