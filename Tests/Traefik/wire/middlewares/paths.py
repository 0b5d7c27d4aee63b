"""stripPrefix, stripPrefixRegex, addPrefix, replacePath and replacePathRegex."""

from case import Case, head, post

MIDDLEWARES = {
    "strip": {"stripPrefix": {"prefixes": ["/strip", "/stripped", " /blank ", "/s p", "/pér"]}},
    "strip-slash": {"stripPrefix": {"prefixes": ["/strip/"]}},
    "strip-root": {"stripPrefix": {"prefixes": ["/"]}},
    "strip-empty": {"stripPrefix": {"prefixes": [""]}},
    "strip-none": {"stripPrefix": {"prefixes": []}},
    "strip-encoded": {"stripPrefix": {"prefixes": ["/a%20b", "/c/d", "/e%2Ff"]}},
    "strip-forced": {"stripPrefix": {"prefixes": ["/strip"], "forceSlash": True}},
    "strip-unforced": {"stripPrefix": {"prefixes": ["/strip"], "forceSlash": False}},
    "strip-regex": {"stripPrefixRegex": {"regex": ["/foo/[a-z0-9]+/[0-9]+", " ^/bar/ ", "/q[^/]*", "(/x)+"]}},
    "strip-regex-all": {"stripPrefixRegex": {"regex": [".*"]}},
    "strip-regex-none": {"stripPrefixRegex": {"regex": []}},
    "strip-regex-broken": {"stripPrefixRegex": {"regex": ["(/a", "/b"]}},
    "add": {"addPrefix": {"prefix": "/add"}},
    "add-bare": {"addPrefix": {"prefix": "add"}},
    "add-slash": {"addPrefix": {"prefix": "/add/"}},
    "add-odd": {"addPrefix": {"prefix": "/a b%20c|ü?d#e"}},
    "add-dots": {"addPrefix": {"prefix": "/add/.."}},
    "add-escape": {"addPrefix": {"prefix": "/a%2Fb"}},
    "add-empty": {"addPrefix": {"prefix": ""}},
    "replace": {"replacePath": {"path": "/new/path"}},
    "replace-odd": {"replacePath": {"path": "/a b%20c|ü"}},
    "replace-query": {"replacePath": {"path": "/a?b=c"}},
    "replace-broken": {"replacePath": {"path": "/a%zz"}},
    "replace-bare": {"replacePath": {"path": "bare"}},
    "replace-dots": {"replacePath": {"path": "/a/../b"}},
    "replace-empty": {"replacePath": {"path": ""}},
    "rewrite": {"replacePathRegex": {"regex": "^/old/(.*)", "replacement": "/new/$1"}},
    "rewrite-padded": {"replacePathRegex": {"regex": " ^/old ", "replacement": "/x"}},
    "rewrite-all": {"replacePathRegex": {"regex": "a", "replacement": "b%41 |"}},
    "rewrite-blank": {"replacePathRegex": {"regex": "^/(.*)$", "replacement": " /x/$1 "}},
    "rewrite-dots": {"replacePathRegex": {"regex": "^/up/(.*)", "replacement": "/x/../$1"}},
    "rewrite-join": {"replacePathRegex": {"regex": "^/api(.*)", "replacement": "/$1"}},
    "rewrite-bare": {"replacePathRegex": {"regex": "^/(.*)", "replacement": "$1"}},
    "rewrite-encoded": {"replacePathRegex": {"regex": "%2F", "replacement": "/"}},
    "rewrite-broken": {"replacePathRegex": {"regex": "x", "replacement": "%zz"}},
    "rewrite-nothing": {"replacePathRegex": {"regex": "", "replacement": ""}},
    "rewrite-query": {"replacePathRegex": {"regex": "^/(.*)", "replacement": "/?q=$1"}},
    "rewrite-invalid": {"replacePathRegex": {"regex": "(", "replacement": "/"}},
    "path-inner": {"stripPrefix": {"prefixes": ["/inner"]}},
    "path-deep": {"addPrefix": {"prefix": "/deep"}},
    "strip-then-add": {"chain": {"middlewares": ["strip", "path-deep"]}},
    "strip-then-strip": {"chain": {"middlewares": ["strip", "path-inner"]}},
    "strip-then-replace": {"chain": {"middlewares": ["strip", "replace"]}},
    "strip-then-rewrite": {"chain": {"middlewares": ["strip", "rewrite"]}},
    "add-then-strip": {"chain": {"middlewares": ["add", "path-deep", "add-slash"]}},
    "path-scheme": {"redirectScheme": {"scheme": "https"}},
    "strip-then-redirect": {"chain": {"middlewares": ["strip", "path-scheme"]}},
}


def at(host, target, *headers, method=b"GET"):
    return head(method + b" " + target + b" HTTP/1.1", *headers, host=host.encode() + b".example")


STRIP = [b"/strip", b"/strip/", b"/strip/x", b"/stripx", b"/stripped", b"/stripped/x", b"/strip?q=1", b"/strip/?q", b"/other", b"/strip%2Fx", b"/strip%2fx", b"/strip/a%2Fb", b"/strip/a%20b", b"/strip/%7Ex", b"/strip/a|b", b"/strip/a%2Fb|c", b"/strip/..", b"/strip..", b"/strip./x", b"/strip../x", b"/strip//x", b"/strip/./x", b"/strip/../x", b"/strip%2F..%2Fx", b"/strip/..%2Fx", b"/strip..%2Fx", b"/strip%2F%2Fx", b"/strip%252Fx", b"/%73trip/x", b"/STRIP/x", b"/strip/x/", b"/strip;a=b/x", b"/blank/x", b"/s%20p/x", b"/s%20p/x%2Fy", b"/p%C3%A9r/x", b"/p%C3%A9r/x%2Fy", b"/strip%5Cx", b"/strip/%5C..", b"/strip%00x", b"/strip%3Fx", b"/strip%23x", b"/strip/strip/x", b"/strip/x*'()!", b"/strip[]x", b"/strip%2E%2E/x", b"/strip%2", b"/strip.", b"/strip...", b"/strip.a"]
REGEX = [b"/foo/abc/12/x", b"/foo/abc/12", b"/x/foo/abc/12/y", b"/bar/x", b"/bar/", b"/bar//x", b"/qwe", b"/qwe/a%2Fb", b"/q%20w/a%2Fb", b"/q%2Fw/a", b"/x/x/y", b"/x/x", b"/none", b"/q/..%2Fx", b"/q/../x", b"/q//x", b"/q%C3%A9/a%2Fb", b"/foo/abc/12..", b"/foo/abc/12../x"]
ADD = [b"/", b"/x", b"/a%2Fb", b"/a%20b", b"/a|b", b"/a%2Fb|", b"/x?q=1", b"/?", b"/../x", b"//x"]
REPLACE = [b"/", b"/x?q=1", b"/a%2Fb", b"/a%20b|", b"/%7E"]
REWRITE = [b"/old/x", b"/old/", b"/old", b"/other?q=a", b"/old/a%2Fb", b"/old/a%20b|c", b"/old/..%2Fx", b"/a/a", b"/up/x", b"/up/..", b"/apix", b"/api/x", b"/api", b"/api../x", b"/api..%2Fx", b"/api//x", b"/x%2Fy", b"/api%2Fx", b"/api.", b"/api./", b"/api%2E%2E/x", b"/old//x"]


def each(names, targets, *entries):
    return [Case(f"{name}{'' if entry == 'web' else ' ' + entry} {target.decode()}", [at(name, target)], entry) for name in names for target in targets for entry in entries or ["web"]]


CASES = [
    *each(["strip"], STRIP, "web", "unclean"),
    *each(["strip-forced", "strip-unforced", "strip-slash", "strip-root", "strip-empty", "strip-none", "strip-encoded"], [b"/strip", b"/strip/", b"/strip/x", b"/strip%2Fx", b"/", b"/a%20b/x", b"/a%2520b/x", b"/c/d/x", b"/c%2Fd/x", b"/e%2Ff/x", b"/e%2Ff%2Fx"]),
    *each(["strip-forced", "strip-slash", "strip-root"], [b"/strip//x", b"/strip/..", b"//x", b"/strip/../x"], "unclean"),
    *each(["strip-regex"], REGEX, "web", "unclean"),
    *each(["strip-regex-all", "strip-regex-none", "strip-regex-broken"], [b"/a/b", b"/b/c", b"/"]),
    *each(["add"], ADD, "web", "unclean"),
    *each(["add-bare", "add-slash", "add-odd", "add-dots", "add-escape", "add-empty"], ADD),
    *each(["replace", "replace-odd", "replace-query", "replace-broken", "replace-bare", "replace-dots", "replace-empty"], REPLACE),
    *each(["rewrite", "rewrite-join"], REWRITE, "web", "unclean"),
    *each(["rewrite-all", "rewrite-blank", "rewrite-dots", "rewrite-bare", "rewrite-encoded", "rewrite-padded", "rewrite-broken", "rewrite-nothing", "rewrite-query", "rewrite-invalid"], REWRITE),
    *each(["rewrite-bare"], [b"/../x", b"//x", b"/./x", b"/x/", b"/.."], "unclean"),
    *each(["strip-then-add", "strip-then-strip", "strip-then-replace", "strip-then-rewrite", "strip-then-redirect"], [b"/strip", b"/strip/", b"/strip/inner", b"/strip/inner/x", b"/strip%2Finner", b"/strip%2Finner%2Fx", b"/strip/old/x", b"/strip/a%2Fb?c"]),
    *each(["add-then-strip"], [b"/", b"/a%2Fb"]),
    Case("strip-prefix-header", [at("strip", b"/strip/x", b"X-Forwarded-Prefix: /before")], "trusting"),
    Case("strip-prefix-header-untrusted", [at("strip", b"/strip/x", b"X-Forwarded-Prefix: /before")]),
    Case("replace-header", [at("replace", b"/x", b"X-Replaced-Path: /before")]),
    Case("rewrite-header", [at("rewrite", b"/old/x", b"X-Replaced-Path: /before")]),
    Case("strip-post", [post(b"abc", b"/strip/x", host=b"strip.example")]),
    Case("strip-post-refused", [post(b"abc", b"/strip../x", host=b"strip.example")]),
    Case("strip-head-refused", [at("strip", b"/strip../x", method=b"HEAD")], methods=("HEAD",)),
    Case("strip-star", [at("strip", b"*", method=b"OPTIONS")]),
]

DIFFERENCES = {
    "rewrite unclean /old/a%20b|c": (["request0.X-Replaced-Path"], "the path is cleaned once, before anything sees it"),
}
