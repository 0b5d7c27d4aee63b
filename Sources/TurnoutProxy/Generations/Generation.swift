#if Proxy
    import Turnout
    import TurnoutConfiguration

    /// What a router does with the requests that it wins. Interned like services; a running request holds this and
    /// nothing else of a generation.
    final class RouterAction: Sendable {
        let definition: RoutingConfiguration.RouterDefinition
        let service: Service
        /// Of the service, whose object a request need not touch to find what its loop knows of it.
        let serviceID: ObjectIdentifier
        /// `nil` = none.
        let chain: MiddlewareChain?
        let chainID: ObjectIdentifier?
        let observation: RouterObservation

        /// Its requests pass middlewares, or the service looks at them.
        let needsExchange: Bool

        init(
            _ definition: RoutingConfiguration.RouterDefinition, service: Service, chain: MiddlewareChain? = nil,
            observation: RouterObservation = RouterObservation()
        ) {
            self.definition = definition
            self.service = service
            serviceID = ObjectIdentifier(service)
            self.chain = chain
            chainID = chain.map { ObjectIdentifier($0) }
            self.observation = observation
            needsExchange = chain != nil || service.needsExchange
        }
    }

    /// Who takes note of a router's requests, and whose they count as.
    struct RouterObservation: Sendable {
        let observers: Observers
        /// `nil` if nobody takes note of them.
        let owner: SeriesOwner?
        // What each request needs, here, where it is next to what has been looked at.
        /// Of the owner; 0 = there is none.
        let number: Int
        /// Of the router; empty without an owner.
        let label: String

        init() { (observers, owner, number, label) = ([], nil, 0, "") }

        init(observers: Observers, label: String, owner: SeriesOwner) {
            self.observers = observers
            self.label = label
            self.owner = owner
            number = owner.identity.number
        }
    }

    /// The tables of one entry point. An object, or each request would copy what both hold.
    final class EntryPointTables: Sendable {
        let plain: RoutingTable<RouterAction>
        let tls: RoutingTable<RouterAction>
        /// `nil` = the entry point takes part in no handshake.
        let handshakes: Handshakes?
        /// Whether a connection with TLS may have been agreed on for other hosts than it is asked for.
        let hostsDiffer: Bool

        init(plain: RoutingTable<RouterAction>, tls: RoutingTable<RouterAction>, handshakes: Handshakes? = nil) {
            hostsDiffer = handshakes?.areUniform == false
            self.plain = plain
            self.tls = tls
            self.handshakes = handshakes
        }

        func route(_ request: borrowing Request, isTLS: Bool) -> RouterAction? {
            isTLS ? tls.route(request) : plain.route(request)
        }
    }

    /// A configuration in force: the tables of all entry points. Each event loop holds the current one; nothing else
    /// does, so a reload frees the old one as soon as the last loop has moved on.
    final class Generation: Sendable {
        /// Counts from 1; 0 is the empty one before the first configuration.
        let number: Int
        /// By the number of the entry point.
        let entryPoints: [EntryPointTables]
        private let services: Set<ObjectIdentifier>
        private let ledger: GenerationLedger

        init(
            number: Int, entryPoints: [EntryPointTables], services: [Service], ledger: GenerationLedger
        ) {
            self.number = number
            self.entryPoints = entryPoints
            self.services = Set(services.map { ObjectIdentifier($0) })
            self.ledger = ledger
            ledger.add(
                number, tableBytes: entryPoints.reduce(0) { $0 + $1.plain.tableBytes + $1.tls.tableBytes })
        }

        deinit { ledger.remove(number) }

        func holds(_ service: Service) -> Bool { services.contains(ObjectIdentifier(service)) }
    }
#endif
