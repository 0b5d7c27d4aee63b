"""Handshakes and what comes behind them, through Traefik and Turnout on the same files.

    python3 tls.py --turnout PATH

Certificates are made anew each time by openssl. Both must refuse the same handshakes, show the same certificates, agree on
the same versions, and answer alike; what the upstream sees must be the same. `HTTP/2` is not offered by this client.
"""

import dataclasses
import hashlib
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import warnings

import beside
import proxies

SECONDS = 10
#: Where the two are meant to differ, with the reason.
DIFFERENCES = {
    "a suite for RSA, and no certificate of its own": "the key of the certificate that is shown then is an elliptic one",
}


@dataclasses.dataclass
class Probe:
    """A handshake and a request."""

    name: str
    host: str
    #: `None` = the host, "" = no name at all.
    server_name: str | None = None
    path: str = "/"
    point: str = "secure"
    versions: tuple = (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)
    certificate: str = ""
    protocols: tuple = ("http/1.1",)
    preamble: bytes = b""
    encrypts: bool = True


OLD = (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2)
NEW = (ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_3)
PROXY = b"PROXY TCP4 203.0.113.7 127.0.0.1 4711 443\r\n"

PROBES = [
    Probe("its own certificate", "a.example.com"),
    Probe("upper case", "A.EXAMPLE.com"),
    Probe("TLS 1.2", "a.example.com", versions=OLD),
    Probe("TLS 1.3", "a.example.com", versions=NEW),
    Probe("TLS 1.1", "a.example.com", versions=(ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_1)),
    Probe("no protocols", "a.example.com", protocols=()),
    Probe("a wildcard certificate", "x.wild.example.com"),
    Probe("a wildcard is for one label", "a.example.com", server_name="y.x.wild.example.com"),
    Probe("no certificate of its own", "b.example.com"),
    Probe("no name, an address in a certificate", "a.example.com", server_name=""),
    Probe("a name that nobody serves", "nobody.example.com"),
    Probe("no router for the path", "x.wild.example.com", path="/hostless"),
    Probe("plain on the same port", "a.example.com", path="/plain", encrypts=False),
    Probe("plain is not for routers of TLS", "a.example.com", path="/other", encrypts=False),
    Probe("TLS is not for plain routers", "b.example.com", path="/plain"),
    Probe("TLS on a plain entry point", "a.example.com", path="/plain", point="plain"),
    Probe("an entry point with TLS for all", "a.example.com", point="always"),
    Probe("plain on an entry point with TLS for all", "a.example.com", point="always", encrypts=False),
    Probe("only TLS 1.3, and has it", "modern.example.com"),
    Probe("only TLS 1.3, and has it not", "modern.example.com", versions=OLD),
    Probe("at most TLS 1.2", "old.wild.example.com"),
    Probe("a suite for RSA, and no certificate of its own", "old.example.com"),
    Probe("at most TLS 1.2, and has it not", "old.example.com", versions=NEW),
    Probe("strict, without a certificate", "strict.example.com"),
    Probe("strict, with a certificate", "y.wild.example.com"),
    Probe("certificate required, none given", "required.example.com"),
    Probe("certificate required, none given, TLS 1.2", "required.example.com", versions=OLD),
    Probe("certificate required and given", "required.example.com", certificate="client"),
    Probe("certificate required, of a stranger", "required.example.com", certificate="stranger"),
    Probe("certificate required by naming authorities", "implied.example.com"),
    Probe("certificate required by naming authorities, given", "implied.example.com", certificate="client"),
    Probe("certificate verified if given, none given", "given.example.com"),
    Probe("certificate verified if given", "given.example.com", certificate="client"),
    Probe("certificate verified if given, of a stranger", "given.example.com", certificate="stranger"),
    Probe("any certificate, none given", "any.example.com"),
    Probe("any certificate, of a stranger", "any.example.com", certificate="stranger"),
    Probe("certificate requested, none given", "requested.example.com"),
    Probe("certificate requested, of a stranger", "requested.example.com", certificate="stranger"),
    Probe("an unknown version", "version.example.com", versions=OLD),
    Probe("an unknown cipher", "cipher.example.com"),
    Probe("an unknown curve", "curve.example.com"),
    Probe("an unknown clientAuthType", "type.example.com"),
    Probe("clients to verify, no authority", "authority.example.com"),
    Probe("an authority that is not there", "absent.example.com"),
    Probe("a host of broken options", "cipher.example.com", server_name="a.example.com"),
    Probe("options of a rule without a host", "a.example.com", path="/hostless"),
    Probe("conflicting options", "conflict.example.com", path="/one", versions=OLD),
    Probe("conflicting options, the other", "conflict.example.com", path="/two"),
    Probe("another host of the same options", "b.example.com", server_name="a.example.com"),
    Probe("a host of stricter options", "required.example.com", server_name="a.example.com"),
    Probe("a host of stricter options, with a dot", "required.example.com.", server_name="a.example.com"),
    Probe("a host of stricter options, with a port", "required.example.com:443", server_name="a.example.com"),
    Probe("a host of stricter options, without a name", "required.example.com", server_name=""),
    Probe("from stricter options to others", "a.example.com", server_name="modern.example.com"),
    Probe("a certificate is told", "told.example.com", certificate="person"),
    Probe("a certificate is told, TLS 1.2", "told.example.com", versions=OLD, certificate="client"),
    Probe("a certificate is told in part", "told.example.com", path="/part", certificate="person"),
    Probe("hardly anything is told of a certificate", "told.example.com", path="/little", certificate="client"),
    Probe("there is no certificate to tell", "told.example.com"),
    Probe("what is encrypted already is not redirected", "told.example.com", path="/secured"),
    Probe("behind a PROXY header", "a.example.com", point="behind", preamble=PROXY),
]


#: Requests that go on encrypted.
SERVERS = [
    "unverified", "unverified", "verified", "misnamed", "addressed", "untrusted", "known", "unknown", "old", "speechless",
    "refusing", "broken", "auth-unverified", "auth-addressed", "auth-misnamed", "auth-untrusted", "auth-known", "auth-unknown",
]
#: Requests to a service with servers of both kinds, which each of the proxy's threads asks in turn.
MIXED_REQUESTS = 8


class EncryptedServer(beside.Server):
    """Answers with what it has been asked for, and by whom."""

    def __init__(self, place, port, certificate, authority=None):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        path = os.path.join(place.directory, "certificates", "")
        self.context.load_cert_chain(path + certificate + ".pem", path + certificate + ".key")
        if authority:
            self.context.verify_mode = ssl.CERT_REQUIRED
            self.context.load_verify_locations(path + authority + ".pem")
        self.names = {}
        self.context.sni_callback = self.note_name
        super().__init__(place.ports[port])

    def note_name(self, connection, name, context):
        self.names[connection] = name

    def serve(self, raw):
        try:
            with self.context.wrap_socket(raw, server_side=True) as connection:
                received = b""
                while data := connection.recv(1 << 16):
                    received += data
                    while b"\r\n\r\n" in received:
                        head, _, received = received.partition(b"\r\n\r\n")
                        host = next(line for line in head.decode().split("\r\n") if line.startswith("Host:"))
                        peer = dict(item[0] for item in (connection.getpeercert() or {}).get("subject", ()))
                        said = [self.names.get(connection), connection.version(), peer.get("commonName"), host]
                        body = " ".join(map(str, said)).encode()
                        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        except OSError:
            pass


def make_certificates(directory):
    """Self-signed ones, and one that an authority signed."""
    os.makedirs(directory)

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], check=True, capture_output=True, cwd=directory, timeout=60)

    def make(name, subject, *extensions):
        added = [item for extension in extensions for item in ("-addext", extension)]
        openssl(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-keyout", f"{name}.key", "-out", f"{name}.pem",
            "-subj", f"/CN={subject}", *added,
        )

    make("a", "a.example.com", "subjectAltName=DNS:a.example.com,DNS:other.example.com")
    make("wild", "wild", "subjectAltName=DNS:*.wild.example.com")
    make("address", "address", "subjectAltName=IP:127.0.0.1")
    make("authority", "authority")
    make("stranger", "stranger")
    make(
        "person", "a, \"b\"; c/C=DE/ST=Land/L=Ort/O=One/O=Two/OU=Unit/serialNumber=7/DC=example/DC=com",
        "subjectAltName=DNS:a.example,DNS:b.example,email:a@b.example,IP:10.0.0.1,IP:2001:db8::1,URI:https://a.example/?b=c",
    )
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "client.key", "-out", "client.csr", "-subj", "/CN=client")
    openssl(
        "x509", "-req", "-in", "client.csr", "-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial",
        "-out", "client.pem", "-days", "30",
    )


def known_certificates(directory):
    """Names by hashes."""
    known = {}
    for file in os.listdir(directory):
        if file.endswith(".pem"):
            with open(os.path.join(directory, file)) as content:
                known[hashlib.sha256(ssl.PEM_cert_to_DER_cert(content.read())).hexdigest()] = file
    return known


def name_of(certificate, known):
    if b"TRAEFIK DEFAULT CERT" in certificate:
        return "default"
    return known.get(hashlib.sha256(certificate).hexdigest(), "unknown")


def run(probe, place, known):
    """What comes of a probe: a text to compare."""
    place.upstream.take()
    said = []
    try:
        raw = socket.create_connection(("127.0.0.1", place.ports[probe.point]), SECONDS)
        raw.sendall(probe.preamble)
        connection = raw
        if probe.encrypts:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            context.set_ciphers("DEFAULT@SECLEVEL=0")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                context.minimum_version, context.maximum_version = probe.versions
            if probe.protocols:
                context.set_alpn_protocols(probe.protocols)
            if probe.certificate:
                path = os.path.join(place.directory, "certificates", probe.certificate)
                context.load_cert_chain(path + ".pem", path + ".key")
            name = probe.host if probe.server_name is None else probe.server_name
            connection = context.wrap_socket(raw, server_hostname=name or None)
            said += [connection.version(), name_of(connection.getpeercert(True), known), str(connection.selected_alpn_protocol())]
        connection.sendall(
            b"GET %b HTTP/1.1\r\nHost: %b\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n" % (probe.path.encode(), probe.host.encode())
        )
        received = b""
        while piece := connection.recv(1 << 16):
            received += piece
        head, _, body = received.partition(b"\r\n\r\n")
        said.append(head.split(b"\r\n")[0].decode())
        said += sorted(line.decode() for line in head.split(b"\r\n") if line.startswith((b"Strict-Transport-Security", b"Public-Key-Pins")))
        if not head.startswith(b"HTTP/1.1 200"):
            said.append(body.decode())
    except (OSError, ssl.SSLError) as error:
        # With TLS 1.3 the client has done its part before the server refuses its certificate.
        said = ["timeout" if isinstance(error, TimeoutError) else "refused"]
    else:
        if said[-1] == "":
            said = ["refused"]
    finally:
        raw.close()
    for request in place.upstream.take():
        said.append(place.without_ports(str([request["line"], sorted(map(tuple, request["headers"]))])))
    return " | ".join(said)


def ask(place, path):
    """What comes of a request that goes on encrypted."""
    place.upstream.take()
    with socket.create_connection(("127.0.0.1", place.ports["plain"]), 2 * SECONDS) as connection:
        connection.sendall(b"GET /%b HTTP/1.1\r\nHost: h.example\r\nConnection: close\r\n\r\n" % path.encode())
        received = b""
        while piece := connection.recv(1 << 16):
            received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    return f"{head.split(bytes([13]))[0].decode()} | {body.decode()}"


def run_all(command, directory, log):
    """The outcomes of all probes through one proxy."""
    place = proxies.Place(directory, "configuration-tls", ["main"])
    process = proxies.Proxy(command, place, log)
    known = known_certificates(os.path.join(directory, "certificates"))
    try:
        deadline = time.monotonic() + 30
        # The entry point listens before there are routers and certificates.
        while "200 OK" not in run(PROBES[0], place, known) and time.monotonic() < deadline:
            time.sleep(0.1)
        outcomes = {probe.name: run(probe, place, known) for probe in PROBES}
        servers = [
            EncryptedServer(place, "encrypted", "a"),
            EncryptedServer(place, "addressed", "address"),
            EncryptedServer(place, "mutual", "a", "authority"),
        ]
        for number, path in enumerate(SERVERS):
            outcomes[f"server {number}: {path}"] = place.without_ports(ask(place, path))
        mixed = {place.without_ports(ask(place, "mixed")) for _ in range(MIXED_REQUESTS)}
        outcomes["servers of both kinds"] = " and ".join(sorted(mixed))
        for server in servers:
            server.close()
        return outcomes
    finally:
        process.stop()
        place.upstream.close()


def main():
    options = beside.arguments(__doc__).parse_args()
    if not shutil.which("openssl"):
        sys.exit("skipped: no openssl")
    with tempfile.TemporaryDirectory(prefix="turnout-tls-") as directory:
        make_certificates(os.path.join(directory, "certificates"))
        command = beside.traefik(directory)
        expected = run_all(command, directory, "traefik.log")
        found = run_all(proxies.turnout_command(options.turnout), directory, "turnout.log")
    beside.report(expected, found, DIFFERENCES, options.show)


if __name__ == "__main__":
    main()
