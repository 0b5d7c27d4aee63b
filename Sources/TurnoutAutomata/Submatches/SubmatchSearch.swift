/// Finds matches of a program in one text, one after the other.
///
/// It backtracks, and remembers what has failed: an instruction that several ways lead to is tried at most once at each
/// position, because whether a match follows from there depends on nothing that came before. So exponential patterns
/// take linear time, and since what failed for one match fails for the next as well, so does finding *all* matches; a
/// search that starts afresh for each takes quadratic time for `a.*b|a` in `aaaa…`.
///
/// - Complexity: the work for all matches of a text together is O(instructions × (text + 1)). Memory is one bit for each
///   joining instruction and position, and one entry for each choice on the way to the current position; both have limits.
/// - Source: the bit-state matcher of RE2; keeping failures from match to match is ours.
package struct SubmatchSearch {
    /// A text is too long for the expression: to find its matches would take more memory than a limit allows.
    package struct OutOfMemory: Error, Equatable {
        package init() {}
    }

    /// Bits of memory for failures: 32 MiB.
    package static var maximumMemoBits: Int { 1 << 28 }
    /// Entries of eight bytes for choices: 32 MiB.
    package static var maximumJobs: Int { 1 << 22 }

    /// What is to be done when the current way fails.
    private struct Job {
        /// The instruction to try, or the complement of a slot to restore.
        var target: Int32
        var position: Int32
    }

    private let program: SubmatchProgram
    private let text: [UInt8]
    /// A row of `joinCount` bits for each position: what has been tried there.
    private var tried: [UInt64]
    private var jobs: [Job] = []
    /// Positions of the last match: two for each group, -1 where it took no part.
    package private(set) var slots: [Int32]

    package init(_ program: SubmatchProgram, in text: [UInt8]) throws(OutOfMemory) {
        let (bits, overflow) = (text.count + 1).multipliedReportingOverflow(by: program.joinCount)
        guard !overflow, bits <= Self.maximumMemoBits, text.count < Int32.max else { throw OutOfMemory() }
        self.program = program
        self.text = text
        tried = Array(repeating: 0, count: (bits + 63) / 64)
        slots = Array(repeating: -1, count: 2 * program.groupCount)
    }

    /// Finds the first match that starts at `start` or later, which `slots` then describe. What precedes `start` still
    /// counts for assertions. A later call must not go back behind the end of the last match.
    package mutating func findNext(from start: Int) throws(OutOfMemory) -> Bool {
        var position = start
        while position <= text.count {
            if program.isAnchored, position > 0 { return false }
            if let end = try end(from: position) {
                forget(at: end)
                slots[0] = Int32(position)
                slots[1] = Int32(end)
                return true
            }
            position += position < text.count ? character(at: position).length : 1
        }
        return false
    }

    /// The character at a position within the text, and its length in bytes; an invalid byte is one U+FFFD.
    package func character(at position: Int) -> (value: UInt32, length: Int) {
        let lead = text[position]
        if lead < 0x80 { return (UInt32(lead), 1) }
        var decoder = UTF8Decoder(text[position...])
        let value = decoder.next() ?? replacementCharacter
        return (value, decoder.index - position)
    }

    /// Where the match ends that starts at `start`; nil if there is none.
    private mutating func end(from start: Int) throws(OutOfMemory) -> Int? {
        for slot in slots.indices { slots[slot] = -1 }
        jobs.removeAll(keepingCapacity: true)
        jobs.append(Job(target: 0, position: Int32(start)))
        while let job = jobs.popLast() {
            if job.target < 0 {
                slots[Int(~job.target)] = job.position
            } else if let end = try follow(from: Int(job.target), at: Int(job.position)) {
                return end
            }
        }
        return nil
    }

    /// Follows the preferred way as far as it leads, leaving the others as jobs.
    private mutating func follow(from instruction: Int, at place: Int) throws(OutOfMemory) -> Int? {
        var (next, position) = (instruction, place)
        while true {
            let join = program.joins[next]
            if join >= 0, !markTried(Int(join), at: position) { return nil }
            switch program.instructions[next] {
            case .characters(let index):
                guard position < text.count else { return nil }
                let byte = text[position]
                if byte < 0x80 {
                    guard program.sets[Int(index)].contains(ascii: byte) else { return nil }
                    position += 1
                } else {
                    let (value, length) = character(at: position)
                    guard program.sets[Int(index)].contains(beyondASCII: value) else { return nil }
                    position += length
                }
                next += 1
            case .assertion(let contexts):
                guard contexts.contains(kind(before: position), kind(after: position)) else { return nil }
                next += 1
            case .capture(let slot):
                if !jobs.isEmpty { try push(Job(target: ~Int32(slot), position: slots[Int(slot)])) }
                slots[Int(slot)] = Int32(position)
                next += 1
            case .split(let first, let second):
                try push(Job(target: Int32(second), position: Int32(position)))
                next = Int(first)
            case .jump(let target):
                next = Int(target)
            case .match:
                return position
            }
        }
    }

    private mutating func push(_ job: Job) throws(OutOfMemory) {
        guard jobs.count < Self.maximumJobs else { throw OutOfMemory() }
        jobs.append(job)
    }

    /// Whether the joining instruction is tried here for the first time.
    private mutating func markTried(_ join: Int, at position: Int) -> Bool {
        let bit = position * program.joinCount + join
        let mask: UInt64 = 1 << UInt64(bit & 63)
        if tried[bit >> 6] & mask != 0 { return false }
        tried[bit >> 6] |= mask
        return true
    }

    /// Forgets what was tried where a match ended: part of it led to the match. What was tried behind it has failed, and
    /// what was before doesn't matter any more.
    private mutating func forget(at position: Int) {
        for join in 0..<program.joinCount {
            let bit = position * program.joinCount + join
            tried[bit >> 6] &= ~(1 << UInt64(bit & 63))
        }
    }

    /// Kinds are told by one byte: every byte below 0x80 is a character of its own, also beside broken UTF-8.
    private func kind(before position: Int) -> CharacterKind {
        position == 0 ? .boundary : CharacterKind(of: UInt32(text[position - 1]))
    }

    private func kind(after position: Int) -> CharacterKind {
        position == text.count ? .boundary : CharacterKind(of: UInt32(text[position]))
    }
}
