"""What `http2.py` asks of a proxy, frame by frame. A probe gets the place of a run and says in words what came of it."""

import contextlib
import os
import shutil
import socket
import struct
import subprocess
import time

import beside
import frames
from frames import Connection

DOCUMENT = [(":method", "GET"), (":scheme", "http"), (":path", "/"), (":authority", "h.example"), ("accept-encoding", "identity")]
SMALL = 4096
FLOOD = 20_000


def fields(**changes):
    """A request's fields; `None` leaves one out."""
    names = {"method": ":method", "scheme": ":scheme", "path": ":path", "authority": ":authority"}
    changed = {names.get(key, key): value for key, value in changes.items()}
    kept = [(n, changed.pop(n, v)) for n, v in DOCUMENT]
    return [(n, v) for n, v in kept if v is not None] + [(n.replace("_", "-"), v) for n, v in changed.items()]


def seen(place):
    """The requests that the upstream saw, without what a flood before left on its way."""
    return " ".join(
        str([r["line"], sorted(map(tuple, r["headers"])), r.get("body", ""), r.get("trailers", [])])
        for r in place.upstream.take(1)
        if "/do/stall" not in r["line"]
    )


def asks(sent, body=None, point="plain", extra=(), trailers=None, together=False):
    """One request: its answer, what the upstream saw, and whether the connection goes on.

    `together`: head and body arrive at once, where a server that answers at once would else overtake the body.
    """

    def probe(place):
        connection = Connection(place.ports[point], tls="a.example.com" if point == "secure" else False)
        with connection.together() if together else contextlib.nullcontext():
            connection.headers(1, sent + list(extra), end=body is None)
            for number, part in enumerate(body or ()):
                connection.data(1, part, end=trailers is None and number == len(body) - 1)
        if trailers is not None:
            connection.headers(1, trailers)
        said = [connection.answer(1)]
        said.append(seen(place))
        connection.headers(3, fields(path="/do/empty"))
        said.append(connection.answer(3).split(" ")[0])
        connection.close()
        return " | ".join(said)

    return probe


def answers(name, method="GET"):
    """What a client gets of one of the upstream's answers."""

    def probe(place):
        connection = Connection(place.ports["plain"])
        connection.headers(1, fields(method=method, path="/do/" + name))
        if "drip" in name or "gate" in name:
            connection.read(quiet=0.3, seconds=1)
            before = connection.describe(1)
            place.upstream.gate.set()
            said = f"{before} then {connection.answer(1)}"
        else:
            said = connection.answer(1)
        connection.headers(3, fields(path="/do/empty"))
        said += " | " + connection.answer(3).split(" ")[0]
        connection.close()
        return said

    return probe


def sends(act, point="plain", **options):
    """Frames of all sorts: how the connection, and its streams, stand in the end."""

    def probe(place):
        connection = Connection(place.ports[point], **options)
        said = act(connection)
        words = [said] if said else []
        words += [f"{stream}: {connection.describe(stream)}" for stream in sorted(connection.streams)]
        end = connection.end_words()
        connection.close()
        return " | ".join(words + [end])

    return probe


# MARK: Frames

def late(connection):
    """Gives the connection its time."""
    connection.read(quiet=0.5)


def opening(act):
    def both(connection):
        act(connection)
        late(connection)

    return both


def get(connection, stream=1, end=True, **changes):
    connection.headers(stream, fields(**changes), end=end)


def id_reuse(connection):
    get(connection)
    connection.answer(1)
    get(connection)
    late(connection)


def lower_id(connection):
    get(connection, 5)
    connection.answer(5)
    get(connection, 3)
    late(connection)


def data_after_end(connection):
    get(connection)
    connection.answer(1)
    connection.data(1, b"x", end=True)
    late(connection)


def headers_without_end_twice(connection):
    get(connection, end=False, method="POST")
    get(connection, end=False, method="POST")
    late(connection)


def interleaved(connection):
    block = connection.encode(DOCUMENT)
    connection.headers(1, None, flags=0, block=block[:10])
    connection.frame(6, 0, 0, b"12345678")
    late(connection)


def continued(connection):
    block = connection.encode(DOCUMENT)
    connection.headers(1, None, flags=0, block=block[:10])
    connection.frame(9, 0, 1, block[10:20])
    connection.frame(9, 4, 1, block[20:])
    connection.answer(1)


def padded(connection):
    block = connection.encode(DOCUMENT)
    connection.frame(1, 1 | 4 | 8, 1, b"\x05" + block + b"\0" * 5)
    connection.answer(1)


def overpadded(connection):
    connection.frame(1, 1 | 4 | 8, 1, b"\xff" + b"\x82")
    late(connection)


def own_window_overflow(connection):
    get(connection, end=False, method="POST")
    connection.frame(8, 0, 1, struct.pack(">I", 0x7FFFFFFF))
    late(connection)


def too_much_data(connection):
    """More than any window lets through, to a server that takes nothing."""
    connection.read_settings()
    get(connection, end=False, method="POST", path="/full")
    sent = 0
    while sent < 64 << 20 and not connection.is_closed:
        connection.data(1, b"x" * 16384)
        sent += 16384
    connection.read(quiet=1)
    resets = {value for kind, value in connection.streams.pop(1, []) if kind == "reset"}
    return f"reset {resets}" if resets else ""


def flood(kind, flags, stream, payload, count=FLOOD):
    def act(connection):
        connection.socket.settimeout(5)
        one = struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload
        batch = one * 500
        for _ in range(count // 500):
            if connection.is_closed:
                break
            connection.send(batch)
            connection.read(quiet=0.001, seconds=0.01)
        connection.read(quiet=1)
        kinds = {kind for kind, _ in connection.said}
        connection.streams.clear()
        connection.said = [item for item in connection.said if item[0] == "goaway"]
        return "answered" if "ping answered" in kinds else ""

    return act


def reset_flood(connection):
    block = connection.encode(fields(path="/do/stall"))
    for number in range(FLOOD):
        stream = 2 * number + 1
        connection.send(struct.pack(">I", len(block))[1:] + struct.pack(">BBI", 1, 5, stream) + block)
        connection.frame(3, 0, stream, struct.pack(">I", 8))
        if connection.is_closed:
            break
        if number % 100 == 0:
            connection.read(quiet=0.001, seconds=0.01)
    connection.read(quiet=1)
    connection.streams.clear()


def fault_flood(connection):
    """Each request makes the proxy reset its stream."""
    block = connection.encode(fields(method="POST", path="/do/stall", content_length="1"))
    for number in range(FLOOD // 10):
        stream = 2 * number + 1
        connection.headers(stream, None, end=False, block=block)
        connection.data(stream, b"xx", end=True)
        if connection.is_closed:
            break
        if number % 100 == 0:
            connection.read(quiet=0.001, seconds=0.01)
    connection.read(quiet=1)
    connection.streams.clear()


def continuation_flood(connection):
    connection.headers(1, None, flags=0, block=b"\x82")
    for _ in range(FLOOD):
        connection.frame(9, 0, 1, b"\x00\x01a\x01b" * 3)
        if connection.is_closed:
            break
    connection.read(quiet=1)


def empty_data_flood(connection):
    get(connection, end=False, method="POST", path="/do/stall")
    flood(0, 0, 1, b"")(connection)


def too_many_streams(connection):
    connection.read_settings()
    for number in range(30):
        get(connection, 2 * number + 1, path="/do/stall", scheme="https")
    connection.read(quiet=1)
    refused = sum(1 for said in connection.streams.values() for kind, value in said if kind == "reset")
    connection.streams.clear()
    return f"limit {connection.settings.get(3)}, some refused: {refused > 0}"


def slow_reader(connection):
    """A client whose windows stay shut gets the head and nothing more."""
    get(connection, path="/do/large")
    connection.read(quiet=0.5)
    before = connection.data_bytes
    connection.frame(8, 0, 1, struct.pack(">I", 100))
    connection.read(quiet=0.5)
    between = connection.data_bytes
    connection.frame(4, 0, 0, struct.pack(">HI", 4, 1000))
    connection.read(quiet=0.5)
    later = connection.data_bytes
    connection.frame(8, 0, 1, struct.pack(">I", 1 << 24))
    connection.answer(1)
    after = connection.data_bytes
    connection.streams.clear()
    return f"{before} then {between} then {later} then {after}"


def shut_connection(connection):
    """The window of the connection, shared by two streams."""
    get(connection, 1, path="/do/large")
    get(connection, 3, path="/do/large")
    connection.read(quiet=0.5)
    before = connection.data_bytes
    connection.frame(8, 0, 0, struct.pack(">I", 1 << 24))
    connection.answer(1)
    connection.answer(3)
    after = connection.data_bytes
    connection.streams.clear()
    return f"{before} then {after}"


def upload(place):
    """A body much larger than any window, at the pace that the windows allow."""
    connection = Connection(place.ports["plain"])
    connection.read_settings()
    size, sent = 5 << 20, 0
    connection.headers(1, fields(method="POST", path="/do/empty", content_length=str(size)), end=False)
    initial = connection.settings.get(4, 65535)
    while sent < size:
        room = min(initial + connection.window_updates.get(1, 0), 65535 + connection.window_updates.get(0, 0)) - sent
        if room <= 0:
            updates = dict(connection.window_updates)
            connection.read(lambda c: c.window_updates != updates, quiet=3)
            if updates == connection.window_updates:
                return f"stuck after {sent} bytes"
            continue
        count = min(room, 16384, size - sent)
        connection.data(1, b"x" * count, end=sent + count == size)
        sent += count
        connection.read(quiet=0.0005, seconds=0.001)
    said = connection.answer(1, seconds=10, quiet=5)
    saw = [r.get("body", "")[:14] for r in place.upstream.take()]
    connection.close()
    return f"{said} {saw}"


def unread_body(place):
    """The answer comes before the body has: the stream is reset behind it, without an error."""
    connection = Connection(place.ports["plain"])
    connection.headers(1, fields(method="POST", path="/dead", content_length="100000"), end=False)
    connection.data(1, b"x" * 1000)
    connection.answer(1)
    connection.read(quiet=0.5)
    said = [connection.describe(1)]
    connection.headers(3, fields(path="/do/empty"))
    said.append(connection.answer(3).split(" ")[0])
    connection.close()
    return " | ".join(said)


def cancelled(place):
    """What the client resets ends at the server, too."""
    connection = Connection(place.ports["plain"])
    connection.headers(1, fields(path="/do/drip"))
    connection.read(quiet=0.5, seconds=1)
    connection.frame(3, 0, 1, struct.pack(">I", 8))
    connection.headers(3, fields(path="/do/empty"))
    said = connection.answer(3).split(" ")[0]
    place.upstream.gate.set()
    connection.close()
    return said


def many(place):
    """Streams side by side, more than servers' connections there were."""
    connection = Connection(place.ports["plain"], window=1 << 24, settings=[(4, 1 << 24)])
    for number in range(60):
        connection.headers(2 * number + 1, fields(path="/do/" + ("plain", "chunked", "large", "trailers")[number % 4]))
    said = [connection.answer(2 * number + 1, seconds=10) for number in range(60)]
    connection.close()
    return " ".join(f"{said.count(kind)} × {kind}" for kind in dict.fromkeys(said))


def idle(place):
    connection = Connection(place.ports["plain"])
    connection.headers(1, fields(path="/do/empty"))
    connection.answer(1)
    connection.read(quiet=7, seconds=7)
    said = connection.end_words()
    connection.close()
    return said


def slow_body(place):
    """A body that doesn't come in the time that is given to a request."""
    connection = Connection(place.ports["plain"])
    connection.headers(1, fields(method="POST", path="/do/empty", content_length="10"), end=False)
    connection.data(1, b"x")
    said = connection.answer(1, seconds=9, quiet=9)
    connection.close()
    return said.split(" [")[0]


def limited(place):
    """A connection that may carry three requests."""
    connection = Connection(place.ports["few"])
    said = []
    for number in range(4):
        connection.headers(2 * number + 1, fields(path="/do/empty"))
        said.append(connection.answer(2 * number + 1, seconds=2, quiet=1).split(" ")[0])
    said.append(connection.end_words())
    connection.close()
    return " ".join(said)


def mixed_versions(place):
    """The first bytes tell HTTP/2 from HTTP/1.1, in whatever portions they come."""
    said = []
    connection = Connection(place.ports["plain"], greets=False)
    for byte in frames.PREFACE:
        connection.send(bytes([byte]))
        time.sleep(0.002)
    connection.frame(4, 0, 0)
    connection.headers(1, fields(path="/do/empty"))
    said.append(connection.answer(1).split(" ")[0])
    connection.close()
    for method in ("PRI", "PROPFIND", "P"):
        with socket.create_connection(("127.0.0.1", place.ports["plain"]), 3) as raw:
            raw.sendall(b"%b /do/empty HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n" % method.encode())
            received = b""
            while piece := raw.recv(4096):
                received += piece
            said.append(f"{method} {received[:12].decode()}")
    return " ".join(said)


PSEUDO = {
    "no method": fields(method=None),
    "no scheme": fields(scheme=None),
    "no path": fields(path=None),
    "empty path": fields(path=""),
    "empty method": fields(method=""),
    "scheme ftp": fields(scheme="ftp"),
    "scheme https on a plain connection": fields(scheme="https"),
    "path without a slash": fields(path="a"),
    "path with a fragment": fields(path="/a#b"),
    "path with a blank": fields(path="/a b"),
    "path with a bad escape": fields(path="/%zz"),
    "path in absolute form": fields(path="http://other.example/x"),
    "asterisk": fields(path="*"),
    "OPTIONS asterisk": fields(method="OPTIONS", path="*"),
    "method with a blank": fields(method="GE T"),
    "lower-case method": fields(method="get"),
    "CONNECT": [(":method", "CONNECT"), (":authority", "h.example:443")],
    "CONNECT with a path": fields(method="CONNECT"),
    "unknown pseudo-header": fields() + [(":unknown", "x")],
    "status in a request": [(":status", "200")] + fields(),
    "repeated method": [(":method", "GET")] + fields(),
    "repeated authority": [(":authority", "h.example")] + fields(),
    "pseudo-header behind a header": fields(path=None) + [(":path", "/")],
    "no authority": fields(authority=None),
    "host alone": fields(authority=None) + [("host", "h.example")],
    "host beside authority": fields() + [("host", "other.example")],
    "malformed authority": fields(authority="a b"),
    "authority with a port": fields(authority="h.example:8080"),
    "upper-case name": fields() + [("X-Upper", "1")],
    "name with a blank": fields() + [("x y", "1")],
    "empty name": fields() + [("", "1")],
    "value with a line break": fields() + [("x-a", "1\r\nx-b: 2")],
    "value with a NUL": fields() + [("x-a", "1\x002")],
    "connection": fields() + [("connection", "close")],
    "proxy-connection": fields() + [("proxy-connection", "keep-alive")],
    "keep-alive": fields() + [("keep-alive", "timeout=5")],
    "transfer-encoding": fields() + [("transfer-encoding", "chunked")],
    "upgrade": fields() + [("upgrade", "websocket")],
    "te trailers": fields() + [("te", "trailers")],
    "te gzip": fields() + [("te", "gzip")],
    "split cookies": fields() + [("cookie", "a=1"), ("x-between", "y"), ("cookie", "b=2"), ("cookie", "c=3")],
    "repeated headers": fields() + [("x-twice", "1"), ("x-twice", "2")],
    "forwarded headers": fields() + [("x-forwarded-for", "9.9.9.9"), ("x-forwarded-proto", "https"), ("x-real-ip", "9.9.9.9")],
    "expect something": fields() + [("expect", "miracles")],
    "many headers": fields() + [(f"x-{number}", "v" * 50) for number in range(200)],
    "encoded path": fields(path="/a/..%2Fb/%7Ec?x=%2F"),
    "dots": fields(path="/a/../b/./c"),
}

BODIES = {
    "sized": (fields(method="POST", path="/do/empty") + [("content-length", "5")], [b"hel", b"lo"]),
    "unsized": (fields(method="POST", path="/do/empty"), [b"hel", b"lo"]),
    "unsized with GET": (fields(path="/do/empty"), [b"hello"]),
    "empty": (fields(method="POST", path="/do/empty"), [b""]),
    "none": (fields(method="POST", path="/do/empty"), None),
    "past a middleware": (fields(method="POST", path="/filtered/do/empty"), [b"hel", b"lo"]),
    "longer than its length": (fields(method="POST", path="/do/empty") + [("content-length", "3")], [b"hello"]),
    "shorter than its length": (fields(method="POST", path="/do/empty") + [("content-length", "9")], [b"hello"]),
    "a length without a body": (fields(method="POST", path="/do/empty") + [("content-length", "5")], None),
    "differing lengths": (fields(method="POST", path="/do/empty") + [("content-length", "5"), ("content-length", "6")], [b"hello"]),
    "a length that is none": (fields(method="POST", path="/do/empty") + [("content-length", "x")], [b"hello"]),
    "length 0": (fields(method="POST", path="/do/empty") + [("content-length", "0")], [b""]),
}

ANSWERS = (
    "plain empty large large-chunked large-close chunked chunked-empty trailers trailers-two trailers-unannounced "
    "trailers-forbidden until-close old-until-close 204 205 304 304-length drip drip-length drip-close gate-first 103 hop"
).split()
FAULTS = "cut-length cut-chunk cut-between-chunks cut-trailers reset-at-once reset-in-head garbage".split()


class ScriptedServer(beside.Server):
    """A server of HTTP/2 that does as the path says: refuses, resets, goes away."""

    def serve(self, raw):
        import h2.config
        import h2.connection
        import h2.events

        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, validate_outbound_headers=False))
        connection.initiate_connection()
        try:
            raw.sendall(connection.data_to_send())
            while data := raw.recv(1 << 16):
                for event in connection.receive_data(data):
                    if isinstance(event, h2.events.RequestReceived):
                        path = dict(event.headers)[b":path"].decode().rpartition("/")[2]
                        if self.act(raw, connection, event.stream_id, path):
                            return
                    elif isinstance(event, h2.events.DataReceived):
                        connection.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                raw.sendall(connection.data_to_send())
        except (OSError, h2.exceptions.ProtocolError):
            pass
        finally:
            raw.close()

    def act(self, raw, connection, stream, path):
        """Answers a stream; says whether the connection is over."""
        head = [(":status", "200"), ("x-scripted", path)]
        if path == "refuse" or path.startswith("reset-"):
            connection.reset_stream(stream, {"refuse": 7, "reset-internal": 2, "reset-cancel": 8}[path])
        elif path == "cut":
            connection.send_headers(stream, head)
            connection.send_data(stream, b"part")
            connection.reset_stream(stream, 2)
        elif path == "away":
            connection.close_connection(last_stream_id=0)
        elif path == "gone":
            return True
        elif path == "aborted":
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return True
        elif path == "upper":
            connection.send_headers(stream, head + [("X-Upper", "1")], end_stream=True)
        elif path == "early":
            connection.send_headers(stream, [(":status", "103"), ("link", "</a>")])
            connection.send_headers(stream, head, end_stream=True)
        elif path == "late-trailers":
            connection.send_headers(stream, head)
            connection.send_data(stream, b"body")
            connection.send_headers(stream, [("x-sum", "1")], end_stream=True)
        elif path == "wrong-length":
            connection.send_headers(stream, head + [("content-length", "9")])
            connection.send_data(stream, b"body", end_stream=True)
        else:
            connection.send_headers(stream, head + [("content-length", "4")])
            connection.send_data(stream, b"body", end_stream=True)
        return False


SCRIPTED = "plain refuse reset-internal reset-cancel cut away gone aborted upper early late-trailers wrong-length".split()

PROBES = (
    {f"head: {name}": asks(sent) for name, sent in PSEUDO.items()}
    | {f"body: {name}": asks(sent, body) for name, (sent, body) in BODIES.items()}
    | {
        "body: trailers": asks(fields(method="POST", path="/do/empty"), [b"hello"], trailers=[("x-sum", "1")]),
        "body: trailers with a pseudo-header": asks(fields(method="POST", path="/do/empty"), [b"hello"], trailers=[(":path", "/")]),
        "body: larger than the windows": upload,
        "body: unread": unread_body,
        "body: slow": slow_body,
        "head: encrypted": asks(fields(scheme="https", authority="a.example.com"), point="secure"),
            "head: much too large": asks(fields() + [("x-large", "v" * (8 * SMALL))], point="small"),
    }
    | {f"answer: {name}": answers(name) for name in ANSWERS}
    | {f"answer to HEAD: {name}": answers(name, "HEAD") for name in ("plain", "chunked", "head-length", "head-none")}
    | {f"fault: {name}": answers(name) for name in FAULTS}
    | {
        "answer: cancelled": cancelled,
        "answer: many at once": many,
        "flow: a stream's window": sends(slow_reader, settings=[(4, 0)], window=1 << 24),
        "flow: the connection's window": sends(shut_connection, settings=[(4, 1 << 24)], window=0),
        "connection: idle": idle,
        "connection: three requests": limited,
        "connection: first bytes": mixed_versions,
        "frame: bad preface": sends(late, preface=b"PRI * HTTP/2.0\r\n\r\nSM\r\n\rx"),
        "frame: no settings": sends(opening(lambda c: (c.send(frames.PREFACE), get(c))), greets=False),
        "frame: oversized": sends(opening(lambda c: c.frame(6, 0, 0, b"x" * 20_000))),
        "frame: oversized data": sends(opening(lambda c: (get(c, end=False, method="POST"), c.data(1, b"x" * 16385)))),
        "frame: unknown": sends(opening(lambda c: (c.frame(99, 255, 0, b"x"), get(c), c.answer(1)))),
        "frame: unknown setting": sends(opening(lambda c: (get(c), c.answer(1))), settings=[(99, 1)]),
        "frame: unknown flags": sends(opening(lambda c: (c.frame(6, 0xFE, 0, b"12345678"),))),
        "frame: ping": sends(opening(lambda c: c.frame(6, 0, 0, b"12345678"))),
        "frame: ping of 7 bytes": sends(opening(lambda c: c.frame(6, 0, 0, b"1234567"))),
        "frame: ping on a stream": sends(opening(lambda c: c.frame(6, 0, 1, b"12345678"))),
        "frame: settings on a stream": sends(opening(lambda c: c.frame(4, 0, 1))),
        "frame: settings of 5 bytes": sends(opening(lambda c: c.frame(4, 0, 0, b"12345"))),
        "frame: settings acknowledged with content": sends(opening(lambda c: c.frame(4, 1, 0, b"123456"))),
        "frame: push of 2": sends(late, settings=[(2, 2)]),
        "frame: initial window too large": sends(late, settings=[(4, 1 << 31)]),
        "frame: frame size too small": sends(late, settings=[(5, 100)]),
        "frame: data on the connection": sends(opening(lambda c: c.data(0, b"x"))),
        "frame: data on an idle stream": sends(opening(lambda c: c.data(1, b"x"))),
        "frame: data behind the end": sends(data_after_end),
        "frame: headers on the connection": sends(opening(lambda c: get(c, 0))),
        "frame: an even stream": sends(opening(lambda c: get(c, 2))),
        "frame: an id again": sends(id_reuse),
        "frame: a lower id": sends(lower_id),
        "frame: headers twice without an end": sends(headers_without_end_twice),
        "frame: headers that depend on themselves": sends(
            opening(lambda c: c.frame(1, 1 | 4 | 0x20, 1, struct.pack(">IB", 1, 5) + c.encode(DOCUMENT)))
        ),
        "frame: bad compression": sends(opening(lambda c: c.headers(1, None, block=b"\xff\xff\xff\xff\xff\xff"))),
        "frame: index 0": sends(opening(lambda c: c.headers(1, None, block=b"\x80"))),
        "frame: table too large": sends(opening(lambda c: c.headers(1, None, block=b"\x3f\xff\xff\x7f"))),
        "frame: continuation of nothing": sends(opening(lambda c: c.frame(9, 4, 1, b"\x82"))),
        "frame: continuations": sends(continued),
        "frame: ping inside a head": sends(interleaved),
        "frame: padded headers": sends(padded),
        "frame: more padding than frame": sends(overpadded),
        "frame: reset of an idle stream": sends(opening(lambda c: c.frame(3, 0, 1, struct.pack(">I", 8)))),
        "frame: reset of 3 bytes": sends(opening(lambda c: (get(c, end=False, method="POST"), c.frame(3, 0, 1, b"123")))),
        "frame: reset on the connection": sends(opening(lambda c: c.frame(3, 0, 0, struct.pack(">I", 8)))),
        "frame: window update of 0": sends(opening(lambda c: c.frame(8, 0, 0, struct.pack(">I", 0)))),
        "frame: window overflow": sends(opening(lambda c: c.frame(8, 0, 0, struct.pack(">I", 0x7FFFFFFF)))),
        "frame: a stream's window overflow": sends(own_window_overflow),
        "frame: window update on an idle stream": sends(opening(lambda c: c.frame(8, 0, 1, struct.pack(">I", 1)))),
        "frame: push promise": sends(opening(lambda c: c.frame(5, 4, 1, struct.pack(">I", 2) + c.encode(DOCUMENT)))),
        "frame: goaway": sends(opening(lambda c: (c.frame(7, 0, 0, struct.pack(">II", 0, 0)),))),
        "frame: priority on an idle stream": sends(opening(lambda c: (c.frame(2, 0, 1, struct.pack(">IB", 0, 5)), get(c), c.answer(1)))),
        "flood: more than the windows": sends(too_much_data),
        "flood: pings": sends(flood(6, 0, 0, b"12345678")),
        "flood: settings": sends(flood(4, 0, 0, b"")),
        "flood: priorities": sends(flood(2, 0, 1, struct.pack(">IB", 0, 5))),
        "flood: resets": sends(reset_flood),
        "flood: faults": sends(fault_flood),
        "flood: continuations": sends(continuation_flood),
        "flood: empty data": sends(empty_data_flood),
        "flood: streams": sends(too_many_streams, point="secure", tls="a.example.com"),
    }
    | {f"server: {name}": asks(fields(path="/scripted/" + name)) for name in SCRIPTED}
    | {
        f"server: {name} with a body": asks(fields(method="POST", path="/scripted/" + name), [b"x"], together=True)
        for name in ("plain", "refuse", "cut", "gone", "aborted")
    }
)


def shutdown(place, process):
    """The proxy is told to end while an answer is on its way: the client is told, and gets the rest."""
    connection = Connection(place.ports["plain"])
    connection.headers(1, fields(path="/do/drip"))
    connection.read(quiet=0.5, seconds=1)
    process.process.terminate()
    connection.read(lambda c: any(kind == "goaway" for kind, _ in c.said), quiet=3)
    place.upstream.gate.set()
    said = f"{connection.answer(1)} | {connection.end_words()}"
    connection.close()
    return said


def tools(place):
    """What comes of curl and h2load, if they are there."""
    said = []
    for name, arguments in {
        "prior knowledge": ["--http2-prior-knowledge", f"http://127.0.0.1:{place.ports['plain']}/do/chunked"],
        "asked for by an upgrade": ["--http2", f"http://127.0.0.1:{place.ports['plain']}/do/chunked"],
        "agreed on": ["--http2", "-k", f"https://127.0.0.1:{place.ports['secure']}/do/chunked"],
        "not wanted": ["--http1.1", "-k", f"https://127.0.0.1:{place.ports['secure']}/do/chunked"],
        "a body": ["--http2-prior-knowledge", "--data-binary", "x" * 100_000, f"http://127.0.0.1:{place.ports['plain']}/do/empty"],
    }.items():
        if shutil.which("curl"):
            wanted = "%{http_version} %{http_code} %{size_download} %{num_connects}"
            done = subprocess.run(["curl", "-sS", "-m", "9", "-o", os.devnull, "-w", wanted, *arguments], capture_output=True, text=True)
            said.append(f"curl, {name}: {done.stdout} {done.stderr.strip()}")
    if shutil.which("h2load"):
        for path in ("plain", "large"):
            command = ["h2load", "-n", "1000", "-c", "5", "-m", "20", f"http://127.0.0.1:{place.ports['plain']}/do/{path}"]
            done = subprocess.run(command, capture_output=True, text=True, timeout=60)
            said += [line for line in done.stdout.splitlines() if line.startswith("status codes")]
    return " | ".join(said)


PROBES["tools"] = tools

STRICT = "it is what a request must not be, and could be read in two ways"
EARLY = "answers and bodies are passed on as they come, here and over HTTP/1.1"
NIO = "swift-nio-http2 ends the connection where Go ends the stream, as RFC 9113 allows"
CALM = "what costs more to take than to send ends the connection"
RETRY = "a request is sent once more, at once, where Traefik tries for half a minute"
#: What Turnout does instead, of which what it comes to must hold this, and why.
DIFFERENCES = {
    "head: path in absolute form": ("reset PROTOCOL_ERROR", STRICT),
    "head: malformed authority": ("400 ", STRICT),
    "head: empty name": ("nothing", NIO),
    "body: shorter than its length": ("502 [('content-length', '11')] 'Bad Gateway' end |", EARLY),
    "body: differing lengths": ("reset PROTOCOL_ERROR", STRICT),
    "body: trailers with a pseudo-header": ("reset PROTOCOL_ERROR | ['POST", EARLY),
    "answer: trailers-forbidden": ("200 ", "what may be no trailer is left out, here and over HTTP/1.1"),
    "answer: 103": ("103 ", "no answer is looked into for its type"),
    "fault: cut-length": ("200 [('content-length', '10')] 'half ' reset INTERNAL_ERROR", EARLY),
    "frame: oversized data": ("goaway FRAME_SIZE_ERROR closed", "Go takes frames of a megabyte"),
    "frame: data behind the end": ("goaway STREAM_CLOSED closed", NIO),
    "frame: headers that depend on themselves": ("goaway PROTOCOL_ERROR closed", NIO),
    "frame: more padding than frame": ("goaway PROTOCOL_ERROR closed", NIO),
    "flood: more than the windows": ("reset {'FLOW_CONTROL_ERROR'}", "Go answers what follows, too"),
    "flood: pings": ("goaway ENHANCE_YOUR_CALM closed", CALM),
    "flood: settings": ("goaway ENHANCE_YOUR_CALM closed", CALM),
    "flood: priorities": ("goaway ENHANCE_YOUR_CALM closed", CALM),
    "flood: resets": ("goaway ENHANCE_YOUR_CALM closed", CALM),
    "flood: faults": ("goaway ENHANCE_YOUR_CALM closed", CALM),
    "flood: continuations": ("goaway ENHANCE_YOUR_CALM closed", "Go calls it PROTOCOL_ERROR"),
    "flood: empty data": ("goaway ENHANCE_YOUR_CALM closed", CALM),
    "flood: streams": ("limit 20, some refused: False | goaway PROTOCOL_ERROR closed", NIO),
    "server: refuse": ("500 ", RETRY),
    "server: away": ("50", RETRY),
    "server: wrong-length": ("200 [('content-length', '9'), ('x-scripted', 'wrong-length')] reset INTERNAL_ERROR", EARLY),
}
#: Where Traefik answers now this and now that, and of which what Turnout comes to must hold this.
RACES = {
    # It resets the stream behind its answer, or doesn't.
    "body: length 0": "200 [('content-length', '0')] end | ['POST /do/empty HTTP/1.1', [('Accept-Encoding', 'identity'), ('Content-Length', '0')",
    # It resets the stream, or has forwarded and answered the request before it sees that there is more.
    "body: longer than its length": "reset PROTOCOL_ERROR | ['POST",
    "body: a length that is none": "reset PROTOCOL_ERROR |",
    # It says 500 or 502 of a connection that ends.
    "server: gone": "502 ",
    "server: gone with a body": "502 ",
    "server: aborted": "502 ",
    "server: aborted with a body": "502 ",
}


def accepts(name, outcome):
    """Whether Turnout's outcome is what is held of it where the two may differ; None where they may not."""
    if name in RACES:
        return RACES[name] in outcome
    if name in DIFFERENCES:
        return DIFFERENCES[name][0] in outcome
    return None


def is_ready(place):
    """Whether the routers are there."""
    connection = Connection(place.ports["plain"])
    connection.headers(1, fields(path="/do/empty"))
    said = connection.answer(1)
    connection.close()
    return said.startswith("200")
