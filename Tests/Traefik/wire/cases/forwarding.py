"""Headers on the way to the upstream: X-Forwarded-*, hop-by-hop, nominated, repeated, underscores, PROXY protocol."""

from case import Case, chunked, chunks, get, head
from client import Until

SOCKET = (b"Connection: Upgrade", b"Upgrade: websocket")

#: Header lines of a GET, each played on several entry points.
HEADERS = {
    "none": [],
    "xff": [b"X-Forwarded-For: 203.0.113.7"],
    "xff-two": [b"X-Forwarded-For: 203.0.113.7", b"X-Forwarded-For: 203.0.113.8"],
    "xff-list": [b"X-Forwarded-For: 203.0.113.7,203.0.113.8 , 203.0.113.9"],
    "xff-empty": [b"X-Forwarded-For:"],
    "xff-lower": [b"x-forwarded-for: 203.0.113.7"],
    "proto-https": [b"X-Forwarded-Proto: https"],
    "proto-odd": [b"X-Forwarded-Proto: gopher"],
    "proto-two": [b"X-Forwarded-Proto: https", b"X-Forwarded-Proto: http"],
    "host": [b"X-Forwarded-Host: other.example"],
    "port": [b"X-Forwarded-Port: 8443"],
    "server": [b"X-Forwarded-Server: someone"],
    "prefix-uri-method": [b"X-Forwarded-Prefix: /p", b"X-Forwarded-Uri: /u", b"X-Forwarded-Method: PUT"],
    "certificate": [b"X-Forwarded-Tls-Client-Cert: abc", b"X-Forwarded-Tls-Client-Cert-Info: def"],
    "scheme": [b"X-Forwarded-Scheme: https", b"X-Scheme: https"],
    "real-ip": [b"X-Real-Ip: 203.0.113.7"],
    "real-ip-spelling": [b"X-REAL-IP: 203.0.113.7"],
    "forwarded": [b"Forwarded: for=203.0.113.7;proto=https"],
    "original": [b"X-Original-Forwarded-For: 1", b"X-Original-Url: /admin", b"X-Rewrite-Url: /admin", b"X-Forwarded: 1"],
    "all": [
        b"X-Forwarded-For: 203.0.113.7",
        b"X-Forwarded-Proto: https",
        b"X-Forwarded-Host: other.example",
        b"X-Forwarded-Port: 8443",
        b"X-Forwarded-Server: someone",
        b"X-Real-Ip: 203.0.113.9",
    ],
    "underscores": [b"X_Forwarded_For: 203.0.113.7", b"X_Real_Ip: 203.0.113.9", b"X-Forwarded_Proto: https"],
    "dots": [b"X.Forwarded.Proto: https", b"X.Real.Ip: 203.0.113.9"],
    "socket": [*SOCKET],
    "connection-managed": [b"Connection: X-Forwarded-For, X-Real-Ip, X-Forwarded-Host", b"X-Forwarded-For: 203.0.113.7"],
    "connection-managed-lower": [b"connection: x-forwarded-proto, x-forwarded-port"],
}

#: Header lines of a GET on `web`.
PLAIN = {
    "hop-by-hop": [b"Keep-Alive: timeout=5", b"Proxy-Connection: keep-alive", b"Proxy-Authenticate: x", b"Proxy-Authorization: Basic eA==", b"X-Stays: 1"],
    "te-trailers": [b"TE: trailers"],
    "te-trailers-upper": [b"TE: Trailers"],
    "te-list": [b"TE: gzip, trailers"],
    "te-gzip": [b"TE: gzip"],
    "te-nominated": [b"TE: trailers", b"Connection: TE"],
    "trailer": [b"Trailer: X-Sum"],
    "upgrade-alone": [b"Upgrade: websocket"],
    "upgrade-connection-alone": [b"Connection: Upgrade"],
    "upgrade-h2c": [b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c", b"HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"],
    "nominated": [b"Connection: X-Hop", b"X-Hop: 1", b"X-Stays: 1"],
    "nominated-case": [b"Connection: x-HOP", b"X-Hop: 1", b"X-Stays: 1"],
    "nominated-list": [b"Connection: X-One , X-Two,,X-Three", b"X-One: 1", b"X-Two: 2", b"X-Three: 3"],
    "nominated-two-lines": [b"Connection: X-One", b"Connection: X-Two", b"X-One: 1", b"X-Two: 2"],
    "nominated-before": [b"X-Hop: 1", b"Connection: X-Hop"],
    "nominated-twice": [b"Connection: X-Hop", b"X-Hop: 1", b"X-Hop: 2"],
    "nominated-host": [b"Connection: Host"],
    "nominated-cookie": [b"Connection: Cookie, Authorization", b"Cookie: a=1", b"Authorization: Basic eA=="],
    "nominated-agent": [b"Connection: User-Agent", b"User-Agent: a"],
    "nominated-close": [b"Connection: close, X-Hop", b"X-Hop: 1"],
    "connection-empty": [b"Connection:"],
    "agent": [b"User-Agent: curl/8"],
    "agent-empty": [b"User-Agent:"],
    "agent-two": [b"User-Agent: a", b"User-Agent: b"],
    "accept-encoding": [b"Accept-Encoding: gzip, br"],
    "accept-encoding-identity": [b"Accept-Encoding: identity"],
    "accept-encoding-empty": [b"Accept-Encoding:"],
    "range": [b"Range: bytes=0-4"],
    "websocket-without-upgrade": [b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", b"sec-websocket-protocol: a"],
    "cookies": [b"Cookie: a=1", b"Cookie: b=2; c=3"],
    "repeated": [b"X-A: 1", b"X-B: 2", b"x-a: 3", b"X-A: 4"],
    "values": [b"X-Empty:", b"X-Blanks:   a  b  ", b"X-Tab:\ta\tb\t", b"X-Comma: a,, b", b"X-Quote: \"a\\\"b\"", b"X-Colon: a: b"],
    "names": [b"x-lower: 1", b"X-UPPER: 2", b"x-MiXed-naME: 3", b"a: 4", b"X.Dot: 5", b"!#$%&'*+-.^`|~: 6", b"1-2: 7"],
    "eight-bit": [b"X-Latin: \xe9", b"X-Utf8: \xc3\xa9"],
    "cache": [b"Cache-Control: no-cache", b"Pragma: no-cache"],
    "pragma": [b"Pragma: no-cache"],
    "via": [b"Via: 1.0 x", b"Max-Forwards: 0"],
    "long-value": [b"X-Long: " + b"v" * 30_000],
    "many": [b"X-%d: %d" % (i, i) for i in range(90)],
    "date": [b"Date: Thu, 01 Jan 2026 00:00:00 GMT", b"Expires: 0", b"If-None-Match: \"a\"", b"If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT"],
    "origin": [b"Origin: http://a", b"Referer: http://b/c", b"Accept: */*", b"Accept-Language: de", b"DNT: 1", b"Sec-Fetch-Mode: cors"],
    "content-type-get": [b"Content-Type: text/plain", b"Content-Encoding: gzip"],
}

WEBSOCKET = [b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", b"Sec-WebSocket-Version: 13", b"Sec-WebSocket-Protocol: a, b", b"Sec-WebSocket-Extensions: permessage-deflate"]


def proxied():
    for name, line in {
        "v1": b"PROXY TCP4 203.0.113.7 192.0.2.1 5000 80\r\n",
        "v1-ipv6": b"PROXY TCP6 2001:db8::7 2001:db8::1 5000 80\r\n",
        "v1-unknown": b"PROXY UNKNOWN\r\n",
        "v1-bad": b"PROXY TCP4 203.0.113.7\r\n",
        "v1-bad-address": b"PROXY TCP4 x 192.0.2.1 5000 80\r\n",
        "v2": b"\r\n\r\n\x00\r\nQUIT\n\x21\x11\x00\x0c" + bytes([203, 0, 113, 7, 192, 0, 2, 1, 0x13, 0x88, 0, 80]),
        "v2-ipv6": b"\r\n\r\n\x00\r\nQUIT\n\x21\x21\x00\x24" + bytes([32, 1, 13, 184] + [0] * 11 + [7] + [32, 1, 13, 184] + [0] * 11 + [1] + [0x13, 0x88, 0, 80]),
        "v2-local": b"\r\n\r\n\x00\r\nQUIT\n\x20\x00\x00\x00",
        "v2-tlv": b"\r\n\r\n\x00\r\nQUIT\n\x21\x11\x00\x12" + bytes([203, 0, 113, 7, 192, 0, 2, 1, 0x13, 0x88, 0, 80, 4, 0, 3, 1, 2, 3]),
        "none": b"",
    }.items():
        yield Case(f"proxy-protocol/{name}", [line + get(b"/a")], "proxied")
        yield Case(f"proxy-protocol/{name}-untrusted", [line + get(b"/a")], "unproxied")


CASES = [
    *(
        Case(f"forwarded/{name}-{entry}", [get(b"/a", *lines, host=b"h.example:81")], entry)
        for name, lines in HEADERS.items()
        for entry in ("web", "trusting", "unappended")
        if entry != "unappended" or name in ("none", "xff", "xff-two", "xff-empty")
    ),
    *(Case(f"forwarded/all-{entry}", [get(b"/a", *HEADERS["all"])], entry) for entry in ("listed", "distrusting", "keeping")),
    *(Case(f"underscores/{name}-{entry}", [get(b"/a", *lines)], entry) for name, lines in {
        "forwarded": HEADERS["underscores"],
        "other": [b"X_Auth_User: root", b"X-Auth-User: me", b"X-A_B-C: 1"],
        "none": [b"X-A: 1"],
        "value": [b"X-A: a_b"],
        "nominated": [b"Connection: X_Hop", b"X_Hop: 1"],
    }.items() for entry in ("web", "deleting", "rejecting")),
    # What else is wrong with such a request decides what becomes of the connection.
    *(Case(f"underscores/and-{name}-rejecting", [request], "rejecting") for name, request in {
        "malformed-name": get(b"/a", b"X_A: 1", b"X B: 1"),
        "malformed-value": get(b"/a", b"X_A: 1", b"X-B: \x01"),
        "malformed-length": get(b"/a", b"X_A: 1", b"Content-Length: 1x"),
        "unknown-encoding": get(b"/a", b"X_A: 1", b"Transfer-Encoding: gzip"),
        "two-hosts": get(b"/a", b"X_A: 1", b"Host: other.example"),
        "no-host": b"GET /a HTTP/1.1\r\nX_A: 1\r\n\r\n",
        "expectation": get(b"/a", b"X_A: 1", b"Expect: 200-ok"),
        "fragment": get(b"/a#b", b"X_A: 1"),
        "options": b"OPTIONS * HTTP/1.1\r\nHost: h.example\r\nX_A: 1\r\n\r\n",
    }.items()),
    Case("underscores/trailer-deleting", [chunked(chunks(b"x", end=b"0\r\nX_Auth_User: root\r\n\r\n"), b"/a")], "deleting"),
    Case("underscores/trailer-rejecting", [chunked(chunks(b"x", end=b"0\r\nX_Auth_User: root\r\n\r\n"), b"/a")], "rejecting"),
    Case("nominated/kept", [get(b"/a", b"Connection: X-Kept, X-Hop", b"X-Kept: 1", b"X-Hop: 1")], "keeping"),
    Case("nominated/kept-case", [get(b"/a", b"Connection: x-kept", b"X-KEPT: 1")], "keeping"),
    *(Case(f"headers/{name}", [get(b"/a", *lines)]) for name, lines in PLAIN.items()),
    Case("headers/content-type-post", [head(b"POST /a HTTP/1.1", b"Content-Type: a/b", b"Content-Length: 1", b"Content-Encoding: x") + b"x"]),
    Case("websocket/headers", [get(b"/do/echo", *SOCKET, *WEBSOCKET) + b"", Until(b"\r\n\r\n"), b"ping"], tunnel=b"ping", answers=1, after=None),
    Case("websocket/headers-lower", [get(b"/do/echo", *SOCKET, *[w.lower() for w in WEBSOCKET]), Until(b"\r\n\r\n"), b"ping"], tunnel=b"ping", after=None),
    Case("websocket/connection-list", [get(b"/do/echo", b"Connection: keep-alive, Upgrade", b"Upgrade: websocket", *WEBSOCKET), Until(b"\r\n\r\n"), b"ping"], tunnel=b"ping", after=None),
    Case("websocket/upper", [get(b"/do/echo", b"Connection: UPGRADE", b"Upgrade: WebSocket", *WEBSOCKET), Until(b"\r\n\r\n"), b"ping"], tunnel=b"ping", after=None),
    Case("websocket/trusted", [get(b"/do/echo", *SOCKET, *WEBSOCKET, b"X-Forwarded-Proto: https"), Until(b"\r\n\r\n"), b"ping"], "trusting", tunnel=b"ping", after=None),
    *proxied(),
]
