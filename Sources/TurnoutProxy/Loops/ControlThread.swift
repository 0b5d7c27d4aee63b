#if Proxy
    import Dispatch
    import Foundation
    import Synchronization

    /// A thread that only one actor runs on, so that its priority can be that of what the actor does.
    ///
    /// It ends when this object does.
    package final class ControlThread: Sendable {
        private let queue = Queue()

        package init(name: String) {
            let thread = Thread { [queue] in queue.run() }
            thread.name = name
            thread.start()
        }

        deinit { queue.close() }

        package var executor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

        /// Kept alive by its thread: the job that lets go of the actor still runs on it.
        private final class Queue: SerialExecutor {
            private struct State {
                var jobs: [UnownedJob] = []
                var isClosed = false
            }

            private let state = Mutex(State())
            private let news = DispatchSemaphore(value: 0)

            func enqueue(_ job: consuming ExecutorJob) {
                let job = UnownedJob(job)
                state.withLock { $0.jobs.append(job) }
                news.signal()
            }

            func close() {
                state.withLock { $0.isClosed = true }
                news.signal()
            }

            func run() {
                while true {
                    news.wait()
                    let (jobs, isClosed) = state.withLock { state in
                        defer { state.jobs = [] }
                        return (state.jobs, state.isClosed)
                    }
                    for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
                    if isClosed { break }
                }
            }
        }
    }
#endif
