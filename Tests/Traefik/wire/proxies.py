"""Starts the proxy under test on the configuration of a run: Traefik or Turnout, on the same files unchanged."""

import os
import re
import string
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "conformance"))

import client
import proxy
import run_ci
from upstream import Upstream

SERVERS = ["main", "second", "third", "fourth", "fragile"]
START_SECONDS = 30


def traefik_command(directory):
    """The command line of Traefik, which is installed into `directory` if it is nowhere else. None, and why, without."""
    reason = None if proxy.executable() else run_ci.install(directory)
    return (None, reason) if reason else ([proxy.executable()], None)


def turnout_command(path):
    return [os.path.abspath(path), "run"]


class Place:
    """Ports, files and upstreams of a run.

    The templates in `configuration` name ports `$name`: entry points in traefik.yml, servers in dynamic/routers.yml. Those
    of `servers` record what they get; the others are nobody's until somebody listens.
    """

    def __init__(self, directory, configuration="configuration", servers=SERVERS):
        self.directory = directory
        self.templates = {}
        for path in ("traefik.yml", "dynamic/routers.yml"):
            with open(os.path.join(HERE, configuration, path)) as file:
                self.templates[path] = string.Template(file.read())
        self.entry_points = ports_named(self.templates["traefik.yml"])
        names = list(dict.fromkeys(self.entry_points + ports_named(self.templates["dynamic/routers.yml"])))
        self.ports = dict(zip(names, proxy.free_ports(len(names))))
        self.upstream = Upstream({name: self.ports[name] for name in servers})
        if "full" in self.ports:
            self.upstream.listen_without_accepting(self.ports["full"])

    def write(self, log):
        values = self.ports | {"directory": self.directory, "log": log}
        os.makedirs(os.path.join(self.directory, "dynamic"), exist_ok=True)
        for path, template in self.templates.items():
            with open(os.path.join(self.directory, path), "w") as file:
                file.write(template.substitute(values))

    def without_ports(self, text):
        for name, port in self.ports.items():
            text = re.sub(r"\b%d\b" % port, "{%s}" % name, text)
        return text


def ports_named(template):
    return re.findall(r":\$([a-z]+)", template.template)


class Proxy:
    """A running proxy; starts anew when it has died."""

    def __init__(self, command, place, log="proxy.log"):
        self.command = command + ["--configFile=" + os.path.join(place.directory, "traefik.yml")]
        self.place = place
        self.output = open(os.path.join(place.directory, log + ".output"), "w+")
        place.write(log)
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            self.command, cwd=self.place.directory, stdin=subprocess.DEVNULL, stdout=self.output, stderr=self.output
        )
        deadline = time.monotonic() + START_SECONDS
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                self.output.seek(0)
                raise SystemExit(f"{' '.join(self.command)} did not start:\n{self.output.read()[-3000:]}")
            time.sleep(0.05)

    def is_ready(self):
        for entry_point in self.place.entry_points:
            try:
                connection = client.Client(self.place.ports[entry_point], self.place.upstream)
            except OSError:
                return False
            try:
                if entry_point == "web" and connection.probe() != "kept":
                    return False
            finally:
                connection.close()
        return True

    def died(self):
        """Whether the process is gone; starts another one then."""
        if self.process.poll() is None:
            return False
        self.start()
        return True

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
