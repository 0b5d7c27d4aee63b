"""TLS by curl, by a WebSocket client and by hand: what comes through, what a change of certificates does, what it takes."""

import hashlib
import os
import shutil
import signal
import socket
import ssl
import subprocess
import time

from . import bulk, curl, websocket

ANSWER_BYTES = 8 << 20
IDLE_CONNECTIONS = 500
#: What an idle connection may take of the proxy's memory, and how far the measurement may be off.
IDLE_KIB = 35
DAYS = 30


def make_certificate(setup, name, subject):
    """A self-signed certificate for names in `example`; returns its path, without the ending."""
    if not shutil.which("openssl"):
        setup.skip("no openssl")
    directory = setup.file("certificates")
    os.makedirs(directory, exist_ok=True)
    path = os.path.join(directory, name)
    names = "subjectAltName=" + ",".join(f"DNS:{host}.example" for host in ("tls", "bulk", "socket"))
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", str(DAYS), "-subj", f"/CN={subject}"]
    command += ["-addext", names, "-keyout", path + ".key", "-out", path + ".pem"]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return path


def put_certificate(setup, subject):
    """Puts a certificate where the configuration looks for one, and waits until it is shown."""
    path = make_certificate(setup, "next", subject)
    for ending in (".pem", ".key"):
        os.replace(path + ending, setup.file("certificates/tools" + ending))
    setup.process.process.send_signal(signal.SIGHUP)
    await_certificate(setup, expected(setup))


def expected(setup):
    with open(setup.file("certificates/tools.pem")) as file:
        return ssl.PEM_cert_to_DER_cert(file.read())


def await_certificate(setup, wanted):
    deadline = time.monotonic() + 5
    while (shown := certificate(setup)) != wanted:
        assert time.monotonic() < deadline, "the certificate is not shown"
        time.sleep(0.05)
    return shown


def certificate(setup):
    with connect(setup, "tls.example") as connection:
        return connection.getpeercert(True)


def connect(setup, name, room=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    raw = socket.socket()
    if room:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    raw.settimeout(30)
    raw.connect(("127.0.0.1", setup.place.ports["encrypted"]))
    return context.wrap_socket(raw, server_hostname=name)


def start(setup):
    if not os.path.exists(setup.file("certificates/tools.pem")):
        os.makedirs(setup.file("certificates"), exist_ok=True)
        put_certificate(setup, "first")


def curl_verifies(setup):
    start(setup)
    port = setup.place.ports["encrypted"]
    command = [setup.program("curl"), "--silent", "--show-error", "--max-time", "20", "--http1.1"]
    command += ["--cacert", setup.file("certificates/tools.pem"), "--resolve", f"tls.example:{port}:127.0.0.1"]
    command += ["--write-out", "%{http_code} %{num_connects} ", "--output", os.devnull]
    urls = [f"https://tls.example:{port}/one", "--output", os.devnull, f"https://tls.example:{port}/two"]
    done = subprocess.run([*command, *urls], capture_output=True, timeout=40)
    assert done.stdout == b"200 1 200 0 ", (done.stdout, done.stderr)
    seen = [(request["line"], dict(request["headers"])) for request in setup.place.upstream.take()]
    assert [line for line, _ in seen] == ["GET /one HTTP/1.1", "GET /two HTTP/1.1"], seen
    assert all(headers["X-Forwarded-Proto"] == "https" for _, headers in seen), seen


def upload(setup):
    start(setup)
    body = curl.BIG
    with connect(setup, "tls.example") as connection:
        connection.sendall(b"PUT /up HTTP/1.1\r\nHost: tls.example\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200 ")
    assert hashlib.sha256(body).hexdigest()[:16] in setup.place.upstream.take()[0]["body"]


def slow_reader(setup):
    """A last answer comes whole, with TLS's own goodbye behind it, however slowly it is read."""
    start(setup)
    bulk.start(setup)
    for line in (b"HTTP/1.0", b"HTTP/1.1\r\nConnection: close"):
        with connect(setup, "bulk.example", room=1 << 14) as connection:
            connection.suppress_ragged_eofs = False
            connection.sendall(b"GET /%d %b\r\nHost: bulk.example\r\n\r\n" % (ANSWER_BYTES, line))
            time.sleep(0.3)
            received = b""
            while piece := connection.recv(1 << 15):
                received += piece
                time.sleep(0.001)
        body = received.partition(b"\r\n\r\n")[2]
        assert len(body) == ANSWER_BYTES, len(body)


def websockets(setup):
    start(setup)
    websocket.start(setup)
    from websockets.sync.client import connect as open_socket

    tcp = connect(setup, "socket.example")
    port = setup.place.ports["encrypted"]
    # The handshake is done already.
    with open_socket(f"ws://socket.example:{port}/echo", sock=tcp, proxy=None, max_size=None, open_timeout=10) as peer:
        for message in ("text", b"\x00\xff" * 100, websocket.MEBIBYTE):
            peer.send(message)
            assert peer.recv(20) == message


def changed_certificate(setup):
    """A new certificate is shown to new connections; those that are there go on."""
    start(setup)
    with connect(setup, "tls.example") as connection:
        put_certificate(setup, "second")
        connection.sendall(b"GET /old HTTP/1.1\r\nHost: tls.example\r\n\r\n")
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200 ")


def broken_certificate(setup):
    """A certificate that can't be read is left out, and named; the proxy shows its own."""
    start(setup)
    path = setup.file("certificates/tools.pem", b"no certificate")
    setup.process.process.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + 5
    while b"TRAEFIK DEFAULT CERT" not in certificate(setup):
        assert time.monotonic() < deadline, "the broken certificate made no difference"
        time.sleep(0.05)
    with open(setup.file("turnout.log")) as log:
        assert any("unusable-certificate" in line and path in line for line in log)
    put_certificate(setup, "third")


def no_handshake(setup):
    """What only begins like a handshake ends the connection, and nothing else."""
    for data in (b"\x16", b"\x16\x03\x01\x00\x05hello", b"\x16\x03\x01\xff\xff" + bytes(70_000), b"\x16GET / HTTP/1.1\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", setup.place.ports["encrypted"])) as connection:
            connection.settimeout(10)
            try:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(1 << 16):
                    pass
            except ConnectionError:
                pass
    start(setup)
    assert certificate(setup) == expected(setup)


def idle_connections(setup):
    """What connections take that wait for a request after their handshake."""
    start(setup)
    before = bulk.memory(setup.pid)
    connections = [connect(setup, "tls.example") for _ in range(IDLE_CONNECTIONS)]
    for connection in connections:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: tls.example\r\n\r\n")
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200 ")
    time.sleep(1)
    each = (bulk.memory(setup.pid) - before) / IDLE_CONNECTIONS / 1024
    for connection in connections:
        connection.close()
    setup.place.upstream.take()
    assert each <= IDLE_KIB, f"{each:.1f} KiB each"
    return f"{each:.1f} KiB each"


CHECKS = {
    f.__name__.replace("_", "-"): f
    for f in (
        curl_verifies, upload, slow_reader, websockets, changed_certificate, broken_certificate, no_handshake,
        idle_connections,
    )
}
