import FuzzingLaws

/// A client's bytes, see `FuzzTarget.messages`.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.messages.run(UnsafeBufferPointer(start: start, count: count))
    return 0
}
