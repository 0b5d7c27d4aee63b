"""Malformed and ambiguous requests. None may reach an upstream as another request than it is."""

from case import Case, chunked, chunks, get, head
from client import Answer, Pause

LENGTH_5 = b"Content-Length: 5"
CHUNKED = b"Transfer-Encoding: chunked"
SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: h.example\r\n\r\n"


def body(name, *headers, body=b"hello", line=b"POST /a HTTP/1.1", **options):
    return Case(f"hostile/{name}", [head(line, *headers) + body], **options)


#: What a proxy may take for the beginning of more.
UNFINISHED = {"line-cr", "line-method-only", "garbage", "tls-hello", "smtp", "h2-preface"}


def raw(name, data, **options):
    if name in UNFINISHED:
        options["seconds"] = 1
    return Case(f"hostile/{name}", [data], **options)


def bad_chunks(name, data, races="how much of the body arrives before its framing is found bad", **options):
    return Case(f"hostile/{name}", [chunked(data, b"/a")], races=races, seconds=2, **options)


LENGTHS = {
    "plus": b"+5",
    "minus": b"-5",
    "hex": b"0x5",
    "letters": b"abc",
    "empty": b"",
    "blank-inside": b"5 5",
    "list-equal": b"5, 5",
    "list-different": b"5, 6",
    "point": b"5.0",
    "exponent": b"5e0",
    "underscore": b"5_0",
    "zeros": b"0005",
    "huge": b"99999999999999999999",
    "large": b"9223372036854775808",
    "nul": b"5\x00",
    "tab": b"\t5\t",
    "vertical-tab": b"\x0b5",
    "utf8-digit": "５".encode(),
}

ENCODINGS = {
    "identity": b"identity",
    "identity-chunked": b"identity, chunked",
    "chunked-identity": b"chunked, identity",
    "gzip": b"gzip",
    "gzip-chunked": b"gzip, chunked",
    "chunked-twice": b"chunked, chunked",
    "quoted": b'"chunked"',
    "parameter": b"chunked;q=1",
    "x-chunked": b"xchunked",
    "chunked-x": b"chunkedx",
    "empty": b"",
    "comma": b"chunked,",
    "leading-comma": b",chunked",
    "tab": b"\tchunked\t",
    "vertical-tab": b"\x0bchunked",
    "cr": b"\rchunked",
    "nul": b"chunked\x00",
    "8-bit": b"chunked\xa0",
}

CHUNKS = {
    "size-0x": b"0x5\r\nhello\r\n0\r\n\r\n",
    "size-plus": b"+5\r\nhello\r\n0\r\n\r\n",
    "size-minus": b"-5\r\nhello\r\n0\r\n\r\n",
    "size-letters": b"xyz\r\nhello\r\n0\r\n\r\n",
    "size-empty": b"\r\nhello\r\n0\r\n\r\n",
    "size-huge": b"fffffffffffffffff\r\nhello\r\n0\r\n\r\n",
    "size-wraps": b"10000000000000005\r\nhello\r\n0\r\n\r\n",
    "size-blank-before": b" 5\r\nhello\r\n0\r\n\r\n",
    "size-blank-after": b"5 \r\nhello\r\n0\r\n\r\n",
    "size-underscore": b"0_5\r\nhello\r\n0\r\n\r\n",
    "size-lf": b"5\nhello\r\n0\r\n\r\n",
    "size-cr": b"5\rhello\r\n0\r\n\r\n",
    "end-lf": b"5\r\nhello\n0\r\n\r\n",
    "end-missing": b"5\r\nhello0\r\n\r\n",
    "end-other": b"5\r\nhelloXX0\r\n\r\n",
    "last-lf": b"5\r\nhello\r\n0\n\n",
    "last-empty-line": b"5\r\nhello\r\n\r\n\r\n",
    "extension-lf": b"5;a\nb\r\nhello\r\n0\r\n\r\n",
    "extension-nul": b"5;a\x00b\r\nhello\r\n0\r\n\r\n",
    "extension-cr": b"5;a\rb\r\nhello\r\n0\r\n\r\n",
    "extension-long": b"5;" + b"a" * 20_000 + b"\r\nhello\r\n0\r\n\r\n",
    "size-long": b"0" * 5_000 + b"5\r\nhello\r\n0\r\n\r\n",
    "trailer-lf": b"5\r\nhello\r\n0\r\nX-A: 1\n\r\n",
    "trailer-no-colon": b"5\r\nhello\r\n0\r\nXA\r\n\r\n",
    "trailer-blank-name": b"5\r\nhello\r\n0\r\nX A: 1\r\n\r\n",
    "trailer-long": b"5\r\nhello\r\n0\r\nX-A: " + b"a" * 20_000 + b"\r\n\r\n",
    "trailer-folded": b"5\r\nhello\r\n0\r\nX-A: 1\r\n 2\r\n\r\n",
}

LINES = {
    "line-lf": b"GET /a HTTP/1.1\nHost: h.example\n\n",
    "line-lf-in-headers": b"GET /a HTTP/1.1\r\nHost: h.example\nX-A: 1\r\n\r\n",
    "line-lf-at-end": b"GET /a HTTP/1.1\r\nHost: h.example\r\n\n",
    "line-cr": b"GET /a HTTP/1.1\rHost: h.example\r\r",
    "line-cr-in-value": b"GET /a HTTP/1.1\r\nHost: h.example\r\nX-A: a\rb\r\n\r\n",
    "line-nul-in-value": b"GET /a HTTP/1.1\r\nHost: h.example\r\nX-A: a\x00b\r\n\r\n",
    "line-nul-in-name": b"GET /a HTTP/1.1\r\nHost: h.example\r\nX-\x00A: a\r\n\r\n",
    "line-nul-in-target": b"GET /a\x00b HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "line-control-in-value": b"GET /a HTTP/1.1\r\nHost: h.example\r\nX-A: a\x01b\r\n\r\n",
    "line-delete-in-value": b"GET /a HTTP/1.1\r\nHost: h.example\r\nX-A: a\x7fb\r\n\r\n",
    "folded": b"GET /a HTTP/1.1\r\nHost: h.example\r\nX-A: a\r\n b\r\n\r\n",
    "folded-tab": b"GET /a HTTP/1.1\r\nHost: h.example\r\nX-A: a\r\n\tb\r\n\r\n",
    "folded-first": b"GET /a HTTP/1.1\r\n X-A: a\r\nHost: h.example\r\n\r\n",
    "folded-encoding": b"POST /a HTTP/1.1\r\nHost: h.example\r\nTransfer-Encoding:\r\n chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "name-blank-before-colon": b"GET /a HTTP/1.1\r\nHost: h.example\r\nX-A : a\r\n\r\n",
    "name-tab-before-colon": b"GET /a HTTP/1.1\r\nHost: h.example\r\nX-A\t: a\r\n\r\n",
    "name-blank-inside": b"GET /a HTTP/1.1\r\nHost: h.example\r\nX A: a\r\n\r\n",
    "name-empty": b"GET /a HTTP/1.1\r\nHost: h.example\r\n: a\r\n\r\n",
    "name-missing-colon": b"GET /a HTTP/1.1\r\nHost: h.example\r\nX-A\r\n\r\n",
    "name-8-bit": b"GET /a HTTP/1.1\r\nHost: h.example\r\nX-\xe9: a\r\n\r\n",
    "name-parenthesis": b"GET /a HTTP/1.1\r\nHost: h.example\r\nX(A): a\r\n\r\n",
    "name-quote": b"GET /a HTTP/1.1\r\nHost: h.example\r\nX\"A: a\r\n\r\n",
    "name-long": b"GET /a HTTP/1.1\r\nHost: h.example\r\n" + b"X" * 70_000 + b": a\r\n\r\n",
    "host-missing": b"GET /a HTTP/1.1\r\nX-A: a\r\n\r\n",
    "host-twice": b"GET /a HTTP/1.1\r\nHost: h.example\r\nHost: h.example\r\n\r\n",
    "host-twice-different": b"GET /a HTTP/1.1\r\nHost: h.example\r\nHost: other.example\r\n\r\n",
    "host-twice-case": b"GET /a HTTP/1.1\r\nHost: h.example\r\nhOST: other.example\r\n\r\n",
    "host-twice-1.0": b"GET /a HTTP/1.0\r\nHost: h.example\r\nHost: h.example\r\n\r\n",
    "host-missing-absolute": b"GET http://h.example/a HTTP/1.1\r\n\r\n",
    "host-blank-before-colon": b"GET /a HTTP/1.1\r\nHost : h.example\r\n\r\n",
    "version-0.9": b"GET /a HTTP/0.9\r\nHost: h.example\r\n\r\n",
    "version-1.2": b"GET /a HTTP/1.2\r\nHost: h.example\r\n\r\n",
    "version-1.9": b"GET /a HTTP/1.9\r\nHost: h.example\r\n\r\n",
    "version-1.10": b"GET /a HTTP/1.10\r\nHost: h.example\r\n\r\n",
    "version-01.1": b"GET /a HTTP/01.1\r\nHost: h.example\r\n\r\n",
    "version-2.0": b"GET /a HTTP/2.0\r\nHost: h.example\r\n\r\n",
    "version-3.0": b"GET /a HTTP/3.0\r\nHost: h.example\r\n\r\n",
    "version-letters": b"GET /a HTTP/x.y\r\nHost: h.example\r\n\r\n",
    "version-lower": b"GET /a http/1.1\r\nHost: h.example\r\n\r\n",
    "version-other": b"GET /a ICY/1.1\r\nHost: h.example\r\n\r\n",
    "version-missing": b"GET /a\r\nHost: h.example\r\n\r\n",
    "version-blank-after": b"GET /a HTTP/1.1 \r\nHost: h.example\r\n\r\n",
    "line-two-blanks": b"GET  /a HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "line-two-blanks-before-version": b"GET /a  HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "line-tab": b"GET\t/a HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "line-blank-first": b" GET /a HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "line-blank-in-target": b"GET /a b HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "line-no-target": b"GET HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "line-empty-target": b"GET  HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "line-method-only": b"GET\r\n\r\n",
    "method-parenthesis": b"G(T /a HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "method-8-bit": b"G\xe9T /a HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "method-control": b"G\x01T /a HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "target-hash": b"GET /a#b HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "target-hash-query": b"GET /a?b#c HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "target-8-bit": b"GET /a\xe9 HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "target-utf8": "GET /café HTTP/1.1\r\nHost: h.example\r\n\r\n".encode(),
    "target-8-bit-query": b"GET /a?\xe9 HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "target-control": b"GET /a\x01 HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "target-delete": b"GET /a\x7f HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "target-delete-query": b"GET /a?\x7f HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "target-tab": b"GET /a\tb HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "target-asterisk-get": b"GET * HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "target-bare-host": b"GET h.example:80 HTTP/1.1\r\nHost: h.example\r\n\r\n",
    "garbage": b"\x00\x01\x02\x03\r\n\r\n",
    "tls-hello": bytes.fromhex("16030100a50100") + b"\x00" * 60 + b"\r\n\r\n",
    "h2-preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "smtp": b"EHLO x\r\n\r\n",
}

CASES = [
    *(body(f"length-{n}", b"Content-Length: " + v) for n, v in LENGTHS.items()),
    *(body(f"encoding-{n}", b"Transfer-Encoding: " + v, body=chunks(b"hello")) for n, v in ENCODINGS.items()),
    *(bad_chunks(f"chunk-{n}", data) for n, data in CHUNKS.items()),
    *(raw(n, data) for n, data in LINES.items()),
    body("length-twice-equal", LENGTH_5, LENGTH_5),
    body("length-twice-different", LENGTH_5, b"Content-Length: 6", body=b"hello!"),
    body("length-twice-case", LENGTH_5, b"content-length: 6", body=b"hello!"),
    body("length-and-chunked", LENGTH_5, CHUNKED, body=chunks(b"abc")),
    body("chunked-and-length", CHUNKED, LENGTH_5, body=chunks(b"abc")),
    body("length-and-chunked-smuggles", b"Content-Length: %d" % len(chunks() + SMUGGLED), CHUNKED, body=chunks() + SMUGGLED, answers=2, after=None),
    body("chunked-smuggles-behind-length", b"Content-Length: 4", CHUNKED, body=b"5c\r\n" + SMUGGLED, seconds=2, races="answered or waited for"),
    body("length-blank-before-colon", b"Content-Length : 5"),
    body("encoding-blank-before-colon", b"Transfer-Encoding : chunked", body=chunks(b"hello")),
    body("encoding-twice", CHUNKED, CHUNKED, body=chunks(b"hello")),
    body("encoding-twice-different", CHUNKED, b"Transfer-Encoding: identity", body=chunks(b"hello")),
    body("encoding-twice-identity-first", b"Transfer-Encoding: identity", CHUNKED, body=chunks(b"hello")),
    body("encoding-underscore", b"Transfer_Encoding: chunked", LENGTH_5),
    body("encoding-1.0", CHUNKED, body=chunks(b"hello"), line=b"POST /a HTTP/1.0"),
    body("encoding-1.0-keep-alive", CHUNKED, b"Connection: keep-alive", body=chunks(b"hello"), line=b"POST /a HTTP/1.0", answers=2),
    body("encoding-1.0-length", CHUNKED, LENGTH_5, body=chunks(b"hello"), line=b"POST /a HTTP/1.0"),
    body("encoding-nominated", CHUNKED, b"Connection: Transfer-Encoding", body=chunks(b"hello")),
    body("length-nominated", LENGTH_5, b"Connection: Content-Length"),
    body("length-get-smuggles", b"Content-Length: %d" % len(SMUGGLED), body=SMUGGLED, line=b"GET /a HTTP/1.1"),
    body("length-missing-smuggles", body=SMUGGLED, answers=2),
    body("length-excess", LENGTH_5, body=b"hello" + SMUGGLED, answers=2),
    body("trailer-framing", CHUNKED, body=chunks(b"hello", end=b"0\r\nContent-Length: 50\r\nTransfer-Encoding: x\r\nHost: y\r\n\r\n")),
    body("upgrade-with-length", LENGTH_5, b"Connection: Upgrade", b"Upgrade: websocket"),
    body("upgrade-smuggles", b"Connection: Upgrade", b"Upgrade: websocket", body=SMUGGLED, line=b"GET /do/echo-refused HTTP/1.1", answers=2),
    body("connection-nominates-real-ip", b"Connection: X-Real-Ip, X-Forwarded-For, X-Forwarded-Server", line=b"GET /a HTTP/1.1", body=b""),
    raw("head-endless", b"GET /a HTTP/1.1\r\nHost: h.example\r\n" + b"X-A: a\r\n" * 200_000, races="the answer may be lost when the connection is closed over unread bytes"),
    raw("target-endless", b"GET /" + b"a" * 1_300_000, races="the answer may be lost when the connection is closed over unread bytes"),
    raw("bad-then-good", b"BAD\r\n\r\n" + get(b"/a"), answers=2, after=None),
    Case("hostile/good-then-bad", [get(b"/a"), Answer(1), b"BAD\r\n\r\n" + get(b"/b")], answers=2, after=None),
    Case("hostile/late-chunk-bad", [chunked(b"5\r\nhello\r\n", b"/a"), Pause(0.1), b"xyz\r\nmore\r\n0\r\n\r\n"], races="how the upstream's end is reported"),
    Case("hostile/late-chunk-bad-then-next", [chunked(b"5\r\nhello\r\n", b"/a"), Pause(0.1), b"xyz\r\n" + SMUGGLED], races="how the upstream's end is reported"),
]
