"""headers: custom, security and CORS."""

from case import Case, get, head, post

ORIGIN = "https://a.example"

MIDDLEWARES = {
    "headers-request": {"headers": {"customRequestHeaders": {"X-Set": "one", "x-small": "two", "X-Gone": "", "user-agent": "", "X_Odd": "three"}}},
    "headers-host": {"headers": {"customRequestHeaders": {"hOST": "other.example:81"}}},
    "headers-no-host": {"headers": {"customRequestHeaders": {"Host": ""}}},
    "headers-no-for": {"headers": {"customRequestHeaders": {"X-Forwarded-For": ""}}},
    "headers-no-for-small": {"headers": {"customRequestHeaders": {"x-forwarded-for": ""}}},
    "headers-for": {"headers": {"customRequestHeaders": {"X-Forwarded-For": "1.2.3.4", "X-Forwarded-Proto": "ftp", "X-Real-Ip": ""}}},
    "headers-hop": {"headers": {"customRequestHeaders": {"Connection": "X-Named", "X-Named": "1", "Te": "trailers", "Upgrade": "h2c", "Keep-Alive": "5", "Trailer": "X", "Transfer-Encoding": "gzip", "Content-Length": "7", "Proxy-Authorization": "a", "Accept-Encoding": "br"}}},
    "headers-response": {"headers": {"customResponseHeaders": {"X-Set": "one", "x-small": "two", "x-GONE": "", "X_Odd": "three", "Vary": "A"}}},
    "headers-response-type": {"headers": {"customResponseHeaders": {"Content-Type": ""}}},
    "headers-response-hop": {"headers": {"customResponseHeaders": {"Keep-Alive": "5", "Te": "a", "Upgrade": "h2c", "Proxy-Authenticate": "a", "Date": "then", "Server": "me"}}},
    "headers-response-length": {"headers": {"customResponseHeaders": {"Content-Length": ""}}},
    "headers-response-close": {"headers": {"customResponseHeaders": {"Connection": "close"}}},
    "headers-response-status": {"headers": {"customResponseHeaders": {"Location": "/x", "Content-Encoding": "", "Etag": ""}}},
    "headers-only-empty": {"headers": {"frameDeny": False}},
    "headers-secure": {"headers": {"stsSeconds": 15552000, "stsIncludeSubdomains": True, "stsPreload": True, "frameDeny": True, "contentTypeNosniff": True, "browserXssFilter": True, "contentSecurityPolicy": "default-src 'self'", "contentSecurityPolicyReportOnly": "r", "publicKey": "pin", "referrerPolicy": "same-origin", "permissionsPolicy": "p", "featurePolicy": "f"}},
    "headers-secure-custom": {"headers": {"frameDeny": True, "customFrameOptionsValue": "SAMEORIGIN", "browserXssFilter": True, "customBrowserXSSValue": "1; report=x"}},
    "headers-sts": {"headers": {"stsSeconds": 10, "forceSTSHeader": True}},
    "headers-sts-zero": {"headers": {"forceSTSHeader": True, "stsIncludeSubdomains": True}},
    "headers-sts-preload": {"headers": {"stsSeconds": 10, "stsPreload": True, "forceSTSHeader": True}},
    "headers-sts-negative": {"headers": {"stsSeconds": -10, "forceSTSHeader": True}},
    "headers-sts-proxy": {"headers": {"stsSeconds": 10, "sslProxyHeaders": {"X-Proto": "https"}, "publicKey": "pin"}},
    "headers-development": {"headers": {"stsSeconds": 10, "forceSTSHeader": True, "isDevelopment": True, "allowedHosts": ["x"], "frameDeny": True, "publicKey": "pin"}},
    "headers-hosts": {"headers": {"allowedHosts": ["Headers-Hosts.Example", "b.example"], "customResponseHeaders": {"X-Set": "one"}, "frameDeny": True}},
    "headers-hosts-proxy": {"headers": {"allowedHosts": ["b.example"], "hostsProxyHeaders": ["X-None", "X-Host"]}},
    "headers-hosts-set": {"headers": {"allowedHosts": ["new.example"], "customRequestHeaders": {"Host": "new.example"}}},
    "headers-ssl": {"headers": {"sslRedirect": True, "sslHost": "x.example", "sslForceHost": True, "sslTemporaryRedirect": True}},
    "headers-ssl-only": {"headers": {"sslRedirect": True}},
    "headers-override": {"headers": {"frameDeny": True, "contentTypeNosniff": True, "customResponseHeaders": {"X-Frame-Options": "", "X-Content-Type-Options": "other", "Access-Control-Allow-Origin": "mine"}, "accessControlAllowOriginList": ["*"]}},
    "cors": {"headers": {"accessControlAllowMethods": ["GET", "PUT"], "accessControlAllowHeaders": ["X-A", "X-B"], "accessControlAllowOriginList": ["https://b.example", ORIGIN], "accessControlExposeHeaders": ["X-C", "X-D"], "accessControlMaxAge": 100, "addVaryHeader": True}},
    "cors-any": {"headers": {"accessControlAllowOriginList": ["*"], "accessControlAllowMethods": ["*"], "accessControlAllowHeaders": ["*"]}},
    "cors-credentials": {"headers": {"accessControlAllowCredentials": True, "accessControlAllowOriginList": ["*"], "accessControlAllowMethods": ["*"], "accessControlAllowHeaders": ["*"], "accessControlExposeHeaders": ["*"]}},
    "cors-credentials-list": {"headers": {"accessControlAllowCredentials": True, "accessControlAllowOriginList": [ORIGIN], "accessControlAllowMethods": ["GET", "*"], "accessControlAllowHeaders": ["*", "X-A"]}},
    "cors-credentials-expose": {"headers": {"accessControlAllowCredentials": True, "accessControlExposeHeaders": ["X-A", "*"]}},
    "headers-unspeakable": {"headers": {"customResponseHeaders": {"X Blank": "1", "X-Break": "a\nb\n", "X-Blanks": "  c  "}, "contentSecurityPolicy": "default-src\n  'self'\n"}},
    "headers-unspeakable-request": {"headers": {"customRequestHeaders": {"X Blank": "1"}}},
    "headers-unspeakable-value": {"headers": {"customRequestHeaders": {"X-Break": "a\nb"}}},
    "headers-list-blanks": {"headers": {"accessControlExposeHeaders": [" X-C ", "X-D "], "allowedHosts": [" headers-list-blanks.example "], "accessControlAllowOriginList": [" *"]}},
    "headers-blanks": {"headers": {"customRequestHeaders": {"X-Blanks": "  c  "}}},
    "headers-scheme": {"redirectScheme": {"scheme": "https"}},
    "headers-behind-redirect": {"chain": {"middlewares": ["headers-scheme", "headers-sts-proxy"]}},
    "cors-credentials-any-second": {"headers": {"accessControlAllowCredentials": True, "accessControlAllowOriginList": ["https://b.example", "*"]}},
    "cors-credentials-only": {"headers": {"accessControlAllowCredentials": True}},
    "cors-regex": {"headers": {"accessControlAllowOriginListRegex": ["^https://[ab]\\.example$", "null"], "addVaryHeader": True}},
    "cors-regex-any": {"headers": {"accessControlAllowOriginListRegex": [".*"]}},
    "cors-regex-broken": {"headers": {"accessControlAllowOriginListRegex": ["("]}},
    "cors-vary": {"headers": {"addVaryHeader": True}},
    "cors-age": {"headers": {"accessControlMaxAge": -1}},
    "cors-and-others": {"headers": {"accessControlAllowOriginList": ["*"], "frameDeny": True, "customRequestHeaders": {"Origin": "", "X-Set": "1"}, "customResponseHeaders": {"X-Set": "2"}}},
    "cors-custom-only": {"headers": {"customResponseHeaders": {"Access-Control-Allow-Origin": "*"}}},
    "headers-outer": {"headers": {"customResponseHeaders": {"X-Order": "outer", "X-Outer": "1", "X-Deleted": ""}, "customRequestHeaders": {"X-Order": "outer"}}},
    "headers-inner": {"headers": {"customResponseHeaders": {"X-Order": "inner", "X-Deleted": "1"}, "customRequestHeaders": {"X-Order": "inner"}}},
    "headers-refusing": {"headers": {"allowedHosts": ["never.example"], "customResponseHeaders": {"X-Inner": "1"}}},
    "headers-chain": {"chain": {"middlewares": ["headers-outer", "headers-inner"]}},
    "headers-chain-refusing": {"chain": {"middlewares": ["headers-outer", "headers-refusing", "headers-inner"]}},
}

UPGRADE = (b"Connection: Upgrade", b"Upgrade: websocket")


def at(host, *headers, target=b"/a", method=b"GET"):
    return head(method + b" " + target + b" HTTP/1.1", *headers, host=host + b".example")


def preflight(host, *headers, origin=b"https://a.example", method=b"OPTIONS", wants=b"PUT"):
    return at(host, *([b"Origin: " + origin] if origin is not None else []), *([b"Access-Control-Request-Method: " + wants] if wants is not None else []), *headers, method=method)


CORS = ["cors", "cors-any", "cors-credentials", "cors-credentials-list", "cors-credentials-any-second", "cors-credentials-only", "cors-credentials-expose", "cors-regex", "cors-regex-any", "cors-regex-broken", "cors-vary", "cors-age", "cors-and-others", "cors-custom-only"]
EACH = ["headers-request", "headers-host", "headers-no-host", "headers-no-for", "headers-no-for-small", "headers-for", "headers-hop", "headers-response", "headers-response-type", "headers-response-hop", "headers-response-length", "headers-response-close", "headers-response-status", "headers-only-empty", "headers-secure", "headers-secure-custom", "headers-sts", "headers-sts-zero", "headers-sts-preload", "headers-sts-negative", "headers-sts-proxy", "headers-development", "headers-hosts", "headers-hosts-proxy", "headers-hosts-set", "headers-ssl", "headers-ssl-only", "headers-override", "headers-chain", "headers-chain-refusing", "headers-unspeakable", "headers-unspeakable-request", "headers-unspeakable-value", "headers-blanks", "headers-list-blanks", "headers-behind-redirect"]

CASES = [
    *(Case(f"{name}/get", [at(name.encode())]) for name in EACH),
    *(Case(f"{name}/trusting", [at(name.encode(), b"X-Forwarded-Proto: https", b"X-Forwarded-For: 9.9.9.9")], "trusting") for name in EACH),
    Case("headers-request/present", [at(b"headers-request", b"X-Set: a", b"X-Set: b", b"X-SMALL: c", b"X-Gone: d", b"x-gone: e", b"User-Agent: f", b"X-Other: g")]),
    Case("headers-request/nominated", [at(b"headers-request", b"Connection: X-Set, X-Small")]),
    Case("headers-no-for/present", [at(b"headers-no-for", b"X-Forwarded-For: 1.1.1.1")], "trusting"),
    Case("headers-hop/upgrade", [at(b"headers-hop", *UPGRADE, target=b"/do/plain")]),
    Case("headers-hop/post", [post(b"abc", host=b"headers-hop.example")]),
    Case("headers-response/head", [at(b"headers-response", method=b"HEAD")], methods=("HEAD",)),
    *(Case(f"headers-response/{name}", [at(b"headers-response", target=b"/do/" + name.encode())]) for name in ("204", "304", "chunked", "trailers", "103", "fields", "vary", "hop", "untyped")),
    *(Case(f"headers-response-type/{name}", [at(b"headers-response-type", target=b"/do/" + name.encode())]) for name in ("204", "empty", "large", "untyped", "untyped-encoded")),
    Case("headers-response-length/chunked", [at(b"headers-response-length", target=b"/do/chunked")]),
    Case("headers-response/upgrade", [at(b"headers-response", *UPGRADE, target=b"/do/echo")], after=None),
    Case("headers-response/malformed", [at(b"headers-response", target=b"/do/name-empty")]),
    Case("headers-secure/head", [at(b"headers-secure", method=b"HEAD")], methods=("HEAD",)),
    Case("headers-sts-proxy/https", [at(b"headers-sts-proxy", b"X-Proto: https")]),
    Case("headers-sts-proxy/other", [at(b"headers-sts-proxy", b"X-Proto: HTTPS")]),
    Case("headers-hosts/other", [get(b"/a", host=b"headers-hosts.example:80")]),
    Case("headers-hosts/head", [head(b"HEAD /a HTTP/1.1", host=b"headers-hosts.example:80")], methods=("HEAD",)),
    Case("headers-hosts/post", [post(b"abc", host=b"headers-hosts.example:80")]),
    Case("headers-hosts-proxy/named", [at(b"headers-hosts-proxy", b"X-Host: B.example")]),
    Case("headers-hosts-proxy/first", [at(b"headers-hosts-proxy", b"X-None: a.example", b"X-Host: b.example")]),
    *(Case(f"{name}/plain", [at(name.encode())]) for name in CORS),
    *(Case(f"{name}/origin", [at(name.encode(), b"Origin: https://a.example")]) for name in CORS),
    *(Case(f"{name}/other-origin", [at(name.encode(), b"Origin: https://z.example")]) for name in CORS),
    *(Case(f"{name}/preflight", [preflight(name.encode())]) for name in CORS),
    *(Case(f"{name}/preflight-other-origin", [preflight(name.encode(), origin=b"https://z.example")]) for name in CORS),
    *(Case(f"{name}/preflight-headers", [preflight(name.encode(), b"Access-Control-Request-Headers: X-One, X-Two", b"Access-Control-Request-Headers: X-Three")]) for name in CORS),
    *(Case(f"{name}/vary", [at(name.encode(), b"Origin: https://a.example", target=b"/do/vary")]) for name in CORS),
    Case("cors/preflight-case", [preflight(b"cors", origin=b"HTTPS://A.example")]),
    Case("cors/preflight-no-origin", [preflight(b"cors", origin=None)]),
    Case("cors/preflight-empty-origin", [preflight(b"cors", origin=b"")]),
    Case("cors/preflight-no-method", [preflight(b"cors", wants=None)]),
    Case("cors/preflight-get", [preflight(b"cors", method=b"GET")]),
    Case("cors/preflight-body", [post(b"abc", b"/a", b"Origin: https://a.example", b"Access-Control-Request-Method: PUT", host=b"cors.example").replace(b"POST", b"OPTIONS")]),
    Case("cors/two-origins", [at(b"cors", b"Origin: https://a.example", b"Origin: https://b.example")]),
    Case("cors-regex-any/empty-origin", [at(b"cors-regex-any", b"Origin: ")]),
    Case("cors-regex/null", [at(b"cors-regex", b"Origin: null")]),
    Case("cors/failed", [at(b"cors", b"Origin: https://a.example", target=b"/do/name-empty")]),
    Case("cors-vary/vary-origin", [at(b"cors-vary", b"Origin: https://a.example", target=b"/do/vary-origin")]),
    Case("cors-vary/vary-two", [at(b"cors-vary", b"Origin: https://a.example", target=b"/do/vary-two")]),
    Case("cors/allowed-by-server", [at(b"cors", b"Origin: https://z.example", target=b"/do/cors")]),
    Case("cors/allowed-by-both", [at(b"cors", b"Origin: https://a.example", target=b"/do/cors")]),
]

DIFFERENCES = {
    **{f"headers-response-close/{case}": (["answer0.Connection", "after"], "what belongs to the connection is the proxy's to say") for case in ("get", "trusting")},
    "headers-response/103": (["answer0.Content-Type"], "Traefik guesses a type behind an interim answer"),
    **{f"headers-{name}/{case}": (["*"], "no request can hold it: the middleware is refused, where Traefik answers 500 to each request") for name in ("unspeakable-request", "unspeakable-value") for case in ("get", "trusting")},
}
