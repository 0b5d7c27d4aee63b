/// What is fuzzed. Each target reads bytes in a form of its own and checks laws that hold for any bytes at all.
///
/// The raw value names the folder of its corpus, `fixtures/fuzz/<raw value>/corpus`.
public enum FuzzTarget: String, CaseIterable, Sendable {
    /// ``RuleLaws``
    case rules
    /// ``RegexLaws``
    case regexes
    /// ``RequestLaws``
    case requests
    /// ``TableLaws``
    case tables
    /// ``MessageLaws``
    case messages
    /// ``ResponseLaws``
    case responses
    /// ``FramingLaws``
    case framing
    #if Proxy
        /// ``ConfigurationLaws``
        case configurations
    #endif

    /// Checks the target's laws on one input.
    ///
    /// - Throws: The first law that doesn't hold. A trap is the other way to fail.
    public func check(_ input: [UInt8]) throws(Violation) {
        switch self {
        case .rules: try RuleLaws.check(input)
        case .regexes: try RegexLaws.check(input)
        case .requests: try RequestLaws.check(input)
        case .tables: try TableLaws.check(input)
        case .messages: try MessageLaws.check(input)
        case .responses: try ResponseLaws.check(input)
        case .framing: try FramingLaws.check(input)
        #if Proxy
            case .configurations: try ConfigurationLaws.check(input)
        #endif
        }
    }

    /// What a fuzzer calls: traps on a violation, so that the fuzzer keeps the input.
    public func run(_ input: UnsafeBufferPointer<UInt8>) {
        do throws(Violation) {
            try check(Array(input))
        } catch {
            fatalError(error.message)
        }
    }
}

/// A law that doesn't hold, with what was seen.
public struct Violation: Error, Sendable, CustomStringConvertible {
    public let message: String

    public var description: String { message }
}

/// Throws a violation unless `holds`.
func expect(_ holds: Bool, _ message: @autoclosure () -> String) throws(Violation) {
    guard holds else { throw Violation(message: message()) }
}
