/// What compiling has written so far, counted.
struct CompilationStatistics: Sendable {
    var fields = 0
    var splits = 0
    var tries = 0
    var trieNodes = 0
    var words = 0
    var automata = 0
    var automatonStates = 0
    var automatonWork = 0
    var simulatedAutomata = 0
    /// The routers of each candidate list that stands where a budget ended.
    var candidateLists: [[UInt32]] = []
}
