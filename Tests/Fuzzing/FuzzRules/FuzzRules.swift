import FuzzingLaws

/// Rule text, see `FuzzTarget.rules`.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.rules.run(UnsafeBufferPointer(start: start, count: count))
    return 0
}
