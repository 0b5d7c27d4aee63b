import FuzzingLaws

/// Raw request heads, see `FuzzTarget.requests`.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.requests.run(UnsafeBufferPointer(start: start, count: count))
    return 0
}
