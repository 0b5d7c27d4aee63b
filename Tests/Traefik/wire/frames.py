"""A client of HTTP/2 that sends any frames, in any order, and says in words what comes back. Needs PyPI's `h2`."""

import contextlib
import socket
import ssl
import struct
import time

import hpack

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
CODES = (
    "NO_ERROR PROTOCOL_ERROR INTERNAL_ERROR FLOW_CONTROL_ERROR SETTINGS_TIMEOUT STREAM_CLOSED FRAME_SIZE_ERROR REFUSED_STREAM "
    "CANCEL COMPRESSION_ERROR CONNECT_ERROR ENHANCE_YOUR_CALM INADEQUATE_SECURITY HTTP_1_1_REQUIRED"
).split()
QUIET_SECONDS = 0.4


def code(number):
    return CODES[number] if number < len(CODES) else str(number)


class Connection:
    """One connection. `streams` holds what came on each stream, `said` what came on none."""

    def __init__(self, port, tls=False, settings=(), preface=PREFACE, window=1 << 20, greets=True):
        self.socket = socket.create_connection(("127.0.0.1", port), 5)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.protocol = None
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            context.set_alpn_protocols(["h2", "http/1.1"])
            self.socket = context.wrap_socket(self.socket, server_hostname=tls if isinstance(tls, str) else None)
            self.protocol = self.socket.selected_alpn_protocol()
        self.encoder, self.decoder = hpack.Encoder(), hpack.Decoder()
        self.decoder.max_allowed_table_size = 1 << 20
        self.pending = b""
        self.block = None
        self.streams = {}
        self.said = []
        self.settings = {}
        self.held = None
        self.window_updates = {}
        self.unacknowledged = []
        self.is_closed = False
        self.data_bytes = 0
        if greets:
            self.send(preface)
            self.frame(4, 0, 0, b"".join(struct.pack(">HI", key, value) for key, value in settings))
            if window:
                self.frame(8, 0, 0, struct.pack(">I", window))

    @contextlib.contextmanager
    def together(self):
        """What is sent inside goes out at once, so that nothing of it can come late."""
        self.held = b""
        yield
        held, self.held = self.held, None
        self.send(held)

    def send(self, data):
        if self.held is not None:
            self.held += data
            return
        try:
            self.socket.sendall(data)
        except OSError:
            self.is_closed = True

    def frame(self, kind, flags, stream, payload=b"", length=None):
        size = len(payload) if length is None else length
        self.send(struct.pack(">I", size)[1:] + struct.pack(">BBI", kind, flags, stream) + payload)

    def encode(self, fields):
        return self.encoder.encode([hpack.NeverIndexedHeaderTuple(*field) for field in fields], huffman=False)

    def headers(self, stream, fields, end=True, flags=4, block=None):
        self.frame(1, flags | (1 if end else 0), stream, self.encode(fields) if block is None else block)

    def data(self, stream, payload=b"", end=False):
        self.frame(0, 1 if end else 0, stream, payload)

    def read(self, until=lambda connection: False, seconds=3, quiet=QUIET_SECONDS):
        """Reads until `until` holds, nothing has come for `quiet` seconds, or the connection is closed."""
        deadline = time.monotonic() + seconds
        while not self.is_closed and not until(self) and time.monotonic() < deadline:
            self.socket.settimeout(min(quiet, max(0.01, deadline - time.monotonic())))
            try:
                piece = self.socket.recv(1 << 16)
            except TimeoutError:
                break
            except OSError:
                piece = b""
            if not piece:
                self.is_closed = True
            self.pending += piece
            self.take_frames()
        return self

    def read_settings(self):
        """Waits for the other's settings, and until it has seen that they are acknowledged and hold."""
        self.read(lambda connection: connection.settings, quiet=3)
        return self.read(quiet=0.3)

    def take_frames(self):
        while len(self.pending) >= 9:
            length = int.from_bytes(self.pending[:3], "big")
            if len(self.pending) < 9 + length:
                return
            kind, flags = self.pending[3], self.pending[4]
            stream = int.from_bytes(self.pending[5:9], "big") & 0x7FFFFFFF
            payload, self.pending = self.pending[9 : 9 + length], self.pending[9 + length :]
            self.note(kind, flags, stream, payload)

    def note(self, kind, flags, stream, payload):
        said = self.streams.setdefault(stream, []) if stream else self.said
        if kind == 0:
            self.data_bytes += len(payload)
            said.append(("data", payload))
            if flags & 1:
                said.append(("end", None))
        elif kind in (1, 9):
            self.block = (self.block or b"") + payload
            if kind == 1:
                self.ends = flags & 1
            if flags & 4:
                said.append(("headers", [(str(n), str(v)) for n, v in self.decoder.decode(self.block)]))
                self.block = None
                if self.ends:
                    said.append(("end", None))
        elif kind == 3:
            said.append(("reset", code(int.from_bytes(payload, "big"))))
        elif kind == 4 and not flags & 1:
            for offset in range(0, len(payload), 6):
                key, value = struct.unpack(">HI", payload[offset : offset + 6])
                self.settings[key] = value
            self.frame(4, 1, 0)
        elif kind == 6:
            said.append(("ping answered" if flags & 1 else "ping", payload))
            if not flags & 1:
                self.frame(6, 1, 0, payload)
        elif kind == 7:
            said.append(("goaway", code(int.from_bytes(payload[4:8], "big"))))
        elif kind == 8:
            self.window_updates[stream] = self.window_updates.get(stream, 0) + int.from_bytes(payload, "big")

    def ended(self, stream):
        return self.is_closed or any(kind in ("end", "reset") for kind, _ in self.streams.get(stream, []))

    def answer(self, stream, seconds=3, quiet=3):
        """What came on a stream, in words."""
        self.read(lambda connection: connection.ended(stream), seconds, quiet)
        return self.describe(stream)

    def describe(self, stream):
        words, body = [], b""
        for kind, value in self.streams.get(stream, []):
            if kind == "data":
                body += value
                continue
            if body:
                words.append(body_words(body))
                body = b""
            if kind == "headers":
                # The order of announced trailers is left open.
                kept = sorted((n, ", ".join(sorted(v.split(", "))) if n == "trailer" else v) for n, v in value if n not in ("date", ":status"))
                status = dict(value).get(":status")
                words.append(f"{status or 'trailers'} {kept}")
            elif kind == "reset":
                words.append(f"reset {value}")
            else:
                words.append(kind)
        if body:
            words.append(body_words(body))
        return " ".join(words) or "nothing"

    def end_words(self):
        """How the connection stands, in words."""
        self.read(lambda connection: connection.is_closed)
        # Go gives clients a second.
        if any(kind == "goaway" for kind, _ in self.said):
            self.read(quiet=1.5)
        gone = [value for kind, value in self.said if kind == "goaway"]
        return " ".join(["goaway " + "+".join(dict.fromkeys(gone))] * bool(gone) + ["closed" if self.is_closed else "open"])

    def close(self):
        self.socket.close()


def body_words(body):
    return repr(body.decode("latin-1")) if len(body) <= 600 else f"{len(body)} bytes"
