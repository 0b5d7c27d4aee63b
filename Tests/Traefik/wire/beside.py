"""What the runs have in common that compare an outcome a probe, each a text, instead of recorded messages."""

import argparse
import socket
import sys
import threading

import proxies


def arguments(documentation):
    """A parser for what every such run takes."""
    parser = argparse.ArgumentParser(description=documentation.splitlines()[0])
    parser.add_argument("--turnout", required=True, help="the built turnout")
    parser.add_argument("--show", action="store_true", help="print what each comes to")
    return parser


def traefik(directory):
    """How Traefik is started; the run ends, and says why, if there is none."""
    command, reason = proxies.traefik_command(directory)
    if reason:
        print(f"skipped: {reason}")
        sys.exit(0)
    return command


def report(expected, found, differences, shows, accepts=lambda name, outcome: None):
    """Prints what differs and ends the run.

    `differences`: the reason by the name of a probe; one that doesn't differ fails. `accepts` judges, of what it has to do
    with, Turnout's outcome by itself: True or False, or None for the others.
    """
    failures = 0
    for name, outcome in expected.items():
        if shows:
            print(f"{name}\n  {outcome}")
        verdict = accepts(name, found[name])
        if outcome == found[name]:
            if name in differences:
                failures += 1
                print(f"failed   {name}: no longer differs")
        elif verdict is not False and name in differences:
            print(f"differs  {name}: {differences[name]}")
        elif verdict is not True:
            failures += 1
            print(f"failed   {name}\n  Traefik {outcome}\n  Turnout {found[name]}")
    print(f"{len(expected) - failures} passed, {failures} failed")
    sys.exit(1 if failures else 0)


class Server:
    """Listens on loopback, and serves each connection in a thread of its own, by `serve`."""

    def __init__(self, port, host="127.0.0.1"):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.listener = socket.create_server((host, port), family=family, backlog=256)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def close(self):
        # A close alone leaves `accept` waiting.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
