#if Proxy
    import Foundation

    #if canImport(Darwin)
        import Darwin
    #elseif canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    extension Exposition {
        /// Adds what Prometheus' process collector tells of this process, as far as the system tells it: elsewhere than on
        /// Linux that is the CPU time and the limit on open files.
        mutating func addProcess() {
            let memory = ProcessMemory()
            add(
                "process_cpu_seconds_total", .counter, "Total user and system CPU time spent in seconds.",
                [Sample(Self.cpuSeconds)])
            add(
                "process_max_fds", .gauge, "Maximum number of open file descriptors.",
                [Sample(Double(Self.maximumDescriptors))])
            add(
                "process_open_fds", .gauge, "Number of open file descriptors.",
                Self.openDescriptors.map { [Sample($0)] } ?? [])
            add(
                "process_resident_memory_bytes", .gauge, "Resident memory size in bytes.",
                memory.map { [Sample($0.residentBytes)] } ?? [])
            add(
                "process_start_time_seconds", .gauge, "Start time of the process since unix epoch in seconds.",
                memory.map { [Sample($0.startSeconds)] } ?? [])
            add(
                "process_virtual_memory_bytes", .gauge, "Virtual memory size in bytes.",
                memory.map { [Sample($0.virtualBytes)] } ?? [])
        }

        private static var cpuSeconds: Double {
            var usage = rusage()
            #if canImport(Glibc)
                getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            #else
                getrusage(RUSAGE_SELF, &usage)
            #endif
            let microseconds =
                (Int(usage.ru_utime.tv_sec) + Int(usage.ru_stime.tv_sec)) * 1_000_000
                + Int(usage.ru_utime.tv_usec) + Int(usage.ru_stime.tv_usec)
            return Double(microseconds / 10_000) / 100
        }

        private static var maximumDescriptors: UInt64 {
            var limit = rlimit()
            #if canImport(Glibc)
                getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            #else
                getrlimit(RLIMIT_NOFILE, &limit)
            #endif
            return UInt64(limit.rlim_cur)
        }

        private static var openDescriptors: Double? {
            (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")).map { Double($0.count) }
        }
    }

    /// What `/proc/self/stat` says (proc(5)).
    private struct ProcessMemory {
        var virtualBytes: Double
        var residentBytes: Double
        /// Since 1970.
        var startSeconds: Double

        init?() {
            guard let stat = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
                let system = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
                let boot = system.split(separator: "\n").first(where: { $0.hasPrefix("btime ") }),
                let bootSeconds = Double(boot.dropFirst(6)),
                // The name, in parentheses, may hold blanks.
                let name = stat.lastIndex(of: ")")
            else { return nil }
            let fields = stat[name...].split(separator: " ").dropFirst().map { Double($0) ?? 0 }
            guard fields.count > 21 else { return nil }
            startSeconds = bootSeconds + fields[19] / Double(sysconf(Int32(_SC_CLK_TCK)))
            virtualBytes = fields[20]
            residentBytes = fields[21] * Double(sysconf(Int32(_SC_PAGESIZE)))
        }
    }
#endif
