import Testing

@testable import TurnoutConfiguration

@Suite("The schedule of reloads") struct ReloadScheduleTests {
    private let start = ContinuousClock.now
    private func at(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

    @Test("waits until nothing has happened for a moment")
    func quiet() {
        var schedule = ReloadSchedule(throttle: .seconds(2))
        #expect(schedule.due == nil)
        schedule.noteChange(at: at(0))
        #expect(schedule.due == at(10))
        schedule.noteChange(at: at(7))
        #expect(schedule.due == at(17))
    }

    @Test("does not wait for ever while something happens all the time")
    func patience() {
        var schedule = ReloadSchedule(throttle: .seconds(2))
        for time in stride(from: 0, through: 500, by: 5) { schedule.noteChange(at: at(time)) }
        #expect(schedule.due == at(100))
    }

    @Test("leaves the throttle's time between two publications, and no more")
    func throttle() {
        var schedule = ReloadSchedule(throttle: .seconds(2))
        schedule.noteChange(at: at(0))
        schedule.noteReading()
        #expect(schedule.due == nil)
        schedule.notePublication(at: at(30))
        schedule.noteChange(at: at(40))
        #expect(schedule.due == at(2030))
        schedule.noteReading()
        // It changed nothing: what comes next isn't held up on its account.
        schedule.noteChange(at: at(5000))
        #expect(schedule.due == at(5010))
    }

    @Test("a change while files are read is read again")
    func changeWhileReading() {
        var schedule = ReloadSchedule(throttle: .zero)
        schedule.noteChange(at: at(0))
        schedule.noteReading()
        schedule.noteChange(at: at(20))
        #expect(schedule.due == at(30))
    }
}
