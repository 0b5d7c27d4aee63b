#if Proxy
    import NIOCore
    import NIOPosix

    /// Finds the addresses of a host, in the order in which they are to be tried. It may block.
    package typealias NameLookUp = @Sendable (_ host: String, _ port: Int) throws -> [SocketAddress]

    /// Looks up the names of servers for one event loop, on threads that may block.
    ///
    /// A name is looked up for every new connection, as Traefik does, so a server that moves is found as soon as the
    /// system's resolver knows; what caches is the system's. Connections that begin while a look-up of their name is running
    /// share it. With NIO's resolver, which does one thing at a time, a name that hangs would hold up all that come after
    /// it; here it takes as many as there are threads.
    final class NameResolver: Resolver, Sendable {
        private struct Name: Hashable {
            var host: String
            var port: Int
        }

        /// Started with the first name; not the system's queues, as they run the proxy's own tasks too.
        private static let threads: NIOThreadPool = {
            let pool = NIOThreadPool(numberOfThreads: 16)
            pool.start()
            return pool
        }()

        private let running: NIOLoopBoundBox<[Name: EventLoopFuture<[SocketAddress]>]>
        private let eventLoop: any EventLoop
        private let lookUp: NameLookUp

        init(eventLoop: any EventLoop, lookUp: @escaping NameLookUp) {
            self.eventLoop = eventLoop
            self.lookUp = lookUp
            running = NIOLoopBoundBox([:], eventLoop: eventLoop)
        }

        func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
            addresses(Name(host: host, port: port)).map { $0.filter { $0.protocol == .inet } }
        }

        func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
            addresses(Name(host: host, port: port)).map { $0.filter { $0.protocol == .inet6 } }
        }

        /// A look-up can't be interrupted; its end is nobody's then.
        func cancelQueries() {}

        private func addresses(_ name: Name) -> EventLoopFuture<[SocketAddress]> {
            if let future = running.value[name] { return future }
            let future = Self.threads.runIfActive(eventLoop: eventLoop) { [lookUp] in
                try lookUp(name.host, name.port)
            }
            running.value[name] = future
            future.whenComplete { _ in self.running.value[name] = nil }
            return future
        }
    }
#endif
