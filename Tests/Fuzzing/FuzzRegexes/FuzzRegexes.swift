import FuzzingLaws

/// Regular expressions and subjects, see `FuzzTarget.regexes`.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.regexes.run(UnsafeBufferPointer(start: start, count: count))
    return 0
}
