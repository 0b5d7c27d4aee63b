extension Structure {
    /// One key with its path: `http.routers.*.rule`; `*` stands for a name of the user's choice, `[]` for a list.
    package struct Entry: Sendable {
        package let path: String
        package let support: String
        let key: Structure.Key
    }

    /// Every key that may stand here or deeper, in the order of the table.
    ///
    /// What stands under an unsupported key is left out unless asked for.
    func entries(under parent: String = "", withinUnsupported: Bool) -> [Entry] {
        keys.flatMap { key -> [Entry] in
            let path = parent + key.name
            let entry = Entry(path: path, support: key.support.name, key: key)
            if key.support != .supported && !withinUnsupported { return [entry] }
            return switch key.type {
            case .structure(let structure):
                [entry] + structure.entries(under: path + ".", withinUnsupported: withinUnsupported)
            case .structures(let structure):
                [entry] + structure.entries(under: path + "[].", withinUnsupported: withinUnsupported)
            case .members(let structure):
                [entry] + structure.entries(under: path + ".*.", withinUnsupported: withinUnsupported)
            default: [entry]
            }
        }
    }
}

extension Structure.Key.Support {
    /// In one word.
    var name: String {
        switch self {
        case .supported: "supported"
        case .unsupported: "unsupported"
        case .meaningless: "meaningless"
        case .deprecated: "deprecated"
        case .inert: "inert"
        case .removed: "removed"
        }
    }
}
