"""A gigabyte each way past a slow reader: the proxy's memory stays where it is, and the sender is held back."""

import socket
import threading
import time

import beside

GIGABYTE = 1 << 30
GROWTH_BYTES = 4 << 20
#: What sockets of the kernel may hold between the two ends, over and above the proxy.
HELD_BYTES = 32 << 20
PIECE = bytes(1 << 18)


class BulkServer(beside.Server):
    """Sends what `GET /BYTES` asks for, takes what any other request brings, and knows how far it has come.

    `GET /ends/BYTES` ends with its connection. `GET /tunnel/BYTES` switches protocols, and sends when the other side has
    sent all.
    """

    def __init__(self, port, host="127.0.0.1"):
        self.connections = []
        self.sent = 0
        self.received = 0
        #: Set when a connection has ended; when that was.
        self.ended = threading.Event()
        #: While cleared, nothing is read.
        self.reads = threading.Event()
        self.reads.set()
        super().__init__(port, host)

    def close(self):
        """Takes no more connections, and ends those that are idle."""
        super().close()
        for connection in self.connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def reset(self):
        self.sent = self.received = 0
        self.ended.clear()

    def serve(self, connection):
        self.connections.append(connection)
        try:
            with connection:
                pending = b""
                while True:
                    while b"\r\n\r\n" not in pending:
                        data = connection.recv(1 << 16)
                        if not data:
                            return
                        pending += data
                    head, pending = pending.split(b"\r\n\r\n", 1)
                    if head.startswith(b"GET /probe"):
                        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                    elif head.startswith(b"GET /tunnel/"):
                        connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n")
                        while connection.recv(1 << 16):
                            pass
                        connection.sendall(bytes(int(head.split(b" ")[1][8:])))
                        return
                    elif head.startswith(b"GET /ends/"):
                        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(int(head.split(b" ")[1][6:])))
                        return
                    elif head.startswith(b"GET"):
                        self.send(connection, int(head.split(b" ")[1][1:]))
                    else:
                        self.take(connection, head, len(pending))
                        pending = b""
        except (OSError, ValueError):
            pass
        finally:
            self.ended.set()

    def send(self, connection, count):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % count)
        sent = 0
        while sent < count:
            sent += connection.send(PIECE[: count - sent])
            self.sent = sent

    def take(self, connection, head, already):
        line = next(h for h in head.split(b"\r\n") if h.lower().startswith(b"content-length:"))
        count = int(line.split(b":")[1])
        received = already
        while received < count:
            self.reads.wait()
            data = connection.recv(1 << 18)
            if not data:
                return
            received += len(data)
            self.received = received
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


server = None


def start(setup):
    global server
    if not server:
        server = BulkServer(setup.place.ports["bulk"])
    server.reset()
    server.reads.set()
    return server


def memory(pid):
    """The proportional set size of the proxy in bytes."""
    with open(f"/proc/{pid}/smaps_rollup") as file:
        return 1024 * next(int(line.split()[1]) for line in file if line.startswith("Pss:"))


def connect(setup):
    connection = socket.create_connection(("127.0.0.1", setup.port))
    connection.settimeout(30)
    return connection


def get(setup, count):
    connection = connect(setup)
    connection.sendall(b"GET /%d HTTP/1.1\r\nHost: bulk.example\r\n\r\n" % count)
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = connection.recv(1)
        assert byte, head
        head += byte
    assert head.startswith(b"HTTP/1.1 200 "), head
    return connection


def put(setup, count):
    connection = connect(setup)
    connection.sendall(b"PUT / HTTP/1.1\r\nHost: bulk.example\r\nContent-Length: %d\r\n\r\n" % count)
    return connection


class Watch:
    """Looks at the proxy's memory every 50 ms."""

    def __init__(self, pid):
        self.pid = pid
        self.first = self.most = memory(pid)
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self):
        try:
            while not self.stopped.wait(0.05):
                self.most = max(self.most, memory(self.pid))
        except (OSError, StopIteration):
            # The proxy died, which is reported elsewhere.
            pass

    def growth(self):
        self.stopped.set()
        self.thread.join()
        return self.most - self.first


def warm_up(setup):
    """Code and buffers that any transfer needs are not growth."""
    with get(setup, 8 << 20) as connection:
        drain(connection, 8 << 20)
    server.reset()


def drain(connection, count):
    """Reads so many bytes, or some more; returns how many."""
    received = 0
    buffer = bytearray(1 << 18)
    while received < count:
        got = connection.recv_into(buffer)
        assert got, f"ended after {received} of {count} bytes"
        received += got
    return received


def standstill(progress):
    """Waits until a number doesn't grow any more."""
    last = -1
    while (now := progress()) != last:
        last = now
        time.sleep(0.5)
    return now


def download_to_a_slow_reader(setup):
    upstream = start(setup)
    warm_up(setup)
    watch = Watch(setup.pid)
    with get(setup, GIGABYTE) as connection:
        first = drain(connection, 1 << 20)
        held = standstill(lambda: upstream.sent) - first
        started = time.monotonic()
        drain(connection, GIGABYTE - first)
        seconds = time.monotonic() - started
    growth = watch.growth()
    assert held < HELD_BYTES, f"{held >> 20} MiB went out while the client read nothing"
    assert growth < GROWTH_BYTES, f"grew by {growth / 1e6:.1f} MB"
    return f"{held / 1e6:.1f} MB on the way to a stalled reader, {1074 / seconds:.0f} MB/s after, grew by {growth / 1e6:.2f} MB"


def upload_to_a_slow_reader(setup):
    upstream = start(setup)
    warm_up(setup)
    watch = Watch(setup.pid)
    upstream.reads.clear()
    sent = 0

    def send():
        nonlocal sent
        while sent < GIGABYTE:
            sent += connection.send(PIECE[: GIGABYTE - sent])

    with put(setup, GIGABYTE) as connection:
        sender = threading.Thread(target=send, daemon=True)
        sender.start()
        held = standstill(lambda: sent)
        started = time.monotonic()
        upstream.reads.set()
        sender.join(60)
        answer = connection.recv(1 << 16)
        seconds = time.monotonic() - started
    growth = watch.growth()
    assert answer.startswith(b"HTTP/1.1 200 "), answer
    assert upstream.received == GIGABYTE, upstream.received
    assert held < HELD_BYTES, f"{held >> 20} MiB were taken while the upstream read nothing"
    assert growth < GROWTH_BYTES, f"grew by {growth / 1e6:.1f} MB"
    return f"{held / 1e6:.1f} MB on the way to a stalled reader, {1074 / seconds:.0f} MB/s after, grew by {growth / 1e6:.2f} MB"


def many_stalled_readers(setup):
    """A hundred readers that stall; each holds a bounded amount, and nothing once they are gone."""
    start(setup)
    warm_up(setup)
    before = memory(setup.pid)
    connections = [get(setup, GIGABYTE) for _ in range(100)]
    time.sleep(2)
    each = (memory(setup.pid) - before) / len(connections)
    with get(setup, 1 << 20) as connection:
        drain(connection, 1 << 20)
    for connection in connections:
        connection.close()
    assert each < 512 << 10, f"{each / 1024:.0f} KiB each"
    return f"{each / 1024:.0f} KiB each"


CHECKS = {f.__name__.replace("_", "-"): f for f in (download_to_a_slow_reader, upload_to_a_slow_reader, many_stalled_readers)}
