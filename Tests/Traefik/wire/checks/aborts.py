"""Whoever goes away, the other side is told within a second, whatever it was doing."""

import socket
import struct
import time

from . import bulk

SOON_SECONDS = 1


def resets(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def told(upstream):
    started = time.monotonic()
    assert upstream.ended.wait(SOON_SECONDS), "the upstream was not told"
    return f"{1000 * (time.monotonic() - started):.0f} ms"


def download_aborted(setup):
    upstream = bulk.start(setup)
    connection = bulk.get(setup, bulk.GIGABYTE)
    bulk.drain(connection, 1 << 20)
    connection.close()
    return told(upstream)


def download_reset(setup):
    upstream = bulk.start(setup)
    connection = bulk.get(setup, bulk.GIGABYTE)
    bulk.drain(connection, 1 << 20)
    resets(connection)
    return told(upstream)


def stalled_download_aborted(setup):
    """The client has read nothing for a while, so nothing is being read from the upstream either."""
    upstream = bulk.start(setup)
    connection = bulk.get(setup, bulk.GIGABYTE)
    bulk.standstill(lambda: upstream.sent)
    connection.close()
    return told(upstream)


def upload_aborted(setup):
    upstream = bulk.start(setup)
    connection = bulk.put(setup, bulk.GIGABYTE)
    connection.sendall(bytes(1 << 20))
    time.sleep(0.1)
    connection.close()
    return told(upstream)


def upload_reset(setup):
    upstream = bulk.start(setup)
    connection = bulk.put(setup, bulk.GIGABYTE)
    connection.sendall(bytes(1 << 20))
    time.sleep(0.1)
    resets(connection)
    return told(upstream)


def stalled_upload_reset(setup):
    """The upstream reads nothing, so nothing is being read from the client either."""
    upstream = bulk.start(setup)
    upstream.reads.clear()
    connection = bulk.put(setup, bulk.GIGABYTE)
    connection.settimeout(1)
    try:
        while True:
            connection.send(bulk.PIECE)
    except TimeoutError:
        pass
    resets(connection)
    time.sleep(0.2)
    upstream.reads.set()
    return told(upstream)


def waiting_for_an_answer_aborted(setup):
    connection = bulk.connect(setup)
    connection.sendall(b"GET /do/never HTTP/1.1\r\nHost: h.example\r\n\r\n")
    recorded = setup.place.upstream
    assert recorded.wait(lambda: recorded.requests, 2), "no request arrived"
    before = recorded.open_connections("main")
    connection.close()
    started = time.monotonic()
    assert recorded.wait(lambda: recorded.open_connections("main") < before, SOON_SECONDS), "the upstream was not told"
    return f"{1000 * (time.monotonic() - started):.0f} ms"


def upstream_gone_in_a_download(setup):
    connection = bulk.connect(setup)
    connection.sendall(b"GET /do/cut-length-large HTTP/1.1\r\nHost: h.example\r\n\r\n")
    started = time.monotonic()
    received = 0
    while data := connection.recv(1 << 18):
        received += len(data)
    assert time.monotonic() - started < SOON_SECONDS, "the client was not told"
    return f"{received} bytes, then the end"


def tunnel_aborted(setup):
    recorded = setup.place.upstream
    connection = bulk.connect(setup)
    connection.sendall(b"GET /do/echo HTTP/1.1\r\nHost: h.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
    assert connection.recv(1 << 16).startswith(b"HTTP/1.1 101 ")
    connection.sendall(b"ping")
    assert connection.recv(1 << 16) == b"ping"
    before = recorded.open_connections("main")
    connection.close()
    assert recorded.wait(lambda: recorded.open_connections("main") < before, SOON_SECONDS), "the upstream was not told"


def serves_on(setup):
    """After all that the proxy answers, and keeps no connection to an upstream open for anybody."""
    with bulk.get(setup, 1 << 20) as connection:
        bulk.drain(connection, 1 << 20)


CHECKS = {
    f.__name__.replace("_", "-"): f
    for f in (
        download_aborted, download_reset, stalled_download_aborted, upload_aborted, upload_reset, stalled_upload_reset,
        waiting_for_an_answer_aborted, upstream_gone_in_a_download, tunnel_aborted, serves_on,
    )
}
