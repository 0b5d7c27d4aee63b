/// A value that is stored once and referred to: a copy costs one reference, and what is the same object is equal without
/// a look at what it holds. Thousands of routers and services go from one reload to the next so.
@dynamicMemberLookup
public final class Shared<Value: Hashable & Sendable>: Hashable, Sendable {
    public let value: Value

    public init(_ value: Value) { self.value = value }

    public subscript<Member>(dynamicMember member: KeyPath<Value, Member>) -> Member { value[keyPath: member] }

    public static func == (left: Shared, right: Shared) -> Bool { left === right || left.value == right.value }

    public func hash(into hasher: inout Hasher) { value.hash(into: &hasher) }
}

/// Gives equal values one object.
public struct SharedValues<Value: Hashable & Sendable> {
    private var known: [Value: Shared<Value>] = [:]

    public init() {}

    public mutating func shared(_ value: Value) -> Shared<Value> {
        if let shared = known[value] { return shared }
        let shared = Shared(value)
        known[value] = shared
        return shared
    }
}

/// Gives lists that follow each other and are equal one storage.
struct RepeatedList {
    private var last: [String] = []

    mutating func shared(_ list: [String]) -> [String] {
        if list != last { last = list }
        return last
    }
}
