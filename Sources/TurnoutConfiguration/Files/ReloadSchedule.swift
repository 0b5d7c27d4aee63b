/// When files that have changed are read again.
///
/// Whoever writes a file tends to write the next one soon, and to write it in pieces: reading waits until nothing has
/// happened for a moment, but not long. What is published is at least `throttle` after what was published before; the
/// first change isn't held up.
struct ReloadSchedule {
    typealias Instant = ContinuousClock.Instant

    static let quiet = Duration.milliseconds(10)
    static let patience = Duration.milliseconds(100)

    let throttle: Duration
    private var firstChange: Instant?
    private var lastChange: Instant?
    private var lastPublication: Instant?

    init(throttle: Duration) { self.throttle = throttle }

    /// When to read; `nil` = there is no reason to.
    var due: Instant? {
        guard let firstChange, let lastChange else { return nil }
        let settled = min(lastChange + Self.quiet, firstChange + Self.patience)
        return lastPublication.map { max(settled, $0 + throttle) } ?? settled
    }

    mutating func noteChange(at time: Instant) {
        firstChange = firstChange ?? time
        lastChange = time
    }

    /// What has changed until now is being read.
    mutating func noteReading() { (firstChange, lastChange) = (nil, nil) }

    mutating func notePublication(at time: Instant) { lastPublication = time }
}
