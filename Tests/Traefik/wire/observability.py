"""Metrics, access logs and the API, of Traefik and Turnout after the same requests to the same files.

    python3 observability.py --turnout PATH

Series must have the same names, labels, types, help texts and counts; log lines must be the same but for times; the API's
JSON must be the same member for member. What Turnout's metrics say is read by Prometheus' own parser too.
"""

import http.client
import json
import os
import re
import signal
import socket
import ssl
import string
import subprocess
import sys
import tempfile
import time

import beside
import proxies

SECONDS = 10
#: Where the two are meant to differ, with the reason: by the beginning of what is compared.
DIFFERENCES = {
    "api /http/routers error": "Turnout says in its own words what is wrong",
    "api /rawdata error": "Turnout says in its own words what is wrong",
    "api /http/routers dashboard@internal": "there is no dashboard, so no middlewares that lead to it",
    "api /http/middlewares #": "there is no dashboard, so no middlewares that lead to it",
    "api /http/middlewares dashboard": "there is no dashboard, so no middlewares that lead to it",
    "api /rawdata dashboard": "there is no dashboard, so no middlewares that lead to it",
    "api /overview middlewares": "there is no dashboard, so no middlewares that lead to it",
    "api /version": "each has its own",
    "metric traefik_config_reloads_total": "Traefik counts the internal provider's configuration too, unless it comes with the others",
}


class Server(beside.Server):
    """Answers as the path says, always with the same headers."""

    def serve(self, connection):
        received = b""
        with connection:
            while True:
                while b"\r\n\r\n" not in received:
                    data = connection.recv(1 << 16)
                    if not data:
                        return
                    received += data
                head, _, received = received.partition(b"\r\n\r\n")
                lines = head.decode("latin-1").split("\r\n")
                fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
                length = int(fields.get("content-length", 0))
                while len(received) < length:
                    received += connection.recv(1 << 16)
                received = received[length:]
                method, target, _ = lines[0].split(" ")
                if "upgrade" in fields:
                    connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
                    while data := connection.recv(1 << 16):
                        connection.sendall(data)
                    return
                if "cut" in target:
                    return
                connection.sendall(self.answer(method, target))

    def answer(self, method, target):
        if "chunked" in target:
            return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"
        status = int(match[1]) if (match := re.search(r"status=(\d+)", target)) else 200
        grpc = "Grpc-Status: 5\r\n" if "grpc" in target else ""
        body = "" if status in (204, 304) else "hello\n" * 10
        length = "" if status in (204, 304) else f"Content-Length: {len(body)}\r\nContent-Type: text/plain\r\n"
        head = f"HTTP/1.1 {status} X\r\nX-Served-By: main\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n{grpc}{length}\r\n"
        return (head + ("" if method == "HEAD" else body)).encode()


def request(line, *headers, body="", point="plain", tls=False):
    return point, tls, line, headers, body


AGENT = "User-Agent: probe/1"
REQUESTS = [
    request("GET /main?x=1&y=2 HTTP/1.1", AGENT, "Referer: http://from.example/", "X-Tenant: one"),
    request("GET /main HTTP/1.1", AGENT),
    request("POST /main/post HTTP/1.1", AGENT, "X-Secret: hidden", "Authorization: Basic eA==", body="hello"),
    request("HEAD /main HTTP/1.1", AGENT),
    request("GET /main/chunked HTTP/1.1", AGENT),
    request("GET /main?status=204 HTTP/1.1", AGENT),
    request("GET /main?status=500 HTTP/1.1", AGENT, "X-Two: a", "X-Two: b"),
    request("GET /main?status=299 HTTP/1.1", AGENT),
    request("GET /main/cut HTTP/1.1", AGENT),
    request("FOO /main HTTP/1.1", AGENT),
    request("GET /main HTTP/1.0", AGENT),
    request("GET /main HTTP/1.1", AGENT, "Accept: text/event-stream"),
    request("GET /main HTTP/1.1", AGENT, "Accept: text/event-stream;q=1"),
    request("GET /main?grpc HTTP/1.1", AGENT, "Content-Type: application/grpc"),
    request("GET /main HTTP/1.1", AGENT, "Content-Type: application/grpc+proto"),
    request("GET /main?grpc HTTP/1.1", AGENT, "Content-Type: application/grpc-web"),
    request("GET /strip/one HTTP/1.1", AGENT, "X-Tenant: two"),
    request("GET /strip/two HTTP/1.1", AGENT),
    request("POST /strip/three HTTP/1.1", AGENT, body="four"),
    request("HEAD /strip/four HTTP/1.1", AGENT),
    request("GET /dead HTTP/1.1", AGENT),
    request("GET /empty HTTP/1.1", AGENT),
    request("GET /unseen HTTP/1.1", AGENT),
    request("GET /unlogged HTTP/1.1", AGENT),
    request("GET /shared HTTP/1.1", AGENT),
    request("GET /paged?status=500 HTTP/1.1", AGENT),
    request("GET /mirrored HTTP/1.1", AGENT),
    request("GET /noop HTTP/1.1", AGENT),
    request("GET /nothing HTTP/1.1", AGENT),
    request("HEAD /nothing HTTP/1.1", AGENT),
    request("GET /main/../main/%41 HTTP/1.1", AGENT),
    request("GET /main/%zz HTTP/1.1", AGENT),
    request('GET /main/"<&> HTTP/1.1', 'User-Agent: "quoted" <&>'),
    request("GET /every HTTP/1.1", AGENT),
    request("GET /every HTTP/1.1", AGENT, point="quiet"),
    request("GET /loud HTTP/1.1", AGENT, point="quiet"),
    request("GET /nothing HTTP/1.1", AGENT, point="quiet"),
    request("GET /every HTTP/1.1", AGENT, point="wrapped"),
    request("GET /every/a%2Fb HTTP/1.1", AGENT, point="strict"),
    request("GET /every HTTP/1.1", AGENT, "X-Forwarded-For: 192.0.2.7, 192.0.2.8", point="trusting"),
    request("GET /every HTTP/1.1", AGENT, "X-Forwarded-For: 192.0.2.7"),
    request("GET /ping HTTP/1.1", AGENT, point="internal"),
    request("GET /every HTTP/1.1", AGENT, "Connection: Upgrade", "Upgrade: websocket"),
    request("GET / HTTP/1.1", AGENT, tls=True),
]

API = [
    "/version", "/overview", "/entrypoints", "/entrypoints/plain", "/entrypoints/trusting", "/entrypoints/nowhere", "/http/routers",
    "/http/services", "/http/middlewares", "/http/routers/main@file", "/http/routers/wrapped-everywhere@file",
    "/http/routers/nowhere", "/http/services/pair@file", "/http/services/nowhere@file", "/http/middlewares/strip@file",
    "/http/routers?page=2&per_page=3", "/http/routers?page=99", "/http/routers?page=x", "/http/routers?per_page=-1",
    "/http/routers?search=MAIN", "/http/routers?status=DISABLED", "/http/routers?sortBy=priority&direction=desc&per_page=4",
    "/http/routers?sortBy=entryPoints", "/http/routers?serviceName=main@file", "/http/routers?middlewareName=strip@file",
    "/http/services?sortBy=servers&direction=desc", "/http/services?search=pa", "/tcp/routers", "/tcp/services",
    "/tcp/middlewares", "/udp/routers", "/udp/services", "/tcp/routers/nowhere", "/nothing", "", "/", "/rawdata",
]


def send(place, point, tls, line, headers, body):
    """Sends one request on a connection of its own, and reads the answer to its end."""
    with socket.create_connection(("127.0.0.1", place.ports[point]), SECONDS) as raw:
        connection = raw
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            context.minimum_version = ssl.TLSVersion.TLSv1_3
            connection = context.wrap_socket(raw, server_hostname="a.example")
        is_upgrade = any(header.startswith("Upgrade") for header in headers)
        lines = [line, "Host: a.example"] + list(headers)
        lines += [f"Content-Length: {len(body)}"] if body else []
        lines += [] if is_upgrade else ["Connection: close"]
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
        received = b""
        while data := connection.recv(1 << 16):
            received += data
            if is_upgrade and b"\r\n\r\n" in received:
                connection.sendall(b"ping")
                connection.recv(4)
                break
        return received


def fetch(place, path):
    connection = http.client.HTTPConnection("127.0.0.1", place.ports["internal"], timeout=SECONDS)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read().decode()
    shown = {name: value for name, value in answer.getheaders() if name in ("Content-Type", "X-Next-Page")}
    connection.close()
    return answer.status, shown, body


def series(place, text):
    """Counts, types and help texts by names and labels."""
    found = {}
    # Which cipher it is, is up to the library.
    text = re.sub(r'tls_cipher="TLS_[A-Z0-9_]+"', 'tls_cipher="CIPHER"', text)
    for line in place.without_ports(text).splitlines():
        # Those of Go's runtime, and one of Turnout's own.
        if re.match(r"(# (HELP|TYPE) )?(go_|process_|traefik_access_log_dropped_lines_total)", line):
            continue
        if line.startswith("#"):
            found[line] = ""
        elif not re.search(r"_seconds_(sum|bucket)|_last_reload_success", line):
            name, _, value = line.rpartition(" ")
            found[name] = value
    return found


def log_lines(place, path, count):
    """The lines of an access log without what differs from one run to the next."""
    deadline = time.monotonic() + SECONDS
    while True:
        with open(path) as file:
            lines = file.read().splitlines()
        if len(lines) >= count or time.monotonic() > deadline:
            return [place.without_ports(normal(line)) for line in lines]
        time.sleep(0.1)


def normal(line):
    if not line.startswith("{"):
        line = re.sub(r"\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d \+0000", "TIME", line)
        return re.sub(r"\d+ms$", "MILLISECONDS", line)
    members = json.loads(line)
    for name in ("StartUTC", "StartLocal", "time"):
        if name in members:
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z", members[name]), members[name]
            members[name] = "TIME"
    if all(name in members for name in ("Overhead", "Duration", "OriginDuration")):
        assert members["Overhead"] == members["Duration"] - members["OriginDuration"], line
    for name in ("Duration", "OriginDuration", "Overhead"):
        if name in members:
            members[name] = "some" if members[name] > 0 else "none"
    for name in ("ClientAddr", "ClientPort"):
        if name in members:
            members[name] = re.sub(r"\d+$", "PORT", members[name])
    if "TLSCipher" in members:
        assert members["TLSCipher"].startswith("TLS_"), line
        members["TLSCipher"] = "CIPHER"
    for name in members:
        if name.endswith("_Date"):
            members[name] = "DATE"
        if name == "request_X-Forwarded-Server":
            members[name] = "HOST"
    return json.dumps(members)


def flattened(value, path=""):
    """Leaves by where they stand. Lists of named elements are told apart by the names."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield from flattened(member, f"{path} {name}")
        if not value:
            yield path, {}
    elif isinstance(value, list):
        named = all(isinstance(element, dict) and "name" in element for element in value)
        for index, element in enumerate(value):
            yield from flattened(element, f"{path} {element['name'] if named else index}")
        yield path + " #", [element["name"] for element in value] if named else len(value)
    else:
        yield path, value


VARIANTS = {
    "json": {},
    "json, some fields": {
        "fields: {headers: {defaultMode: keep, names: {Authorization: drop, X-Secret: redact}}}":
            "fields: {defaultMode: drop, names: {RequestPath: keep, requestmethod: keep, DownstreamStatus: keep, TLSVersion: keep}, "
            "headers: {names: {user-agent: keep}}, queryParameters: {defaultMode: drop}}",
    },
    "common": {"format: json": "format: common", "defaultMode: keep, names: {Auth": "names: {User-Agent: keep, Referer: keep, Auth"},
    "common, defaults": {"format: json": "format: common", "  fields: {headers: {defaultMode: keep, names: {Authorization: drop, X-Secret: redact}}}\n": ""},
    "genericCLF": {"format: json": "format: genericCLF", "names: {Auth": "names: {Auth"},
    "filtered": {"format: json": "format: common\n  filters: {statusCodes: [\"404\", 500-502]}"},
}


def run(command, directory, log, variant, results):
    """Adds what comes of one static configuration, by what it is."""
    place = proxies.Place(directory, "configuration-observability", [])
    text = place.templates["traefik.yml"].template
    for old, new in VARIANTS[variant].items():
        assert old in text, old
        text = text.replace(old, new)
    place.templates["traefik.yml"] = string.Template(text)
    place.upstream.take()
    server = Server(place.ports["main"])
    process = proxies.Proxy(command, place, log)
    access = os.path.join(directory, log + ".access")
    try:
        wait_for_routers(place)
        before = len(open(access).read().splitlines()) if os.path.exists(access) else 0
        for item in REQUESTS:
            send(place, *item)
        lines = log_lines(place, access, before + 8)
        time.sleep(0.5)
        lines = log_lines(place, access, 0)
        for number, line in enumerate(lines[before:]):
            line = re.sub(r'"RequestCount": \d+', '"RequestCount": "N"', line)
            line = re.sub(r'(" \d+ \d+ (?:"[^"]*"|"-") (?:"[^"]*"|"-") )\d+ ', r"\1N ", line)
            results[f"log, {variant} {number}"] = line
        if variant == "json":
            observe(place, results)
            rotate(place, process, access, results)
    finally:
        process.stop()
        server.close()
        place.upstream.close()


def wait_for_routers(place):
    """Without a request that would be counted."""
    deadline = time.monotonic() + SECONDS
    while fetch(place, "/api/http/routers/unseen@file")[0] != 200:
        if time.monotonic() > deadline:
            raise SystemExit("the routers are not served")
        time.sleep(0.1)
    time.sleep(0.3)


def observe(place, results):
    status, headers, text = fetch(place, "/metrics")
    results["metrics"] = [status, headers]
    results["text of metrics"] = text
    for name, value in series(place, text).items():
        results["metric " + name] = value
    for path in API:
        status, headers, body = fetch(place, "/api" + path)
        key = "api " + path
        results[key] = [status, headers]
        try:
            content = json.loads(body)
        except ValueError:
            results[key + " text"] = body
            continue
        for where, value in flattened(content, key):
            value = place.without_ports(value) if isinstance(value, str) else value
            results[place.without_ports(where)] = value


def rotate(place, process, access, results):
    """The log goes on in a new file after SIGUSR1."""
    os.rename(access, access + ".old")
    process.process.send_signal(signal.SIGUSR1)
    time.sleep(1)
    send(place, *request("GET /main/rotated HTTP/1.1", AGENT))
    lines = log_lines(place, access, 1)
    results["log after rotation"] = [json.loads(line)["RequestPath"] for line in lines]


def parse(text, directory):
    """What Prometheus' own parser says; None without it."""
    folder = os.path.join(directory, "packages")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, "prometheus_client"], timeout=120, capture_output=True, check=False
    )
    sys.path.insert(0, folder)
    try:
        from prometheus_client.parser import text_string_to_metric_families
    except ImportError:
        return None
    return {family.name: (family.type, len(family.samples)) for family in text_string_to_metric_families(text)}


def reason(key):
    words = key.split(" ")
    for pattern, text in DIFFERENCES.items():
        wanted = pattern.split(" ")
        if words[0] == wanted[0] and words[1].split("?")[0].startswith(wanted[1]) and all(
            any(part in word for word in words[2:]) for part in wanted[2:]
        ):
            return text
    return None


def main():
    options = beside.arguments(__doc__).parse_args()
    with tempfile.TemporaryDirectory(prefix="turnout-observability-") as directory:
        command = beside.traefik(directory)
        expected, found = {}, {}
        # One event loop, so that servers take turns over all requests, and lines come in their order.
        turnout = proxies.turnout_command(options.turnout) + ["--loops=1"]
        for number, variant in enumerate(VARIANTS):
            run(command, directory, f"traefik{number}.log", variant, expected)
            run(turnout, directory, f"turnout{number}.log", variant, found)
        families = parse(found.pop("text of metrics"), directory)
        expected.pop("text of metrics")
    failures = 0
    if families is not None and families.get("traefik_entrypoint_requests", ("", 0))[0] != "counter":
        failures += 1
        print(f"failed   Prometheus' parser reads {families}")
    excused = set()
    for key in sorted(set(expected) | set(found)):
        if options.show:
            print(f"{key}\n  {found.get(key)}")
        if expected.get(key) == found.get(key):
            continue
        if text := reason(key):
            excused.add(text)
            continue
        failures += 1
        print(f"failed   {key}\n  Traefik {expected.get(key)}\n  Turnout {found.get(key)}")
    for text in sorted(excused):
        print(f"differs  {text}")
    print(f"{len(set(expected) | set(found)) - failures} passed, {failures} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
