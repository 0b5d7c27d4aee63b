"""An upstream of raw sockets: records what arrives byte for byte and answers as `answers.py` says.

A request to `/do/NAME` gets the answer NAME, any other path the answer `plain`. All servers of a run live in the process
of the client, so that an answer can wait for the client to have seen its first part (`gate`).
"""

import hashlib
import re
import socket
import struct
import threading
import time

import answers

#: An answer waits this long for the client at its gate.
GATE_SECONDS = 3
IDLE_SECONDS = 60
#: Connections that fill the queue of a listener with a backlog of 0, and more.
FULL_QUEUE = 4
PROBE = b"/probe"
#: Longer bodies are kept as length and digest.
KEPT_BODY_BYTES = 600


def text(data):
    return data.decode("latin-1")


def kept_body(data):
    if len(data) <= KEPT_BODY_BYTES:
        return text(data)
    return "%d bytes, sha256 %s" % (len(data), hashlib.sha256(data).hexdigest()[:16])


class Request:
    """One request as it arrived. `complete` tells whether its body ended as its framing says."""

    def __init__(self, server, number, head):
        self.server = server
        #: Which request of its connection this is, from 0.
        self.number = number
        lines = head.split(b"\r\n")
        self.line = lines[0]
        self.headers = [(n, v.strip(b" \t")) for n, _, v in (line.partition(b":") for line in lines[1:])]
        self.body = bytearray()
        self.trailers = []
        self.complete = False
        #: What arrived after a 101.
        self.tunnel = bytearray()

    def values(self, name):
        return [v for n, v in self.headers if n.lower() == name]

    @property
    def target(self):
        parts = self.line.split(b" ")
        return parts[1] if len(parts) > 1 else b""

    def observed(self):
        row = {
            "server": self.server,
            "line": text(self.line),
            "headers": [[text(n), text(v)] for n, v in self.headers],
            "body": kept_body(bytes(self.body)),
        }
        if self.trailers:
            row["trailers"] = [text(t) for t in self.trailers]
        if not self.complete:
            row["cut"] = True
        if self.tunnel:
            row["tunnel"] = kept_body(bytes(self.tunnel))
        return row


class Closed(Exception):
    """The proxy closed the connection."""


class Exchange:
    """A connection, with the request that is being answered on it."""

    def __init__(self, upstream, server, connection):
        self.upstream = upstream
        self.server = server
        self.connection = connection
        self.pending = b""
        self.request = None
        self.count = 0
        self.is_busy = False

    # While an exchange is busy, more of its request may still arrive.

    def begin(self):
        self.is_busy = True
        with self.upstream.lock:
            self.upstream.busy += 1

    def settle(self):
        if self.is_busy:
            self.is_busy = False
            with self.upstream.lock:
                self.upstream.busy -= 1

    # Reading

    def receive(self):
        try:
            data = self.connection.recv(1 << 18)
        except OSError:
            raise Closed
        if not data:
            raise Closed
        self.pending += data

    def take(self, count):
        while len(self.pending) < count:
            self.receive()
        data, self.pending = self.pending[:count], self.pending[count:]
        return data

    def take_line(self):
        while b"\r\n" not in self.pending:
            self.receive()
        line, self.pending = self.pending.split(b"\r\n", 1)
        return line

    def next_request(self):
        while b"\r\n\r\n" not in self.pending:
            self.receive()
        head, self.pending = self.pending.split(b"\r\n\r\n", 1)
        self.request = Request(self.server, self.count, head)
        self.count += 1
        if not self.request.target.startswith(PROBE):
            self.upstream.add(self.request)
        return self.request

    def read_body(self):
        request = self.request
        if request.complete:
            return
        if b"chunked" in b",".join(request.values(b"transfer-encoding")).lower():
            while size := int(self.take_line().split(b";")[0], 16):
                self.move_body(size)
                self.take_line()
            while line := self.take_line():
                request.trailers.append(line)
        else:
            self.move_body(int((request.values(b"content-length") or [b"0"])[0]))
        request.complete = True

    def move_body(self, count):
        while count:
            if not self.pending:
                self.receive()
            data, self.pending = self.pending[:count], self.pending[count:]
            self.request.body += data
            count -= len(data)

    def echo_tunnel(self):
        """Echoes what arrives until the other side ends."""
        self.request.complete = True
        self.settle()
        while True:
            if self.pending:
                self.request.tunnel += self.pending
                self.send(self.pending)
                self.pending = b""
            self.receive()

    # Writing

    def send(self, data):
        try:
            self.connection.sendall(data)
        except OSError:
            raise Closed

    def wait_for_gate(self):
        self.upstream.gate.wait(GATE_SECONDS)

    def finish(self):
        """Ends what is sent, and drops what still arrives, so that the answer isn't lost."""
        try:
            self.connection.shutdown(socket.SHUT_WR)
        except OSError:
            raise Closed
        self.settle()
        while True:
            self.receive()
            self.pending = b""

    def reset(self):
        """Ends the connection with RST instead of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


class Upstream:
    """Listens on one port for each named server."""

    def __init__(self, ports):
        self.lock = threading.Lock()
        self.requests = []
        self.busy = 0
        self.connections = {}
        self.gate = threading.Event()
        self.listeners = []
        for server, port in ports.items():
            listener = socket.create_server(("127.0.0.1", port), backlog=256)
            self.listeners.append(listener)
            threading.Thread(target=self.accept, args=(server, listener), daemon=True).start()

    def listen_without_accepting(self, port):
        """A port whose queue is full: whoever connects waits for an answer of the kernel that does not come."""
        listener = socket.socket()
        listener.bind(("127.0.0.1", port))
        listener.listen(0)
        self.listeners.append(listener)
        for _ in range(FULL_QUEUE):
            waiting = socket.socket()
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.1", port))
            self.listeners.append(waiting)

    def close(self):
        for listener in self.listeners:
            listener.close()
        with self.lock:
            connections = list(self.connections)
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def accept(self, server, listener):
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.settimeout(IDLE_SECONDS)
            threading.Thread(target=self.serve, args=(server, connection), daemon=True).start()

    def serve(self, server, connection):
        exchange = Exchange(self, server, connection)
        with self.lock:
            self.connections[connection] = server
        try:
            with connection:
                while True:
                    request = exchange.next_request()
                    exchange.begin()
                    if not answers.answer(exchange, name_of(request.target)):
                        return
                    exchange.settle()
        except (Closed, ValueError):
            pass
        finally:
            exchange.settle()
            with self.lock:
                del self.connections[connection]

    def add(self, request):
        with self.lock:
            self.requests.append(request)

    def wait(self, condition, seconds):
        """Waits until `condition()` holds, which is tried every 5 ms; tells whether it came to hold."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.005)
        return True

    def received(self):
        """Bytes of bodies and tunnels that arrived since the last `take`."""
        return sum(len(r.body) + len(r.tunnel) for r in list(self.requests))

    def open_connections(self, server):
        with self.lock:
            return sum(s == server for s in self.connections.values())

    def close_idle(self, server):
        """Ends the connections of a server from this side; returns after all are closed."""
        with self.lock:
            mine = [c for c, s in self.connections.items() if s == server]
        for connection in mine:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self.wait(lambda: self.open_connections(server) == 0, 2)

    def take(self, seconds=2):
        """What arrived since the last call, once nothing more can arrive of it."""
        self.wait(lambda: self.busy == 0, seconds)
        with self.lock:
            taken, self.requests = self.requests, []
        self.gate.clear()
        return [r.observed() for r in taken]


def name_of(target):
    match = re.match(rb"(?:/base)?/do/([a-z0-9-]+)", target)
    return text(match[1]) if match else "plain"
