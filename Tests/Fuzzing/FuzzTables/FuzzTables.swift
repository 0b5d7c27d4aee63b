import FuzzingLaws

/// Small sets of routers, see `FuzzTarget.tables`.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.tables.run(UnsafeBufferPointer(start: start, count: count))
    return 0
}
