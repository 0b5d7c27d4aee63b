"""One case: what a client does on one connection, and how much of what follows can be held to."""

import dataclasses

import client


@dataclasses.dataclass
class Case:
    name: str
    #: Bytes to send and other steps of `client.py`, in order.
    steps: list
    entry: str = "web"
    #: Final answers to read after the steps.
    answers: int = 1
    #: Methods of the requests, in order, where one isn't GET as far as reading its answer goes (HEAD, CONNECT).
    methods: tuple = ()
    #: `probe` sends another request, `end` waits for the proxy to close, None leaves.
    after: str | None = "probe"
    #: How many bytes are read after a 101.
    tunnel: bytes | None = None
    #: How long an answer may take.
    seconds: float = client.ANSWER_SECONDS
    #: Only how many requests each server got is compared.
    counts: bool = False
    #: Why Traefik's answer is not the same each time; any of the recorded ones is right.
    races: str | None = None

    @property
    def sent(self):
        return b"".join(s for s in self.steps if isinstance(s, bytes) and not isinstance(s, client.Until))


def head(line, *headers, host=b"h.example"):
    """A request head with a Host header first, unless host is None."""
    lines = [line] + ([b"Host: " + host] if host is not None else []) + list(headers)
    return b"\r\n".join(lines) + b"\r\n\r\n"


def get(target=b"/", *headers, host=b"h.example"):
    return head(b"GET " + target + b" HTTP/1.1", *headers, host=host)


def post(body, target=b"/", *headers, host=b"h.example"):
    return head(b"POST " + target + b" HTTP/1.1", b"Content-Length: %d" % len(body), *headers, host=host) + body


def chunks(*pieces, end=b"0\r\n\r\n"):
    return b"".join(b"%x\r\n%b\r\n" % (len(p), p) for p in pieces) + end


def chunked(body, target=b"/", *headers):
    """A POST with a body in chunked framing, given as it stands on the wire."""
    return head(b"POST " + target + b" HTTP/1.1", b"Transfer-Encoding: chunked", *headers) + body
