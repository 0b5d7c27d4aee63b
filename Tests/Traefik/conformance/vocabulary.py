"""What the generator draws from. A regular expression comes with texts that it matches, or nearly does."""

HOSTS = [
    "example.com", "www.example.com", "a.b.example.com", "api.example.org", "example.org", "localhost", "a_b.test",
    "tenant-1.apps.test", "tenant-22.apps.test", "xn--bcher-kva.example", "10.1.2.3", "2001:db8::1", "a", "a-b.example.com",
    "x.y", "127.0.0.1",
]

HOST_REGEXES = [
    (r"^example\.(com|org)$", ["example.com", "example.org"]), ("example", ["my-example.net", "example.com"]),
    ("^.+$", ["a", "x.y"]), (".*", [""]), ("^$", [""]), (r"^[a-z]+\.[a-z]{2,3}$", ["foo.com", "ab.org", "abc.abcd"]),
    (r"^tenant-[0-9]{1,2}\.apps\.test$", ["tenant-1.apps.test", "tenant-22.apps.test", "tenant-333.apps.test"]),
    ("(?i)EXAMPLE", ["example.com"]), ("EXAMPLE", ["example.com"]), (r"^(?:www|api)\.", ["www.a", "api.example.org"]),
    (r"\bapps\b", ["x.apps.test", "xapps.test"]), (r"^[^.]+\.test$", ["a_b.test", "a.b.test"]), (r"\.$", ["a.com."]),
    (r"^\d+(\.\d+){3}$", ["10.1.2.3"]), (":", ["2001:db8::1"]), (r"^\w+$", ["localhost", "a"]), ("com|org", ["x.org"]),
    ("^(a|b)*c?$", ["abab", "abc"]), ("^x{2,4}$", ["xx", "xxxx", "xxxxx"]), ("^a.c$", ["abc", "a.c"]),
    (r"[[:alpha:]]\.[[:alpha:]]", ["x.y"]), (r"^\Qa.b\E", ["a.b.example.com"]),
]

PATHS = [
    "/", "/api", "/api/v1", "/api/v1/users", "/apiary", "/foo bar", "/a+b", "/a|b", "/a%2Fb", "/%2F", "/a%3Bb", "/a;b", "/x:y",
    "/é", "/files/a.txt", "/u/~joe", "/a/b/c", "/shop/items/42", "/static/js/app.js", "/.well-known/acme-challenge/tok", "/A",
    "/a", "/a%25b", '/a"b', "/a/", "/a.b", "/[x]", "/a'b", "/(x)", "/a,b", "/a=b", "/a&b", "/$", "/!", "/@", "/\x00", "/日本",
    "/a%3Fb", "/a%23", "/{x}",
]

PATH_REGEXES = [
    ("^/api", ["/api", "/api/x", "/apix"]), ("^/api/v[0-9]+(/.*)?$", ["/api/v1", "/api/v22/x"]),
    (r"\.(js|css|png)$", ["/a.js", "/x/y.css"]), ("a.*b.*c", ["/aXbYc", "/abc"]), ("^/(a|b|c){2,3}$", ["/ab", "/abc", "/abca"]),
    ("(?i)^/API", ["/api", "/API", "/aPi/x"]), (r"\bshop\b", ["/shop/1", "/workshop", "/a-shop"]), (r"\Bop\b", ["/shop", "/op"]),
    ("^/.{3}$", ["/abc", "/日本語", "/%FF%FF%FF"]), ("[^/]{5,}", ["/abcde", "/abc/de"]), ("�", ["/%FF", "/a%80b", "/%EF%BF%BD"]),
    (r"^/[\x{80}-\x{10FFFF}]+$", ["/é", "/%FF%FE", "/日本"]), ("(?i)k", ["/%E2%84%AA", "/K", "/k"]),
    ("(?i)[s]x", ["/%C5%BFx", "/Sx"]), ("(?i)[^k]$", ["/%E2%84%AA", "/a"]), ("^/a.b$", ["/a%0Ab", "/axb", "/a%FFb"]),
    ("(?s)^/a.b$", ["/a%0Ab", "/a b"]), ("(?m)^b$", ["/a%0Ab", "/a%0Ab%0Ac"]), ("(?m)a$", ["/a%0Ab", "/ba"]),
    (r"\pL{2}", ["/é日", "/1a2"]), (r"\p{Lu}", ["/É", "/a"]), (r"^/\PN+$", ["/abc", "/a1"]), ("[[:^digit:]]/", ["/a/", "/1/"]),
    (r"\d{3}", ["/1234", "/12"]), (r"^/shop/(\d+|new)$", ["/shop/12", "/shop/new", "/shop/newer"]), ("(?U)^/a+", ["/aa"]),
    ("^(/[^/]+){2}$", ["/a/b", "/a/b/c"]), ("a{0}b", ["/b"]), ("(a*)*c", ["/aac", "/b"]), ("%2F", ["/a%2Fb", "/a/b"]),
    ("^/%", ["/%25", "/%2F"]), ("(?i)straße|É", ["/STRASSE", "/stra%C3%9Fe", "/%C3%A9"]), ("^/(?:|x|xy)z", ["/z", "/xyz"]),
    ("x*", ["/"]), ("[a-f0-9]{8}-[a-f0-9]{4}", ["/deadbeef-1234"]), (r"\Q.*\E", ["/.*", "/ab"]), (r"\x2e\056", ["/a..", "/a.."]),
    (r"(?-s)a.\z", ["/ab", "/a%0A"]), (r"^/\S+\s\S+$", ["/a b", "/ab"]), ("(?i)σ", ["/ς", "/Σ", "/σ"]),
    (r"[^\x00-\x7F]", ["/é", "/e"]), (r"\w\W\w", ["/a-b", "/ab", "/a%C3%A9b"]), ("/a?/?b+?$", ["/a/b", "/b", "/bbb"]),
    ("(?P<x>a)(?P<y>b)", ["/ab"]),
]

HEADER_NAMES = [
    "X-A", "X-Tenant", "Content-Type", "User-Agent", "x-lower", "X_Under", "Accept", "Cookie", "X-Forwarded-Proto",
    "X-Forwarded-For", "X-Real-Ip", "X-Forwarded-Port", "X-Forwarded-Host", "Upgrade", "Connection", "Host", "Authorization",
]

HEADER_VALUES = [
    "1", "2", "a", "a, b", "A", "application/json", "curl/8.0", "http", "websocket", "a b", "é", "*/*", "text/html; q=1", "0",
    "80", "192.0.2.1",
]

HEADER_REGEXES = [
    ("^a", ["a", "abc"]), (".*", ["", "x"]), ("^$", [""]), (r"^\d+$", ["1", "42", "x"]),
    ("(?i)json", ["application/JSON", "text"]), (r"\bb\b", ["a, b", "ab"]), ("^[^,]*$", ["a", "a, b"]),
    ("^.$", ["é", "a", "ab"]), ("é", ["é"]), ("https?", ["http", "https"]), ("^.{3,5}$", ["abc", "abcdef"]),
]

QUERY_KEYS = [
    "q", "page", "debug", "a[]", "a b", "é", "Q", "k", "a.b", "a=b", "x;y",
]

QUERY_VALUES = [
    "1", "2", "x y", "a=b", "é", "a+b", "x", "a&b", "%", "A", "true", "a;b",
]

QUERY_REGEXES = [
    (r"^\d+$", ["1", "22", "a"]), (".*", ["", "x"]), ("^$", [""]), ("(?i)^TRUE$", ["true", "True"]), ("^a.b$", ["a b", "a\nb"]),
    (r"\s", ["x y", "xy"]), ("�", ["\udcff"]), ("^(x|y)+$", ["xyx", "xz"]), ("=", ["a=b", "ab"]),
]

METHODS = [
    "GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "get", "PROPFIND", "M-SEARCH",
]

ADDRESSES = [
    ("192.0.2.1", "192.0.2.1"), ("10.0.0.0/8", "10.9.8.7"), ("10.0.0.9/24", "10.0.0.200"), ("0.0.0.0/0", "203.0.113.9"),
    ("::/0", "2001:db8::5"), ("2001:db8::/32", "2001:db8:1::1"), ("::1", "::1"), ("fe80::/10", "fe80::1"),
    ("::ffff:10.0.0.0/120", "10.0.0.77"), ("::ffff:192.0.2.1", "192.0.2.1"), ("127.0.0.0/31", "127.0.0.1"),
    ("203.0.113.9/32", "203.0.113.9"), ("2001:db8::5/127", "2001:db8::4"), ("10.0.0.0/08", "10.1.1.1"),
]

BAD_RULES = {
    'v3': [
        "", " ", "Host", "Host(a)", "Host('a')", "Host(1)", "Host(`a`", "Host(`a`))", "Host(`a`) and Path(`/`)",
        "Host(`a`) & Path(`/`)", "Foo(`a`)", "Host(`a`+`b`)", "Host((`a`))", "(Host)(`a`)", "`a`", "Host()", "Host(``)",
        "Host(`a`,`b`)", "Path(`a`)", "Host(`é`)", "HostRegexp(`(`)", "ClientIP(`x`)", "ClientIP(`10.0.0.01`)",
        "ClientIP(`fe80::1%eth0`)", "ClientIP(` 10.0.0.1`)", "HostRegExp(`a`)", "Headers(`a`,`b`)", "Header(`a`)", "Query()",
        "Query(`a`,`b`,`c`)", "Path(`/a`)\n&& Host(`b`)", "Host(`a`\n)", "PathRegexp(`a**`)", "PathRegexp(`a{2}{3}`)",
        "PathRegexp(`+a`)", "PathRegexp(`(?=a)`)", r"PathRegexp(`\1`)", "PathRegexp(`a{1001}`)", "PathRegexp(`(a{100}){11}`)",
        r"PathRegexp(`\Z`)", r"PathRegexp(`\C`)", "PathRegexp(`a++`)", "PathRegexp(`[b-a]`)", "PathRegexp(`[[:foo:]]`)",
        r"PathRegexp(`\pX`)", "PathRegexp(`(?x)a`)", 'PathRegexp("\\xff")', "PathRegexp(`[a`)", "PathRegexp(`a)`)",
        "PathRegexp(`(?P<>a)`)", "PathRegexp(`(?P<a-b>a)`)", r"PathRegexp(`a\`)", r"PathRegexp(`\8`)", r"PathRegexp(`\_`)",
        r"PathRegexp(`\y`)", r"PathRegexp(`[\b]`)", "PathRegexp(`|*`)", "PathRegexp(`(*)`)", "PathRegexp(`x{2,1}`)",
        "PathRegexp(`(?i-)a`)", "PathRegexp(`(?)a`)", "PathRegexp(`(?-)a`)", "PathRegexp(`a(?i)*`)", "PathRegexp(`a*(?i)*`)",
        "PathRegexp(`(?i)*`)", r"PathRegexp(`\Q*`)", r"PathRegexp(`a\Q\E*`)", r"PathRegexp(`a*\Q\E*`)", "PathRegexp(`^*`)",
        "PathRegexp(`$+`)", r"PathRegexp(`\b+`)", "PathRegexp(`x{,2}`)", "PathRegexp(`x{2`)", "PathRegexp(`{`)",
        "PathRegexp(`x{01}`)", "PathRegexp(`{2}`)", "PathRegexp(`]`)", "PathRegexp(`}`)", "PathRegexp(`[]a]`)",
        "PathRegexp(`[^]a]`)", "PathRegexp(`[]`)", "PathRegexp(`[a-]`)", "PathRegexp(`[--a]`)", r"PathRegexp(`[a-\d]`)",
        r"PathRegexp(`[\d-z]`)", r"PathRegexp(`[\w-a]`)", r"PathRegexp(`\x{110000}`)", r"PathRegexp(`\x{}`)",
        r"PathRegexp(`\xg`)", r"PathRegexp(`\x1`)", r"PathRegexp(`\x{d800}`)", r"PathRegexp(`\p{^Lu}`)",
        r"PathRegexp(`\p{letter}`)", r"PathRegexp(`\p{Any}`)", r"PathRegexp(`\p{L`)", r"PathRegexp(`\p`)",
        r"PathRegexp(`\p{Lowercase_Letter}`)", r"PathRegexp(`\p{lc}`)", r"PathRegexp(`\pl`)", r"PathRegexp(`\p{Nope1}`)",
        "PathRegexp(`(?P<a>x)(?P<a>y)`)", "PathRegexp(`(?<a>x)`)", "PathRegexp(`(?<=x)`)", "PathRegexp(`(?#c)`)",
        "PathRegexp(`(?>a)`)", "PathRegexp(`(?P=a)`)", "PathRegexp(`a*?+`)", "PathRegexp(`a??`)", "PathRegexp(`a???`)",
        "PathRegexp(`a{2}?`)", "PathRegexp(`a{2}??`)", "PathRegexp(`((a{10}){10}){10}`)", "PathRegexp(`((a{10}){10}){11}`)",
        "PathRegexp(`(a{500}){1,}`)", "PathRegexp(`(a{500}|b{2}){2}`)", "PathRegexp(`(a{600}){1}{1}`)",
        "PathRegexp(`((a{600}){1}){2}`)", "PathRegexp(`(a{0,600}b{600}){1,1}`)", "PathRegexp(`(a*){2000}`)", "PathRegexp(`(?i`)",
        "PathRegexp(`(?`)", "PathRegexp(`(?i:a)(?m-s:b)`)", "PathRegexp(`(?ims-U)x`)", "PathRegexp(`(?i-s-m)x`)",
        "PathRegexp(`(?ii)x`)", "Host(`a`);", "Host(`a`) Host(`b`)", "Host(`a`) // note", "Host(`a`) /* note */ && Path(`/`)",
        "// note\nHost(`a`)", "Host(`a`) &&\nPath(`/`)", "Host(`a`)\n", "Host(`a`)\n\n// c\n", "Host(`a`) /* x\ny */",
        "Host(`a`) /* x\ny */ && Path(`/`)", "Host(`a`) || /* x\ny */ Path(`/`)", "Host(\n`a`)", "Host(`a`,\n)", "Host(`a`,)",
        "Host(`a`...)", "Host(`a`...,)", "Host(...)", "Host(,`a`)", "Host(`a`,,)", "Host /*x*/ (`a`)", "Host\n(`a`)",
        "! Host(`a`)", "!!Host(`a`)", "!\nHost(`a`)", "(Host(`a`)\n)", "(\nHost(`a`))", "((Host(`a`)))", "()", "!", "!()",
        "Host(`a`) &&", "&& Host(`a`)", "Host(`a`) &&& Path(`/`)", "Host(`a`) ||| Path(`/`)", "Host(`a`) == Path(`/`)",
        "Host(`a`) != Path(`/`)", "-Host(`a`)", "Host.x(`a`)", "x.Host(`a`)", "Host(`a`).x", "Host(`a`)[0]", "Host[0](`a`)",
        "Host(`a`){}", "func(){}", "Host(Path(`/`))", "Host(true)", "Host(nil)", "true", "!true", 'Host("a\\\'")',
        'Host("\\u0041")', 'Host("\\101")', 'Host("\\400")', 'Host("\\x4")', 'Host("\\ud800")', 'Host("\\U00110000")',
        'Host("\\q")', 'Host("a\nb")', "Host(`a\nb`)", 'Host("a', "Host(`a", "/* x", "\ufeffHost(`a`)", "Host(`a`)\ufeff",
        "Host(`\ufeff`)", "Host(`a`)\xa0", "Host(`a`)\t\r\n ", "Host(`a`)\x0b", "Host(`a`)\x00", "Host(`a\x00`)", "host(`a`)",
        "HOST(`a`)", "hOst(`a`)", "Hostregexp(`a`)", "HOSTREGEXP(`a`)", "hostRegexp(`a`)", "Clientip(`::1`)", "clientip(`::1`)",
        "ClientIp(`::1`)", "CLIENTIP(`::1`)", "Pathprefix(`/`)", "Host(`*`)", "Host(`*.*`)", "Host(`**`)", "Host(`*a`)",
        "Method(`a b`)", "Header(`a b`,`c`)", "HeaderRegexp(`a`,`(`)", "QueryRegexp(`a`)", "QueryRegexp(`a`,`(`)",
        "QueryRegexp(`(`)", "Query(`a`,``)", "ClientIP(`10.0.0.0/33`)", "ClientIP(`10.0.0.0/`)", "ClientIP(`10.0.0.0/-1`)",
        "ClientIP(`::/129`)", "ClientIP(`1::2::3`)", "ClientIP(`:::`)", "ClientIP(`::`)", "ClientIP(`1:2:3:4:5:6:7::`)",
        "ClientIP(`1:2:3:4:5:6:7:8::`)", "ClientIP(`1:2:3:4:5:6:1.2.3.4`)", "ClientIP(`::1.2.3`)", "ClientIP(`1.2.3.4.5`)",
        "ClientIP(`1.2.3`)", "ClientIP(`256.0.0.1`)", "ClientIP(`::ffff:0:0/90`)", "ClientIP(`12345::`)",
        "ClientIP(`10.0.0.0/8/8`)", "ClientIP(`+1.0.0.0`)", "ClientIP(`::1/128 `)", "PathPrefix(`*`)", "PathPrefix(`{x}`)",
        "HostRegexp(`é`)", 'HostRegexp("\\xff")', 'Host("\\xff")', 'Path("/\\xff")', "Hóst(`a`)", "é(`a`)",
        "Host(`a`) && (Path(`/`) || )", "if(`a`)", "Host(`a`)//", "Host(`a`)/", "Host(`a`)/**/", "1", "'a'", "'ab'",
        "Host(`a`, 'b')", "Host(0x1)", "Host(1.5)", "Host(`a` `b`)", "Host(`a`) Path", "HeaderRegexp(`é`,`a`)", "Query(`a`...)",
        "Query(`a`,`b`...)",
    ],
    'v2': [
        "Host(`a`, ``)", "Path(`a`)", "Path(`{x:/a}`)", "Path(`/{x`)", "Path(`/x}`)", "Path(`/{}`)", "Path(`/{:a}`)",
        "Path(`/{x:}`)", "Path(`/{x:(}`)", "Path(`/{x:a{2}}`)", "Path(`/{x:a)(b}`)", "Path(`/{x:[}]}`)", "PathPrefix(`x`)",
        "HostRegexp(`é`)", "HostRegexp(`{x:é}`)", "Host(`é`)", "Query(`mobile`)", "Query(`a`,`b`)", "Query(`a=b`,`c`)",
        "Query(`=`)", "Query(`=v`)", "Query(`a={x:[0-9]+}`)", "Query(`a={x:(}`)", "Query(`a={`)", "Query(`a=b=c`)",
        "Query(`a=`)", "Headers(`a`)", "Headers(`a`,`b`,`c`)", "Headers(`a`,`b`,`a`,`c`)", "HeadersRegexp(`a`,`(`)",
        "HeadersRegexp(`a`,`(`,`a`,`b`)", "HeadersRegexp(`a`,`{x:y}`)", "Header(`a`,`b`)", "HeaderRegexp(`a`,`b`)",
        "PathRegexp(`a`)", "QueryRegexp(`a`,`b`)", "ClientIP(`::1`,`x`)", "ClientIP(`::1`,`10.0.0.0/8`)", "Method(`a`,`b`)",
        "HostHeader(`a`)", "Hostheader(`a`)", "HOSTHEADER(`a`)", "hostheader(`a`)", "hostHeader(`a`)", "Host(`a`,`é`)",
        "Path(`/a`,`b`)", "Host()", "HostRegexp(`a.com`)", "HostRegexp(`{a}.{a}`)", "Path(`/{a}/{a}`)",
        "HostRegexp(`{x:a|b}.com`)", "HostRegexp(`{x:(?i)A}`)", 'HostRegexp("\\xff")', 'Path("/\\xff")', 'Path("/{x:\\xff}")',
        "Path(`/{ x : a }`)", r"Path(`/{x:\Q}`)", r"Path(`/{x:\d+}`)", "Path(`/{x:a**}`)", "Path(`/{x:+}`)", "Path(`/{x}{y}`)",
        "Path(`/{{x}}`)", "Path(`/{x:a{1001}}`)", "Host(`*.a`)", "Host(`*`)",
    ],
}

BAD_TCP_RULES = {
    'v3': [
        "HostSNI(`a b`)", "HostSNI(`é`)", "HostSNI(`*a`)", "HostSNI(`*.`)", "HostSNI(`*.a`)", "HostSNI(`a.*`)", "HostSNI(`a_b`)",
        "HostSNI(`a:1`)", "HostSNI(`-`)", "HostSNI(`.`)", "HostSNI(`a/b`)", "HostSNI(`a`,`b`)", "HostSNI(``)", "HostSNI()",
        "HostSNIRegexp(`(`)", "HostSNIRegexp(`é`)", "HostSNIRegexp(`a`,`b`)", "ALPN(`acme-tls/1`)", "ALPN(`h2`,`x`)",
        "ALPN(`h2`)", "ALPN(`ACME-TLS/1`)", "ClientIP(`x`)", "Host(`a`)", "hostsni(`a`)", "HOSTSNI(`a`)", "Hostsni(`a`)",
        "HostSni(`a`)", "alpn(`h2`)", "Alpn(`h2`)", "Hostsniregexp(`a`)", "HostSNIRegexp(`^$`)", "!HostSNI(`*`)",
        "HostSNI(`*..`)", "HostSNI(`*.*.a`)", "HostSNI(`**`)", "", "HostSNI(`a..`)",
    ],
    'v2': [
        "HostSNI(`a b`)", "HostSNI(`*.a`)", "HostSNI(`*a`)", "HostSNI(`a_b`)", "HostSNI(`a`,`*`)", "HostSNI(`a`,`é`)",
        "HostSNIRegexp(`{x:(}`)", "HostSNIRegexp(`{x`)", "HostSNIRegexp(`é`)", "HostSNIRegexp(`(`)", "ALPN(`h2`,`acme-tls/1`)",
        "ALPN(`h2`,`x`)", "ClientIP(`::1`,`x`)", "HostSNI(`a:1`)", "HostSNI(`.`)",
    ],
}
