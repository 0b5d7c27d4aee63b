"""Sticky sessions, health checks, failover and mirrors, through Traefik and Turnout on the same files.

    python3 balancing.py --turnout PATH

The servers are this script's, and say who they are; what they answer to checks and to requests is set as the run goes on.
Where Traefik's choice is a matter of turns, which it begins anywhere, what is compared is who is chosen at all.
"""

import collections
import hashlib
import http.client
import http.server
import os
import socket
import tempfile
import threading
import time

import beside
import proxies

SECONDS = 10
#: Longer than any check takes to be made and answered.
CHECK_SECONDS = 2.6
#: Requests after which each of a few servers has had its turn, on each of the proxy's threads.
TURNS = 12
NAMES = "abcd"
#: Where the two are meant to differ, with the reason.
DIFFERENCES = {
    "a reload of something else": "health belongs to the service; Traefik takes all servers to be up after each reload",
    "a mirror without body": "Traefik announces a body to mirrors and sends none, and they wait for it in vain",
}


class Server(http.server.ThreadingHTTPServer):
    """Answers with its name, and records what it was asked."""

    def __init__(self, name, port):
        super().__init__(("127.0.0.1", port), Handler)
        self.name = name
        self.seen = []
        self.heal()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def heal(self):
        self.status, self.health, self.location, self.headers = 200, 200, None, []

    def handle_error(self, request, client_address):
        """A proxy that has heard enough closes."""

    def take(self):
        seen, self.seen = self.seen, []
        return seen


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    #: A body that is announced and doesn't come.
    timeout = 2

    def answer(self):
        try:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        except OSError:
            body = b"(none)"
        is_check = self.headers["User-Agent"] in ("Go-http-client/1.1", "me")
        row = (self.requestline, tuple(sorted((n, v) for n, v in self.headers.items())), body.decode())
        self.server.seen.append((is_check, row))
        if self.headers.get("Upgrade"):
            self.connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n")
            self.close_connection = True
            return
        self.send_response_only(self.server.health if is_check else self.server.status)
        if is_check and self.server.location and self.path.startswith("/health"):
            self.send_header("Location", self.server.location)
        for name, value in self.server.headers:
            self.send_header(name, value)
        content = b"" if is_check else self.server.name.encode()
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def __getattr__(self, name):
        if name.startswith("do_"):
            return self.answer
        raise AttributeError(name)

    def log_message(self, *arguments):
        pass


def fnv(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = value * 0x100000001B3 % 2**64 ^ byte
    return "%x" % value


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Run:
    """One proxy, and what came of everything that was tried with it."""

    def __init__(self, place, servers):
        self.place = place
        self.servers = servers
        self.outcomes = {}

    def __getattr__(self, name):
        if name in NAMES:
            return self.servers[name]
        raise AttributeError(name)

    def url(self, name, path=""):
        return "http://127.0.0.1:%d%s" % (self.place.ports[name], path)

    def get(self, path, cookie=None, method="GET", body=None):
        """Status, body and cookies of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.place.ports["point"], timeout=SECONDS)
        connection.request(method, path, body, {"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        content = answer.read().decode()
        cookies = tuple(v for n, v in answer.getheaders() if n.lower() == "set-cookie")
        connection.close()
        return answer.status, content, cookies

    def all(self, path, cookie=None):
        """The different answers to a few requests."""
        return sorted({self.get(path, cookie) for _ in range(TURNS)})

    def heal(self):
        for server in self.servers.values():
            server.heal()
        time.sleep(CHECK_SECONDS)
        for server in self.servers.values():
            server.take()

    def checks(self, server):
        """What one server was asked by checks, each once, sorted."""
        server.take()
        time.sleep(CHECK_SECONDS)
        return sorted({row for is_check, row in server.take() if is_check})

    def requests(self, server):
        return [row for is_check, row in server.take() if not is_check]

    def note(self, name, *outcome):
        self.outcomes[name] = self.place.without_ports(" | ".join(map(str, outcome)))

    # What is tried

    def try_cookies(self):
        self.a.headers = [("Set-Cookie", "own=1")]
        self.note("cookies of both servers", self.all("/sticky"))
        self.note("attributes", self.all("/attributes"))
        self.note("services in services", self.all("/nested"))
        self.note("the cookie of a server that can't be reached", self.all("/unreachable"))
        url = self.url("b")
        forms = {
            "current": digest(url), "FNV": fnv(url), "FNV twice": fnv(fnv(url)), "the URL": url, "unknown": "none",
            "quoted": '"%s"' % digest(url), "empty": "",
        }
        name = self.get("/sticky")[2][0].partition("=")[0]
        for form, value in forms.items():
            self.note(f"a cookie, {form}", self.all("/sticky", f"{name}={value}"))
        for form, text in {
            "behind another": f"x=y; {name}={digest(url)}", "without a blank": f"x=y;{name}={digest(url)}",
            "with a blank": f"{name} ={digest(url)} ", "in capitals": f"{name.upper()}={digest(url)}",
            "behind an unknown one": f"{name}=none; {name}={digest(url)}",
            "behind a malformed one": f'{name}="x; {name}={digest(url)}',
        }.items():
            self.note(f"a cookie {form}", self.all("/sticky", text))
        self.note("a cookie for a server of no weight", self.all("/unworthy", f"u={digest(self.url('a'))}"))
        self.note("a cookie for a service", self.all("/nested", f"outer={digest('third@file')}"))
        self.note("a cookie for a service, qualified", self.all("/nested", f"outer={digest('sticky@file')}"))
        self.note("an upgrade", self.upgrade())

    def upgrade(self):
        with socket.create_connection(("127.0.0.1", self.place.ports["point"]), SECONDS) as connection:
            connection.sendall(b"GET /attributes HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n")
            received = b""
            while b"\r\n\r\n" not in received and (piece := connection.recv(1 << 16)):
                received += piece
        return sorted(received.decode().split("\r\n"))

    def try_strategies(self):
        self.note("hashed to a server", self.all("/hashed"))
        self.note("hashed to a service", self.all("/rendezvous"))
        self.note("two choices know no weights", self.all("/pairs"))

    def try_checks(self):
        self.heal()
        self.note("what checks ask for", self.checks(self.a), self.checks(self.b), self.checks(self.d))
        self.note("all are up", self.all("/checked"), self.all("/weighed"), self.all("/standin"))
        self.note("a status that is not the one", self.all("/exact"))
        self.d.health = 404
        time.sleep(CHECK_SECONDS)
        self.note("a status that is the one", self.all("/exact"), self.all("/found"))
        self.a.health = 503
        time.sleep(CHECK_SECONDS)
        self.note("one is down", self.all("/checked"), self.all("/weighed"), self.all("/standin"))
        self.note("a cookie for one that is down", self.all("/checked", f"checked={digest(self.url('a', '/base'))}"))
        self.note("one without checks is never down", self.all("/sticky", "%s" % self.get("/sticky")[2][0].split(";")[0]) != [])
        self.reload()
        self.note("a reload of something else", self.all("/checked"), self.all("/standin"))
        self.b.health = 400
        time.sleep(CHECK_SECONDS)
        self.note("all are down", self.all("/checked"), self.all("/weighed"), self.all("/standin"))
        self.a.health = self.b.health = 302
        self.a.location = "/other"
        time.sleep(CHECK_SECONDS)
        self.note("redirected checks", self.checks(self.a), self.checks(self.b))
        self.note("redirected without end", self.all("/standin"))
        self.a.location = None
        time.sleep(CHECK_SECONDS)
        self.note("a redirection to nowhere is an answer", self.all("/checked"), self.all("/standin"))
        self.heal()
        self.note("up again", self.all("/checked"), self.all("/weighed"), self.all("/standin"))

    def reload(self):
        path = os.path.join(self.place.directory, "dynamic", "other.yml")
        with open(path, "w") as file:
            file.write("http: {routers: {other: {rule: Path(`/other`), service: first@file}}}\n")
        deadline = time.monotonic() + SECONDS
        while self.get("/other")[0] != 200 and time.monotonic() < deadline:
            time.sleep(0.02)
        os.remove(path)

    def try_failover(self):
        self.heal()
        self.note("nothing to stand in for", self.all("/guarded"))
        for status in (499, 500, 503, 504, 505):
            self.a.status = status
            self.note(f"failover for {status}", self.all("/guarded"))
        self.a.status = 503
        self.a.take(), self.c.take()
        for length in (9, 10, 11):
            answer = self.get("/guarded?q=1", method="POST", body="x" * length)
            bodies = [(row[0], row[2]) for server in (self.a, self.c) for row in self.requests(server)]
            self.note(f"failover with a body of {length} bytes", answer, bodies)
        self.note("failover for an unreachable server", self.all("/broken"))

    def try_failures(self):
        self.heal()
        self.d.status = 500
        counts = collections.Counter(self.get("/doubtful") for _ in range(3 * TURNS))
        self.note("failed requests", sorted(counts.items()))
        time.sleep(2.2)
        counts = collections.Counter(self.get("/doubtful") for _ in range(3 * TURNS))
        self.note("failed requests in the next window", sorted(counts.items()))

    def try_mirrors(self):
        self.heal()
        for name, path in {"a mirror": "/mirrored", "half a mirror": "/half", "a mirror without body": "/bodiless"}.items():
            said = []
            for length in (2, 3, 4, 5):
                answer = self.get(path, method="POST", body="x" * length)
                time.sleep(0.3)
                said.append((answer, self.requests(self.a), self.requests(self.c)))
            self.note(name, said)

    def try_unusable(self):
        for path in ("/unhealthy", "/unchecked", "/overfull", "/misread"):
            self.note(f"unusable: {path[1:]}", self.all(path))


def run_all(command, place, servers, log):
    process = proxies.Proxy(command, place, log)
    run = Run(place, servers)
    try:
        deadline = time.monotonic() + SECONDS
        while run.get("/sticky")[0] != 200 and time.monotonic() < deadline:
            time.sleep(0.05)
        run.heal()
        for step in (
            run.try_cookies, run.try_strategies, run.try_checks, run.try_failover, run.try_failures, run.try_mirrors,
            run.try_unusable,
        ):
            step()
        return run.outcomes
    finally:
        process.stop()


def main():
    options = beside.arguments(__doc__).parse_args()
    with tempfile.TemporaryDirectory(prefix="turnout-balancing-") as directory:
        command = beside.traefik(directory)
        # One set of ports for both: cookies are made from URLs.
        place = proxies.Place(directory, "configuration-balancing", [])
        servers = {name: Server(name, place.ports[name]) for name in NAMES}
        expected = run_all(command, place, servers, "traefik.log")
        found = run_all(proxies.turnout_command(options.turnout), place, servers, "turnout.log")
    beside.report(expected, found, DIFFERENCES, options.show)


if __name__ == "__main__":
    main()
