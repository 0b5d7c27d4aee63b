"""Hand-written cases: what random ones rarely meet. Each list settles one doubt."""

MANAGED = [
    "X-Forwarded-Proto", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Uri", "X-Forwarded-Method",
    "X-Forwarded-Prefix", "X-Forwarded-Tls-Client-Cert", "X-Forwarded-Tls-Client-Cert-Info", "X-Real-Ip",
]
#: These look managed and are not.
UNMANAGED = ["X-Forwarded-Scheme", "X-Scheme", "X-Original-Uri", "Forwarded", "X-Forwarded-User"]
TARGETS = [
    "http:foo", "http:/foo", "//foo/bar", "http:///x", "http://b.com", "http://u:p@b.com/", "http://u@p@b.com/", "http://b.com:x/",
    "http://b.com:/", "http://b.com:80", "http://[::1]/", "http://[::ffff:1.2.3.4]/", "http://[1.2.3.4]/", "http://[::1]x/",
    "http://[::1%25eth0]/", "http://b%41.com/", "http://b%20.com/", "http://b.com?x", "http://b.com#x", "1http://b.com/", "://b.com",
    "h+t-p.1://b.com/", "http://b,c/", "http://b c/", "http://b<c/", "http://b|c/", "http://b:1:2/", "http://::1/", "mailto:a", "*",
    "foo", "", "?", "/?", "/#", "/?#", "/a?b#c", "/é", "/%", "/%4", "/%zz", "/%%41", "/\x7f", "http://b.com/../x", "http://é.com/",
    "http://B.COM./", "http://b.com:80.", "http://b_c/", "http://b!c/", "http://[fe80::1%25en0]:80/", "http://%41.com/", "http://@/",
    "http://:80/", "ftp://b.com/x", "http://b.com//x", "http:////x",
]
RAW_HOSTS = [
    "a:80:90", "[::1", "::1", "h/x", "u@h", "h x", "hé", "h%41", "h<", 'h"', "h,b", "h;b", "h=b", "h(b)", "h!", "h{", "h|", "h\\", "h^",
    "h`", "h_", "h*", "", "[::1%eth0]", "[::1%25eth0]:80", "h?x", "h#x",
]
FOLDS = [
    r"^/(?i)ß$", r"^/(?i)Å$", r"^/(?i)\p{Lu}$", r"^/(?i)[[:upper:]]$", r"^/(?i)[^[:upper:]]$", r"^/(?i)\W$", r"^/(?i)[\W]$", r"^/(?i)[ι]$",
    r"^/(?i)µ$", r"^/(?i)ǆ$", r"^/(?i)İ$", r"^/(?i)ı$", r"^/(?i)ᲀ$", r"^/(?i)Ꭰ$", r"^/(?i)ﬅ$", r"^/(?i)ΐ$",
]
FOLDED = "ßẞåÅ\u212baAéÉk\u212aKsSſıiIİ\u0345ΙιιµμΜǅǄǆᲀвВᎠꭰﬅﬆΐΐ₁1_-\n"


def headers(*lines, **rest):
    return {"headers": [list(l) for l in lines]} | rest


def percent(text):
    return "".join("%%%02X" % b for b in text.encode())


def cases():
    made = []

    def add(rules, requests, **rest):
        routers = [{"name": f"r{i}", "rule": r} for i, r in enumerate(rules)]
        complete = [{"method": "GET", "host": "a.com", "target": "/"} | q for q in requests]
        made.append({"id": f"probe-{len(made)}", "kind": "http", "syntax": "v3", "pipeline": "entrypoint"} | rest | {"routers": routers, "requests": complete})

    anything = "!Method(`X`)"

    # What the HTTP server itself does to headers.
    pragma = [[("Pragma", "no-cache")], [("Pragma", "no-cache"), ("Cache-Control", "x")], [("Cache-Control", "no-cache")], [("Pragma", "No-Cache")], [("Pragma", "x"), ("Pragma", "no-cache")]]
    add(["Header(`Cache-Control`,`no-cache`)"], [headers(*p) for p in pragma])
    add(["HeaderRegexp(`Trailer`,`.*`)"], [headers(("Trailer", "X"))])
    lengths = [["0"], ["0", "0"], ["00"], ["x"], ["0", "1"], [""]]
    add(["HeaderRegexp(`Content-Length`,`^0$`)", "HeaderRegexp(`Content-Length`,`.*`)"], [headers(*(("Content-Length", l) for l in ls)) for ls in lengths])
    add([anything], [headers(l) for l in [("X A", "1"), ("X-A", "a\x01b"), ("X-A", "\x7f"), ("X-A", "a\tb"), ("", "b"), ("Xé", "b"), ("X@", "b"), ("Host", "b.com")]])
    add(["Header(`a b`,`c`)", "Header(`é`,`c`)", "!Header(`X-B`,`1`)"], [headers(("A b", "c")), {}])

    # Request lines.
    add([anything], [{"host": h} for h in RAW_HOSTS])
    add(["Host(`a.com`)", "HostRegexp(`.+`)", anything], [{"target": t} for t in TARGETS])
    add(["PathPrefix(`/`)", r"PathRegexp(`^\*$`)", "PathRegexp(`^$`)", anything], [{"target": "*"}, {"method": "OPTIONS", "target": "*"}, {"method": "options", "target": "*"}])
    add(["PathPrefix(`/`)", r"PathRegexp(`^\*$`)", "PathRegexp(`^$`)", anything], [{"target": t} for t in ["*", "http://a.com", "/a//b/../c", "/a/%2e%2e/b"]], sanitize=False)
    add([anything], [{"proto": p} for p in ["HTTP/1.0", "HTTP/1.1", "HTTP/1.2", "HTTP/1.9", "HTTP/2.0", "http/1.1", "HTTP/1", "HTTP/0.9", "HTTP/3.0", "HTTP/1.10", ""]])
    add([anything], [{"host": None}, {"host": None, "proto": "HTTP/1.0"}] + [{"method": m} for m in ["", "G T", "G@T", "é", "a~b", "PRI", "TRACE"]])

    # Queries.
    add(["Query(`zz`,`1`)", "!Query(`zz`,`1`)"], [{"target": "/?" + "&" * n + "zz=1"} for n in (9999, 10000)])
    add(["Query(`k=`)"], [{"target": t} for t in ["/?k=%0A", "/?k=a", "/?k", "/?k=%FF", "/?j=1", "/?j&k", "/?k=%0A&k"]], syntax="v2")
    add(["Query(`k={x}`)"], [{"target": t} for t in ["/?k=%0A", "/?k=a", "/?k"]], syntax="v2")
    add(["Query(`=v`)"], [{"target": t} for t in ["/?=v", "/?v", "/?=w"]], syntax="v2")
    add(["Query(`k`,`v=a=b`,`c`)"], [{"target": t} for t in ["/?k=v&a=b=c", "/?k=v&a%3Db=c"]], syntax="v2")
    add(["Query(`{a}=1`)"], [{"target": t} for t in ["/?a=1", "/?%7Ba%7D=1", "/?x=1"]], syntax="v2")

    # Managed and hop-by-hop headers.
    for name in MANAGED + UNMANAGED:
        spellings = [name, name.replace("-", "_"), name.replace("-", "_", 1), name.replace("-", ".")]
        requests = [headers((s, "zz")) for s in [*spellings, name.lower(), name.upper()]]
        requests += [headers(("Connection", name)), headers(("Connection", spellings[1]), (spellings[1], "zz"))]
        add([f"HeaderRegexp(`{s}`,`zz`)" for s in spellings], requests)
    values = ["192.0.2.1", "10.0.0.1", "::1", "http", "https", "ws", "wss", "80", "443", "8080", "a.com", "a.com:8080", "A.com"]
    upgrades = [
        [("Connection", "Upgrade"), ("Upgrade", "websocket")], [("Connection", "keep-alive, upgrade"), ("Upgrade", "WebSocket")],
        [("Connection", "keep-alive"), ("Connection", "upgrade"), ("Upgrade", "websocket")], [("Connection", "Upgrade"), ("Upgrade", "h2c, websocket")],
        [("Connection", "Upgrade"), ("Upgrade", "h2c"), ("Upgrade", "websocket")], [("Upgrade", "websocket")], [("Connection", "x, UPGRADE"), ("Upgrade", "h2c")],
        [("Connection", "Upgrade")], [("Connection", "Upgrade"), ("Upgrade", "")], [("Connection", "upgrade;q=1"), ("Upgrade", "x")],
    ]
    for name in ["X-Real-Ip", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Host", "X-Forwarded-For"]:
        rules = [f"Header(`{name}`,`{v}`)" for v in values] + [f"HeaderRegexp(`{name}`,`{r}`)" for r in ("^$", ".")]
        requests = [{}, {"remote": "10.0.0.1:1"}, {"remote": "[::1]:1"}] + [{"host": h} for h in ["a.com:8080", "a.com:", "A.com:x", "", "[::1]:8080", "::1"]]
        requests += [{"target": "http://a.com:8080/"}, {"target": "https://a.com/"}, headers(("Connection", name))] + [headers(*u) for u in upgrades]
        add(rules, requests)
    hops = [
        [("Connection", "close")], [("Connection", "keep-alive"), ("Keep-Alive", "1")], [("Keep-Alive", "1")], [("TE", "trailers")],
        [("Connection", "te"), ("TE", "trailers")], [("Connection", "TE, x-a"), ("TE", "trailers"), ("X-A", "1")], [("Proxy-Connection", "x")],
        [("Connection", "up grade,X-A"), ("X-A", "1")], [("Connection", '"X-A"'), ("X-A", "1")], [("Connection", " X-A "), ("X-A", "1")],
        [("Connection", "x_a"), ("X_A", "1"), ("X-A", "1")], [("Upgrade", "x")],
    ]
    for name, values in [("Connection", ["Upgrade", "upgrade", "close"]), ("Upgrade", ["websocket", "h2c", "x"]), ("Keep-Alive", ["1"]), ("Te", ["trailers"]), ("Proxy-Connection", ["x"]), ("X-A", ["1"])]:
        add([f"Header(`{name}`,`{v}`)" for v in values] + [f"HeaderRegexp(`{name}`,`{r}`)" for r in ("^$", ".")], [headers(*h) for h in upgrades + hops])

    # Case folding, one expression after the other.
    for pattern in FOLDS:
        add([f"PathRegexp(`{pattern}`)"], [{"target": "/" + percent(c)} for c in FOLDED])

    add(["ClientIP(`::ffff:0:0/90`)", "ClientIP(`::ffff:0:0/96`)"], [{"remote": r} for r in ["1.2.3.4:5", "[::1]:5", "[::ffff:1.2.3.4]:5"]])
    raw = ["x.com", "x.com:80", "X.COM", "[::1]", "[::1]:80", "::1", "a.com.", "a.com.:1", "a:80", "a:80:90", "xa.com"]
    add(["HostRegexp(`{x}.com`)", "HostRegexp(`a:80`)", "HostRegexp(`[::1]`)", "HostRegexp(`::1`)", "HostRegexp(`a.com.`)"], [{"host": h} for h in raw] + [{"target": "http://x.com:81/"}], syntax="v2")
    add(["Host(`a.com.`)", "Host(`*.`)", "Host(`*.b.`)", "Host(`*c.d`)", "Host(`**`)"], [{"host": h} for h in ["a.com", "a.com.", "a.com..", "a", "a.", "a..", ".", "..", "x.b", "x.b.", "x.b..", "xc.d", "*c.d", "*", "**", "*.b", ".b"]])
    return made
