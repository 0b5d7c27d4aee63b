"""What services do with a request: host, path, several servers, weights, no server, one that is not there or late."""

from case import Case, get, head, post
from client import Answer, CloseIdle, Pause


def several(host, count):
    return Case(f"balance/{host.decode().split('.')[0]}", [s for _ in range(count) for s in (get(b"/a", host=host), Answer(1))], answers=0, after=None, counts=True)


def again(name, target, *, method="GET", prepared=(), **options):
    """A first request that brings the connection to the upstream, then another on the same one."""
    second = post(b"abc", target, host=b"fragile.example") if method == "POST" else head(method.encode() + b" " + target + b" HTTP/1.1", host=b"fragile.example")
    steps = [CloseIdle("fragile"), get(target, host=b"fragile.example"), Answer(1), Pause(0.02), *prepared, second]
    return Case(f"reused/{name}", steps, methods=("GET", method), **options)


CASES = [
    Case("service/own-host", [get(b"/a", host=b"own-host.example")]),
    Case("service/own-host-trusted", [get(b"/a", b"X-Forwarded-Host: x.example", host=b"own-host.example")], "trusting"),
    Case("service/named", [get(b"/a", host=b"named.example")]),
    Case("service/url-upper", [get(b"/a", host=b"portless.example")]),
    Case("service/base-ignored", [get(b"/a?b", host=b"base.example")]),
    Case("service/base-kept", [get(b"/a?b", host=b"base-kept.example")]),
    Case("service/base-kept-root", [get(b"/", host=b"base-kept.example")]),
    Case("service/base-kept-encoded", [get(b"/a%2Fb%20c", host=b"base-kept.example")]),
    Case("service/base-kept-slash", [get(b"/a", host=b"base-slash.example")]),
    Case("service/base-kept-slash-query", [get(b"/a?b", host=b"base-slash.example")]),
    several(b"round.example", 9),
    several(b"weights.example", 14),
    several(b"zero.example", 4),
    several(b"weighted.example", 8),
    several(b"weighted-zero.example", 4),
    several(b"weighted-nested.example", 16),
    Case("service/all-zero", [get(b"/a", host=b"all-zero.example")]),
    Case("service/weighted-all-zero", [get(b"/a", host=b"weighted-all-zero.example")]),
    Case("service/nobody", [get(b"/a", host=b"nobody.example")]),
    Case("service/nobody-head", [head(b"HEAD /a HTTP/1.1", host=b"nobody.example")], methods=("HEAD",)),
    Case("service/nobody-old", [head(b"GET /a HTTP/1.0", host=b"nobody.example")]),
    Case("service/refused", [get(b"/a", host=b"refused.example")]),
    Case("service/refused-head", [head(b"HEAD /a HTTP/1.1", host=b"refused.example")], methods=("HEAD",)),
    Case("service/refused-post", [post(b"abc", b"/a", host=b"refused.example")]),
    Case("service/refused-upgrade", [get(b"/a", b"Connection: Upgrade", b"Upgrade: websocket", host=b"refused.example")]),
    Case("service/undialable", [get(b"/a", host=b"undialable.example")]),
    Case("service/undialable-post", [post(b"abc", b"/a", host=b"undialable.example")]),
    Case("service/unresolved", [get(b"/a", host=b"unresolved.example")]),
    Case("service/late", [get(b"/do/never", host=b"late.example")]),
    Case("service/late-post", [post(b"abc", b"/do/never", host=b"late.example")]),
    Case("service/late-head", [head(b"HEAD /do/never HTTP/1.1", host=b"late.example")], methods=("HEAD",)),
    Case("service/late-in-time", [get(b"/a", host=b"late.example")]),
    Case("service/fresh", [get(b"/a", host=b"fresh.example"), Answer(1), get(b"/b", host=b"fresh.example")]),
    again("kept", b"/a"),
    again("closed-before", b"/a", prepared=(CloseIdle("fragile"),)),
    again("closed-before-post", b"/a", method="POST", prepared=(CloseIdle("fragile"),)),
    *(again(f"dropped-{m.lower()}", b"/do/drop-later", method=m) for m in ("GET", "HEAD", "DELETE", "OPTIONS", "PUT", "PATCH", "POST")),
    again("reset", b"/do/reset-later"),
    again("reset-post", b"/do/reset-later", method="POST"),
    again("cut-in-head", b"/do/cut-later"),
    again("garbage", b"/do/garbage-later"),
    Case("reused/excess", [CloseIdle("fragile"), get(b"/do/excess", host=b"fragile.example"), Answer(1), Pause(0.05), get(b"/a", host=b"fragile.example")]),
    Case("reused/second-answer", [CloseIdle("fragile"), get(b"/do/second-answer", host=b"fragile.example"), Answer(1), Pause(0.05), get(b"/a", host=b"fragile.example")]),
    Case("reused/idempotency-key", [CloseIdle("fragile"), get(b"/do/drop-later", host=b"fragile.example"), Answer(1), Pause(0.02), post(b"abc", b"/do/drop-later", b"Idempotency-Key: 1", host=b"fragile.example")]),
]
