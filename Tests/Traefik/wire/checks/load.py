"""wrk against nginx behind the proxy, at rest and while one file changes 200 times: no request may fail."""

import os
import re
import signal
import subprocess
import tempfile
import time

from client import Client

from . import nginx

RELOADS = 200
RULE = "http:\n  routers:\n    reloaded:\n      rule: Host(`reload-%d.example`)\n      service: recorded@file\n"
EFFECT_SECONDS = 5


def wrk(setup, seconds, connections=32):
    program = setup.program("wrk")
    nginx.start(setup)
    output = tempfile.TemporaryFile("w+")
    command = [program, "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-H", "Host: nginx.example", setup.url("/small")]
    return subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT), output


def verdict(output):
    """How many requests were answered, and at what latency; fails if one wasn't."""
    output.seek(0)
    said = output.read()
    assert "Socket errors" not in said and "Non-2xx" not in said, said
    count = int(re.search(r"(\d+) requests in", said)[1])
    assert count > 1000, said
    rate = re.search(r"Requests/sec: *([0-9.]+)", said)[1]
    latency = re.search(r"99% *(\S+)", said)[1]
    return f"{count} requests, {rate} a second, 99 % within {latency}"


def five_seconds(setup):
    process, output = wrk(setup, 5)
    process.wait(30)
    return verdict(output)


def new_connections(setup):
    """Each request on a connection of its own."""
    nginx.start(setup)
    transfers = "".join(f'url = "{setup.url(f"/small?{i}")}"\noutput = "/dev/null"\n' for i in range(500))
    command = [setup.program("curl"), "-s", "-H", "Host: nginx.example", "-H", "Connection: close", "-w", "%{http_code}/%{num_connects} ", "-K", "-"]
    done = subprocess.run(command, input=transfers.encode(), capture_output=True, timeout=60)
    assert done.stdout.split() == [b"200/1"] * 500, done.stdout[:200]


def change(setup, number):
    """Replaces the file by renaming, every other time by writing it in place; returns after how long it had effect."""
    path = setup.file("dynamic/reloaded.yml")
    started = time.monotonic()
    if number % 2:
        with open(path, "w") as file:
            file.write(RULE % number)
    else:
        setup.file("reloaded.new", (RULE % number).encode())
        os.rename(setup.file("reloaded.new"), path)
    while time.monotonic() - started < EFFECT_SECONDS:
        if routed(setup, number):
            return time.monotonic() - started
        time.sleep(0.01)
    raise AssertionError(f"change {number} had no effect in {EFFECT_SECONDS} s")


def routed(setup, number):
    """Whether the host of a change is served: nobody else's router takes it."""
    connection = Client(setup.port, None)
    try:
        connection.send(b"GET /reloaded HTTP/1.1\r\nHost: reload-%d.example\r\n\r\n" % number)
        return " 200 " in connection.read_answer("GET", 2).get("status", "")
    finally:
        connection.close()


def two_hundred_reloads(setup):
    process, output = wrk(setup, 300)
    try:
        effects = [change(setup, number) for number in range(RELOADS)]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
    effects.sort()
    return f"{verdict(output)}; effect after {effects[len(effects) // 2] * 1000:.0f} ms, at most {effects[-1] * 1000:.0f} ms"


CHECKS = {f.__name__.replace("_", "-"): f for f in (five_seconds, new_connections, two_hundred_reloads)}
