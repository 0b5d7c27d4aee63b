"""forwardAuth, errors, retry and buffering: a host names the middlewares of its router, the path what the server answers."""

from answers_calls import LOCATIONS
from case import Case, chunks, get, head, post
from client import Pause, Until

SOCKET = (b"Connection: Upgrade", b"Upgrade: websocket", b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", b"Sec-WebSocket-Version: 13")

RETRYING = ["three", "three-slow", "status", "status-only", "any-method", "small-body", "zero-body", "endless-body", "timed", "one"]

#: Each: pattern of cases or several, reason, and what is held of Turnout (`compare.meets`; `only` names the parts that may differ).
DIFFERENCES = [
    (
        "forwardAuth/body-method-post-empty",
        "a POST whose length is 0 is forwarded with that length, where Traefik turns it into an empty chunked one",
        {"only": ["request0.Content-Length", "request0.Transfer-Encoding"], "statuses": [200]},
    ),
    (
        "forwardAuth/body-*-chunked-0",
        "an empty chunked body is one that fits; Traefik fails to forward it and answers 500",
        {"statuses": [200]},
    ),
    (
        ["forwardAuth/body-max-expect", "forwardAuth/body-zero-expect"],
        "a body that says it is too long is refused before it is asked for",
        {"statuses": [401], "lines": []},
    ),
    (
        ["forwardAuth/answers-aliases", "forwardAuth/answers-regex-aliases", "forwardAuth/answers-both-aliases"],
        "names that a service may take for a header of the authentication server are taken away too",
        {"only": ["request1.X-Auth_user", "request1.X.auth.user", "request1.X_auth_user", "request1.X_two", "request1.X_auth.groups"]},
    ),
    (
        ["forwardAuth/cookies-own-cookies", "forwardAuth/cookies-unlisted-own-cookies"],
        "cookies of the service that aren't replaced are passed on as they are; Traefik takes them apart and spells them anew",
        {"only": ["answer0.Set-Cookie"], "statuses": [200]},
    ),
    (
        ["forwardAuth/403-expect", "forwardAuth/dead-expect"],
        "the connection of a client that waits for 100 Continue in vain is closed behind the answer; Traefik waits for the body",
        {"only": ["after"], "after": "closed"},
    ),
    ("errors/page-chunked-old", "HTTP/1.0 knows no trailers, and none are announced", {"only": ["answer0.Trailer"]}),
    (
        "errors/*103*",
        "headers of an interim answer are not those of the final one",
        {"only": ["answer0.Link"]},
    ),
    (
        "errors/space-query*",
        "a blank in the query is encoded: as it is, it would end the target of the request line",
        {"only": ["request1.line"], "parts": {"request1.line": "GET /do/page%20a?b%20c HTTP/1.1"}, "statuses": [404]},
    ),
    (
        "errors/socket-refused-page-echo",
        "a page is no other protocol: the request for it doesn't ask for one",
        {"statuses": [400]},
    ),
    ("errors/socket-refused-all", "the same", {"only": ["request1.Connection", "request1.Upgrade"], "statuses": [400]}),
    ("together/pages-deny-socket", "the same", {"only": ["request1.Connection", "request1.Upgrade"], "statuses": [403]}),
    (
        "errors/options-odd-rewrite",
        "a status that can't be sent is refused with the configuration; Traefik cuts the connection of each request",
        {"statuses": [404]},
    ),
    (
        [f"retry/{name}-404-cut" for name in RETRYING if name != "status"],
        "answers are streamed, so that the client gets what there is of one that is cut off",
        {"parts": {"answer0.status": "HTTP/1.1 404 Not Found", "answer0.body": "cut", "answer0.cut": "ended"}},
    ),
    (
        ["retry/one-103"] + [f"retry/{name}-503-103" for name in RETRYING if name not in ("three", "three-slow", "timed")],
        "Traefik guesses a Content-Type behind an interim answer",
        {"only": ["answer0.Content-Type"]},
    ),
    (
        ["buffering/*-answer-trailers", *[f"buffering/{name}-answer-large-trailers" for name in ("plain", "max", "memory")]],
        "trailers are trailers; Traefik sends those that were announced as headers as well",
        {"only": ["answer0.X-Sum"]},
    ),
    (
        ["buffering/max-chunked-300000", "buffering/both-chunked-300000"],
        "that the connection ends is not said beforehand: whether the rest of the body is short enough to be read is not known yet",
        {"only": ["answer0.Connection"], "statuses": [413], "after": "closed"},
    ),
]

ALL = []


def add(kind, name, steps, **others):
    steps = steps if isinstance(steps, list) else [steps]
    ALL.append(Case(f"{kind}/{name}", steps, **others))


def host(name):
    return name.encode() + b".example"


def ask(name, target=b"/do/ten", *headers):
    return get(target, *headers, host=host(name))


def send(name, body, target=b"/do/ten", *headers):
    return post(body, target, *headers, host=host(name))


def send_chunks(name, *pieces, target=b"/do/ten", headers=()):
    return head(b"POST " + target + b" HTTP/1.1", b"Transfer-Encoding: chunked", *headers, host=host(name)) + chunks(*pieces)


# forwardAuth

AUTH = "forwardAuth"
RICH = (
    b"X-One: 1", b"X-One: 2", b"Cookie: a=b", b"Cookie: c=d", b"Accept: */*", b"User-Agent: me", b"Authorization: Basic eA==", b"Proxy-Authorization: p",
    b"Proxy-Connection: q", b"Proxy-Authenticate: r", b"Keep-Alive: 5", b"TE: trailers", b"Trailers: t", b"Forwarded: for=x", b"X-Empty:",
)
FORWARDED = (
    b"X-Forwarded-For: 203.0.113.7", b"X-Forwarded-For: 203.0.113.8", b"X-Forwarded-Proto: https", b"X-Forwarded-Host: other.example",
    b"X-Forwarded-Port: 8443", b"X-Forwarded-Server: someone", b"X-Real-Ip: 203.0.113.9", b"X-Forwarded-Uri: /u", b"X-Forwarded-Method: PUT",
    b"X-Forwarded-Prefix: /p", b"X-Forwarded-Tls-Client-Cert: c", b"X-Forwarded-Tls-Client-Cert-Info: i", b"X-Forwarded-Scheme: https", b"X-Scheme: https",
)
for name in ["plain", "query", "bare", "user", "false", "true", "listed", "listed-true", "listed-false", "204", "299", "103"]:
    add(AUTH, name, ask("fa-" + name, b"/do/ten?a=b"))
    add(AUTH, name + "-rich", ask("fa-" + name, b"/do/ten", *RICH))
for name in ["plain", "false", "true", "listed", "listed-true", "listed-false"]:
    for entry in ["web", "trusting"]:
        add(AUTH, f"{name}-forwarded-{entry}", ask("fa-" + name, b"/do/ten", *FORWARDED), entry=entry)
        add(AUTH, f"{name}-nominated-{entry}", ask("fa-" + name, b"/do/ten", b"Connection: X-Hop, close, X-Forwarded-Uri, X-Real-Ip", b"X-Hop: 1", *FORWARDED), entry=entry, after=None)
    add(AUTH, name + "-underscores", ask("fa-" + name, b"/do/ten", b"X_Forwarded_For: 203.0.113.7", b"X_Forwarded_Uri: /u", b"X.Forwarded.Proto: https"))
    add(AUTH, name + "-port", get(b"/do/ten", host=host("fa-" + name) + b":8080"))
    add(AUTH, name + "-proto-trusting", ask("fa-" + name, b"/do/ten", b"X-Forwarded-Proto: wss"), entry="trusting")
    add(AUTH, name + "-real-ip-trusting", ask("fa-" + name, b"/do/ten", b"X-Forwarded-For:", b"X-Real-Ip: 203.0.113.9"), entry="trusting")
for name in ["plain", "method", "body", "body-method"]:
    for method in [b"HEAD", b"POST", b"PUT", b"DELETE", b"OPTIONS", b"PATCH", b"PROPFIND"]:
        lines = [] if method in (b"HEAD", b"OPTIONS") else [b"Content-Length: 5"]
        body = b"hello" if lines else b""
        add(AUTH, f"{name}-{method.decode().lower()}", head(method + b" /do/ten HTTP/1.1", *lines, host=host("fa-" + name)) + body, methods=(method.decode(),))
    add(AUTH, name + "-post-empty", head(b"POST /do/ten HTTP/1.1", b"Content-Length: 0", host=host("fa-" + name)))
    add(AUTH, name + "-chunked", send_chunks("fa-" + name, b"hello", b" world"))
    add(AUTH, name + "-chunked-empty", send_chunks("fa-" + name))
    add(AUTH, name + "-trailer", head(b"POST /do/ten HTTP/1.1", b"Transfer-Encoding: chunked", b"Trailer: X-Sum", host=host("fa-" + name)) + b"2\r\nhi\r\n0\r\nX-Sum: 1\r\n\r\n")
    add(AUTH, name + "-large", send("fa-" + name, b"x" * 300_000))
    add(AUTH, name + "-late-body", [head(b"POST /do/ten HTTP/1.1", b"Content-Length: 5", host=host("fa-" + name)), Pause(0.3), b"hello"])
    add(AUTH, name + "-expect", [head(b"POST /do/ten HTTP/1.1", b"Content-Length: 5", b"Expect: 100-continue", host=host("fa-" + name)), Until(b"100 Continue"), b"hello"])
    add(AUTH, name + "-pipelined", [send("fa-" + name, b"hello"), ask("fa-" + name, b"/do/eleven"), send_chunks("fa-" + name, b"abc")], answers=3)
    add(AUTH, name + "-socket", [ask("fa-" + name, b"/do/echo", *SOCKET), Until(b"101"), b"ping"], tunnel=b"ping", after=None)
    add(AUTH, name + "-socket-refused", ask("fa-" + name, b"/do/echo-refused", *SOCKET))
for name in ["body-max", "body-zero"]:
    for size in [0, 9, 10, 11, 5_000]:
        add(AUTH, f"{name}-{size}", send("fa-" + name, b"x" * size))
        add(AUTH, f"{name}-chunked-{size}", send_chunks("fa-" + name, *[b"x" * size] * (size > 0)))
    add(AUTH, name + "-expect", [head(b"POST /do/ten HTTP/1.1", b"Content-Length: 50", b"Expect: 100-continue", host=host("fa-" + name)), Pause(0.3)], after=None)
    add(AUTH, name + "-get", ask("fa-" + name))
IDENTITIES = (
    b"X-Auth-User: mallory", b"x-auth-user: eve", b"X-AUTH-GROUPS: root", b"X-Two: m", b"X-Absent: m", b"X-Auth-Other: m", b"Content-Type: m", b"X-User: m",
    b"X-Real-User: m",
)
for name in ["answers", "answers-regex", "answers-both", "field", "answers-odd"]:
    add(AUTH, name, ask("fa-" + name))
    add(AUTH, name + "-claimed", ask("fa-" + name, b"/do/ten", *IDENTITIES))
    add(AUTH, name + "-aliases", ask("fa-" + name, b"/do/ten", b"X_Auth_User: m", b"X-Auth_User: m", b"X.Auth.User: m", b"X_Two: m", b"X_Auth.Groups: m", b"X_Other: 1"))
    add(AUTH, name + "-forwarded", ask("fa-" + name, b"/do/ten", *FORWARDED), entry="trusting")
for name in ["cookies", "cookies-none", "cookies-unlisted"]:
    for answer in [b"ten", b"own-cookies", b"404"]:
        add(AUTH, f"{name}-{answer.decode()}", ask("fa-" + name, b"/do/" + answer, b"Cookie: session=mine"))
for name in ["answer-max", "answer-fits", "answer-short", "answer-zero", "answer-denied-max"]:
    add(AUTH, name, ask("fa-" + name))
for name in [
    "401", "403", "hop", "denied-chunked", "denied-large", "denied-2048", "denied-2049", "denied-close", "denied-cookies", "304", "500", "nonsense", "cut",
    "drop", "dead", "signin", "signin-relative", "signin-403",
]:
    add(AUTH, name, ask("fa-" + name))
    add(AUTH, name + "-head", head(b"HEAD /do/ten HTTP/1.1", host=host("fa-" + name)), methods=("HEAD",))
    add(AUTH, name + "-post", send("fa-" + name, b"hello"))
    add(AUTH, name + "-old", head(b"GET /a/b/ten HTTP/1.0", host=host("fa-" + name)), after="end")
    add(AUTH, name + "-chunked", send_chunks("fa-" + name, b"hello"))
for name in ["403", "dead"]:
    add(AUTH, name + "-large-post", send("fa-" + name, b"x" * 200_000))
    add(AUTH, name + "-late-body", [head(b"POST /do/ten HTTP/1.1", b"Content-Length: 5", host=host("fa-" + name)), Pause(0.3), b"hello"])
    add(AUTH, name + "-expect", [head(b"POST /do/ten HTTP/1.1", b"Content-Length: 5", b"Expect: 100-continue", host=host("fa-" + name))], after="end")
    add(AUTH, name + "-socket", ask("fa-" + name, b"/do/echo", *SOCKET))
    add(AUTH, name + "-pipelined", [ask("fa-" + name), ask("fa-plain"), send("fa-" + name, b"hello"), ask("fa-plain")], answers=4)
for name in LOCATIONS:
    add(AUTH, "location-" + name, ask("fa-location-" + name))
    add(AUTH, "kept-" + name, ask("fa-kept-" + name))
for name in ["nothing", "no-scheme", "ftp", "bad-regex", "bad-ca", "bad-cert", "cert-alone"]:
    add(AUTH, "options-" + name, ask("fa-" + name))
for target in [b"/strip/do/ten?x=y", b"/strip//do/ten", b"/do/ten;a=b?c;d", b"/do/ten%2Fx%20y|z", b"/do/../do/ten", b"/do/ten?", b"http://x.example/do/ten?y"]:
    add(AUTH, "strip-" + target.decode().replace("/", "_"), ask("strip-check", target))
    add(AUTH, "unstripped-" + target.decode().replace("/", "_"), ask("check-strip", target))
    add(AUTH, "target-" + target.decode().replace("/", "_"), ask("fa-plain", target))

# errors

ERRORS = "errors"
for name in ["5xx", "list", "noquery", "rewrite", "rewrite-status", "all"]:
    for answer in [b"ten", b"404", b"500", b"503", b"418", b"403", b"502", b"299"]:
        add(ERRORS, f"{name}-{answer.decode()}", ask("er-" + name, b"/do/" + answer + b"?a=b&c d"[:4]))
for name in ["headers", "headers-none", "list"]:
    add(ERRORS, name + "-rich", ask("er-" + name, b"/do/404", *RICH))
    add(ERRORS, name + "-forwarded", ask("er-" + name, b"/do/404", *FORWARDED), entry="trusting")
for name in ["dead", "nobody", "own-host", "weighted", "whoami", "page-500", "page-chunked", "page-large", "page-204", "page-103", "page-cut", "bad-query", "space-query"]:
    add(ERRORS, name, ask("er-" + name, b"/do/404"))
    add(ERRORS, name + "-head", head(b"HEAD /do/404 HTTP/1.1", host=host("er-" + name)), methods=("HEAD",))
    add(ERRORS, name + "-old", head(b"GET /do/404 HTTP/1.0", host=host("er-" + name)), after="end")
for method in [b"HEAD", b"POST", b"PUT", b"OPTIONS"]:
    lines = [b"Content-Length: 5"] if method in (b"POST", b"PUT") else []
    body = b"hello" if lines else b""
    add(ERRORS, "method-" + method.decode().lower(), head(method + b" /do/404 HTTP/1.1", *lines, host=host("er-list")) + body, methods=(method.decode(),))
add(ERRORS, "chunked", send_chunks("er-list", b"hello", target=b"/do/404"))
add(ERRORS, "large-post", send("er-list", b"x" * 200_000, b"/do/404"))
add(ERRORS, "expect", [head(b"POST /do/404 HTTP/1.1", b"Content-Length: 5", b"Expect: 100-continue", host=host("er-list")), Until(b"100 Continue"), b"hello"])
add(ERRORS, "pipelined", [send("er-list", b"hello", b"/do/404"), ask("er-list"), send_chunks("er-list", b"hello", target=b"/do/500")], answers=3)
add(ERRORS, "cut", ask("er-list", b"/do/404-cut"), after=None)
add(ERRORS, "large", ask("er-list", b"/do/404-large"))
add(ERRORS, "103", ask("er-list", b"/do/404-103"))
add(ERRORS, "103-fine", ask("er-list", b"/do/103"))
add(ERRORS, "large-fine", ask("er-list", b"/do/large-chunked"))
add(ERRORS, "trailers-fine", ask("er-list", b"/do/trailers"))
add(ERRORS, "short-fine", ask("er-list", b"/do/short-chunked"), after=None)
add(ERRORS, "204-fine", ask("er-list", b"/do/204"))
for name in ["list", "5xx", "all", "page-echo"]:
    add(ERRORS, f"socket-{name}", [ask("er-" + name, b"/do/echo", *SOCKET), Until(b"101"), b"ping"], tunnel=b"ping", after=None)
    add(ERRORS, f"socket-refused-{name}", ask("er-" + name, b"/do/echo-refused", *SOCKET))
for name in ["on-dead", "on-nobody", "on-late"]:
    add(ERRORS, name, ask("er-5xx-" + name, b"/do/never"))
    add(ERRORS, name + "-post", send("er-5xx-" + name, b"hello", b"/do/never"))
for target in [b"/do/404?a=b;c", b"/do/404?", b"http://x.example/do/404?y", b"/do/404%2F%C3%A9|?q=%20"]:
    add(ERRORS, "url-" + target.decode().replace("/", "_"), ask("pages-strip", target))
    add(ERRORS, "url-port-" + target.decode().replace("/", "_"), get(target, host=host("er-5xx") + b":81"))
add(ERRORS, "strip", ask("pages-strip", b"/strip/do/404?x"))
add(ERRORS, "strip-inside", ask("strip-pages", b"/strip/do/404?x"))
for name in ["bad-status", "bad-range", "no-status", "no-service", "bad-rewrite", "odd-rewrite"]:
    add(ERRORS, "options-" + name, ask("er-" + name, b"/do/404"))
    add(ERRORS, "options-fine-" + name, ask("er-" + name, b"/do/ten"))

# retry

RETRY = "retry"
for name in RETRYING:
    for place in ["", "-half", "-on-dead"]:
        if place != "-half" or name not in ("status-only", "one"):
            add(RETRY, f"{name}{place}-get", ask(f"re-{name}{place}", b"/do/ten"))
            add(RETRY, f"{name}{place}-post", send(f"re-{name}{place}", b"hello", b"/do/ten"))
            add(RETRY, f"{name}{place}-chunked", send_chunks(f"re-{name}{place}", b"hello", b"more", target=b"/do/ten"))
            add(RETRY, f"{name}{place}-large", send(f"re-{name}{place}", b"x" * 300_000, b"/do/ten"))
    for answer in [b"503", b"404", b"drop-at-once", b"garbage", b"503-103", b"103", b"404-cut", b"echo-refused"]:
        add(RETRY, f"{name}-{answer.decode()}", ask(f"re-{name}", b"/do/" + answer), after=None)
    add(RETRY, f"{name}-503-post", send(f"re-{name}", b"hello", b"/do/503"))
    add(RETRY, f"{name}-503-put", head(b"PUT /do/503 HTTP/1.1", b"Content-Length: 5", host=host(f"re-{name}")) + b"hello")
    add(RETRY, f"{name}-503-head", head(b"HEAD /do/503 HTTP/1.1", host=host(f"re-{name}")), methods=("HEAD",))
    add(RETRY, f"{name}-503-chunked", send_chunks(f"re-{name}", b"hello", target=b"/do/503"))
    add(RETRY, f"{name}-503-put-chunked", head(b"PUT /do/503 HTTP/1.1", b"Transfer-Encoding: chunked", host=host(f"re-{name}")) + chunks(b"hello", b"x"))
    add(RETRY, f"{name}-503-large-put", head(b"PUT /do/503 HTTP/1.1", b"Content-Length: 300000", host=host(f"re-{name}")) + b"x" * 300_000)
    add(RETRY, f"{name}-socket", [ask("re-" + name, b"/do/echo", *SOCKET), Until(b"101"), b"ping"], tunnel=b"ping", after=None)
    add(RETRY, f"{name}-pipelined", [send("re-" + name, b"hello", b"/do/503"), ask("re-" + name), send_chunks("re-" + name, b"hello", target=b"/do/503")], answers=3)
for name in ["three", "status"]:
    add(RETRY, f"{name}-on-nobody", ask(f"re-{name}-on-nobody"))
add(RETRY, "expect", [head(b"PUT /do/503 HTTP/1.1", b"Content-Length: 5", b"Expect: 100-continue", host=host("re-status")), Until(b"100 Continue"), b"hello"])
for name in ["none", "nothing", "bad-status", "bad-body"]:
    add(RETRY, "options-" + name, ask("re-" + name, b"/do/503"))

# buffering

BUFFERING = "buffering"
for name in ["plain", "max", "memory", "answer", "both"]:
    for size in [0, 4, 5, 9, 10, 11, 20, 21, 300_000]:
        add(BUFFERING, f"{name}-{size}", send("bu-" + name, b"x" * size))
        add(BUFFERING, f"{name}-chunked-{size}", send_chunks("bu-" + name, *[b"x" * size] * (size > 0)))
    for answer in [
        b"ten", b"eleven", b"eleven-chunked", b"eleven-close", b"large", b"large-chunked", b"large-close", b"trailers", b"large-trailers", b"trailers-unannounced",
        b"204", b"304", b"chunked-empty", b"empty", b"103", b"404", b"own-cookies", b"echo-refused", b"hop",
    ]:
        add(BUFFERING, f"{name}-answer-{answer.decode()}", ask("bu-" + name, b"/do/" + answer))
    for answer in [b"short", b"short-chunked"]:
        add(BUFFERING, f"{name}-answer-{answer.decode()}", ask("bu-" + name, b"/do/" + answer), after="end")
    add(BUFFERING, f"{name}-head", head(b"HEAD /do/eleven HTTP/1.1", host=host("bu-" + name)), methods=("HEAD",))
    add(BUFFERING, f"{name}-old", head(b"GET /do/eleven-chunked HTTP/1.0", host=host("bu-" + name)), after="end")
    add(BUFFERING, f"{name}-socket", [ask("bu-" + name, b"/do/echo", *SOCKET), Until(b"101"), b"ping"], tunnel=b"ping", after=None)
    add(BUFFERING, f"{name}-expect", [head(b"POST /do/ten HTTP/1.1", b"Content-Length: 5", b"Expect: 100-continue", host=host("bu-" + name)), Until(b"100 Continue"), b"hello"])
    add(BUFFERING, f"{name}-trailer", head(b"POST /do/ten HTTP/1.1", b"Transfer-Encoding: chunked", b"Trailer: X-Sum", host=host("bu-" + name)) + b"2\r\nhi\r\n0\r\nX-Sum: 1\r\n\r\n")
    add(BUFFERING, f"{name}-pipelined", [send("bu-" + name, b"hello"), ask("bu-" + name), send_chunks("bu-" + name, b"hello")], answers=3)
add(BUFFERING, "max-expect-long", [head(b"POST /do/ten HTTP/1.1", b"Content-Length: 50", b"Expect: 100-continue", host=host("bu-max")), Pause(0.3)], after=None)
add(BUFFERING, "on-dead", ask("bu-plain-on-dead"))
add(BUFFERING, "on-dead-post", send("bu-plain-on-dead", b"hello"))
for name in ["negative", "mem-negative"]:
    add(BUFFERING, "options-" + name, ask("bu-" + name))

# Several of them

for name in ["pages-deny", "deny-pages", "again-deny", "again-check", "pages-again", "again-pages", "pages-hold", "hold-check", "hold-again"]:
    for answer in [b"ten", b"503", b"404"]:
        add("together", f"{name}-{answer.decode()}", ask(name, b"/do/" + answer))
        add("together", f"{name}-{answer.decode()}-post", send(name, b"hello", b"/do/" + answer))
        add("together", f"{name}-{answer.decode()}-large", send(name, b"x" * 5_000, b"/do/" + answer))
    add("together", f"{name}-socket", [ask(name, b"/do/echo", *SOCKET), Until(b"HTTP/1.1"), b""], after=None)
