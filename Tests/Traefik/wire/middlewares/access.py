"""basicAuth, ipAllowList, ipWhiteList and encodedCharacters: who is let through."""

import base64

from answers_middlewares import BODIES
from case import Case, head, post

BCRYPT = "bob:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a"
SHA = "sha:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ="
APR1 = "apr:$apr1$saltsalt$LrttParrLPdxvgutaSXWJ0"

MIDDLEWARES = {
    "auth": {"basicAuth": {"users": [BCRYPT, SHA, APR1, "clear:secret"]}},
    "auth-removing": {"basicAuth": {"users": [SHA], "removeHeader": True}},
    "auth-realm": {"basicAuth": {"users": [SHA], "realm": "a \"b\" c"}},
    "auth-field": {"basicAuth": {"users": [SHA], "headerField": "X-WebAuth-User"}},
    "auth-field-small": {"basicAuth": {"users": [SHA], "headerField": "x-webauth-user", "removeHeader": True}},
    "auth-field-authorization": {"basicAuth": {"users": [SHA], "headerField": "Authorization"}},
    "auth-file": {"basicAuth": {"usersFile": "$directory/users"}},
    "auth-both": {"basicAuth": {"users": ["sha:{SHA}AAAA", BCRYPT], "usersFile": "$directory/users"}},
    "auth-nobody": {"basicAuth": {"users": []}},
    "auth-missing-file": {"basicAuth": {"usersFile": "$directory/nothing"}},
    "auth-malformed": {"basicAuth": {"users": ["nocolon"]}},
    "auth-malformed-file": {"basicAuth": {"usersFile": "$directory/malformed"}},
    "auth-blank": {"basicAuth": {"users": [" blank:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ= ", ":{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ="]}},
    "auth-inner": {"headers": {"customResponseHeaders": {"X-Outer": "1", "Www-Authenticate": ""}}},
    "auth-behind-headers": {"chain": {"middlewares": ["auth-inner", "auth"]}},
    "allow": {"ipAllowList": {"sourceRange": ["127.0.0.0/8"]}},
    "allow-address": {"ipAllowList": {"sourceRange": ["127.0.0.1"]}},
    "allow-other": {"ipAllowList": {"sourceRange": ["10.0.0.0/8", "::1"]}},
    "allow-status": {"ipAllowList": {"sourceRange": ["10.0.0.0/8"], "rejectStatusCode": 404}},
    "allow-status-odd": {"ipAllowList": {"sourceRange": ["10.0.0.0/8"], "rejectStatusCode": 299}},
    "allow-status-204": {"ipAllowList": {"sourceRange": ["10.0.0.0/8"], "rejectStatusCode": 204}},
    "allow-status-zero": {"ipAllowList": {"sourceRange": ["10.0.0.0/8"], "rejectStatusCode": 0}},
    "allow-depth": {"ipAllowList": {"sourceRange": ["10.0.0.0/8", "2001:db8::/32"], "ipStrategy": {"depth": 2}}},
    "allow-depth-negative": {"ipAllowList": {"sourceRange": ["127.0.0.1"], "ipStrategy": {"depth": -1}}},
    "allow-excluding": {"ipAllowList": {"sourceRange": ["10.0.0.0/8"], "ipStrategy": {"excludedIPs": ["127.0.0.1", "192.168.0.0/16"]}}},
    "allow-subnet": {"ipAllowList": {"sourceRange": ["2001:db8::/64"], "ipStrategy": {"depth": 1, "ipv6Subnet": 64}}},
    "allow-none": {"ipAllowList": {"sourceRange": []}},
    "allow-broken": {"ipAllowList": {"sourceRange": ["10.0.0.0/33"]}},
    "allow-excluding-broken": {"ipAllowList": {"sourceRange": ["127.0.0.1"], "ipStrategy": {"excludedIPs": ["x"]}}},
    "allow-subnet-broken": {"ipAllowList": {"sourceRange": ["127.0.0.1"], "ipStrategy": {"ipv6Subnet": 129}}},
    "white": {"ipWhiteList": {"sourceRange": ["127.0.0.1/32"]}},
    "white-other": {"ipWhiteList": {"sourceRange": ["10.0.0.0/8"]}},
    "white-depth": {"ipWhiteList": {"sourceRange": ["10.0.0.0/8"], "ipStrategy": {"depth": 1}}},
    "white-none": {"ipWhiteList": {"sourceRange": []}},
    "encoded": {"encodedCharacters": {"allowEncodedHash": True}},
    "encoded-all": {"encodedCharacters": {f"allowEncoded{name}": True for name in ("Slash", "BackSlash", "NullCharacter", "Semicolon", "Percent", "QuestionMark", "Hash")}},
    "encoded-none": {"encodedCharacters": {"allowEncodedHash": False}},
    "encoded-path": {"replacePath": {"path": "/a%2fb"}},
    "encoded-behind-path": {"chain": {"middlewares": ["encoded-path", "encoded"]}},
    "typed": {"contentType": {"autoDetect": False}},
    "typed-auto": {"contentType": {"autoDetect": True}},
}

FILES = {
    "users": "# a comment\n\nsha:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n  apr:$apr1$saltsalt$LrttParrLPdxvgutaSXWJ0  \n",
    "malformed": "sha:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\nnocolon\n",
}


def at(host, *headers, target=b"/a", method=b"GET"):
    return head(method + b" " + target + b" HTTP/1.1", *headers, host=host.encode() + b".example")


def basic(user, password="secret", scheme=b"Basic "):
    return b"Authorization: " + scheme + base64.b64encode(f"{user}:{password}".encode())


def forwarded(value):
    return b"X-Forwarded-For: " + value


CREDENTIALS = {
    "none": [],
    "bcrypt": [basic("bob")],
    "sha": [basic("sha")],
    "apr": [basic("apr")],
    "clear": [basic("clear")],
    "bcrypt-wrong": [basic("bob", "wrong")],
    "sha-wrong": [basic("sha", "Secret")],
    "unknown": [basic("nobody")],
    "empty-user": [basic("")],
    "empty-password": [basic("sha", "")],
    "scheme-small": [basic("sha", scheme=b"basic ")],
    "scheme-two-blanks": [basic("sha", scheme=b"Basic  ")],
    "scheme-none": [basic("sha", scheme=b"")],
    "scheme-other": [basic("sha", scheme=b"Bearer ")],
    "scheme-tab": [basic("sha", scheme=b"Basic\t")],
    "not-base64": [b"Authorization: Basic !!!"],
    "unpadded": [b"Authorization: Basic " + base64.b64encode(b"sha:secret").rstrip(b"=")],
    "url-alphabet": [b"Authorization: Basic " + base64.urlsafe_b64encode(b"sha:secret\xff\xfe")],
    "trailing": [basic("sha") + b" x"],
    "no-colon": [b"Authorization: Basic " + base64.b64encode(b"sha")],
    "colon-in-password": [basic("sha", "secret:x")],
    "two-right-first": [basic("sha"), basic("nobody")],
    "two-right-second": [basic("nobody"), basic("sha")],
    "blank-user": [basic(" blank")],
    "trimmed-user": [basic("blank")],
}
SOURCES = [b"10.1.2.3", b"10.1.2.3, 192.168.0.1", b"10.1.2.3,192.168.0.1,127.0.0.1", b"1.2.3.4, 10.0.0.1", b"unknown", b"2001:db8::1", b"[2001:db8::1]:443", b"10.0.0.1:80", b"2001:db8:0:0:5::1", b"2001:db8:0:1::1", b"10.0.0.1, 2001:db8::1", b" 10.0.0.1 ,x", b"", b",", b"::ffff:10.0.0.1", b"10.0.0.1, "]
ESCAPES = {"slash": b"%2F", "slash-small": b"%2f", "backslash": b"%5C", "null": b"%00", "semicolon": b"%3B", "percent": b"%25", "question": b"%3F", "hash": b"%23", "blank": b"%20", "pipe": b"%2F|"}

CASES = [
    *(Case(f"auth/{name}", [at("auth", *headers)]) for name, headers in CREDENTIALS.items()),
    *(Case(f"{host}/{name}", [at(host, *CREDENTIALS[name])]) for host in ("auth-removing", "auth-realm", "auth-field", "auth-field-small", "auth-field-authorization", "auth-file", "auth-both", "auth-nobody", "auth-missing-file", "auth-malformed", "auth-malformed-file", "auth-blank", "auth-behind-headers") for name in ("none", "sha", "apr", "bcrypt", "sha-wrong", "blank-user", "trimmed-user", "empty-user")),
    Case("auth-field/sent", [at("auth-field", basic("sha"), b"X-WebAuth-User: eve", b"x-webauth-user: eve", b"X_WebAuth_User: eve", b"X.WebAuth.User: eve")]),
    Case("auth-field-small/sent", [at("auth-field-small", basic("sha"), b"X-WebAuth-User: eve")]),
    Case("auth/head", [at("auth", method=b"HEAD")], methods=("HEAD",)),
    Case("auth/post", [post(b"abc", b"/a", host=b"auth.example")]),
    Case("auth/post-right", [post(b"abc", b"/a", basic("bob"), host=b"auth.example")]),
    Case("auth/twice", [at("auth", basic("bob")) + at("auth", basic("bob"), target=b"/b")], answers=2),
    Case("auth/upgrade", [at("auth", basic("bob"), b"Connection: Upgrade", b"Upgrade: websocket", target=b"/do/echo") ], after=None),
    *(Case(f"{host}/peer", [at(host)]) for host in MIDDLEWARES if host.startswith(("allow", "white"))),
    *(Case(f"{host}/forwarded {source.decode()}", [at(host, forwarded(source))], "trusting") for host in ("allow", "allow-other", "allow-depth", "allow-excluding", "allow-subnet", "white-depth", "allow-depth-negative") for source in SOURCES),
    Case("allow-excluding/untrusted", [at("allow-excluding", forwarded(b"10.0.0.1"))]),
    Case("allow-depth/two-lines", [at("allow-depth", forwarded(b"10.0.0.1"), forwarded(b"1.1.1.1"))], "trusting"),
    Case("allow-other/head", [at("allow-other", method=b"HEAD")], methods=("HEAD",)),
    Case("allow-other/post", [post(b"abc", b"/a", host=b"allow-other.example")]),
    *(Case(f"{host}/{name}", [at(host, target=b"/a" + escape + b"b")]) for host in ("encoded", "encoded-all", "encoded-none") for name, escape in ESCAPES.items()),
    Case("encoded/query", [at("encoded", target=b"/a?b=%2F%00")]),
    Case("encoded/head", [at("encoded", target=b"/a%2Fb", method=b"HEAD")], methods=("HEAD",)),
    Case("encoded-behind-path/get", [at("encoded-behind-path")]),
    *(Case(f"{host}/{name}", [at(host, target=b"/do/" + name.encode())]) for host in ("typed", "typed-auto") for name in ("plain", "empty", "untyped", "untyped-encoded", "large", "204", "304", "no-type", "name-empty")),
    *(Case(f"typed-auto/{body[:30]}", [at("typed-auto", target=b"/do/body-%d" % number)]) for number, body in enumerate(BODIES)),
    Case("typed/head", [at("typed", target=b"/do/untyped", method=b"HEAD")], methods=("HEAD",)),
]

DIFFERENCES = {
    "auth-field/sha": (["request0.X-WebAuth-User", "request0.X-Webauth-User"], "names are spelled as Go spells them"),
    "auth-field-small/sha": (["request0.x-webauth-user", "request0.X-Webauth-User"], "names are spelled as Go spells them"),
    "auth-field-small/sent": (["request0.x-webauth-user", "request0.X-Webauth-User"], "names are spelled as Go spells them"),
    "auth-field/sent": (["request0.X-WebAuth-User", "request0.X-Webauth-User", "request0.X_webauth_user", "request0.X.webauth.user"], "a server that reads _ and . as - must not take what the client has sent for the user"),
}
