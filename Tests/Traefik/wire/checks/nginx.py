"""nginx behind the proxy: kept connections, large files both ways, compression, ranges, redirects."""

import hashlib
import os
import subprocess
import time

import client

from . import curl

LARGE_BYTES = 200 << 20
CONFIGURATION = """
daemon off; worker_processes 1; error_log %(directory)s/nginx-error.log; pid %(directory)s/nginx.pid;
events { worker_connections 512; }
http {
    log_format connections '$connection $status';
    access_log %(directory)s/nginx-access.log connections;
    client_body_temp_path %(directory)s/nginx-body; proxy_temp_path %(directory)s/nginx-p;
    fastcgi_temp_path %(directory)s/nginx-f; uwsgi_temp_path %(directory)s/nginx-u; scgi_temp_path %(directory)s/nginx-s;
    client_max_body_size 0;
    keepalive_requests 100000;
    default_type text/plain;
    gzip on; gzip_types text/plain; gzip_min_length 100; gzip_http_version 1.0;
    server {
        listen 127.0.0.1:%(port)d;
        root %(directory)s/www;
        location = /moved { return 302 /large?moved; }
        location /put/ { dav_methods PUT; }
    }
}
"""
HOST = ("-H", "Host: nginx.example")
running = None


def start(setup):
    global running
    if running:
        return
    program = setup.program("nginx")
    os.makedirs(setup.file("www"), exist_ok=True)
    os.chmod(setup.directory, 0o755)
    setup.file("www/small", b"small text " * 100)
    setup.file("nginx.conf", (CONFIGURATION % {"directory": setup.directory, "port": setup.place.ports["nginx"]}).encode())
    digest = hashlib.sha256()
    block = os.urandom(1 << 20)
    with open(setup.file("www/large"), "wb") as file:
        for number in range(LARGE_BYTES >> 20):
            piece = number.to_bytes(4, "big") + block[4:]
            digest.update(piece)
            file.write(piece)
    setup.large_digest = digest.hexdigest()
    running = subprocess.Popen([program, "-c", setup.file("nginx.conf"), "-p", setup.directory], stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            client.Client(setup.place.ports["nginx"], None).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx did not start")


def end():
    global running
    if running:
        running.terminate()
        running.wait(10)
        running = None


def connections(setup):
    with open(setup.file("nginx-access.log")) as file:
        return [line.split()[0] for line in file]


def keeps_connections(setup):
    start(setup)
    before = len(connections(setup))
    urls = [setup.url(f"/small?{i}") for i in range(300)]
    done = subprocess.run([setup.program("curl"), "-s", *HOST, "-o", "/dev/null", "-w", "%{http_code}", *urls[:1]], capture_output=True)
    assert done.stdout == b"200", done
    config = "".join(f'url = "{u}"\noutput = "/dev/null"\n' for u in urls)
    done = subprocess.run([setup.program("curl"), "-s", *HOST, "-w", "%{http_code} ", "-K", "-"], input=config.encode(), capture_output=True, timeout=60)
    assert done.stdout.split() == [b"200"] * 300, done.stdout[:200]
    time.sleep(0.1)
    used = connections(setup)[before:]
    assert len(set(used)) <= 4, f"{len(set(used))} connections for {len(used)} requests"
    return f"{len(used)} requests on {len(set(used))} connections"


def download(setup):
    start(setup)
    shell = f"'{setup.program('curl')}' -s -H 'Host: nginx.example' '{setup.url('/large')}' | sha256sum"
    started = time.monotonic()
    said = subprocess.run(shell, shell=True, capture_output=True, text=True, timeout=120).stdout
    assert said.split()[0] == setup.large_digest, said
    return f"{LARGE_BYTES / 1e6 / (time.monotonic() - started):.0f} MB/s"


def upload(setup):
    start(setup)
    os.makedirs(setup.file("www/put"), exist_ok=True)
    os.chmod(setup.file("www/put"), 0o777)
    for name, given in (("length", ["-T", setup.file("www/large")]), ("chunked", ["-T", "-"])):
        with open(setup.file("www/large"), "rb") as file:
            command = [setup.program("curl"), "-s", *HOST, "-w", "%{http_code}", *given, setup.url(f"/put/{name}")]
            done = subprocess.run(command, stdin=file, capture_output=True, timeout=120)
        assert done.stdout == b"201", done
        with open(setup.file(f"www/put/{name}"), "rb") as file:
            assert hashlib.file_digest(file, "sha256").hexdigest() == setup.large_digest, name
        os.remove(setup.file(f"www/put/{name}"))


def compression(setup):
    start(setup)
    packed, *_ = curl.curl(setup, *HOST, "-H", "Accept-Encoding: gzip", path="/small")
    assert packed[:2] == b"\x1f\x8b", packed[:20]
    body, *_ = curl.curl(setup, *HOST, "--compressed", path="/small")
    assert body == b"small text " * 100, body[:40]
    body, *_ = curl.curl(setup, *HOST, path="/small")
    assert body == b"small text " * 100, body[:40]


def ranges(setup):
    start(setup)
    body, status, *_ = curl.curl(setup, *HOST, "-r", "6-9,17-20", path="/small")
    assert status == 206 and body.count(b"\r\n\r\ntext\r\n") == 2, (status, body)
    body, status, *_ = curl.curl(setup, *HOST, "-r", "99999-", path="/small")
    assert status == 416, status


def redirects(setup):
    start(setup)
    body, status, *_ = curl.curl(setup, *HOST, path="/moved")
    assert status == 302, status
    _, status, *_ = curl.curl(setup, *HOST, "-I", path="/large")
    assert status == 200, status


def conditional(setup):
    start(setup)
    body, *_ = curl.curl(setup, *HOST, "-I", path="/small")
    tag = next(line for line in body.decode().splitlines() if line.lower().startswith("etag")).split(": ")[1]
    for _ in range(3):
        _, status, *_ = curl.curl(setup, *HOST, "-H", f"If-None-Match: {tag}", path="/small")
        assert status == 304, status


CHECKS = {f.__name__.replace("_", "-"): f for f in (keeps_connections, download, upload, compression, ranges, redirects, conditional)}
