"""curl as people call it, against the recording upstream."""

import hashlib
import subprocess

BIG = bytes(range(256)) * 8192
WRITE_OUT = "\n%{http_code} %{num_connects} %{time_total} %{size_download} %{http_version}"


def curl(setup, *arguments, path="/", code=0, given=None):
    """Runs curl; returns its output and what `-w` says: status, connections made, seconds, bytes, version."""
    command = [setup.program("curl"), "--silent", "--show-error", "--max-time", "20", "--write-out", WRITE_OUT, *arguments]
    done = subprocess.run([*command, setup.url(path)], capture_output=True, input=given, timeout=40)
    assert done.returncode == code, (done.returncode, done.stderr)
    body, _, said = done.stdout.rpartition(b"\n")
    status, connections, seconds, count, version = said.decode().split(" ")
    return body, int(status), int(connections), float(seconds), int(count), version


def request(setup):
    """What the upstream saw: one request."""
    seen = setup.place.upstream.take()
    assert len(seen) == 1, seen
    return seen[0], {name.lower(): value for name, value in seen[0]["headers"]}


def plain(setup):
    body, status, *_ = curl(setup)
    assert (body, status) == (b"plain\n", 200), (body, status)
    seen, headers = request(setup)
    assert headers["host"] == f"127.0.0.1:{setup.port}" or headers["host"] == "127.0.0.1:{web}", headers
    assert headers["user-agent"].startswith("curl/") and headers["accept"] == "*/*", headers


def head(setup):
    body, status, _, seconds, *_ = curl(setup, "-I")
    assert status == 200 and b"Content-Length: 6" in body and seconds < 5, body
    assert request(setup)[0]["line"] == "HEAD / HTTP/1.1"


def data(setup):
    body, status, *_ = curl(setup, "-d", "a=b&c=d")
    seen, headers = request(setup)
    assert seen["line"] == "POST / HTTP/1.1" and seen["body"] == "a=b&c=d", seen
    assert headers["content-type"] == "application/x-www-form-urlencoded", headers


def upload(setup):
    curl(setup, "-T", setup.file("upload", BIG), path="/up")
    seen, headers = request(setup)
    assert seen["line"] == "PUT /up HTTP/1.1" and headers["content-length"] == str(len(BIG)), seen
    assert hashlib.sha256(BIG).hexdigest()[:16] in seen["body"], seen["body"]


def upload_stream(setup):
    curl(setup, "-T", "-", "-H", "Expect:", path="/up", given=BIG)
    seen, headers = request(setup)
    assert headers["transfer-encoding"] == "chunked" and hashlib.sha256(BIG).hexdigest()[:16] in seen["body"], seen


def expect(setup):
    *_, seconds, _, _ = curl(setup, "-H", "Expect: 100-continue", "--expect100-timeout", "10", "--data-binary", "@" + setup.file("big", BIG), path="/do/100-body")
    seen, headers = request(setup)
    assert headers["expect"] == "100-continue" and hashlib.sha256(BIG).hexdigest()[:16] in seen["body"], seen
    assert seconds < 5, seconds


def expect_without_100(setup):
    *_, seconds, _, _ = curl(setup, "-H", "Expect: 100-continue", "--expect100-timeout", "2", "--data-binary", "@" + setup.file("big", BIG), path="/do/no-100")
    assert seconds < 5, seconds


def old(setup):
    body, status, *_, version = curl(setup, "--http1.0", path="/do/chunked")
    assert (body, status) == (b"hello world", 200), (body, status)


def headers(setup):
    curl(setup, "-H", "X-A: 1", "-H", "X-A: 2", "-H", "Host: other.example", "-H", "X-Empty;", "-A", "me", "-e", "http://from/", "-b", "a=1", "-u", "u:p")
    seen, values = request(setup)
    assert [v for n, v in seen["headers"] if n == "X-A"] == ["1", "2"], seen
    assert (values["host"], values["x-empty"], values["user-agent"], values["cookie"]) == ("other.example", "", "me", "a=1"), values
    assert values["authorization"] == "Basic dTpw" and values["referer"] == "http://from/", values


def compressed(setup):
    body, *_ = curl(setup, "--compressed", path="/do/gzip")
    assert body == b"hello", body
    assert "gzip" in request(setup)[1]["accept-encoding"]


def part(setup):
    body, status, *_ = curl(setup, "-r", "0-4", path="/do/accept-ranges")
    assert (body, status) == (b"hello", 206), (body, status)
    assert request(setup)[1]["range"] == "bytes=0-4"


def methods(setup):
    for method in ("DELETE", "OPTIONS", "PATCH", "PROPFIND"):
        curl(setup, "-X", method)
        assert request(setup)[0]["line"] == f"{method} / HTTP/1.1"


def two_on_one_connection(setup):
    done = subprocess.run([setup.program("curl"), "-s", "-w", "|%{num_connects}|", setup.url("/1"), setup.url("/2"), setup.url("/do/chunked"), setup.url("/do/204")], capture_output=True, timeout=30)
    assert done.stdout == b"plain\n|1|plain\n|0|hello world|0||0|", done.stdout


def multipart(setup):
    curl(setup, "-F", "file=@" + setup.file("form", b"content"), "-F", "x=y")
    seen, values = request(setup)
    assert values["content-type"].startswith("multipart/form-data; boundary=") and "content" in seen["body"], seen


def as_is(setup):
    curl(setup, "--path-as-is", path="/a/../b//c?d=../e")
    assert request(setup)[0]["line"] == "GET /b/c?d=../e HTTP/1.1"


def encoded_query(setup):
    curl(setup, "-G", "--data-urlencode", "q=a b&c/é")
    line = request(setup)[0]["line"]
    assert line.lower().replace("+", "%20") == "get /?q=a%20b%26c%2f%c3%a9 http/1.1", line


def fails(setup):
    curl(setup, "--fail", path="/do/404", code=22)
    curl(setup, path="/do/cut-chunk", code=18)


def gives_up(setup):
    curl(setup, "--max-time", "0.5", path="/do/never", code=28)


def large(setup):
    body, *_ = curl(setup, path="/do/large-close")
    assert hashlib.sha256(body).digest() == hashlib.sha256(bytes(range(256)) * 4096).digest()


def unasked_upgrade_to_http2(setup):
    """curl asks for h2c by an Upgrade; the proxy answers as if it hadn't."""
    body, status, *_, version = curl(setup, "--http2")
    assert (body, status) == (b"plain\n", 200), (body, status, version)


CHECKS = {
    f.__name__.replace("_", "-"): f
    for f in (
        plain, head, data, upload, upload_stream, expect, expect_without_100, old, headers, compressed, part, methods,
        two_on_one_connection, multipart, as_is, encoded_query, fails, gives_up, large, unasked_upgrade_to_http2,
    )
}
