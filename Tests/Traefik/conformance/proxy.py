"""Runs a real Traefik on loopback and asks it the requests of conform cases.

Every case has an entry point of its own, so one run answers hundreds. A router is recognised by a
response header that its middleware sets; a TCP router by the upstream that it leads to. The peer
address of a request is claimed by a PROXY protocol line. Everything is bounded in number and time.
"""

import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

DEFAULT_REMOTE = "192.0.2.1:1234"
ANSWER_SECONDS = 10
START_SECONDS = 60
CONCURRENT_REQUESTS = 48
#: TCP routers of one case at most: each name has an upstream port.
TCP_NAMES = 16


def executable():
    """The path of Traefik, or None."""
    return os.environ.get("TRAEFIK") or shutil.which("traefik")


def yaml(value):
    """JSON that is YAML as well, and that the file provider's templates leave alone."""
    text = json.dumps(value)
    text = re.sub(
        r"\\ud([89ab][0-9a-f]{2})\\ud([c-f][0-9a-f]{2})",
        lambda m: "\\U%08x" % (0x10000 + ((int(m[1], 16) - 0x800) << 10) + (int(m[2], 16) - 0xC00)),
        text,
    )
    # Two braces in a row occur only inside strings.
    return text.replace("{{", "{\\u007b")


def free_ports(count):
    sockets = []
    for _ in range(count):
        s = socket.socket()
        s.bind(("127.0.0.1", 0))
        sockets.append(s)
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


class Run:
    """One Traefik with all cases of a batch. All cases share one provider precedence."""

    def __init__(self, cases):
        self.cases = cases
        self.precedence = cases[0].get("precedence")
        ports = free_ports(len(cases) + 3 + TCP_NAMES)
        self.api, self.provider, self.echo = ports[:3]
        self.tcp = ports[3 : 3 + TCP_NAMES]
        self.ports = ports[3 + TCP_NAMES :]

    # Configuration

    def static(self, directory):
        points = {"api": {"address": f"127.0.0.1:{self.api}"}}
        for index, case in enumerate(self.cases):
            point = {"address": f"127.0.0.1:{self.ports[index]}", "proxyProtocol": {"insecure": True}}
            if case.get("sanitize") is False:
                point["http"] = {"sanitizePath": False}
            points[f"c{index}"] = point
        providers = {
            "providersThrottleDuration": "100ms",
            "file": {"filename": os.path.join(directory, "file.yml"), "watch": False},
            "http": {"endpoint": f"http://127.0.0.1:{self.provider}/", "pollInterval": "1h"},
        }
        if self.precedence:
            providers["precedence"] = self.precedence
        return {
            "global": {"checkNewVersion": False, "sendAnonymousUsage": False},
            "entryPoints": points,
            "providers": providers,
            "api": {},
            "log": {"level": "FATAL"},
        }

    def dynamic(self):
        """The configuration of each provider, and how many HTTP and TCP routers all of them have."""
        # One at least: Traefik refuses an empty map of middlewares.
        names = {"r0"}
        http = {"file": {}, "http": {}}
        tcp = {}
        for index, case in enumerate(self.cases):
            for router in case["routers"]:
                options = {"entryPoints": [f"c{index}"], "rule": router["rule"]}
                if router.get("priority"):
                    options["priority"] = router["priority"]
                if case["syntax"] == "v2":
                    options["ruleSyntax"] = "v2"
                name = f"c{index}-{router['name']}"
                if case["kind"] == "tcp":
                    tcp[name] = options | {"service": router["name"], "tls": {"passthrough": True}}
                else:
                    names.add(router["name"])
                    service = "echo@file" if case["kind"] == "path" else "noop@internal"
                    options |= {"service": service, "middlewares": [f"{router['name']}@file"]}
                    http[router.get("provider") or "file"][name] = options
        file = {
            "http": {
                "routers": http["file"] | {"the-api": {"entryPoints": ["api"], "rule": "PathPrefix(`/api`)", "service": "api@internal"}},
                "middlewares": {n: {"headers": {"customResponseHeaders": {"X-Router": n}}} for n in names},
                "services": {"echo": {"loadBalancer": {"servers": [{"url": f"http://127.0.0.1:{self.echo}"}]}}},
            },
        }
        if tcp:
            services = {f"r{i}": {"loadBalancer": {"servers": [{"address": f"127.0.0.1:{p}"}]}} for i, p in enumerate(self.tcp)}
            file["tcp"] = {"routers": tcp, "services": services}
        other = {"http": {"routers": http["http"]}} if http["http"] else {}
        return file, other, len(http["file"]) + len(http["http"]), len(tcp)

    # Life

    def ask(self):
        """Returns per case the answers and the errors of the routers."""
        return asyncio.run(self._ask())

    async def _ask(self):
        file, other, http_count, tcp_count = self.dynamic()
        with tempfile.TemporaryDirectory(prefix="turnout-traefik-") as directory:
            with open(os.path.join(directory, "file.yml"), "w") as f:
                f.write(yaml(file))
            with open(os.path.join(directory, "static.yml"), "w") as f:
                f.write(yaml(self.static(directory)))
            servers = [
                await asyncio.start_server(self._serve_configuration(other), "127.0.0.1", self.provider),
                await asyncio.start_server(self._serve_echo, "127.0.0.1", self.echo),
            ]
            if tcp_count:
                for index, port in enumerate(self.tcp):
                    servers.append(await asyncio.start_server(self._serve_name(f"r{index}"), "127.0.0.1", port))
            process = subprocess.Popen(
                [executable(), "--configFile=" + os.path.join(directory, "static.yml")],
                cwd=directory,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                errors = await self._wait(process, http_count, tcp_count)
                await asyncio.sleep(0.3)
                limit = asyncio.Semaphore(CONCURRENT_REQUESTS)
                answers = await asyncio.gather(
                    *(asyncio.gather(*(self._answer(limit, i, c, q) for q in c["requests"])) for i, c in enumerate(self.cases))
                )
                return list(zip(answers, errors))
            finally:
                process.terminate()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                for server in servers:
                    server.close()

    async def _wait(self, process, http_count, tcp_count):
        """Waits until all routers are there; returns the errors of the routers of each case."""
        deadline = time.monotonic() + START_SECONDS
        own, last = {}, None
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise RuntimeError(f"Traefik ended with {process.returncode}")
            try:
                http = await asyncio.to_thread(self._routers, "http")
                tcp = await asyncio.to_thread(self._routers, "tcp")
            except (OSError, ValueError) as error:
                last = error
                await asyncio.sleep(0.1)
                continue
            own = {n: r for n, r in (http | tcp).items() if re.match(r"c\d+-", n)}
            if len(own) >= http_count + tcp_count:
                errors = [{} for _ in self.cases]
                for name, router in own.items():
                    if router.get("status") == "disabled":
                        index, rest = name.split("@")[0][1:].split("-", 1)
                        errors[int(index)][rest] = "; ".join(router.get("error", []))
                return errors
            await asyncio.sleep(0.1)
        raise RuntimeError(f"Traefik shows {len(own)} of {http_count + tcp_count} routers; {last}")

    def _routers(self, kind):
        url = f"http://127.0.0.1:{self.api}/api/{kind}/routers?per_page=1000000"
        with urllib.request.urlopen(url, timeout=ANSWER_SECONDS) as response:
            return {r["name"]: r for r in json.load(response)}

    # Servers

    def _serve_configuration(self, configuration):
        body = yaml(configuration).encode()

        async def serve(reader, writer):
            try:
                await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), ANSWER_SECONDS)
                writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
                await writer.drain()
            except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError):
                pass
            writer.close()

        return serve

    async def _serve_echo(self, reader, writer):
        """Answers with the request target that arrived."""
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), ANSWER_SECONDS)
            target = head.split(b"\r\n")[0].split(b" ")[1]
            writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\nX-Target: " + target + b"\r\n\r\n")
            await writer.drain()
        except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        writer.close()

    def _serve_name(self, name):
        async def serve(reader, writer):
            try:
                await asyncio.wait_for(reader.read(1), ANSWER_SECONDS)
                writer.write(name.encode() + b"\n")
                await writer.drain()
            except (OSError, asyncio.TimeoutError):
                pass
            writer.close()

        return serve

    # Requests

    async def _answer(self, limit, index, case, request):
        async with limit:
            for attempt in range(3):
                try:
                    return await asyncio.wait_for(self._exchange(self.ports[index], case, request), ANSWER_SECONDS)
                except (OSError, asyncio.TimeoutError):
                    await asyncio.sleep(0.2)
        return "no answer"

    async def _exchange(self, port, case, request):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(proxy_line(request.get("remote", DEFAULT_REMOTE)))
            if case["kind"] == "tcp":
                writer.write(client_hello(request.get("sni", ""), request.get("alpn", [])))
                answer = await reader.readline()
                return answer[:-1].decode() if re.fullmatch(rb"r\d+\n", answer) else None
            writer.write(http_head(request))
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError as error:
                head = error.partial
        finally:
            writer.close()
        if not head:
            raise OSError("closed without an answer")
        status = int(head[9:12])
        headers = dict(l.split(b": ", 1) for l in head.split(b"\r\n")[1:] if b": " in l)
        router = headers.get(b"X-Router")
        if case["kind"] == "path" and router:
            return {"router": router.decode(), "uri": headers.get(b"X-Target", b"").decode()}
        if router:
            return router.decode()
        return None if status == 404 else status


def proxy_line(remote):
    address, port = remote.rsplit(":", 1)
    address = address.strip("[]").split("%")[0]
    if ":" in address:
        return f"PROXY TCP6 {address} ::1 {port} 80\r\n".encode()
    return f"PROXY TCP4 {address} 127.0.0.1 {port} 80\r\n".encode()


def http_head(request):
    lines = [f"{request.get('method', 'GET')} {request['target']} {request.get('proto', 'HTTP/1.1')}"]
    if request.get("host") is not None:
        lines.append("Host: " + request["host"])
    lines += [f"{n}: {v}" for n, v in request.get("headers", [])]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def client_hello(name, protocols):
    """A TLS 1.3 ClientHello, as a record."""

    def sized(data, width):
        return len(data).to_bytes(width, "big") + data

    def extension(number, data):
        return number.to_bytes(2, "big") + sized(data, 2)

    extensions = b""
    if name:
        extensions += extension(0, sized(b"\0" + sized(name.encode(), 2), 2))
    if protocols:
        extensions += extension(16, sized(b"".join(sized(p.encode(), 1) for p in protocols), 2))
    extensions += extension(10, sized(b"\x00\x1d", 2))
    extensions += extension(13, sized(b"\x04\x03\x08\x04", 2))
    extensions += extension(43, sized(b"\x03\x04", 1))
    extensions += extension(51, sized(b"\x00\x1d" + sized(bytes(range(1, 33)), 2), 2))
    hello = b"\x03\x03" + bytes(32) + sized(b"", 1) + sized(b"\x13\x01\x13\x02", 2) + b"\x01\x00" + sized(extensions, 2)
    return b"\x16\x03\x01" + sized(b"\x01" + sized(hello, 3), 2)


def answer_all(cases, batch=250, progress=None):
    """The answers to all cases, in order: a list of (answers, errors)."""
    results = [None] * len(cases)
    groups = {}
    for index, case in enumerate(cases):
        groups.setdefault(tuple(case.get("precedence") or ()), []).append(index)
    for indices in groups.values():
        for start in range(0, len(indices), batch):
            part = indices[start : start + batch]
            for index, result in zip(part, Run([cases[i] for i in part]).ask()):
                results[index] = result
            if progress:
                progress(sum(r is not None for r in results), len(cases))
    return results
