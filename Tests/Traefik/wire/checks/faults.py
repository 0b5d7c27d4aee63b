"""What goes wrong between a client, the proxy and a server: nobody is told less, or more, than what was said."""

import re
import socket
import struct
import threading
import time

from . import bulk

SLOW_READERS = 24
#: More than the kernel holds between the proxy and a reader that doesn't read.
LAST_ANSWER_BYTES = 8 << 20
#: What the kernel takes at once from a server that then goes.
ENDED_ANSWER_BYTES = 256 << 10
RESET = struct.pack("ii", 1, 0)
#: Columns of /proc/net/tcp.
ESTABLISHED, SYN_SENT, KEEPS_ALIVE = "01", "02", "02"


def connect_with_little_room(setup):
    """A client for which the kernel holds as little as can be."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
    connection.connect(("127.0.0.1", setup.port))
    connection.settimeout(30)
    return connection


def read_head(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(1 << 12)
        assert piece, data
        data += piece
    return data.split(b"\r\n\r\n", 1)


def read_slowly(connection):
    """Reads to the end, slower than anybody sends; returns how many bytes came."""
    received = 0
    time.sleep(0.3)
    while piece := connection.recv(1 << 16):
        received += len(piece)
        time.sleep(0.004)
    return received


def each_slow_reader(read):
    """Calls `read` with a number of bytes in many threads at once; says which get less than that."""
    missing = {}

    def run(number):
        # Different ends: of some, a part stands in the proxy when the server has sent it.
        count = LAST_ANSWER_BYTES + number * 13_001
        try:
            received = read(number, count)
            if received != count:
                missing[number] = f"{count - received} bytes"
        except (OSError, AssertionError) as error:
            missing[number] = str(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(SLOW_READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not missing, f"{len(missing)} of {SLOW_READERS} slow readers lack bytes: {missing}"


def last_answers(setup):
    """A connection that ends with its answer ends behind the last byte of it, however slowly that is read."""
    bulk.start(setup)

    def read(number, count):
        with connect_with_little_room(setup) as connection:
            line = b"HTTP/1.0" if number % 2 else b"HTTP/1.1\r\nConnection: close"
            connection.sendall(b"GET /%d %b\r\nHost: bulk.example\r\n\r\n" % (count, line))
            _, body = read_head(connection)
            return len(body) + read_slowly(connection)

    each_slow_reader(read)


def last_bytes_of_tunnels(setup):
    """The client has ended its side of a tunnel; the server sends the rest and ends its own."""
    bulk.start(setup)

    def read(number, count):
        with connect_with_little_room(setup) as connection:
            connection.sendall(b"GET /tunnel/%d HTTP/1.1\r\nHost: bulk.example\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n" % count)
            head, body = read_head(connection)
            assert head.startswith(b"HTTP/1.1 101 "), head
            connection.shutdown(socket.SHUT_WR)
            return len(body) + read_slowly(connection)

    each_slow_reader(read)


def server(setup, serve):
    """Takes one connection in place of a server, reads a head from it, and leaves it to `serve`."""
    listener = socket.create_server(("127.0.0.1", setup.place.ports["faulty"]))

    def run():
        with listener, listener.accept()[0] as connection:
            read_head(connection)
            serve(connection)

    threading.Thread(target=run, daemon=True).start()


def reset_in_an_answer_to_the_end(setup):
    """An answer without a length ends with its connection; if that is reset, the answer is not whole."""

    def serve(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\nhalf")
        time.sleep(0.2)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)

    server(setup, serve)
    with bulk.connect(setup) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: faulty.example\r\n\r\n")
        received = b""
        while data := connection.recv(1 << 16):
            received += data
    assert received.endswith(b"4\r\nhalf\r\n"), received


def silence_is_asked_about(setup):
    """A client that has lost its network says nothing of it: TCP asks now and then whether it is there."""
    with bulk.connect(setup) as connection:
        connection.sendall(b"GET /do/never HTTP/1.1\r\nHost: h.example\r\n\r\n")
        assert setup.place.upstream.wait(lambda: setup.place.upstream.requests, 2), "no request arrived"
        # Acknowledgements, which have a timer too, are out by then.
        time.sleep(0.5)
        mine, main = connection.getsockname()[1], setup.place.ports["main"]
        with open("/proc/net/tcp") as file:
            rows = [line.split() for line in file][1:]
        timers = {re.sub(".*:", "", row[2]): row[5][:2] for row in rows if row[3] == ESTABLISHED and re.sub(".*:", "", row[1]) != "%04X" % mine}
    assert timers.get("%04X" % mine) == KEEPS_ALIVE, "the client is not"
    assert timers.get("%04X" % main) == KEEPS_ALIVE, "the server is not"


def aborted_connect(setup):
    """The client goes while a server that doesn't answer is being connected to: the socket goes with it."""
    before = connecting(setup)
    with bulk.connect(setup) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: full.example\r\n\r\n")
        assert setup.place.upstream.wait(lambda: connecting(setup) > before, 2), "nothing is being connected"
    assert setup.place.upstream.wait(lambda: connecting(setup) <= before, 1), "it is still being connected"


def connecting(setup):
    """How many sockets wait for the full server to answer."""
    to = ":%04X" % setup.place.ports["full"]
    with open("/proc/net/tcp") as file:
        rows = [line.split() for line in file][1:]
    return sum(row[2].endswith(to) and row[3] == SYN_SENT for row in rows)


def answers_of_ended_servers(setup):
    """Readers that stall while their servers have sent all and gone: what the kernel held for the proxy comes to stand in it."""
    bulk.start(setup)
    bulk.warm_up(setup)
    before = bulk.memory(setup.pid)
    connections = []
    for _ in range(50):
        connection = connect_with_little_room(setup)
        connection.sendall(b"GET /ends/%d HTTP/1.1\r\nHost: bulk.example\r\n\r\n" % ENDED_ANSWER_BYTES)
        connections.append(connection)
    time.sleep(1)
    each = (bulk.memory(setup.pid) - before) / len(connections)
    for connection in connections:
        connection.close()
    assert each < 2 * ENDED_ANSWER_BYTES, f"{each / 1024:.0f} KiB each"
    return f"{each / 1024:.0f} KiB each"


CHECKS = {
    f.__name__.replace("_", "-"): f
    for f in (
        last_answers, last_bytes_of_tunnels, reset_in_an_answer_to_the_end, silence_is_asked_about, aborted_connect,
        answers_of_ended_servers,
    )
}
