import FuzzingLaws

/// A configuration file, see `FuzzTarget.configurations`.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.configurations.run(UnsafeBufferPointer(start: start, count: count))
    return 0
}
