"""What authentication servers and error pages answer to `/do/NAME`, beside the answers of `answers.py`."""

from answers import ANSWERS, CHUNKED, CLOSE, ok, sized

DENIED = b"403 Forbidden"
IDENTITY = (b"X-Auth-User: alice", b"X-Auth-User: bob", b"x-auth-groups: a, b", b"X-Two: 2", b"Content-Type: text/identity", b"Date: Thu, 01 Jan 2026 00:00:00 GMT")
COOKIES = (b"Set-Cookie: session=auth; Path=/; HttpOnly", b"Set-Cookie: other=auth", b"Set-Cookie: extra=auth; Secure")

#: What a redirection of the authentication server says.
LOCATIONS = {
    "absolute": b"https://other.example/a/../b?c=d#e",
    "relative": b"login?next=1",
    "dots": b"../../x/./y/",
    "query": b"?a=b",
    "fragment": b"#part",
    "scheme": b"//other.example:81/x",
    "odd": b"/a%2fb/%7e%zz"[:-3] + b"/\"<>|",
    "bad": b"http://[::1/x",
    "empty": b"",
    "space": b"/a b?c d",
    "host": b"http://other.example",
    "user": b"http://me:secret@other.example/x",
    "utf8": b"/\xc3\xa9?\xc3\xa9#\xc3\xa9",
    "star": b"*",
    "opaque": b"mailto:someone@other.example",
}

ANSWERS.update(
    {
        "auth-headers": [sized(b"", *IDENTITY)],
        "auth-odd": [
            sized(
                b"", b"Host: evil.example", b"Connection: X-Hop", b"X-Hop: 1", b"Keep-Alive: 9", b"X-Forwarded-For: 198.51.100.1",
                b"X-Real-Ip: 198.51.100.2",
            )
        ],
        "auth-cookies": [sized(b"", *COOKIES)],
        "auth-401": [sized(b"who are you?", b'WWW-Authenticate: Basic realm="x"', b"Content-Type: text/plain", status=b"401 Unauthorized")],
        "auth-403": [sized(b"denied", b"X-Reason: no", b"Set-Cookie: a=1; Max-Age=5", status=DENIED)],
        "auth-hop": [
            sized(
                b"denied", b"Connection: X-Hop, keep-alive", b"X-Hop: 1", b"Keep-Alive: timeout=5", b"Proxy-Authenticate: Basic", b"Proxy-Connection: x",
                b"Proxy-Authorization: y", b"Te: trailers", b"Trailer: X-Sum", b"Trailers: X", b"Upgrade: h2c", b"Via: 1.1 x", b"X-Stays: 1",
                b"X-Twice: 1", b"X-Twice: 2", b"Server: s", b"Date: Thu, 01 Jan 2026 00:00:00 GMT", status=b"407 Proxy Authentication Required",
            )
        ],
        "auth-chunked": [ok(CHUNKED, b"Trailer: X-Sum", body=b"6\r\ndenied\r\n0\r\nX-Sum: 1\r\n\r\n", status=DENIED)],
        "auth-large": [sized(b"x" * 100_000, status=DENIED)],
        "auth-2048": [ok(CHUNKED, body=b"800\r\n" + b"x" * 2048 + b"\r\n0\r\n\r\n", status=DENIED)],
        "auth-2049": [ok(CHUNKED, body=b"801\r\n" + b"x" * 2049 + b"\r\n0\r\n\r\n", status=DENIED)],
        "auth-close": [ok(body=b"denied", status=DENIED), CLOSE],
        "auth-denied-cookies": [sized(b"denied", *COOKIES, status=DENIED)],
        "auth-cut": [ok(b"Content-Length: 10", body=b"cut"), CLOSE],
        "drop-at-once": [CLOSE],
        "own-cookies": [
            sized(
                b"own", b"Set-Cookie: session=own; Path=/", b"Set-Cookie: mine=1; SameSite=Lax; Path=/; Max-Age=10", b"X-Stays: 1",
                b"set-cookie: extra=own",
            )
        ],
        "page": [sized(b"<h1>sorry</h1>", b"Content-Type: text/html", b"X-Page: 1", b"Cache-Control: no-store")],
        "page-404": [sized(b"<h1>404</h1>", b"Content-Type: text/html")],
        "page-403": [sized(b"<h1>403</h1>", b"Content-Type: text/html")],
        "page-503": [sized(b"<h1>503</h1>", b"Content-Type: text/html")],
        "418": [sized(b"teapot", status=b"418 I'm a teapot")],
        "403": [sized(b"no", b"X-Own: 1", status=DENIED)],
        "502": [sized(b"bad", status=b"502 Bad Gateway")],
        "404-cut": [ok(b"Content-Length: 10", body=b"cut", status=b"404 Not Found"), CLOSE],
        "404-large": [sized(b"y" * 1_000_000, status=b"404 Not Found")],
        "404-103": [ok(b"Link: </a.css>", status=b"103 Early Hints"), sized(b"not here", status=b"404 Not Found")],
        "503-103": [ok(b"Link: </a.css>", status=b"103 Early Hints"), sized(b"busy", status=b"503 Service Unavailable")],
        "short": [ok(b"Content-Length: 10", body=b"cut"), CLOSE],
        "short-chunked": [ok(CHUNKED, body=b"3\r\ncut\r\n"), CLOSE],
        "ten": [sized(b"0123456789")],
        "eleven": [sized(b"0123456789a")],
        "eleven-chunked": [ok(CHUNKED, body=b"b\r\n0123456789a\r\n0\r\n\r\n")],
        "eleven-close": [ok(body=b"0123456789a"), CLOSE],
        "large-trailers": [ok(CHUNKED, b"Trailer: X-Sum", body=b"1000\r\n" + b"z" * 4096 + b"\r\n0\r\nX-Sum: 1\r\n\r\n")],
    }
    | {f"location-{name}": [sized(b"moved", b"Location: " + value, status=b"302 Found")] for name, value in LOCATIONS.items()}
)
