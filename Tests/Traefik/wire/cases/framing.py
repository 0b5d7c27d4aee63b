"""Bodies of requests: framing, trailers, Expect, early answers, what the client leaves undone."""

from case import Case, chunked, chunks, get, head, post
from client import DISAPPEAR, END_OF_SENDING, Answer, Pause, Sees, Until

BIG = bytes(range(256)) * 4096
EXPECT = b"Expect: 100-continue"

CASES = [
    Case("upload/length", [post(b"hello", b"/a")]),
    Case("upload/length-split", [post(b"hello", b"/a")[:-3], Pause(0.05), b"llo"]),
    Case("upload/length-large", [post(BIG, b"/a")]),
    Case("upload/length-blanks", [head(b"POST /a HTTP/1.1", b"Content-Length:   5  ") + b"hello"]),
    Case("upload/chunked", [chunked(chunks(b"hello", b" world"), b"/a")]),
    Case("upload/chunked-empty", [chunked(chunks(), b"/a")]),
    Case("upload/chunked-get", [head(b"GET /a HTTP/1.1", b"Transfer-Encoding: chunked") + chunks(b"hello")]),
    Case("upload/chunked-head", [head(b"HEAD /a HTTP/1.1", b"Transfer-Encoding: chunked") + chunks(b"hello")], methods=("HEAD",)),
    Case("upload/chunked-upper", [head(b"POST /a HTTP/1.1", b"Transfer-Encoding: CHUNKED") + chunks(b"hello")]),
    Case("upload/chunked-name-lower", [head(b"POST /a HTTP/1.1", b"transfer-encoding:chunked") + chunks(b"hello")]),
    Case("upload/chunked-split", [bytes([b]) for b in chunked(chunks(b"hello", b"x"), b"/a")]),
    Case("upload/chunked-large", [chunked(chunks(BIG, BIG[:1000]), b"/a")]),
    Case("upload/chunked-many", [chunked(chunks(*[b"x"] * 3000), b"/a")]),
    Case("upload/chunked-extension", [chunked(b'5;a=b;c="d e"\r\nhello\r\n0;last\r\n\r\n', b"/a")]),
    Case("upload/chunked-extension-blank", [chunked(b"5 ; a\r\nhello\r\n0\r\n\r\n", b"/a")]),
    Case("upload/chunked-size-zeros", [chunked(b"0005\r\nhello\r\n000\r\n\r\n", b"/a")]),
    Case("upload/chunked-size-upper", [chunked(b"A\r\n0123456789\r\n0\r\n\r\n", b"/a")]),
    Case("upload/chunked-trailers", [chunked(chunks(b"hello", end=b"0\r\nX-Sum: 1\r\n\r\n"), b"/a", b"Trailer: X-Sum")]),
    Case("upload/chunked-trailers-unannounced", [chunked(chunks(b"hello", end=b"0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n"), b"/a")]),
    Case("upload/chunked-then-next", [chunked(chunks(b"hello"), b"/1") + get(b"/2")], answers=2),
    Case("upload/chunked-trailers-then-next", [chunked(chunks(b"x", end=b"0\r\nX-A: 1\r\n\r\n"), b"/1") + get(b"/2")], answers=2),
    Case("upload/streams-length", [head(b"POST /a HTTP/1.1", b"Content-Length: 10") + b"first", Sees(5), b"final"]),
    Case("upload/streams-chunked", [chunked(b"5\r\nfirst\r\n", b"/a"), Sees(5), b"5\r\nfinal\r\n0\r\n\r\n"]),
    # Expect
    Case("expect/continue", [head(b"POST /do/100-body HTTP/1.1", EXPECT, b"Content-Length: 5"), Until(b"100 Continue"), b"hello"], races="one or two 100s"),
    Case("expect/continue-no-100-upstream", [head(b"POST /do/no-100 HTTP/1.1", EXPECT, b"Content-Length: 5"), Until(b"100 Continue"), b"hello"], races="one or two 100s"),
    Case("expect/continue-body-at-once", [head(b"POST /do/100-body HTTP/1.1", EXPECT, b"Content-Length: 5") + b"hello"], races="one or two 100s"),
    Case("expect/continue-upper", [head(b"POST /a HTTP/1.1", b"Expect: 100-Continue", b"Content-Length: 5"), Until(b"100 Continue"), b"hello"], races="one or two 100s"),
    Case("expect/continue-chunked", [head(b"POST /a HTTP/1.1", EXPECT, b"Transfer-Encoding: chunked"), Until(b"100 Continue"), chunks(b"hello")], races="one or two 100s"),
    Case("expect/continue-empty", [head(b"POST /a HTTP/1.1", EXPECT, b"Content-Length: 0")], races="one or no 100"),
    Case("expect/continue-get", [get(b"/a", EXPECT)], races="one or no 100"),
    Case("expect/refused", [head(b"POST /do/early-close HTTP/1.1", EXPECT, b"Content-Length: 5")], races="100 or the final answer", seconds=3),
    Case("expect/other", [head(b"POST /a HTTP/1.1", b"Expect: other", b"Content-Length: 5") + b"hello"]),
    Case("expect/empty", [head(b"POST /a HTTP/1.1", b"Expect:", b"Content-Length: 5") + b"hello"]),
    Case("expect/list", [head(b"POST /a HTTP/1.1", b"Expect: 100-continue, x", b"Content-Length: 5") + b"hello"]),
    # Answers before the end of the body
    Case("early/whole-body-sent", [post(b"x" * 1000, b"/do/early")]),
    Case("early/body-after", [head(b"POST /do/early HTTP/1.1", b"Content-Length: 10") + b"first", Answer(1), b"final"], answers=0, races="the answer is withheld or not", seconds=3),
    Case("early/close-body-after", [head(b"POST /do/early-close HTTP/1.1", b"Content-Length: 10") + b"first", Answer(1), b"final"], answers=0, races="the answer may be lost", seconds=3),
    Case("early/404-of-the-proxy", [head(b"POST /a HTTP/1.1", b"Content-Length: 10", host=b"unrouted.example") + b"first", Pause(0.05), b"final"]),
    Case("early/nobody", [post(b"x" * 100, b"/a", host=b"nobody.example")]),
    Case("early/nobody-body-missing", [head(b"POST /a HTTP/1.1", b"Content-Length: 10", host=b"nobody.example")], seconds=3),
    Case("early/refused", [post(b"x" * 100, b"/a", host=b"refused.example")]),
    Case("early/large-to-nobody", [post(b"x" * 3_000_000, b"/a", host=b"nobody.example")], races="the answer may be lost when the connection is closed over unread bytes"),
    # Left undone
    Case("undone/length-short-half-close", [head(b"POST /a HTTP/1.1", b"Content-Length: 10") + b"first", Sees(5), END_OF_SENDING], after="end", races="502, 500 or 499"),
    Case("undone/chunked-short-half-close", [chunked(b"5\r\nfirst\r\n", b"/a"), Sees(5), END_OF_SENDING], after="end", races="502, 500 or 499"),
    Case("undone/length-short-gone", [head(b"POST /a HTTP/1.1", b"Content-Length: 10") + b"first", Sees(5), DISAPPEAR], answers=0, after=None),
    Case("undone/chunked-short-gone", [chunked(b"5\r\nfirst\r\n", b"/a"), Sees(5), DISAPPEAR], answers=0, after=None),
    Case("undone/head-half-close", [b"GET /a HTTP/1.1\r\nHost: h", END_OF_SENDING], after="end"),
    Case("undone/nothing-half-close", [END_OF_SENDING], after="end"),
    Case("undone/get-half-close", [get(b"/a"), END_OF_SENDING], after="end", races="half-close counts as gone: 499 or the answer"),
    Case("undone/head-gone", [b"GET /a HTTP/1.1\r\nHost: h", DISAPPEAR], answers=0, after=None),
]
