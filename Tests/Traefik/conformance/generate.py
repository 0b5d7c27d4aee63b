"""Random conform cases: rules from a grammar, and requests derived from the rules' own literals.

Independent of the Swift generator, on purpose. The same seed gives the same cases.
"""

import random
import string

from vocabulary import *  # noqa: F403


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.maps_addresses = True

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, values):
        return self.random.choice(values)

    # Rules: every leaf comes with a wish, that is what a request needs to fulfil it.

    def quote(self, text):
        """A Go string of either kind."""
        if "`" in text or "\r" in text or "\0" in text or self.chance(0.15):
            return '"' + "".join(c if c.isprintable() and c not in '"\\' else "\\U%08x" % ord(c) if ord(c) > 0x7F else "\\x%02x" % ord(c) for c in text) + '"'
        return "`" + text + "`"

    def name(self, name):
        if self.chance(0.9):
            return name
        return self.pick([name.lower(), name.upper(), name.lower().capitalize()])

    def call(self, name, *arguments):
        separator = self.pick([",", ", ", ",", ", "])
        return f"{self.name(name)}({separator.join(self.quote(a) for a in arguments)})"

    def some(self, one):
        return [one() for _ in range(self.pick([1, 1, 1, 2, 3]))]

    def host_literal(self):
        host = self.pick(HOSTS)
        if self.chance(0.1):
            host += "."
        if self.chance(0.1):
            host = host.upper()
        return host

    def regex(self, table):
        pattern, samples = self.pick(table)
        if self.chance(0.1):
            pattern = f"(?:{pattern})|{self.pick(table)[0]}"
        return pattern, self.pick(samples)

    def template(self, text, kind):
        """Replaces a part of a literal by a v2 group; returns the template and a text that fits."""
        if self.chance(0.4) or len(text) < 3:
            return text, text
        mark = "." if kind == "host" else "/"
        parts = text.split(mark)
        index = self.random.randrange(1 if kind == "path" else 0, len(parts))
        group, sample = self.pick([("{x}", "abc"), ("{n:[0-9]+}", "42"), ("{n:[a-z]{2,3}}", "abc"), ("{v:a|b}", "b"), ("{r:.*}", "q" + mark + "r"), ("{w:(?i)Ab}", "AB"), ("{o:(x\\.)?}", ""), ("{a}-{b}", "1-2")])
        return mark.join(parts[:index] + [group] + parts[index + 1 :]), mark.join(parts[:index] + [sample] + parts[index + 1 :])

    def leaf(self, syntax):
        kind = self.pick(["host", "host", "hostregexp", "path", "prefix", "prefix", "pathregexp", "pathregexp", "method", "header", "headerregexp", "query", "queryregexp", "ip"])
        return getattr(self, f"leaf_{syntax}_{kind}")()

    def leaf_v3_host(self):
        host = self.host_literal()
        if self.chance(0.3):
            rest = host.split(".", 1)[-1]
            pattern = self.pick(["*." + rest, "*." + rest, "*." + rest, "*", "*.", "*" + rest])
            return self.call("Host", pattern), {"host": self.pick(["x.", "a-b.", ".", "", "x.y."]) + rest}
        return self.call("Host", host), {"host": host}

    def leaf_v3_hostregexp(self):
        pattern, sample = self.regex(HOST_REGEXES)
        return self.call("HostRegexp", pattern), {"host": sample}

    def leaf_v3_path(self):
        path = self.pick(PATHS)
        return self.call("Path", path), {"path": path}

    def leaf_v3_prefix(self):
        path = self.pick(PATHS)
        return self.call("PathPrefix", path), {"path": path + self.pick(["", "", "/", "x", "/y/z"])}

    def leaf_v3_pathregexp(self):
        pattern, sample = self.regex(PATH_REGEXES)
        return self.call("PathRegexp", pattern), {"raw": sample}

    def leaf_v3_method(self):
        method = self.pick(METHODS)
        return self.call("Method", method), {"method": method.upper() if self.chance(0.7) else method}

    def leaf_v3_header(self, name="Header"):
        header, value = self.pick(HEADER_NAMES), self.pick(HEADER_VALUES)
        return self.call(name, header, value), {"header": (header, value)}

    def leaf_v3_headerregexp(self, name="HeaderRegexp"):
        header = self.pick(HEADER_NAMES)
        pattern, sample = self.regex(HEADER_REGEXES)
        return self.call(name, header, pattern), {"header": (header, sample)}

    def leaf_v3_query(self):
        key, value = self.pick(QUERY_KEYS), self.pick(QUERY_VALUES)
        if self.chance(0.25):
            return self.call("Query", key), {"query": (key, self.pick(["", "", "x"]))}
        return self.call("Query", key, value), {"query": (key, value)}

    def leaf_v3_queryregexp(self):
        key = self.pick(QUERY_KEYS)
        if self.chance(0.1):
            return self.call("QueryRegexp", key), {"query": (key, "")}
        pattern, sample = self.regex(QUERY_REGEXES)
        return self.call("QueryRegexp", key, pattern), {"query": (key, sample)}

    def leaf_v3_ip(self):
        rule, address = self.pick(ADDRESSES)
        return self.call("ClientIP", rule), {"remote": address}

    def leaf_v2_host(self):
        hosts = self.some(self.host_literal)
        if self.chance(0.05):
            hosts.append(self.pick(["*", "*.example.com"]))
        return self.call(self.pick(["Host", "Host", "HostHeader"]), *hosts), {"host": self.pick(hosts)}

    def leaf_v2_hostregexp(self):
        pairs = self.some(lambda: self.template(self.pick(HOSTS), "host"))
        return self.call("HostRegexp", *(p[0] for p in pairs)), {"host": self.pick(pairs)[1]}

    def v2_paths(self, name, tail):
        pairs = self.some(lambda: self.template(self.pick([p for p in PATHS if "{" not in p]), "path"))
        return self.call(name, *(p[0] for p in pairs)), {"path": self.pick(pairs)[1] + tail}

    def leaf_v2_path(self):
        return self.v2_paths("Path", "")

    def leaf_v2_prefix(self):
        return self.v2_paths("PathPrefix", self.pick(["", "", "/", "x"]))

    def leaf_v2_pathregexp(self):
        pattern, sample = self.regex([r for r in PATH_REGEXES if r[0].count("{") == r[0].count("}")])
        return self.call(self.pick(["Path", "PathPrefix"]), "/{r:.*(" + pattern.replace("\\Q.*\\E", ".") + ").*}"), {"raw": sample}

    def leaf_v2_method(self):
        methods = self.some(lambda: self.pick(METHODS))
        return self.call("Method", *methods), {"method": self.pick(methods).upper()}

    def leaf_v2_header(self):
        header, value = self.pick(HEADER_NAMES), self.pick(HEADER_VALUES)
        arguments = [header, value]
        if self.chance(0.3):
            arguments += [self.pick(HEADER_NAMES + [header]), self.pick(HEADER_VALUES)]
        return self.call("Headers", *arguments), {"header": (header, value)}

    def leaf_v2_headerregexp(self):
        header = self.pick(HEADER_NAMES)
        pattern, sample = self.regex(HEADER_REGEXES)
        arguments = [header, pattern]
        if self.chance(0.2):
            arguments += [self.pick(HEADER_NAMES), self.regex(HEADER_REGEXES)[0]]
        return self.call("HeadersRegexp", *arguments), {"header": (header, sample)}

    def leaf_v2_query(self):
        key, value = self.pick([k for k in QUERY_KEYS if "=" not in k]), self.pick(QUERY_VALUES + [""])
        arguments = [f"{key}={value}"]
        if self.chance(0.2):
            arguments.append(f"{self.pick(['q', 'k'])}={self.pick(QUERY_VALUES)}")
        return self.call("Query", *arguments), {"query": (key, value)}

    def leaf_v2_queryregexp(self):
        key = self.pick([k for k in QUERY_KEYS if "=" not in k])
        group, sample = self.pick([("{x}", "anything"), ("{n:[0-9]+}", "7"), ("pre-{x:a|b}", "pre-b"), ("{x:.+}", "y"), ("{x:\\w*}", "")])
        return self.call("Query", f"{key}={group}"), {"query": (key, sample)}

    def leaf_v2_ip(self):
        pairs = self.some(lambda: self.pick(ADDRESSES))
        return self.call("ClientIP", *(p[0] for p in pairs)), {"remote": self.pick(pairs)[1]}

    def leaf_tcp(self, syntax):
        kind = self.pick(["sni", "sni", "sni", "regexp", "alpn", "ip"])
        if kind == "ip":
            return getattr(self, f"leaf_{syntax}_ip")()
        if kind == "alpn":
            protocol = self.pick(["h2", "http/1.1", "mqtt", "postgresql"])
            return self.call("ALPN", *([protocol] if syntax == "v3" else self.some(lambda: protocol))), {"alpn": protocol}
        names = [h for h in HOSTS if ":" not in h]
        if kind == "regexp":
            if syntax == "v2":
                template, sample = self.template(self.pick(names), "host")
                return self.call("HostSNIRegexp", template), {"host": sample}
            pattern, sample = self.regex(HOST_REGEXES)
            return self.call("HostSNIRegexp", pattern), {"host": sample}
        host = self.pick(names)
        if syntax == "v3" and self.chance(0.3) and "." in host:
            return self.call("HostSNI", "*." + host.split(".", 1)[1]), {"host": host}
        if self.chance(0.1):
            return self.call("HostSNI", "*"), {}
        return self.call("HostSNI", host + self.pick(["", "", "", "."])), {"host": host}

    def blank(self):
        return self.pick([" ", " ", " ", "", "  ", "\t", "\n  "]) if self.chance(0.4) else " "

    def tree(self, leaf, depth, wishes, negated=False):
        """A rule text; the wishes of its leaves are added to `wishes`."""
        roll = self.random.random()
        if depth == 0 or roll < 0.3:
            text, wish = leaf()
            if not negated or self.chance(0.3):
                wishes.append(wish)
            if self.chance(0.05):
                text = f"({text})"
            return text
        if roll < 0.45:
            inner = self.tree(leaf, depth - 1, wishes, not negated)
            return "!" + (inner if "&&" not in inner and "||" not in inner and self.chance(0.5) else f"({inner})")
        operator = self.pick(["&&", "&&", "||"])
        parts = [self.tree(leaf, depth - 1, wishes, negated) for _ in range(self.pick([2, 2, 3]))]
        if operator == "&&":
            parts = [f"({p})" if "||" in p else p for p in parts]
        text = ""
        for index, part in enumerate(parts):
            text += part if index == 0 else self.pick([" ", " ", ""]) + operator + self.blank() + part
        return f"({text})" if self.chance(0.2) else text

    # Requests

    def encode(self, path):
        """A spelling of a path as it may stand in a request line."""
        out = ""
        index = 0
        while index < len(path):
            character = path[index]
            if character == "%" and len(path) > index + 2 and all(c in string.hexdigits for c in path[index + 1 : index + 3]):
                out += path[index : index + 3] if self.chance(0.7) else path[index : index + 3].lower()
                index += 3
                continue
            index += 1
            must = character in ' #?%"<>\\^`{|}' or ord(character) < 0x21 or ord(character) > 0x7E
            if must and character in '"<>\\^`{|}' and self.chance(0.1):
                must = False
            if must or self.chance(0.03):
                code = "".join("%%%02X" % b for b in character.encode("utf-8", "surrogateescape"))
                out += code.lower() if self.chance(0.2) else code
            else:
                out += character
        return out

    def mutate_path(self, path):
        def insert(text):
            at = self.random.randrange(len(path)) + 1
            return path[:at] + text + path[at:]

        return self.pick(
            [
                lambda: path + self.pick(["/", "x", "/..", "/.", "//", "%2F", ";y=1", "%00", "/../", "%3F", "|", "%FF"]),
                lambda: "/" + path,
                lambda: "/zz/.." + path,
                lambda: "/." + path,
                lambda: insert(self.pick(["%FF", "%2F", "%2e%2e", "x", "|", "//", "/./", "%E9", ";", "%25", "[", "'", "%7c", "#", "%C3%A9", "^", "\"", "*", "!", "%5C"])),
                lambda: path[:-1] or "/",
                lambda: path.swapcase(),
                lambda: insert("/%2E%2E/"),
                lambda: path.replace("/", "%2F", 1) if path.count("/") == 1 else path[0] + path[1:].replace("/", "%2F", 1),
                lambda: path.replace("a", "%61").replace("b", "%62"),
            ]
        )()

    def mutate_host(self, host):
        return self.pick(
            [
                lambda: host.upper(), lambda: host + ".", lambda: host + ":8080", lambda: host + ":", lambda: "x." + host, lambda: "." + host, lambda: host.split(".", 1)[-1],
                lambda: "", lambda: host + "..", lambda: "no.such", lambda: f"[{host}]", lambda: f"[{host}]:80", lambda: host[:-1], lambda: " " + host + "\t", lambda: host + "x", lambda: host.title() + ".:1",
            ]
        )()

    def encode_query(self, text):
        out = ""
        for c in text:
            if c == " ":
                out += self.pick(["+", "%20"])
            elif c in "&;%+=#" or ord(c) > 0x7E or ord(c) < 0x21 or self.chance(0.03):
                out += "".join(self.pick(["%%%02X", "%%%02x"]) % b for b in c.encode("utf-8", "surrogateescape"))
            else:
                out += c
        return out

    def query(self, pairs):
        parts = []
        for key, value in pairs:
            key = self.encode_query(key)
            if value == "" and self.chance(0.5):
                parts.append(key)
            else:
                parts.append(key + "=" + self.encode_query(value))
        if self.chance(0.3):
            parts.insert(self.random.randrange(len(parts) + 1), self.pick(["", "%zz=1", "q=%", "=x", "q", "q=2", "k=", "page=1", "Q=1", "a=b", "x=1&x=2", "debug"]))
        if parts and self.chance(0.2):
            parts.append(self.pick(parts))
        if self.chance(0.1):
            self.random.shuffle(parts)
        return self.pick(["&", "&", "&", ";"]).join(parts)

    def headers(self, wanted):
        lines = []
        for name, value in wanted:
            if name == "Host":
                continue
            if self.chance(0.3):
                lines.append([name, self.pick(HEADER_VALUES)])
            name = self.pick([name, name, name, name.lower(), name.upper(), name.replace("-", "_") if self.chance(0.3) else name])
            if self.chance(0.15):
                value = self.pick([f" {value} ", value + "x", value.upper(), "", f"{value}, {value}", f"{value}\t"])
            lines.append([name, value])
            if self.chance(0.2):
                lines.append([name, self.pick(HEADER_VALUES)])
        while self.chance(0.25):
            lines.append([self.pick([n for n in HEADER_NAMES if n != "Host"]), self.pick(HEADER_VALUES)])
        if self.chance(0.1):
            lines += self.pick([[["Connection", "X-A, close"]], [["Connection", "Upgrade"], ["Upgrade", "websocket"]], [["connection", "keep-alive, Upgrade"], ["Upgrade", "h2c"]], [["X-Forwarded-Proto", "https"]], [["X_Forwarded_Proto", "http"]], [["X-Forwarded-For", "1.1.1.1"], ["X-Forwarded-For", "2.2.2.2"]], [["Connection", "X-Forwarded-Proto, x-tenant"]], [["Connection", "close"], ["Connection", "X-Tenant"]]])
        # What these would start is beyond matching.
        return [l for l in lines if not (l[0].lower() == "upgrade" and l[1] not in ("websocket", "h2c", "1", "a", "x"))]

    def http_request(self, wishes):
        wish = {}
        headers, query = [], []
        for w in wishes:
            if "header" in w:
                headers.append(w["header"])
            elif "query" in w:
                query.append(w["query"])
            else:
                wish |= w
        host = wish.get("host", self.pick(HOSTS))
        if ":" in host and not host.startswith("["):
            host = f"[{host}]" if self.chance(0.8) else host
        if self.chance(0.25):
            host = self.mutate_host(host)
        if "raw" in wish:
            path = self.encode(wish["raw"])
        else:
            path = self.encode(wish.get("path", self.pick(PATHS)))
        if self.chance(0.3):
            path = self.mutate_path(path)
        target = path
        if query or self.chance(0.2):
            text = self.query(query)
            if text or self.chance(0.1):
                target += "?" + text
        request = {"method": wish.get("method", "GET"), "host": host, "target": target}
        if self.chance(0.05):
            request["method"] = self.pick(METHODS)
        if self.chance(0.03):
            request["host"] = None
            request["proto"] = "HTTP/1.0"
        elif self.chance(0.03):
            request["proto"] = "HTTP/1.0"
        elif self.chance(0.04) and target.startswith("/"):
            request["target"] = self.pick(["http://", "HTTP://", "https://"]) + self.pick([host.strip(), "example.com", "a.b.example.com:81", ""]) + (target if self.chance(0.8) else "")
        lines = self.headers(headers)
        if lines:
            request["headers"] = lines
        if "remote" in wish and self.chance(0.9):
            request["remote"] = self.remote(wish["remote"])
        elif self.chance(0.15):
            request["remote"] = self.remote(self.pick(ADDRESSES)[1])
        return request

    def remote(self, address):
        if ":" not in address and self.maps_addresses and self.chance(0.15):
            address = "::ffff:" + address
        return f"[{address}]:{self.random.randrange(1, 65535)}" if ":" in address else f"{address}:{self.random.randrange(1, 65535)}"

    def tcp_request(self, wishes):
        request = {}
        protocols = [w["alpn"] for w in wishes if "alpn" in w]
        wish = {}
        for w in wishes:
            wish |= w
        name = wish.get("host", self.pick([h for h in HOSTS if ":" not in h]))
        if self.chance(0.25):
            name = self.pick([name.upper(), "x." + name, name.split(".", 1)[-1], "", "no.such", name[:-1], name + "x"])
        # Go's TLS refuses a name that ends in a dot.
        request["sni"] = name.rstrip(".")
        if protocols or self.chance(0.2):
            self.random.shuffle(protocols)
            request["alpn"] = (protocols + [self.pick(["h2", "http/1.1", "mqtt"])])[: self.pick([1, 2, 3])]
        if "remote" in wish:
            request["remote"] = self.remote(wish["remote"])
        elif self.chance(0.2):
            request["remote"] = self.remote(self.pick(ADDRESSES)[1])
        return request

    # Cases

    def case(self, identifier, routers=None, requests=None):
        kind = "tcp" if routers is None and self.chance(0.08) else "http"
        syntax = "v2" if self.chance(0.3) else "v3"
        case = {"id": identifier, "kind": kind, "syntax": syntax, "pipeline": "entrypoint"}
        if kind == "http" and self.chance(0.12):
            case["sanitize"] = False
        leaf = (lambda: self.leaf_tcp(syntax)) if kind == "tcp" else (lambda: self.leaf(syntax))
        count = routers or self.pick([1, 1, 2, 2, 3, 4, 5, 6, 8, 12])
        providers = kind == "http" and self.chance(0.1)
        made, wishes = [], []
        for index in range(count):
            own = []
            # In a large case, rules that nearly everything matches would hide all others.
            depths = [0, 1, 1, 2, 3] if routers is None else [1, 1, 2]
            text = self.tree(leaf, self.pick(depths), own)
            if routers is not None and self.chance(0.8):
                host, wish = self.leaf_v3_host() if syntax == "v3" else self.leaf_v2_host()
                text = f"{host} && ({text})"
                own.append(wish)
            router = {"name": f"r{index}", "rule": text}
            if self.chance(0.3):
                router["priority"] = self.pick([1, 2, 5, 10, 10, 50, 1000, -5, -1, -(2**63), 2**62])
            if self.chance(0.04):
                bad = BAD_RULES if kind == "http" else BAD_TCP_RULES
                router["rule"] = self.pick(bad[syntax])
            if providers:
                router["provider"] = self.pick(["file", "http"])
                router["priority"] = self.pick([1, 2])
            made.append(router)
            wishes.append(own)
        case["routers"] = made
        if providers:
            case["precedence"] = self.pick([["file", "http"], ["http", "file"], ["http"], ["file"]])
        make = self.tcp_request if kind == "tcp" else self.http_request
        # X-Real-Ip shows an IPv4-mapped peer as what the operating system makes of it.
        self.maps_addresses = not any("real-ip" in r["rule"].lower() for r in made)
        asked = []
        for _ in range(requests or self.pick([4, 6, 8, 10])):
            chosen = self.pick(wishes)
            if self.chance(0.3):
                chosen = chosen + self.pick(wishes)
            chosen = [w for w in chosen if self.chance(0.92)]
            asked.append(make(chosen))
        case["requests"] = asked
        return case

    def syntax_cases(self):
        """All rule texts that are hard to judge, each with a request that shows that its neighbour works."""
        cases = []
        for kind, table in (("http", BAD_RULES), ("tcp", BAD_TCP_RULES)):
            for syntax, rules in table.items():
                if kind == "http" and syntax == "v2":
                    rules = rules + [r for r in BAD_RULES["v3"] if "Regexp" not in r]
                for start in range(0, len(rules), 12):
                    routers = [{"name": f"r{i}", "rule": r, "priority": 100 + i} for i, r in enumerate(rules[start : start + 12])]
                    routers.append({"name": f"r{len(routers)}", "rule": "PathPrefix(`/`)" if kind == "http" else "HostSNI(`*`)", "priority": 1})
                    request = {"method": "GET", "host": "zz.test", "target": "/zz"} if kind == "http" else {"sni": "zz.test"}
                    requests = [request, request | {"host": "a"} if kind == "http" else {"sni": "a"}, request | {"target": "/a"} if kind == "http" else {"sni": "x.a", "alpn": ["h2"]}]
                    cases.append({"id": f"syntax-{kind}-{syntax}-{start}", "kind": kind, "syntax": syntax, "pipeline": "entrypoint", "routers": routers, "requests": requests})
        return cases

    def path_case(self, identifier):
        requests = []
        for _ in range(12):
            path = self.encode(self.pick(PATHS))
            for _ in range(self.pick([0, 1, 1, 2, 3])):
                path = self.mutate_path(path)
            if self.chance(0.3):
                path += "?" + self.query([(self.pick(QUERY_KEYS), self.pick(QUERY_VALUES))])
            requests.append({"method": "GET", "host": "h", "target": path})
        case = {"id": identifier, "kind": "path", "syntax": "v3", "pipeline": "entrypoint", "routers": [], "requests": requests}
        if self.chance(0.3):
            case["sanitize"] = False
        return case
