#if Proxy
    import Foundation
#endif

/// `basicAuth`: lets requests pass that name a user and the user's password.
public struct BasicAuthOptions: Hashable, Sendable {
    /// `name:hash`; those of the file first, so that the later ones count where both name a user. Secret.
    public var users: [String]
    public var realm: String
    /// The header in which servers get the user's name, in small letters; empty = none.
    public var userHeader: String
    /// Servers don't get the password.
    public var removesHeader: Bool

    init(checked node: ConfigurationNode) throws(MiddlewareFault) {
        let realm = node.text("realm") ?? ""
        self.realm = realm.isEmpty ? "traefik" : realm
        userHeader = (node.text("headerField") ?? "").asciiLowercased
        removesHeader = node.flag("removeHeader") ?? false
        users = []
        if let path = node.text("usersFile"), !path.isEmpty {
            let place = node["usersFile"]?.place
            guard let lines = Self.lines(ofFile: path) else {
                throw MiddlewareFault("names the users file '\(path)', which can't be read", at: place)
            }
            for (index, line) in lines.enumerated() {
                let entry = line.trimmingBlanks
                if entry.isEmpty || entry.utf8.first == UInt8(ascii: "#") { continue }
                try add(entry, "line \(index + 1) of '\(path)'", at: place)
            }
        }
        for (index, element) in (node["users"]?.elements ?? []).enumerated() {
            try add((element.text ?? "").trimmingBlanks, "entry \(index + 1) of its users", at: element.place)
        }
        if users.isEmpty {
            throw MiddlewareFault("has no users: add them as 'name:hash', which `htpasswd -nB name` prints")
        }
    }

    /// The entry isn't shown: it may hold a password.
    private mutating func add(_ entry: String, _ name: String, at place: ConfigurationPlace?) throws(MiddlewareFault) {
        guard entry.utf8.count(where: { $0 == UInt8(ascii: ":") }) == 1 else {
            throw MiddlewareFault(
                "has no user in \(name): write 'name:hash', as `htpasswd -nB name` prints it", at: place)
        }
        users.append(entry)
    }

    private static func lines(ofFile path: String) -> [Substring]? {
        #if Proxy
            guard let contents = FileManager.default.contents(atPath: path) else { return nil }
            // A carriage return and a line feed are one character.
            return String(decoding: contents, as: UTF8.self).split(
                omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        #else
            return nil
        #endif
    }
}

extension Substring {
    fileprivate var trimmingBlanks: String { String(self).trimmingBlanks }
}
