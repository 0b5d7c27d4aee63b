"""compress, rateLimit, inFlightReq and circuitBreaker, through Traefik and Turnout on the same files.

    python3 traffic.py --turnout PATH

What the client gets must be the same: status, headers, body, trailers. A packed body is compared unpacked, and its length
isn't: the two pack differently.
"""

import dataclasses
import gzip
import os
import re
import socket
import tempfile
import threading
import time
import zlib

import beside
import proxies

SECONDS = 10
TEXT = (b"0123456789abcdef" * 4 + b"\n") * 64
#: More than sockets and buffers hold, and nothing that could be packed.
FLOOD_BYTES = 256 << 20
#: What may be under way while a client doesn't read: the buffers of four sockets, and of the proxy.
FLOOD_BOUND = 32 << 20

#: Where the two are meant to differ, with the reason.
NO_BROTLI = "there is no Brotli and no Zstandard; the next encoding that the client takes is used, or none"
EARLY = "Traefik forgets Vary behind an interim answer, and puts it into that"
DIFFERENCES = {
    "br, preferred by the client": NO_BROTLI,
    "br, preferred by the configuration": NO_BROTLI,
    "br, nothing else": NO_BROTLI,
    "zstd, nothing else": NO_BROTLI,
    "zstd, br": NO_BROTLI,
    "br, identity, gzip by weight": NO_BROTLI,
    "*, br is the configuration's first": NO_BROTLI,
    "behind an interim answer": EARLY,
}


def answer(fields, body=b"", status=b"200 OK"):
    return b"HTTP/1.1 " + status + b"\r\n" + b"".join(field + b"\r\n" for field in fields) + b"\r\n" + body


def plain(body, *fields, status=b"200 OK"):
    return answer((b"Content-Length: %d" % len(body), *fields), body, status)


def chunked(body, *fields, trailer=b""):
    chunk = b"%x\r\n%b\r\n" % (len(body), body) if body else b""
    return answer((b"Transfer-Encoding: chunked", *fields), chunk + b"0\r\n" + trailer + b"\r\n")


TYPE = b"Content-Type: text/plain"
PACKED = gzip.compress(TEXT)
#: By the last part of the path.
ANSWERS = {
    "ok": plain(b"ok"),
    "text": plain(TEXT, TYPE, b'ETag: "x"', b"Accept-Ranges: bytes"),
    "untyped": plain(TEXT),
    "html": plain(b"<html>" + TEXT),
    "parameters": plain(TEXT, b"Content-Type: TEXT/Plain; charset=y"),
    "bad-parameters": plain(TEXT, b"Content-Type: text/plain; x"),
    "bad-type": plain(TEXT, b"Content-Type: te xt"),
    "image": plain(TEXT, b"Content-Type: image/png"),
    "grpc": plain(TEXT, b"Content-Type: application/grpc"),
    "five": plain(b"hello", TYPE),
    "twenty": plain(b"h" * 20, TYPE),
    "chunks": chunked(b"hello", TYPE),
    "many-chunks": chunked(TEXT * 20, TYPE),
    "no-chunk": chunked(b"", TYPE),
    "trailers": chunked(b"hello", TYPE, b"Trailer: X-T", trailer=b"X-T: 1\r\n"),
    "until-close": answer((TYPE, b"Connection: close"), TEXT),
    "packed": plain(PACKED, TYPE, b"Content-Encoding: gzip"),
    "identity": plain(TEXT, TYPE, b"Content-Encoding: identity"),
    "vary": plain(TEXT, TYPE, b"Vary: Origin", b"Vary: Accept-Encoding"),
    "partial": plain(TEXT, TYPE, b"Content-Range: bytes 0-4159/9999", status=b"206 Partial Content"),
    "no-transform": plain(TEXT, TYPE, b"Cache-Control: no-transform"),
    "no-gzip": plain(TEXT, TYPE, b"No-Gzip-Compression: 1"),
    "204": answer((), status=b"204 No Content"),
    "304": answer((b'ETag: "x"',), status=b"304 Not Modified"),
    "empty": plain(b"", TYPE),
    "500": plain(b"no", status=b"500 Internal Server Error"),
    "early": answer((b"Link: x",), status=b"103 Early Hints") + plain(TEXT, TYPE),
    "large": plain(TEXT * 500, TYPE),
    "noise": plain(os.urandom(64 << 10), TYPE),
}


class Server(beside.Server):
    """Answers as the path says: from `ANSWERS`, or in a way of its own."""

    def __init__(self, port):
        self.sent = 0
        super().__init__(port)

    def serve(self, connection):
        received = b""
        try:
            with connection:
                while data := connection.recv(1 << 16):
                    received += data
                    while b"\r\n\r\n" in received:
                        head, _, received = received.partition(b"\r\n\r\n")
                        if not self.reply(connection, head):
                            return
        except OSError:
            pass

    def reply(self, connection, head):
        """Whether the connection goes on."""
        name, _, argument = head.split()[1].decode().rpartition("/")[2].partition("?")
        if name in ANSWERS:
            reply = ANSWERS[name]
            connection.sendall(reply.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if head.startswith(b"HEAD") else reply)
            return name != "until-close"
        if name == "slow":
            time.sleep(float(argument))
            connection.sendall(ANSWERS["ok"])
        elif name == "cut-chunks":
            connection.sendall(chunked(TEXT, TYPE)[:-5])
            time.sleep(0.2)
            return False
        elif name == "websocket":
            connection.sendall(answer((b"Connection: Upgrade", b"Upgrade: websocket"), status=b"101 Switching Protocols"))
            while data := connection.recv(1 << 16):
                connection.sendall(data)
            return False
        elif name == "events":
            connection.sendall(answer((b"Content-Type: text/event-stream", b"Transfer-Encoding: chunked")))
            for number in range(4):
                event = b"data: %d %f\n\n" % (number, time.monotonic())
                connection.sendall(b"%x\r\n%b\r\n" % (len(event), event))
                time.sleep(0.4)
            connection.sendall(b"0\r\n\r\n")
        elif name == "flood":
            connection.sendall(answer((TYPE, b"Transfer-Encoding: chunked")))
            noise = os.urandom(64 << 10)
            self.sent = 0
            while self.sent < FLOOD_BYTES:
                connection.sendall(b"%x\r\n%b\r\n" % (len(noise), noise))
                self.sent += len(noise)
            return False
        else:
            return False
        return True


def request(path, *fields, method="GET", version="1.1", host="h.example"):
    lines = [f"{method} {path} HTTP/{version}", f"Host: {host}", *fields]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def connect(place):
    return socket.create_connection(("127.0.0.1", place.ports["plain"]), SECONDS)


def exchange(place, *arguments, **options):
    """All that comes back on a connection that ends with the answer."""
    with connect(place) as connection:
        connection.sendall(request(*arguments, "Connection: close", **options))
        received = b""
        while data := connection.recv(1 << 16):
            received += data
        return received


def unchunk(raw):
    """The body, and what follows it; None without an end."""
    body = b""
    while True:
        size, _, raw = raw.partition(b"\r\n")
        if not size:
            return body, None
        count = int(size, 16)
        if count == 0:
            return body, raw
        body, raw = body + raw[:count], raw[count + 2 :]


def told(received):
    """What a client makes of an answer: a text to compare."""
    heads, rest = [], received
    while True:
        head, _, rest = rest.partition(b"\r\n\r\n")
        lines = head.decode("latin1").split("\r\n")
        lines = [lines[0]] + sorted(line for line in lines[1:] if not line.startswith(("Date:", "Connection:")))
        heads.append(lines)
        if not lines[0].startswith("HTTP/1.1 1"):
            break
    lines, body, trailers = heads[-1], rest, b""
    if "Transfer-Encoding: chunked" in lines:
        body, trailers = unchunk(rest)
    if "Content-Encoding: gzip" in lines:
        unpacking = zlib.decompressobj(31)
        unpacked = unpacking.decompress(body)
        lines = [re.sub(r"Content-Length: \d+", "Content-Length: (packed)", line) for line in lines]
        body = unpacked if unpacking.eof else unpacked + b"(unfinished)"
    elif b"\0" in body or any(line.startswith("Content-Encoding: ") for line in lines):
        body = b"(other)"
    elif "X-Retry-In" in str(lines):
        lines = [re.sub(r"(X-Retry-In: )[\d.]+", r"\1N", line) for line in lines]
    text = body.decode("latin1") if len(body) < 100 else f"{len(body)} bytes, {zlib.crc32(body):x}"
    return " | ".join([*(" | ".join(head) for head in heads[:-1]), *lines, text, str(trailers)])


@dataclasses.dataclass
class Probe:
    """A request."""

    name: str
    path: str
    #: Of Accept-Encoding; None = there is no such header.
    accepts: str | None = None
    fields: tuple = ()
    method: str = "GET"
    version: str = "1.1"
    host: str = "h.example"

    def run(self, place):
        fields = (() if self.accepts is None else ("Accept-Encoding: " + self.accepts,)) + self.fields
        return told(exchange(place, self.path, *fields, method=self.method, version=self.version, host=self.host))


PACKING = [
    Probe(name, f"/compress/{name}", "gzip")
    for name in ANSWERS
    if name not in ("ok", "early")
] + [
    Probe("behind an interim answer", "/compress/early", "gzip"),
    Probe("no answer", "/compress/dropped", "gzip"),
    Probe("chunks that break off", "/compress/cut-chunks", "gzip"),
    Probe("HEAD", "/compress/text", "gzip", method="HEAD"),
    Probe("HTTP/1.0", "/compress/text", "gzip", version="1.0"),
    Probe("HTTP/1.0, large", "/compress/large", "gzip", version="1.0"),
    Probe("HTTP/1.0, chunks", "/compress/chunks", "gzip", version="1.0"),
    Probe("a range was asked for", "/compress/text", "gzip", ("Range: bytes=0-5",)),
    Probe("a request of gRPC", "/compress/text", "gzip", ("Content-Type: application/grpc",)),
    Probe("a request of gRPC with parameters", "/compress/text", "gzip", ("Content-Type: application/grpc; a=b",)),
    Probe("a request of gRPC, of another kind", "/compress/text", "gzip", ("Content-Type: application/grpc+proto",)),
    Probe("no Accept-Encoding", "/compress/text"),
    Probe("no Accept-Encoding, a default", "/standard/text"),
    Probe("an empty Accept-Encoding", "/compress/text", ""),
    Probe("br, preferred by the client", "/compress/text", "gzip;q=0.5, br"),
    Probe("br, preferred by the configuration", "/brotli-first/text", "br, gzip"),
    Probe("br, not preferred", "/compress/text", "br, gzip"),
    Probe("br, nothing else", "/compress/text", "br"),
    Probe("br, refused", "/brotli-first/text", "br;q=0, gzip"),
    Probe("zstd, nothing else", "/compress/text", "zstd"),
    Probe("zstd, br", "/compress/text", "zstd, br"),
    Probe("zstd, which isn't configured", "/brotli-first/text", "zstd"),
    Probe("br, identity, gzip by weight", "/compress/text", "br;q=1, identity;q=0.8, gzip;q=0.5"),
    Probe("*, br is the configuration's first", "/brotli-first/text", "*"),
    Probe("* doesn't stand for gzip", "/compress/text", "*"),
    Probe("* beside gzip", "/compress/text", "*, gzip;q=0.2"),
    Probe("two lines, gzip in the first", "/compress/text", "gzip", ("Accept-Encoding: br;q=0.5",)),
    Probe("two lines, gzip in the second", "/compress/text", "x", ("Accept-Encoding: gzip",)),
    *(
        Probe(f"accepts '{accepts}'", "/compress/text", accepts)
        for accepts in (
            "GZIP", "gzip;q=0", "gzip;q=2", "gzip;q=x", "gzip ; q=0.3", "gzip;foo=1", "x-gzip", "x, gzip", "deflate",
            "identity", "identity;q=0", "identity, gzip;q=0.5", "gzip;q=0.5, identity;q=0.5",
        )
    ),
    *(
        Probe(f"{name}, {types}", f"/{types}/{name}", "gzip")
        for types in ("included", "excluded")
        for name in ("text", "untyped", "html", "parameters", "bad-parameters", "image", "chunks")
    ),
    Probe("excluded, by the request's type", "/excluded/image", "gzip", ("Content-Type: text/plain",)),
    Probe("below the minimum", "/ten/five", "gzip"),
    Probe("above the minimum", "/ten/twenty", "gzip"),
    Probe("a negative minimum", "/negative/twenty", "gzip"),
    Probe("a negative minimum, more", "/negative/text", "gzip"),
    Probe("an empty list of encodings", "/no-encodings/text", "gzip"),
    *(Probe(f"refused: {name}", f"/{name}/ok") for name in ("both-lists", "unknown-encoding", "bad-type", "bad-standard")),
]

#: In this order, shortly after one another.
LIMITING = [
    Probe("rate: first", "/rate/ok"),
    Probe("rate: second, of the burst", "/rate/ok"),
    Probe("rate: third", "/rate/ok"),
    Probe("rate: HEAD", "/rate/ok", method="HEAD"),
    Probe("rate: another router with the same limit", "/rate-too/ok"),
    Probe("no limit: first", "/unlimited/ok"),
    Probe("no limit: second", "/unlimited/ok"),
    Probe("a negative average: first", "/negative-average/ok"),
    Probe("a negative average: second", "/negative-average/ok"),
    Probe("a negative period", "/negative-period/ok"),
    Probe("a negative burst: first", "/negative-burst/ok"),
    Probe("a negative burst: second", "/negative-burst/ok"),
    Probe("by header: none", "/rate-by-header/ok"),
    Probe("by header: a", "/rate-by-header/ok", fields=("X-Source: a",)),
    Probe("by header: a again", "/rate-by-header/ok", fields=("x-source: a",)),
    Probe("by header: a long one", "/rate-by-header/ok", fields=("X-Source: " + "b" * 1000,)),
    Probe("by header: another long one", "/rate-by-header/ok", fields=("X-Source: " + "b" * 1001,)),
    Probe("by header: the long one again", "/rate-by-header/ok", fields=("X-Source: " + "b" * 1000,)),
    Probe("by header: none again", "/rate-by-header/ok"),
    Probe("by host: a", "/rate-by-host/ok", host="a.example"),
    Probe("by host: A", "/rate-by-host/ok", host="A.example"),
    Probe("by host: a again", "/rate-by-host/ok", host="a.example"),
    Probe("by depth: first", "/rate-by-depth/ok", fields=("X-Forwarded-For: 192.0.2.1",)),
    Probe("by depth: another that isn't believed", "/rate-by-depth/ok", fields=("X-Forwarded-For: 192.0.2.2",)),
    Probe("two criteria", "/two-criteria/ok"),
    Probe("a bad subnet", "/bad-subnet/ok"),
    Probe("in flight: none allowed", "/flight-none/ok"),
    Probe("in flight: less than none", "/flight-negative/ok"),
    Probe("a bad expression", "/breaker-expression/ok"),
]


def waits(place):
    """How requests fare that come too early by little, by much, and not at all, at four a second."""
    said = []
    for interval in (0.15, 0.15, 0.35, 0):
        start = time.monotonic()
        status = exchange(place, "/fast/ok").split()[1].decode()
        duration = time.monotonic() - start
        said.append(f"{status} {'waited' if duration > 0.06 else 'at once'}")
        time.sleep(max(0, interval - duration))
    return " | ".join(said)


def at_once(place, count, path, *fields):
    """The statuses of requests that are under way together, in the order in which they came."""
    statuses = [None] * count

    def ask(number):
        statuses[number] = exchange(place, path, *fields).split()[1].decode()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    for thread in threads:
        thread.join()
    return " ".join(statuses)


def websockets(place):
    """A WebSocket counts as long as it lasts, whoever ends it."""
    upgrade = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")
    connections, statuses = [], []
    for _ in range(3):
        connections.append(connect(place))
        connections[-1].sendall(request("/flight/websocket", *upgrade))
        statuses.append(connections[-1].recv(1 << 16).split()[1].decode())
    connections[0].sendall(b"hello")
    statuses.append(connections[0].recv(1 << 16).decode())
    connections[0].close()
    time.sleep(0.3)
    statuses += [exchange(place, "/flight/ok").split()[1].decode(), at_once(place, 2, "/flight/slow?0.3")]
    for connection in connections[1:]:
        connection.close()
    time.sleep(0.3)
    return " ".join([*statuses, at_once(place, 3, "/flight/slow?0.3")])


def gone_clients(place):
    """Clients that go away before the answer give their places back."""
    connections = [connect(place) for _ in range(2)]
    for connection in connections:
        connection.sendall(request("/flight/slow?2"))
    time.sleep(0.1)
    before = exchange(place, "/flight/ok").split()[1].decode()
    for connection in connections:
        connection.close()
    time.sleep(0.3)
    return before + " " + exchange(place, "/flight/ok").split()[1].decode()


def opens(place, failing, ordinary, attempts=2):
    """What a breaker answers once it has opened."""
    for _ in range(attempts):
        exchange(place, failing)
        time.sleep(0.02)
    return told(exchange(place, ordinary)) + " | " + told(exchange(place, ordinary, method="HEAD"))


def recovers(place):
    """A breaker that opens for one second, and lets more and more through in the next two."""
    start = time.monotonic()
    exchange(place, "/recovering/dropped")
    statuses = []
    while (elapsed := time.monotonic() - start) < 3.8:
        statuses.append((elapsed, exchange(place, "/recovering/ok").split()[1].decode()))
        time.sleep(0.02)

    def share(begin, end):
        part = [status for elapsed, status in statuses if begin < elapsed < end]
        return part.count("200") / len(part)

    ramp = [share(0.05, 0.95), share(1.1, 1.6), share(2.4, 2.9), share(3.4, 3.8)]
    isRising = ramp[0] == 0 and 0.02 < ramp[1] < 0.45 and 0.3 < ramp[2] < 0.95 and ramp[3] == 1
    return f"none, few, many, all: {isRising}" + ("" if isRising else f" {ramp}")


def events(place):
    """Whether packed events come as they are sent."""
    with connect(place) as connection:
        connection.sendall(request("/compress/events", "Accept-Encoding: gzip"))
        unpacking, raw, seen, prompt = zlib.decompressobj(31), b"", b"", True
        head = b""
        while not raw.endswith(b"0\r\n\r\n"):
            data = connection.recv(1 << 16)
            if not data:
                break
            if not head:
                raw += data
                if b"\r\n\r\n" not in raw:
                    continue
                head, _, raw = raw.partition(b"\r\n\r\n")
            else:
                raw += data
            body = b""
            rest = raw
            while b"\r\n" in rest:
                size, _, rest = rest.partition(b"\r\n")
                body, rest = body + rest[: int(size, 16)], rest[int(size, 16) + 2 :]
            unpacking = zlib.decompressobj(31)
            fresh = unpacking.decompress(body)[len(seen) :]
            seen += fresh
            for event in fresh.split(b"\n\n")[:-1]:
                prompt = prompt and time.monotonic() - float(event.split()[2]) < 0.2
        return f"packed: {b'gzip' in head}, prompt: {prompt}, events: {seen.count(b'data')}"


def flood(place, server):
    """Whether a server is held up whose client doesn't read."""
    with connect(place) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 << 10)
        connection.sendall(request("/compress/flood", "Accept-Encoding: gzip"))
        time.sleep(2)
        return f"held up: {0 < server.sent < FLOOD_BOUND}"


def run_all(command, directory, log):
    """The outcomes of everything through one proxy."""
    place = proxies.Place(directory, "configuration-traffic", [])
    process = proxies.Proxy(command, place, log)
    server = Server(place.ports["answers"])
    try:
        time.sleep(2)
        outcomes = {probe.name: probe.run(place) for probe in PACKING + LIMITING}
        outcomes["rate: early requests wait"] = waits(place)
        outcomes["in flight: four at once"] = at_once(place, 4, "/flight/slow?0.5")
        outcomes["in flight: by header"] = at_once(place, 2, "/flight-by-header/slow?0.3", "X-Source: a")
        outcomes["in flight: WebSockets"] = websockets(place)
        outcomes["in flight: clients that go away"] = gone_clients(place)
        outcomes["breaker: network errors"] = opens(place, "/breaker/dropped", "/breaker/ok", attempts=1)
        outcomes["breaker: another router with the same one"] = told(exchange(place, "/breaker-too/ok"))
        outcomes["breaker: codes"] = opens(place, "/breaker-code/500", "/breaker-code/ok")
        outcomes["breaker: latency"] = opens(place, "/breaker-latency/slow?0.3", "/breaker-latency/ok", attempts=1)
        outcomes["breaker: recovers"] = recovers(place)
        outcomes["packed events"] = events(place)
        outcomes["a client that doesn't read"] = flood(place, server)
        return outcomes
    finally:
        process.stop()
        server.close()
        place.upstream.close()


def main():
    options = beside.arguments(__doc__).parse_args()
    with tempfile.TemporaryDirectory(prefix="turnout-traffic-") as directory:
        command = beside.traefik(directory)
        expected = run_all(command, directory, "traefik.log")
        found = run_all(proxies.turnout_command(options.turnout), directory, "turnout.log")
    beside.report(expected, found, DIFFERENCES, options.show)


if __name__ == "__main__":
    main()
