"""The advisories on HTTP/1.1 proxies, each as the request that it was about."""

from case import Case, chunked, chunks, get, head, post
from client import Answer, Pause

ROUTES = b"routes.example"

CASES = [
    Case("advisory/CVE-2025-32431", [get(b"/x/../long/path/forced", host=ROUTES)]),
    Case("advisory/GHSA-vrch-868g-9jx5", [get(b"/x/%2e%2e/long/path/forced", host=ROUTES)]),
    Case("advisory/GHSA-vrch-868g-9jx5-mixed", [get(b"/x/%2E./long/path/forced", host=ROUTES)]),
    Case("advisory/CVE-2025-66490", [get(b"/long%2Fpath%5C%00%3B%3F%23", host=ROUTES)], "denying"),
    Case("advisory/CVE-2025-66490-allowed", [get(b"/long%2Fpath%5C%3B%3F%23", host=ROUTES)]),
    Case("advisory/CVE-2024-45410", [get(b"/a", b"Connection: X-Forwarded-Host, X-Forwarded-For")]),
    Case("advisory/GHSA-92mv-8f8w-wq52", [get(b"/a", b"connection: x-forwarded-host, x-real-ip, x-forwarded-port, x-forwarded-server")]),
    Case("advisory/CVE-2024-52003", [get(b"/a", b"X-Forwarded-Prefix: /evil")]),
    Case("advisory/CVE-2026-54764", [get(b"/a", b"X-Forwarded-Proto: https")]),
    Case("advisory/CVE-2026-54764-trusted", [get(b"/a", b"X-Forwarded-Proto: https")], "trusting"),
    Case("advisory/CVE-2026-39858", [get(b"/a", b"X_Forwarded_Proto: https", b"x_real_ip: 1", b"X_FORWARDED_FOR: 2")]),
    Case("advisory/CVE-2026-54763", [get(b"/a", b"X_Auth_User: root")], "deleting"),
    Case("advisory/CVE-2026-88011", [get(b"/a", b"X.Auth.User: root", b"X.Forwarded.For: 1")]),
    Case("advisory/CVE-2026-88004", [chunked(chunks(b"x", end=b"0\r\nX-Forwarded-For: 1\r\nX_Real_Ip: 2\r\nX-Auth-User: root\r\n\r\n"), b"/a", b"Trailer: X-Forwarded-For")]),
    Case("advisory/CVE-2022-23632", [get(b"/long", host=b"ROUTES.example.")]),
    Case("advisory/CVE-2019-9900", [head(b"GET /a HTTP/1.1", b"X-A: a\x00b")]),
    Case("advisory/CVE-2021-29492", [get(b"/a%5c..%5clong", host=ROUTES)]),
    Case("advisory/CVE-2021-32779", [get(b"/x#/long", host=ROUTES)]),
    Case("advisory/CVE-2021-40346", [head(b"POST /a HTTP/1.1", b"Content-Length" + b"0" * 255 + b": 5", b"Content-Length: 3") + b"abc"]),
    Case("advisory/CVE-2023-25725", [head(b"POST /a HTTP/1.1", b": x", b"Content-Length: 3") + b"abc"]),
    Case("advisory/CVE-2023-40225", [head(b"POST /a HTTP/1.1", b"Content-Length:") + b"abc"]),
    Case("advisory/CVE-2023-40225-two", [head(b"POST /a HTTP/1.1", b"Content-Length:", b"Content-Length: 3") + b"abc"]),
    Case("advisory/CVE-2023-45539", [get(b"/index.html#.png")]),
    Case("advisory/CVE-2023-38697-length", [head(b"POST /a HTTP/1.1", b"Content-Length: +3") + b"abc"]),
    Case("advisory/CVE-2023-38697-chunk", [chunked(b"0x3\r\nabc\r\n0\r\n\r\n", b"/a")], races="when the framing is found bad"),
    Case("advisory/CVE-2023-38697-extension", [chunked(b"3;a\nb\r\nabc\r\n0\r\n\r\n", b"/a")], races="when the framing is found bad"),
    Case("advisory/CVE-2019-15605", [head(b"POST /a HTTP/1.1", b"Transfer-Encoding: chunked, deflate", b"Content-Length: 3") + b"abc"]),
    Case("advisory/GHSA-mgc4-wqv7-4pxm", [head(b"POST /a HTTP/1.1", b"Transfer-Encoding: \x0bchunked", b"Content-Length: 3") + b"abc"]),
    Case("advisory/CVE-2026-2835", [head(b"POST /a HTTP/1.0", b"Connection: keep-alive") + b"GET /smuggled HTTP/1.1\r\nHost: h.example\r\n\r\n"], answers=2),
    Case("advisory/CVE-2026-2833", [get(b"/do/echo-refused", b"Connection: Upgrade", b"Upgrade: websocket") + b"\x81\x00"]),
    Case("advisory/CVE-2025-4366", [head(b"POST /do/early HTTP/1.1", b"Content-Length: 43") + b"GET /smuggled HTTP/1.1\r\nHost: h.example\r\n\r\n", Answer(1), Pause(0.05), get(b"/b")]),
    Case("advisory/CVE-2019-20372", [post(b"GET /smuggled HTTP/1.1\r\nHost: h.example\r\n\r\n", b"/a", host=b"nobody.example"), Answer(1), get(b"/b")]),
    Case("advisory/CVE-2024-28869", [head(b"POST /a HTTP/1.1", b"Content-Length: 5")], "quick", after="end", races="how the time-out is reported"),
]
