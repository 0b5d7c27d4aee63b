"""Addresses of both families, and names that have several."""

import socket

import client

from . import bulk


def ask(setup, host, port=None, address="127.0.0.1"):
    """The status of an answer to a request that ends its connection."""
    with socket.create_connection((address, port or setup.port)) as connection:
        connection.settimeout(5)
        connection.sendall(b"GET /probe HTTP/1.1\r\nHost: %b\r\nConnection: close\r\n\r\n" % host)
        received = b""
        while data := connection.recv(1 << 16):
            received += data
    return received[:12].decode()


def server_of_version_6(setup):
    setup.needs_ipv6()
    server = bulk.BulkServer(setup.place.ports["six"], "::1")
    assert ask(setup, b"six.example") == "HTTP/1.1 200"
    server.close()


def name_of_both_versions(setup):
    """`localhost` is ::1 and 127.0.0.1; only one of them listens, now this, now that."""
    setup.needs_ipv6()
    setup.needs_both_families("localhost")
    for host in ("::1", "127.0.0.1", "::1"):
        server = bulk.BulkServer(setup.place.ports["named"], host)
        assert ask(setup, b"named.example") == "HTTP/1.1 200", host
        server.close()
    assert ask(setup, b"named.example") == "HTTP/1.1 502"


def client_of_version_6(setup):
    setup.needs_ipv6()
    port = setup.place.ports["everywhere"]
    with socket.create_connection(("::1", port)) as connection:
        connection.settimeout(5)
        connection.sendall(b"GET /six HTTP/1.1\r\nHost: h.example\r\n\r\n")
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200 ")
    headers = dict(setup.place.upstream.take()[0]["headers"])
    assert headers["X-Forwarded-For"] == headers["X-Real-Ip"] == "::1", headers


def client_of_version_4_through_6(setup):
    """The socket is of version 6 and sees ::ffff:127.0.0.1."""
    connection = client.Client(setup.place.ports["everywhere"], None)
    connection.send(b"GET /four HTTP/1.1\r\nHost: h.example\r\n\r\n")
    assert connection.read_answer("GET")["status"] == "HTTP/1.1 200 OK"
    connection.close()
    headers = dict(setup.place.upstream.take()[0]["headers"])
    assert headers["X-Forwarded-For"] == headers["X-Real-Ip"] == "127.0.0.1", headers


CHECKS = {
    f.__name__.replace("_", "-"): f
    for f in (server_of_version_6, name_of_both_versions, client_of_version_6, client_of_version_4_through_6)
}
