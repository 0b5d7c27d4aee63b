import FuzzingLaws

/// Bodies and PROXY headers, see `FuzzTarget.framing`.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.framing.run(UnsafeBufferPointer(start: start, count: count))
    return 0
}
