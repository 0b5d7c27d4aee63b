"""What the upstream answers to `/do/NAME`.

An answer is a list of steps: bytes are sent, BODY reads the request's body, GATE waits for the client, ECHO echoes what
follows, STALL says nothing more, RESET ends the connection with RST, CLOSE with FIN, FINISH with FIN but goes on reading.
A list that ends otherwise keeps the connection. BODY comes first unless the list says where, or FINISH that it doesn't.
`LATER` answers requests that are not the first of their connection.
"""

BODY, GATE, ECHO, RESET, CLOSE, FINISH, STALL = "body", "gate", "echo", "reset", "close", "finish", "stall"


def ok(*lines, body=b"", status=b"200 OK"):
    return b"HTTP/1.1 " + status + b"\r\n" + b"".join(line + b"\r\n" for line in lines) + b"\r\n" + body


def sized(body, *lines, status=b"200 OK"):
    return ok(b"Content-Length: %d" % len(body), *lines, body=body, status=status)


CHUNKED = b"Transfer-Encoding: chunked"
UPGRADE = ok(b"Connection: Upgrade", b"Upgrade: websocket", status=b"101 Switching Protocols")
PATTERN = bytes(range(256)) * 4096

ANSWERS = {
    "plain": [sized(b"plain\n", b"Content-Type: text/plain")],
    # Framing
    "empty": [sized(b"")],
    "large": [sized(PATTERN)],
    "large-chunked": [ok(CHUNKED, body=b"".join(b"10000\r\n" + PATTERN[i : i + 65536] + b"\r\n" for i in range(0, 1 << 20, 65536)) + b"0\r\n\r\n")],
    "large-close": [ok(body=PATTERN), CLOSE],
    "chunked": [ok(CHUNKED, body=b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")],
    "chunked-upper": [ok(b"Transfer-Encoding: Chunked", body=b"5\r\nhello\r\n0\r\n\r\n")],
    "chunked-empty": [ok(CHUNKED, body=b"0\r\n\r\n")],
    "chunked-extension": [ok(CHUNKED, body=b'5;a=b;c="d"\r\nhello\r\n0;last\r\n\r\n')],
    "trailers": [ok(CHUNKED, b"Trailer: X-Sum", body=b"5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n")],
    "trailers-two": [ok(CHUNKED, b"Trailer: X-Sum, X-More", body=b"5\r\nhello\r\n0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n")],
    "trailers-unannounced": [ok(CHUNKED, body=b"5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n")],
    "trailers-forbidden": [ok(CHUNKED, b"Trailer: Content-Length", body=b"5\r\nhello\r\n0\r\nContent-Length: 9\r\n\r\n")],
    "until-close": [ok(b"Content-Type: text/plain", body=b"until close"), CLOSE],
    "old-until-close": [b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nuntil close", CLOSE],
    "old-length": [b"HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nold", CLOSE],
    "old-keep": [b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\nold"],
    "says-close": [sized(b"bye", b"Connection: close"), CLOSE],
    "204": [ok(status=b"204 No Content")],
    "204-length": [ok(b"Content-Length: 0", status=b"204 No Content")],
    "204-body": [ok(b"Content-Length: 5", status=b"204 No Content", body=b"hello")],
    "205": [sized(b"", status=b"205 Reset Content")],
    "304": [ok(b'ETag: "a"', status=b"304 Not Modified")],
    "304-length": [ok(b'ETag: "a"', b"Content-Length: 100", status=b"304 Not Modified")],
    "head-length": [ok(b"Content-Length: 1000")],
    "head-chunked": [ok(CHUNKED)],
    "head-none": [ok(b"Content-Type: text/plain")],
    "drip": [ok(CHUNKED, body=b"5\r\nfirst\r\n"), GATE, b"6\r\nsecond\r\n0\r\n\r\n"],
    "drip-length": [ok(b"Content-Length: 11", body=b"first"), GATE, b"second"],
    "drip-head": [ok(b"Content-Length: 6"), GATE, b"second"],
    "drip-close": [ok(body=b"first"), GATE, b"second", CLOSE],
    "gate-first": [GATE, sized(b"late")],
    "drip-bytes": [bytes([b]) for b in ok(CHUNKED, b"X-Slow: yes", body=b"3\r\nabc\r\n0\r\n\r\n")],
    # Interim answers and upgrades
    "103": [ok(b"Link: </a.css>; rel=preload", status=b"103 Early Hints"), sized(b"after hints")],
    "103-twice": [ok(b"Link: </a.css>", status=b"103 Early Hints"), ok(b"Link: </b.css>", status=b"103 Early Hints"), sized(b"after hints")],
    "103-hop": [ok(b"Link: </a.css>", b"Connection: X-Hop", b"X-Hop: 1", b"Keep-Alive: 3", status=b"103 Early Hints"), sized(b"after hints")],
    "103-gate": [ok(b"Link: </a.css>", status=b"103 Early Hints"), GATE, sized(b"after hints")],
    "102": [ok(status=b"102 Processing"), sized(b"processed")],
    "100": [ok(status=b"100 Continue"), sized(b"unasked")],
    "100-body": [ok(status=b"100 Continue"), BODY, sized(b"continued")],
    "no-100": [BODY, sized(b"read")],
    "early": [sized(b"early", status=b"413 Content Too Large"), BODY],
    "early-close": [sized(b"early", b"Connection: close", status=b"413 Content Too Large"), FINISH],
    "early-keep": [sized(b"early"), BODY],
    "echo": [UPGRADE, ECHO],
    "echo-first": [UPGRADE + b"server first ", ECHO],
    "echo-close": [UPGRADE + b"bye", CLOSE],
    "echo-other": [ok(b"Connection: Upgrade", b"Upgrade: other", status=b"101 Switching Protocols"), ECHO],
    "echo-none": [ok(status=b"101 Switching Protocols"), ECHO],
    "echo-refused": [sized(b"no upgrade", status=b"400 Bad Request")],
    "426": [sized(b"upgrade", b"Connection: Upgrade", b"Upgrade: websocket", status=b"426 Upgrade Required")],
    # Statuses
    "299": [sized(b"odd", status=b"299 Odd")],
    "reason": [sized(b"", status=b"200 All Fine")],
    "no-reason": [b"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"],
    "no-reason-blank": [b"HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n"],
    "404": [sized(b"not here", b"Content-Type: text/plain", status=b"404 Not Found")],
    "418": [sized(b"", status=b"418 I'm a teapot")],
    "500": [sized(b"broken", status=b"500 Internal Server Error")],
    "503": [sized(b"busy", b"Retry-After: 5", status=b"503 Service Unavailable")],
    "600": [sized(b"six", status=b"600 Six")],
    "999": [sized(b"nine", status=b"999 Nine")],
    "000": [sized(b"zero", status=b"000 Zero")],
    "099": [sized(b"low", status=b"099 Low")],
    # Misbehaviour
    "close-at-once": [CLOSE],
    "reset-at-once": [RESET],
    "close-in-head": [b"HTTP/1.1 200 OK\r\nContent-Le", CLOSE],
    "reset-in-head": [b"HTTP/1.1 200 OK\r\nContent-Le", RESET],
    "cut-length": [ok(b"Content-Length: 10", body=b"half "), CLOSE],
    "cut-length-large": [ok(b"Content-Length: 2000000", body=PATTERN), CLOSE],
    "cut-chunk": [ok(CHUNKED, body=b"a\r\nhalf "), CLOSE],
    "cut-chunk-large": [ok(CHUNKED, body=b"200000\r\n" + PATTERN), CLOSE],
    "cut-between-chunks": [ok(CHUNKED, body=b"5\r\nfirst\r\n"), CLOSE],
    "cut-trailers": [ok(CHUNKED, body=b"5\r\nfirst\r\n0\r\nX-Su"), CLOSE],
    "garbage": [b"this is no answer\r\n\r\n", CLOSE],
    "garbage-keep": [b"this is no answer\r\n\r\n", STALL],
    "ssh": [b"SSH-2.0-OpenSSH_9.2\r\n", STALL],
    "version-2": [b"HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n", CLOSE],
    "version-bad": [b"HTTP/1.x 200 OK\r\nContent-Length: 0\r\n\r\n", CLOSE],
    "version-lower": [b"http/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", CLOSE],
    "status-two": [b"HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n", CLOSE],
    "status-four": [b"HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n", CLOSE],
    "status-letters": [b"HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n", CLOSE],
    "status-sign": [b"HTTP/1.1 +20 OK\r\nContent-Length: 0\r\n\r\n", CLOSE],
    "length-differs": [ok(b"Content-Length: 5", b"Content-Length: 6", body=b"hello!"), CLOSE],
    "length-twice": [ok(b"Content-Length: 5", b"Content-Length: 5", body=b"hello")],
    "length-list": [ok(b"Content-Length: 5, 5", body=b"hello"), CLOSE],
    "length-plus": [ok(b"Content-Length: +5", body=b"hello"), CLOSE],
    "length-minus": [ok(b"Content-Length: -5", body=b"hello"), CLOSE],
    "length-hex": [ok(b"Content-Length: 0x5", body=b"hello"), CLOSE],
    "length-zeros": [ok(b"Content-Length: 0005", body=b"hello")],
    "length-empty": [ok(b"Content-Length:", body=b"hello"), CLOSE],
    "length-huge": [ok(b"Content-Length: 99999999999999999999", body=b"hello"), CLOSE],
    "length-and-chunked": [ok(b"Content-Length: 3", CHUNKED, body=b"5\r\nhello\r\n0\r\n\r\n")],
    "encoding-unknown": [ok(b"Transfer-Encoding: zip", body=b"hello"), CLOSE],
    "encoding-list": [ok(b"Transfer-Encoding: gzip, chunked", body=b"5\r\nhello\r\n0\r\n\r\n"), CLOSE],
    "encoding-identity": [ok(b"Transfer-Encoding: identity", b"Content-Length: 5", body=b"hello"), CLOSE],
    "encoding-twice": [ok(CHUNKED, CHUNKED, body=b"5\r\nhello\r\n0\r\n\r\n"), CLOSE],
    "chunk-size-bad": [ok(CHUNKED, body=b"5\r\nhello\r\nxyz\r\n"), CLOSE],
    "chunk-size-first-bad": [ok(CHUNKED, body=b"0x5\r\nhello\r\n0\r\n\r\n"), CLOSE],
    "chunk-end-bad": [ok(CHUNKED, body=b"5\r\nhelloXX0\r\n\r\n"), CLOSE],
    "excess": [sized(b"hello") + b"excess"],
    "second-answer": [sized(b"hello") + sized(b"poison", b"X-Poison: 1")],
    "lf": [b"HTTP/1.1 200 OK\nContent-Length: 5\n\nhello"],
    "folded": [ok(b"X-Folded: a", b" b", b"Content-Length: 5", body=b"hello")],
    "nul": [ok(b"X-Nul: a\x00b", b"Content-Length: 5", body=b"hello"), CLOSE],
    "cr": [ok(b"X-Cr: a\rb", b"Content-Length: 5", body=b"hello"), CLOSE],
    "name-blank": [ok(b"X Blank: 1", b"X-Right: 1", b"Content-Length: 5", body=b"hello")],
    "name-blank-colon": [ok(b"X-Blank : 1", b"X-Right: 1", b"Content-Length: 5", body=b"hello")],
    "name-tab": [ok(b"X\tTab: 1", b"X-Right: 1", b"Content-Length: 5", body=b"hello")],
    "trailer-until-close": [ok(b"Trailer: X-Sum", body=b"hello"), CLOSE],
    "name-empty": [ok(b": 1", b"X-Right: 1", b"Content-Length: 5", body=b"hello"), CLOSE],
    "no-colon": [ok(b"X-Line", b"X-Right: 1", b"Content-Length: 5", body=b"hello"), CLOSE],
    "head-large": [ok(b"X-Large: " + b"v" * 60_000, b"Content-Length: 5", body=b"hello")],
    "head-many": [ok(*[b"X-%d: %d" % (i, i) for i in range(90)], b"Content-Length: 5", body=b"hello")],
    "head-huge": [ok(b"X-Large: " + b"v" * 12_000_000, b"Content-Length: 5", body=b"hello"), CLOSE],
    "never": [STALL],
    "stall-body": [ok(b"Content-Length: 10", body=b"half "), STALL],
    # Headers
    "spelling": [sized(b"", b"x-odd-NAME: a", b"ETAG: b", b"WWW-authenticate: c", b"x_under: d", b"X-8bit: \xe9", b"content-type: text/plain")],
    "hop": [sized(b"", b"Connection: X-Hop, keep-alive", b"X-Hop: 1", b"Keep-Alive: timeout=5", b"Proxy-Connection: x", b"Proxy-Authenticate: Basic", b"Te: trailers", b"Trailer: X-A", b"Upgrade: h2c", b"X-Stays: 1", b"Proxy-Authorization: y")],
    "nominates-length": [sized(b"hello", b"Connection: Content-Length, X-Hop", b"X-Hop: 1")],
    "cookies": [sized(b"", b"Set-Cookie: a=1", b"X-Between: 1", b"Set-Cookie: b=2; Path=/", b"set-cookie: c=3")],
    "repeated": [sized(b"", b"Vary: a", b"Vary: b", b"Cache-Control: no-cache", b"Cache-Control: no-store", b"X-Empty:", b"X-Blanks:   a  b  ")],
    "server": [sized(b"", b"Server: Someone", b"Via: 1.1 someone", b"Date: Thu, 01 Jan 2026 00:00:00 GMT", b"X-Powered-By: PHP", b"Alt-Svc: h3=\":443\"")],
    "gzip": [sized(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xcbH\xcd\xc9\xc9\x07\x00\x86\xa6\x106\x05\x00\x00\x00", b"Content-Encoding: gzip")],
    "no-type": [sized(b"<html><body>sniff me</body></html>")],
    "location": [sized(b"", b"Location: http://127.0.0.1/elsewhere", status=b"302 Found")],
    "forwarded": [sized(b"", b"X-Forwarded-For: 1", b"X-Real-Ip: 2", b"X-Forwarded-Prefix: /x", b"Forwarded: for=a")],
    "accept-ranges": [ok(b"Content-Range: bytes 0-4/11", b"Content-Length: 5", body=b"hello", status=b"206 Partial Content")],
}

LATER = {
    "drop-later": [CLOSE],
    "reset-later": [RESET],
    "cut-later": [b"HTTP/1.1 200 OK\r\nContent-Le", CLOSE],
    "garbage-later": [b"this is no answer\r\n\r\n", CLOSE],
}


def answer(exchange, name):
    """Answers the request of an exchange; tells whether the connection stays open."""
    steps = ANSWERS.get(name, ANSWERS["plain"])
    if exchange.request.number:
        steps = LATER.get(name, steps)
    if BODY not in steps and FINISH not in steps:
        exchange.read_body()
    head_only = exchange.request.line.startswith(b"HEAD ")
    for step in steps:
        if step == BODY:
            exchange.read_body()
        elif step == GATE:
            exchange.wait_for_gate()
        elif step == ECHO:
            exchange.echo_tunnel()
        elif step == RESET:
            exchange.reset()
            return False
        elif step == CLOSE:
            return False
        elif step == FINISH:
            exchange.finish()
            return False
        elif step == STALL:
            exchange.settle()
            while True:
                exchange.receive()
        elif head_only:
            exchange.send(step[: step.index(b"\r\n\r\n") + 4] if b"\r\n\r\n" in step else step)
        else:
            exchange.send(step)
    return True
