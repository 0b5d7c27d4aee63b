"""Real tools through the proxy: curl, nginx, a WebSocket client, wrk, reloads under load, aborts, slow readers.

    python3 tools.py --turnout PATH [--only 'curl/*'] [--strict]

curl, nginx and wrk come from Debian (installed if this is root), `websockets` from PyPI. What can't be had is skipped, and
counted; `--strict` makes that a failure.
"""

import argparse
import fnmatch
import importlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import venv

import proxies

PARTS = ["encryption", "curl", "nginx", "websocket", "addresses", "aborts", "faults", "bulk", "load", "lifetime"]
#: Which Debian package brings which program.
PACKAGES = {"curl": "curl", "nginx": "nginx-core", "wrk": "wrk"}
INSTALL_SECONDS = 300


class Skipped(Exception):
    """A check can't be made here."""


class Setup:
    """A running proxy and what checks share."""

    def __init__(self, directory, place, process):
        self.directory = directory
        self.place = place
        self.process = process

    @property
    def pid(self):
        return self.process.process.pid

    @property
    def port(self):
        return self.place.ports["web"]

    def url(self, path="/"):
        return f"http://127.0.0.1:{self.port}{path}"

    def file(self, name, content=None):
        path = os.path.join(self.directory, name)
        if content is not None:
            with open(path, "wb") as file:
                file.write(content)
        return path

    def skip(self, reason):
        raise Skipped(reason)

    def needs_ipv6(self):
        try:
            with socket.socket(socket.AF_INET6) as probe:
                probe.bind(("::1", 0))
        except OSError as error:
            raise Skipped(f"no address ::1: {error}")

    def needs_both_families(self, name):
        families = {entry[0] for entry in socket.getaddrinfo(name, 80, type=socket.SOCK_STREAM)}
        if len(families) < 2:
            raise Skipped(f"{name} has addresses of one family only")

    def program(self, name):
        if not shutil.which(name) and os.geteuid() == 0 and shutil.which("apt-get"):
            install = ["apt-get", "install", "--yes", "--no-install-recommends", PACKAGES[name]]
            if subprocess.run(install, capture_output=True, timeout=INSTALL_SECONDS).returncode != 0:
                subprocess.run(["apt-get", "update"], capture_output=True, timeout=INSTALL_SECONDS)
                subprocess.run(install, capture_output=True, timeout=INSTALL_SECONDS)
        if not shutil.which(name):
            raise Skipped(f"no {name}")
        return shutil.which(name)

    def module(self, name):
        """A module of PyPI, from an environment that ends with the run."""
        try:
            return importlib.import_module(name)
        except ImportError:
            pass
        directory = os.path.join(self.directory, "venv")
        try:
            venv.create(directory, with_pip=True)
            pip = [os.path.join(directory, "bin", "pip"), "install", "--quiet", name]
            subprocess.run(pip, check=True, capture_output=True, timeout=INSTALL_SECONDS)
        except (OSError, subprocess.SubprocessError) as error:
            raise Skipped(f"no {name}: {error}")
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        sys.path.insert(0, os.path.join(directory, "lib", version, "site-packages"))
        return importlib.import_module(name)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turnout", required=True, help="the built turnout")
    parser.add_argument("--only", default="*", help="a pattern of check names")
    parser.add_argument("--strict", action="store_true", help="a skipped check is a failure")
    options = parser.parse_args()
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    with tempfile.TemporaryDirectory(prefix="turnout-tools-") as directory:
        place = proxies.Place(directory, "configuration-tools", ["main"])
        process = proxies.Proxy(proxies.turnout_command(options.turnout), place, "turnout.log")
        setup = Setup(directory, place, process)
        try:
            for part in PARTS:
                for name, check in importlib.import_module(f"checks.{part}").CHECKS.items():
                    if fnmatch.fnmatchcase(f"{part}/{name}", options.only):
                        counts[make(f"{part}/{name}", check, setup)] += 1
        finally:
            process.stop()
            place.upstream.close()
            for part in PARTS:
                getattr(importlib.import_module(f"checks.{part}"), "end", lambda: None)()
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**counts))
    sys.exit(1 if counts["failed"] or not counts["passed"] or options.strict and counts["skipped"] else 0)


def make(name, check, setup):
    """Makes one check: it returns what is worth saying, and fails by an assertion."""
    setup.place.upstream.take()
    started = time.monotonic()
    try:
        said = check(setup)
        result = "passed"
    except Skipped as reason:
        result, said = "skipped", reason
    except Exception as error:
        result, said = "failed", f"{type(error).__name__}: {str(error)[:1500]}"
    if setup.process.died():
        result, said = "failed", f"the proxy died; {said}"
    print(f"{result:8} {name} ({time.monotonic() - started:.1f} s)" + (f": {said}" if said else ""), flush=True)
    return result


if __name__ == "__main__":
    main()
