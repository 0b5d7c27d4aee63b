import FuzzingLaws

/// An upstream's bytes, see `FuzzTarget.responses`.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.responses.run(UnsafeBufferPointer(start: start, count: count))
    return 0
}
