"""How long a connection lives: requests, age, time-outs of reading, writing and idling."""

from case import Case, chunked, get, head
from client import OPEN_GATE, Answer, Pause, Sees

CASES = [
    Case("limited/first", [get(b"/1")], "limited"),
    Case("limited/second", [get(b"/1"), Answer(1), get(b"/2"), Answer(1)], "limited", answers=0),
    Case("limited/pipelined", [get(b"/1") + get(b"/2") + get(b"/3")], "limited", answers=3, after=None),
    Case("aged/young", [get(b"/1")], "aged"),
    Case("aged/old", [get(b"/1"), Answer(1), Pause(0.5), get(b"/2")], "aged"),
    Case("quick/nothing-sent", [], "quick", answers=0, after="end"),
    Case("quick/head-cut", [b"GET /a HTTP/1.1\r\nHost: h"], "quick", after="end"),
    Case("quick/head-dripped", [b"GET /a HTTP/1.1\r\n", Pause(0.4), b"Host: h\r\n", Pause(0.4), b"X-A: 1\r\n", Pause(0.4), b"\r\n"], "quick", after="end"),
    Case("quick/idle", [get(b"/a"), Answer(1)], "quick", answers=0, after="end"),
    Case("quick/idle-not-yet", [get(b"/a"), Answer(1), Pause(0.4), get(b"/b")], "quick"),
    Case("quick/body-cut", [head(b"POST /a HTTP/1.1", b"Content-Length: 10") + b"first", Sees(5)], "quick", after="end", races="502, 500 or nothing"),
    Case("quick/chunk-cut", [chunked(b"5\r\nfirst\r\n", b"/a"), Sees(5)], "quick", after="end", races="502, 500 or nothing"),
    Case("quick/second-head-cut", [get(b"/a"), Answer(1), b"GET /b HT"], "quick", after="end"),
    Case("quick/answer-longer-than-read", [get(b"/do/drip-length"), Pause(1.3), OPEN_GATE], "quick"),
    Case("writing/answer-too-late", [get(b"/do/gate-first"), Pause(1.5), OPEN_GATE], "writing", after="end"),
    Case("writing/in-time", [get(b"/a")], "writing"),
]
