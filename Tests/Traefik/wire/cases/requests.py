"""Good and odd requests: methods, targets, versions, persistence."""

from case import Case, get, head, post
from client import Answer, Pause

METHODS = [b"GET", b"HEAD", b"POST", b"PUT", b"PATCH", b"DELETE", b"OPTIONS", b"TRACE", b"PROPFIND", b"get", b"X!#$%&'*+-.^_`|~1"]

TARGETS = {
    "root": b"/",
    "query": b"/a?b=c&d=e",
    "query-empty": b"/a?",
    "query-only-key": b"/a?key",
    "query-question-marks": b"/a?b?c??d",
    "query-semicolon": b"/a?b=c;d=e",
    "query-encoded": b"/a?q=%20%2B+%26%3D%c3%a9",
    "query-bad-percent": b"/a?q=%zz&r=%",
    "query-slash-dots": b"/a?q=../..//./",
    "query-brackets": b"/a?q[]=1&r[x]=2",
    "query-pipe": b"/a?q=a|b\"'<>`{}^\\",
    "encoded-slash": b"/a%2Fb",
    "encoded-slash-lower": b"/a%2fb",
    "encoded-backslash": b"/a%5Cb",
    "encoded-null": b"/a%00b",
    "encoded-semicolon": b"/a%3Bb",
    "encoded-percent": b"/a%25b",
    "encoded-percent-twice": b"/a%252Fb",
    "encoded-question": b"/a%3Fb",
    "encoded-hash": b"/a%23b",
    "encoded-space": b"/a%20b",
    "encoded-unreserved": b"/%61%7E%2D%2E%5Fb",
    "encoded-utf8": b"/caf%C3%A9",
    "encoded-utf8-lower": b"/caf%c3%a9",
    "encoded-control": b"/a%0d%0aX:%20y",
    "encoded-at": b"/a%40b%3Ac",
    "bad-percent": b"/a%zz",
    "bad-percent-end": b"/a%",
    "bad-percent-short": b"/a%2",
    "dot": b"/a/./b",
    "dots": b"/a/../b",
    "dots-above": b"/../../b",
    "dots-end": b"/a/b/..",
    "dot-end": b"/a/b/.",
    "dots-encoded": b"/a/%2e%2e/b",
    "dots-half-encoded": b"/a/.%2E/b",
    "dots-encoded-slash": b"/a/..%2Fb",
    "dots-backslash": b"/a/..\\b",
    "double-slash": b"/a//b",
    "double-slash-start": b"//a/b",
    "triple-slash": b"///",
    "slash-end": b"/a/b/",
    "pipe": b"/a|b",
    "pipe-encoded-slash": b"/a%2Fb|",
    "dots-encoded-slash-pipe": b"/a/..%2F|",
    "brackets": b"/a[1]{2}",
    "quotes": b"/a\"b'c",
    "caret": b"/a^b`c",
    "backslash": b"/a\\b",
    "subdelims": b"/!$&'()*+,;=:@",
    "plus": b"/a+b",
    "tilde": b"/~a",
    "colon-first": b"/a:b",
    "long": b"/" + b"a" * 4000,
    "long-query": b"/?" + b"q" * 8000,
    "absolute": b"http://h.example/a?b",
    "absolute-other-host": b"http://other.example/a",
    "absolute-no-path": b"http://h.example",
    "absolute-query": b"http://h.example?x=1",
    "absolute-port": b"http://h.example:81/a",
    "absolute-user": b"http://u:p@h.example/a",
    "absolute-https": b"https://h.example/a",
    "absolute-upper": b"HTTP://H.EXAMPLE/a",
    "absolute-ftp": b"ftp://h.example/a",
    "absolute-8-bit": b"http://h\xe9.example/a",
    "absolute-utf8": b"http://h\xc3\xa9.example/a",
    "absolute-utf8-encoded": b"http://h%C3%A9.example/a",
    "absolute-query-8-bit": b"http://h.example/a?\xe9",
    "asterisk": b"*",
    "relative": b"a/b",
    "question-first": b"?a",
}

HOSTS = {
    "port": b"h.example:8080",
    "port-empty": b"h.example:",
    "port-letters": b"h.example:x",
    "upper": b"H.EXAMPLE",
    "dot": b"h.example.",
    "ipv4": b"192.0.2.1",
    "ipv6": b"[2001:db8::1]",
    "ipv6-port": b"[2001:db8::1]:81",
    "underscore": b"h_x.example",
    "empty": b"",
    "two-ports": b"a:80:90",
    "slash": b"h.example/x",
    "at": b"u@h.example",
    "blank": b"h example",
    "comma": b"a.example, b.example",
    "percent": b"h%2eexample",
    "utf8": b"h\xc3\xa9.example",
    "bracket": b"[h",
    "quote": b"h\".example",
}


def methods():
    for method in METHODS:
        name = method.decode() if method.isalpha() else "token"
        yield Case(f"method/{name}", [head(method + b" /a HTTP/1.1")], methods=(method.decode(),))
    yield Case("method/CONNECT", [head(b"CONNECT h.example:443 HTTP/1.1")], methods=("CONNECT",))
    yield Case("method/CONNECT-path", [head(b"CONNECT /a HTTP/1.1")], methods=("CONNECT",))
    yield Case("method/CONNECT-unclean", [head(b"CONNECT h.example:443 HTTP/1.1")], "unclean", methods=("CONNECT",))
    yield Case("method/CONNECT-unrouted", [head(b"CONNECT unrouted.example:443 HTTP/1.1")], methods=("CONNECT",))
    yield Case("method/CONNECT-unrouted-unclean", [head(b"CONNECT unrouted.example:443 HTTP/1.1")], "unclean", methods=("CONNECT",))
    yield Case("method/OPTIONS-asterisk", [head(b"OPTIONS * HTTP/1.1")])
    yield Case("method/OPTIONS-asterisk-body", [head(b"OPTIONS * HTTP/1.1", b"Content-Length: 3") + b"abc"])
    yield Case("method/long", [head(b"M" * 200 + b" /a HTTP/1.1")])
    yield Case("method/PRI", [b"PRI * HTTP/1.1\r\nHost: h.example\r\n\r\n"])
    for method in (b"GET", b"DELETE", b"HEAD", b"OPTIONS", b"TRACE"):
        request = head(method + b" /a HTTP/1.1", b"Content-Length: 3") + b"abc"
        yield Case(f"method/{method.decode()}-body", [request], methods=(method.decode(),))
    yield Case("method/POST-no-length", [head(b"POST /a HTTP/1.1")])
    yield Case("method/POST-zero", [post(b"", b"/a")])


def versions():
    yield Case("version/1.0", [head(b"GET /a HTTP/1.0")])
    yield Case("version/1.0-no-host", [head(b"GET /a HTTP/1.0", host=None)])
    yield Case("version/1.0-keep-alive", [head(b"GET /a HTTP/1.0", b"Connection: keep-alive")])
    yield Case("version/1.0-post", [head(b"POST /a HTTP/1.0", b"Content-Length: 3") + b"abc"])
    yield Case("version/1.0-post-keep-alive", [head(b"POST /a HTTP/1.0", b"Content-Length: 3", b"Connection: Keep-Alive") + b"abc"])
    yield Case("version/1.0-chunked-answer", [head(b"GET /do/chunked HTTP/1.0")])
    yield Case("version/1.0-chunked-answer-keep-alive", [head(b"GET /do/chunked HTTP/1.0", b"Connection: keep-alive")])
    yield Case("version/1.0-trailers", [head(b"GET /do/trailers HTTP/1.0")])
    yield Case("version/1.0-until-close", [head(b"GET /do/until-close HTTP/1.0", b"Connection: keep-alive")])
    yield Case("version/1.0-103", [head(b"GET /do/103 HTTP/1.0")])
    yield Case("version/1.0-head", [head(b"HEAD /do/head-length HTTP/1.0", b"Connection: keep-alive")], methods=("HEAD",))
    yield Case("version/1.0-expect", [head(b"POST /a HTTP/1.0", b"Content-Length: 3", b"Expect: 100-continue") + b"abc"])
    yield Case("version/1.0-upgrade", [head(b"GET /do/echo HTTP/1.0", b"Connection: Upgrade", b"Upgrade: websocket")], after=None)
    yield Case("version/1.1-close", [get(b"/a", b"Connection: close")])
    yield Case("version/1.1-close-upper", [get(b"/a", b"Connection: CLOSE")])
    yield Case("version/1.1-close-list", [get(b"/a", b"Connection: x, close")])
    yield Case("version/1.1-keep-alive", [get(b"/a", b"Connection: keep-alive")])
    yield Case("version/1.1-close-and-keep", [get(b"/a", b"Connection: keep-alive, close")])
    yield Case("version/1.1-404-close", [get(b"/do/404", b"Connection: close")])


def connections():
    yield Case("pipeline/two", [get(b"/1") + get(b"/2")], answers=2)
    yield Case("pipeline/ten", [b"".join(get(b"/%d" % i) for i in range(10))], answers=10)
    yield Case(
        "pipeline/mixed",
        [get(b"/do/drip-bytes") + post(b"abc", b"/2") + head(b"HEAD /3 HTTP/1.1") + get(b"/do/chunked") + get(b"/do/204")],
        answers=5,
        methods=("GET", "POST", "HEAD"),
    )
    yield Case("pipeline/close-in-the-middle", [get(b"/1") + get(b"/2", b"Connection: close") + get(b"/3")], answers=3, after=None)
    yield Case("pipeline/bad-second", [get(b"/1") + b"BAD\r\n\r\n" + get(b"/3")], answers=3, after=None)
    yield Case("pipeline/unrouted", [get(b"/1", host=b"unrouted.example") + get(b"/2")], answers=2)
    yield Case("pipeline/until-close", [get(b"/do/until-close") + get(b"/2")], answers=2)
    yield Case("pipeline/posts", [post(b"a" * 70_000, b"/1") + post(b"b" * 70_000, b"/2")], answers=2)
    yield Case("pipeline/split-anywhere", [get(b"/1")[:30], Pause(0.02), get(b"/1")[30:] + get(b"/2")[:5], Pause(0.02), get(b"/2")[5:]], answers=2)
    yield Case("pipeline/one-after-another", [s for i in range(5) for s in (get(b"/%d" % i), Answer(1))], answers=0)
    yield Case("blank-lines/one", [b"\r\n" + get(b"/a")])
    yield Case("blank-lines/three", [b"\r\n\r\n\r\n" + get(b"/a")])
    yield Case("blank-lines/between", [get(b"/1") + b"\r\n" + get(b"/2")], answers=2)
    yield Case("blank-lines/after-post", [post(b"abc", b"/1") + b"\r\n" + get(b"/2")], answers=2)


CASES = [
    *methods(),
    *(Case(f"target/{name}", [get(target)]) for name, target in TARGETS.items()),
    *(Case(f"host/{name}", [get(b"/a", host=host)]) for name, host in HOSTS.items()),
    *versions(),
    *connections(),
]
