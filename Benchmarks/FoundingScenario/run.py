#!/usr/bin/env python3
"""The founding scenario: thousands of rules, TLS and authentication on each, metrics, long connections, many reloads.

    python3 Benchmarks/FoundingScenario/run.py --turnout .build/release/turnout
    python3 Benchmarks/FoundingScenario/run.py --turnout PATH --proxies turnout,traefik --connections 200 --plot memory.svg
    python3 Benchmarks/FoundingScenario/run.py --turnout PATH --check

Every proxy that is installed (TRAEFIK_BIN, NGINX_BIN, HAPROXY_BIN, ENVOY_BIN and CADDY_BIN name others than those in the
path) gets the same deployment (`scenario.py`). Its answers are checked before anything is measured. Then, for each number
of connections: a third of them each wait for a next request, receive an endless answer, or carry a WebSocket; they are
opened once without reloads, once in equal parts between reloads, and closed. Memory is the proportional set size of all
processes of the proxy, CPU is theirs too. `h2load` gives the load for CPU per request; without it that column is empty.

`--check` is the small form for every change: Turnout alone, and the assertions at its end decide.
"""

import argparse
import concurrent.futures
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time

import plot
import process
import proxies
from scenario import API, AUTH, CHANGED, DOMAIN, HTTPS, WEB, Scenario

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = ("waiting", "stream", "socket")
CLIENT = ssl.create_default_context()
CLIENT.check_hostname = False
CLIENT.verify_mode = ssl.CERT_NONE


class Failure(Exception):
    """What must hold doesn't."""


def connect(host, timeout=20):
    connection = socket.create_connection(("127.0.0.1", HTTPS), timeout)
    return CLIENT.wrap_socket(connection, server_hostname=host)


def request(host, path, headers=None, timeout=20):
    """Status and body of an answer on a connection of its own; status 0 if there is none."""
    try:
        with connect(host, timeout) as connection:
            lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "Connection: close"]
            lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
            connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
            answer = b""
            while part := connection.recv(65536):
                answer += part
    except OSError:
        return 0, ""
    match = re.match(rb"HTTP/1\.\d (\d+)", answer)
    return (int(match[1]), answer.partition(b"\r\n\r\n")[2].decode("latin-1")) if match else (0, "")


def open_long(host, kind):
    """A connection whose request is authenticated, and which then stays."""
    connection = connect(host)
    path = {"waiting": "/api/x", "stream": "/stream", "socket": "/socket"}[kind]
    upgrade = (
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n") if kind == "socket" else ""
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{upgrade}\r\n".encode())
    status = int(connection.recv(65536).split(b" ", 2)[1])
    if status != (101 if kind == "socket" else 200):
        raise Failure(f"a {kind} connection to {host} got {status}")
    return connection


def is_closed(connection):
    connection.setblocking(False)
    try:
        while connection.recv(65536):
            pass
        return True
    except (ssl.SSLWantReadError, BlockingIOError):
        return False
    except OSError:
        return True


class Deployment:
    """A running proxy with its configuration, in a folder of its own."""

    def __init__(self, kind, scenario, certificate, key):
        self.scenario = scenario
        self.folder = tempfile.mkdtemp(prefix=f"founding-{kind.name}-")
        self.proxy = kind(scenario, self.folder, certificate, key)
        self.proxy.configure()
        self.build = 0

    def __enter__(self):
        self.output = open(os.path.join(self.folder, "output"), "w")
        start = time.monotonic()
        self.process = subprocess.Popen(
            self.proxy.command(), stdin=subprocess.DEVNULL, stdout=self.output, stderr=self.output,
            env=self.proxy.environment(), cwd=self.folder, start_new_session=True)
        last = self.scenario.host(self.scenario.applications - 1)
        while request(last, "/healthz", timeout=5)[0] != 200:
            if self.process.poll() is not None or time.monotonic() - start > 120:
                self.__exit__()
                raise Failure(f"{self.proxy.name} does not start: {self.said()}")
            time.sleep(0.01)
        self.ready = time.monotonic() - start
        return self

    def __exit__(self, *_):
        members = process.tree(self.process.pid)
        for number in (15, 9):
            for member in members:
                try:
                    os.kill(member, number)
                except ProcessLookupError:
                    pass
            try:
                self.process.wait(3)
            except subprocess.TimeoutExpired:
                continue
        self.output.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def said(self):
        with open(os.path.join(self.folder, "output")) as file:
            return file.read()[-2000:]

    def check(self):
        for host, path, headers, status, server in self.scenario.expectations(self.proxy.has_auth):
            got, body = request(host, path, headers)
            expected = f"{server} {'alice' if self.proxy.has_auth else ''}".strip() if server else None
            if got != status or (expected and body.strip() != expected):
                raise Failure(
                    f"{self.proxy.name} answers {host}{path} {headers} with {got} {body!r}, expected {status} {expected!r}")

    def memory(self):
        return process.memory(self.process.pid)

    def cpu(self):
        return process.seconds(self.process.pid)

    def reload(self):
        """Changes a rule, and waits until requests are routed by it."""
        self.build += 1
        start = time.monotonic()
        self.proxy.reload(self.build, self.process)
        host = self.scenario.host(CHANGED)
        while not request(host, f"/build-{self.build}/x")[1].startswith("api"):
            if time.monotonic() - start > 60:
                raise Failure(f"{self.proxy.name} doesn't take on reload {self.build}: {self.said()}")
            time.sleep(0.02)
        return time.monotonic() - start

    def open(self, first, count):
        hosts = [self.scenario.host(number * 7 % self.scenario.applications) for number in range(first, first + count)]
        kinds = [KINDS[number % len(KINDS)] for number in range(first, first + count)]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            return list(pool.map(open_long, hosts, kinds))

    def load(self, seconds):
        """CPU microseconds a request, over TLS with HTTP/1.1; `None` without a generator of load."""
        program = shutil.which("h2load")
        if not program:
            return None
        step = max(1, self.scenario.applications // 32)
        hosts = [self.scenario.host(number) for number in range(0, self.scenario.applications, step)]
        best = None
        for host in (hosts[0], hosts[len(hosts) // 2], hosts[-1]):
            before = self.cpu()
            result = subprocess.run(
                [program, "--h1", "-t1", "-c32", "-D", str(seconds), f"--connect-to=127.0.0.1:{HTTPS}", f"https://{host}/api/x"],
                capture_output=True, text=True, timeout=seconds + 60)
            done = int(re.search(r"(\d+) succeeded, (\d+) failed", result.stdout)[1])
            if not done:
                raise Failure(f"{self.proxy.name} answered nothing under load")
            spent = (self.cpu() - before) / done * 1e6
            best = spent if best is None else min(best, spent)
        return round(best, 1)


def close(connections):
    for connection in connections:
        connection.close()


def measure(kind, scenario, count, reloads, certificate, key, settle, load_seconds):
    """All figures of one proxy with so many long connections; memory in KiB."""
    with Deployment(kind, scenario, certificate, key) as deployment:
        deployment.check()
        result = {"proxy": kind.name, "rules": scenario.rules, "connections": count, "reloads": reloads,
                  "authenticates": kind.has_auth, "readySeconds": round(deployment.ready, 3)}
        result["cpuMicrosecondsPerRequest"] = deployment.load(load_seconds) if load_seconds else None
        time.sleep(1)
        result["start"] = deployment.memory()
        # What the connections themselves cost.
        connections = deployment.open(0, count)
        time.sleep(2)
        result["withConnections"] = deployment.memory()
        close(connections)
        time.sleep(settle)
        idle = deployment.memory()
        # What they cost across reloads.
        timeline = process.Timeline(deployment.process.pid)
        timeline.start()
        connections, effects, spent = [], [], deployment.cpu()
        for number in range(reloads):
            connections += deployment.open(len(connections), count * (number + 1) // reloads - len(connections))
            effects.append(deployment.reload())
        result["cpuSecondsPerReloadAndItsConnections"] = round((deployment.cpu() - spent) / max(reloads, 1), 4)
        time.sleep(2)
        result["acrossReloads"] = deployment.memory()
        result["cutOff"] = sum(map(is_closed, connections))
        close(connections)
        time.sleep(settle)
        result["timeline"] = timeline.stop()
        result["afterClose"] = deployment.memory()
        result["peak"] = max(value for _, value in result["timeline"])
        result["effectSeconds"] = round(sorted(effects)[len(effects) // 2], 3) if effects else None
        result["perConnection"] = round((result["withConnections"] - result["start"]) / count, 1)
        result["perConnectionAcrossReloads"] = round((result["acrossReloads"] - idle) / count, 1)
        spent = deployment.cpu()
        for _ in range(5):
            deployment.reload()
        result["cpuSecondsPerReload"] = round((deployment.cpu() - spent) / 5, 4)
        result["generationsAlive"] = generations(deployment)
        return result


def generations(deployment):
    """How many Turnout says are alive; `None` of others."""
    if deployment.proxy.name != "turnout":
        return None
    os.kill(deployment.process.pid, 12)
    time.sleep(0.5)
    lines = [line for line in deployment.said().splitlines() if "generations alive:" in line]
    if not lines:
        raise Failure("turnout doesn't say which generations are alive")
    return lines[-1].split("generations alive:")[1].count(" bytes, ")


HEADINGS = [
    ("proxy", "proxy", str), ("connections", "N", str), ("readySeconds", "ready s", str),
    ("cpuMicrosecondsPerRequest", "µs/request", str), ("start", "start MB", lambda v: f"{v / 1024:.1f}"),
    ("withConnections", "N open MB", lambda v: f"{v / 1024:.1f}"),
    ("acrossReloads", "N across reloads MB", lambda v: f"{v / 1024:.1f}"), ("peak", "peak MB", lambda v: f"{v / 1024:.1f}"),
    ("afterClose", "closed MB", lambda v: f"{v / 1024:.1f}"), ("perConnection", "KB each", str),
    ("perConnectionAcrossReloads", "KB each, reloads", str), ("cutOff", "cut off", str),
    ("cpuSecondsPerReload", "CPU s/reload", str), ("effectSeconds", "effect s", str),
]


def table(results):
    rows = [[title for _, title, _ in HEADINGS]]
    for result in results:
        rows.append(["–" if result[field] is None else show(result[field]) for field, _, show in HEADINGS])
        if not result["authenticates"]:
            rows[-1][0] += " (no auth)"
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths)) for row in rows)


def make_certificate(folder):
    certificate, key = os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
         "-subj", f"/CN=*.{DOMAIN}", "-addext", f"subjectAltName=DNS:*.{DOMAIN}", "-keyout", key, "-out", certificate],
        check=True, capture_output=True)
    return certificate, key


def check(certificate, key):
    """Memory per connection depends on neither the rules nor the reloads, and nothing of them is left."""
    count = 150
    results = [
        measure(proxies.Turnout, Scenario(rules), count, reloads, certificate, key, settle=4, load_seconds=0)
        for rules, reloads in ((60, 3), (60, 15), (1500, 3))]
    print(table(results))
    small, reloaded, large = results
    problems = []
    for result in results:
        if result["cutOff"]:
            problems.append(f"{result['cutOff']} connections were cut off")
        if result["generationsAlive"] != 1:
            problems.append(f"{result['generationsAlive']} generations are alive at the end")
    # Pages are taken whole, so small numbers of connections are measured to some KB each.
    for name, other in (("five times the reloads", reloaded), ("25 times the rules", large)):
        if other["perConnectionAcrossReloads"] > small["perConnectionAcrossReloads"] + 8:
            problems.append(
                f"{name}: {other['perConnectionAcrossReloads']} KB a connection instead of {small['perConnectionAcrossReloads']}")
    for problem in problems:
        print(f"FAILED: {problem}")
    print(f"{3 - min(3, len(problems))} passed, {len(problems)} failed")
    return 1 if problems else 0


def start_servers():
    return [
        subprocess.Popen([sys.executable, os.path.join(HERE, "servers.py"), name, str(port)])
        for name, port in (("web", WEB), ("api", API), ("auth", AUTH))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turnout", help="the program; else TURNOUT_BIN, or the one in the path")
    parser.add_argument("--proxies", default=",".join(proxies.ALL))
    parser.add_argument("--rules", type=int, default=5000)
    parser.add_argument("--connections", default="200,1000")
    parser.add_argument("--reloads", type=int, default=30)
    parser.add_argument("--settle", type=float, default=10, help="seconds between the last close and the measurement")
    parser.add_argument("--plot", metavar="FILE.svg")
    parser.add_argument("--json", metavar="FILE", help="one object a line, with the whole timeline")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if options.turnout:
        os.environ["TURNOUT_BIN"] = os.path.abspath(options.turnout)
    folder = tempfile.mkdtemp(prefix="founding-")
    servers = start_servers()
    try:
        time.sleep(1)
        certificate, key = make_certificate(folder)
        if options.check:
            return check(certificate, key)
        results, failures = [], 0
        for name in options.proxies.split(","):
            kind = proxies.ALL[name]
            if not kind.find():
                print(f"{name} is not installed: left out")
                continue
            for count in map(int, options.connections.split(",")):
                try:
                    results.append(measure(
                        kind, Scenario(options.rules), count, options.reloads, certificate, key, options.settle, 3))
                    print(table(results[-1:]), flush=True)
                except Failure as failure:
                    failures += 1
                    print(f"FAILED: {failure}", flush=True)
        print(table(results))
        if options.json:
            with open(options.json, "w") as file:
                file.writelines(json.dumps(result) + "\n" for result in results)
        if options.plot and results:
            most = max(result["connections"] for result in results)
            lines = {result["proxy"]: result["timeline"] for result in results if result["connections"] == most}
            title = f"Memory: {most} long TLS connections opened across {options.reloads} reloads of {options.rules} rules"
            with open(options.plot, "w") as file:
                file.write(plot.svg(title, lines))
        return 1 if failures else 0
    finally:
        for server in servers:
            server.terminate()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
