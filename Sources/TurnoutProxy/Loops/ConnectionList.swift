#if Proxy
    /// An element of a `ConnectionList`, which remembers its place there.
    protocol ListedConnection: AnyObject {
        /// -1 when it is in no list.
        var listIndex: Int { get set }
    }

    /// The connections of a loop; adding and removing one costs the same however many there are.
    struct ConnectionList<Connection: ListedConnection> {
        private var connections: [Connection] = []

        var count: Int { connections.count }

        mutating func add(_ connection: Connection) {
            connection.listIndex = connections.count
            connections.append(connection)
        }

        mutating func remove(_ connection: Connection) {
            let index = connection.listIndex
            guard index >= 0 else { return }
            connection.listIndex = -1
            let last = connections.removeLast()
            guard last !== connection else { return }
            connections[index] = last
            last.listIndex = index
        }

        /// Calls `body` for those that are there now; it may remove any of them.
        func each(_ body: (Connection) -> Void) {
            for connection in connections where connection.listIndex >= 0 { body(connection) }
        }
    }
#endif
