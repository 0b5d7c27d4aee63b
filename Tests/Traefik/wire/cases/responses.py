"""Every answer of `answers.py` to a GET, and some to other requests."""

from answers import ANSWERS
from case import Case, get, head, post
from client import OPEN_GATE, CloseIdle, Pause, Until

UPGRADE = (b"Connection: Upgrade", b"Upgrade: websocket")
LATE = {"never", "stall-body", "garbage-keep", "ssh"}
#: On a connection that has carried nothing yet: on a kept one the request would be sent again.
FRESH = ("close-at-once", "reset-at-once")
SPECIAL = {n for n in ANSWERS if n.startswith(("drip", "echo", "early", "head-n", "head-c"))} | {"head-length", "gate-first", "103-gate", "100-body", "no-100"} | LATE | set(FRESH)

RACES = {
    "trailers-two": "the order of the announced names",
    "reset-in-head": "what came before the reset may be lost",
    "cut-length-large": "how much arrives before the end is seen",
    "cut-chunk-large": "how much arrives before the end is seen",
}


def late(name):
    if name == "stall-body":
        return Case("answer/stall-body", [get(b"/do/stall-body", host=b"late.example")], after=None, seconds=1.5)
    return Case(f"answer/{name}", [get(b"/do/" + name.encode(), host=b"late.example")])


CASES = [
    *(Case(f"answer/{n}", [get(b"/do/" + n.encode())], races=RACES.get(n)) for n in ANSWERS if n not in SPECIAL),
    *(Case(f"answer/{n}", [CloseIdle("fragile"), get(b"/do/" + n.encode(), host=b"fragile.example")]) for n in FRESH),
    *(late(n) for n in ("never", "stall-body", "garbage-keep", "ssh")),
    *(Case(f"answer-to-head/{n}", [head(b"HEAD /do/" + n.encode() + b" HTTP/1.1")], methods=("HEAD",)) for n in (
        "plain", "chunked", "trailers", "until-close", "204", "304", "304-length", "head-length", "head-chunked", "head-none", "404", "cookies", "103", "gzip",
    )),
    *(Case(f"answer-to-post/{n}", [post(b"abc", b"/do/" + n.encode())]) for n in ("plain", "chunked", "close-at-once", "reset-at-once", "garbage", "304", "says-close")),
    *(Case(f"answer-close/{n}", [get(b"/do/" + n.encode(), b"Connection: close")]) for n in ("chunked", "until-close", "204", "103", "trailers", "cut-chunk")),
    *(Case(f"answer-trailers/{n}", [get(b"/do/" + n.encode(), b"TE: trailers")]) for n in ("trailers", "trailers-unannounced", "trailers-forbidden")),
    Case("stream/chunked", [get(b"/do/drip"), Until(b"first")]),
    Case("stream/length", [get(b"/do/drip-length"), Until(b"first")]),
    Case("stream/head-first", [get(b"/do/drip-head"), Until(b"\r\n\r\n")]),
    Case("stream/until-close", [get(b"/do/drip-close"), Until(b"first")]),
    Case("stream/interim-first", [get(b"/do/103-gate"), Until(b"103 Early Hints")]),
    Case("stream/bytes", [get(b"/do/drip-bytes")]),
    Case("stream/events", [get(b"/do/drip", b"Accept: text/event-stream"), Until(b"first")]),
    Case("stream/gzip-not-asked", [get(b"/do/gzip")]),
    Case("stream/gzip-asked", [get(b"/do/gzip", b"Accept-Encoding: gzip")]),
    Case("upgrade/echo", [get(b"/do/echo", *UPGRADE), Until(b"\r\n\r\n"), b"one", Pause(0.02), b"two"], tunnel=b"onetwo", after=None),
    Case("upgrade/large", [get(b"/do/echo", *UPGRADE), Until(b"\r\n\r\n"), b"x" * 100_000], tunnel=b"x" * 100_000, after=None),
    Case("upgrade/server-first", [get(b"/do/echo-first", *UPGRADE), Until(b"\r\n\r\n"), b"ping"], tunnel=b"server first ping", after=None),
    Case("upgrade/server-closes", [get(b"/do/echo-close", *UPGRADE)], tunnel=b"bye", after="end"),
    Case("upgrade/bytes-behind-the-request", [get(b"/do/echo", *UPGRADE) + b"early", Until(b"\r\n\r\n"), b"late"], tunnel=b"earlylate", after=None, seconds=1.5),
    Case("upgrade/other-protocol", [get(b"/do/echo-other", *UPGRADE), Pause(0.05)], after=None, tunnel=b""),
    Case("upgrade/other-asked", [get(b"/do/echo-other", b"Connection: Upgrade", b"Upgrade: other"), Until(b"\r\n\r\n"), b"ping"], tunnel=b"ping", after=None),
    Case("upgrade/answer-without-protocol", [get(b"/do/echo-none", *UPGRADE), Pause(0.05)], after=None, tunnel=b""),
    Case("upgrade/unasked", [get(b"/do/echo"), Pause(0.05)], after="probe"),
    Case("upgrade/refused", [get(b"/do/echo-refused", *UPGRADE)]),
    Case("upgrade/refused-with-next", [get(b"/do/echo-refused", *UPGRADE) + get(b"/2")], answers=2),
    Case("upgrade/ignored", [get(b"/do/plain", *UPGRADE)]),
    Case("upgrade/post", [post(b"abc", b"/do/echo", *UPGRADE), Until(b"\r\n\r\n"), b"ping"], tunnel=b"ping", after=None),
    Case("upgrade/half-answer", [get(b"/do/close-in-head", *UPGRADE)]),
    Case("upgrade/no-connection-header", [get(b"/do/echo", b"Upgrade: websocket"), Pause(0.05)]),
    Case("interim/gate-open", [get(b"/do/103-gate"), OPEN_GATE]),
]
