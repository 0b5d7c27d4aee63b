"""WebSockets through the proxy: the client and the server of PyPI's `websockets`."""

import threading
import time

MEBIBYTE = bytes(range(256)) * 4096
server = None


def start(setup):
    global server
    if server:
        return
    setup.module("websockets")
    from websockets.sync.server import serve

    def echo(connection):
        for message in connection:
            if message == "close, please":
                connection.close(4001, "as asked")
                return
            if message == "vanish, please":
                connection.socket.close()
                return
            connection.send(message)

    server = serve(echo, "127.0.0.1", setup.place.ports["socket"], max_size=None, compression=None)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def end():
    if server:
        server.shutdown()


def connect(setup, **options):
    start(setup)
    import websockets.sync.client

    return websockets.sync.client.connect(f"ws://socket.example:{setup.port}/echo?a=b", host="127.0.0.1", max_size=None, open_timeout=10, close_timeout=10, **options)


def echo(setup):
    with connect(setup) as socket:
        for message in ("text", "é" * 1000, b"", b"\x00\xff" * 100):
            socket.send(message)
            assert socket.recv(10) == message


def megabytes(setup):
    with connect(setup, compression=None) as socket:
        for _ in range(20):
            socket.send(MEBIBYTE)
            assert socket.recv(20) == MEBIBYTE


def deflate(setup):
    with connect(setup) as socket:
        socket.send(MEBIBYTE)
        assert socket.recv(20) == MEBIBYTE


def both_ways_at_once(setup):
    with connect(setup, compression=None) as socket:
        sender = threading.Thread(target=lambda: [socket.send(b"%d" % i * 100) for i in range(5000)])
        sender.start()
        for i in range(5000):
            assert socket.recv(20) == b"%d" % i * 100, i
        sender.join()


def pings(setup):
    with connect(setup) as socket:
        assert socket.ping().wait(10)


def client_closes(setup):
    socket = connect(setup)
    socket.close(4000, "enough")
    assert socket.close_code == 4000 and socket.close_reason == "enough", (socket.close_code, socket.close_reason)


def server_closes(setup):
    import websockets.exceptions

    with connect(setup) as socket:
        socket.send("close, please")
        try:
            socket.recv(10)
            raise AssertionError("not closed")
        except websockets.exceptions.ConnectionClosed as end:
            assert (end.rcvd.code, end.rcvd.reason) == (4001, "as asked"), end


def server_vanishes(setup):
    import websockets.exceptions

    with connect(setup) as socket:
        socket.send("vanish, please")
        started = time.monotonic()
        try:
            socket.recv(10)
            raise AssertionError("not closed")
        except websockets.exceptions.ConnectionClosed:
            assert time.monotonic() - started < 2


def idle_survives(setup):
    with connect(setup) as socket:
        time.sleep(2)
        socket.send("still there")
        assert socket.recv(10) == "still there"


def many(setup):
    sockets = [connect(setup) for _ in range(50)]
    for number, socket in enumerate(sockets):
        socket.send(str(number))
    for number, socket in enumerate(sockets):
        assert socket.recv(10) == str(number)
    for socket in sockets:
        socket.close()


CHECKS = {
    f.__name__.replace("_", "-"): f
    for f in (echo, megabytes, deflate, both_ways_at_once, pings, client_closes, server_closes, server_vanishes, idle_survives, many)
}
