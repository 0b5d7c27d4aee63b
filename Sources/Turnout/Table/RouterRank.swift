/// What decides between routers that match the same request, best first: priority (higher), provider precedence
/// (earlier), then the qualified name in ascending byte order. Traefik leaves the last step to chance; here a reload never flips a winner.
struct RouterRank: Sendable {
    let priority: Int
    let provider: Int
    let qualifiedName: String
    /// The first 16 bytes of the name, which settle most comparisons.
    private let prefix: (UInt64, UInt64)

    init(priority: Int, provider: Int, qualifiedName: String) {
        self.priority = priority
        self.provider = provider
        self.qualifiedName = qualifiedName
        var words: (UInt64, UInt64) = (0, 0)
        var index = 0
        for byte in qualifiedName.utf8.prefix(16) {
            if index < 8 {
                words.0 |= UInt64(byte) << UInt64(56 - 8 * index)
            } else {
                words.1 |= UInt64(byte) << UInt64(120 - 8 * index)
            }
            index += 1
        }
        prefix = words
    }

    static func precedes(_ left: RouterRank, _ right: RouterRank) -> Bool {
        if left.priority != right.priority { return left.priority > right.priority }
        if left.provider != right.provider { return left.provider < right.provider }
        if left.prefix.0 != right.prefix.0 { return left.prefix.0 < right.prefix.0 }
        if left.prefix.1 != right.prefix.1 { return left.prefix.1 < right.prefix.1 }
        return left.qualifiedName.utf8.lexicographicallyPrecedes(right.qualifiedName.utf8)
    }
}
