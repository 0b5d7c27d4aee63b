"""WebSockets through the proxy: the client and the server of PyPI's `websockets`."""

import importlib
import socket
import threading
import time

MEBIBYTE = bytes(range(256)) * 4096
server = None


def start(setup):
    global server
    if server:
        return
    websockets = setup.module("websockets")
    importlib.import_module("websockets.exceptions")
    from websockets.sync.server import serve

    def echo(connection):
        while True:
            try:
                message = connection.recv()
            except websockets.exceptions.ConnectionClosed:
                return
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
    from websockets.sync.client import connect as websocket

    # The name is resolved by nobody: it is only said in the Host header.
    tcp = socket.create_connection(("127.0.0.1", setup.port))
    url = f"ws://socket.example:{setup.port}/echo?a=b"
    return websocket(url, sock=tcp, proxy=None, max_size=None, open_timeout=10, close_timeout=10, **options)


def echo(setup):
    with connect(setup) as peer:
        for message in ("text", "é" * 1000, b"", b"\x00\xff" * 100):
            peer.send(message)
            assert peer.recv(10) == message


def megabytes(setup):
    with connect(setup, compression=None) as peer:
        for _ in range(20):
            peer.send(MEBIBYTE)
            assert peer.recv(20) == MEBIBYTE


def deflate(setup):
    with connect(setup) as peer:
        peer.send(MEBIBYTE)
        assert peer.recv(20) == MEBIBYTE


def both_ways_at_once(setup):
    with connect(setup, compression=None) as peer:
        sender = threading.Thread(target=lambda: [peer.send(b"%d" % i * 100) for i in range(5000)])
        sender.start()
        for i in range(5000):
            assert peer.recv(20) == b"%d" % i * 100, i
        sender.join()


def pings(setup):
    with connect(setup) as peer:
        assert peer.ping().wait(10)


def client_closes(setup):
    peer = connect(setup)
    peer.close(4000, "enough")
    assert peer.close_code == 4000 and peer.close_reason == "enough", (peer.close_code, peer.close_reason)


def server_closes(setup):
    import websockets.exceptions

    with connect(setup) as peer:
        peer.send("close, please")
        try:
            peer.recv(10)
            raise AssertionError("not closed")
        except websockets.exceptions.ConnectionClosed as end:
            assert (end.rcvd.code, end.rcvd.reason) == (4001, "as asked"), end


def server_vanishes(setup):
    import websockets.exceptions

    with connect(setup) as peer:
        peer.send("vanish, please")
        started = time.monotonic()
        try:
            peer.recv(10)
            raise AssertionError("not closed")
        except websockets.exceptions.ConnectionClosed:
            assert time.monotonic() - started < 2


def idle_survives(setup):
    with connect(setup) as peer:
        time.sleep(2)
        peer.send("still there")
        assert peer.recv(10) == "still there"


def many(setup):
    peers = [connect(setup) for _ in range(50)]
    for number, peer in enumerate(peers):
        peer.send(str(number))
    for number, peer in enumerate(peers):
        assert peer.recv(10) == str(number)
    for peer in peers:
        peer.close()


CHECKS = {
    f.__name__.replace("_", "-"): f
    for f in (echo, megabytes, deflate, both_ways_at_once, pings, client_closes, server_closes, server_vanishes, idle_survives, many)
}
