"""What the runs have in common that compare an outcome a probe, each a text, instead of recorded messages."""

import argparse
import socket
import sys
import threading

import proxies

REPEATS = 5
PASSES = ("alike", "differs")


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


def verdict(expected, found, differs, accepted):
    """What a probe's two outcomes are: "alike", "differs" as is meant, or why it failed.

    `accepted`: True or False where Turnout's outcome is judged by itself, None where it isn't.
    """
    if expected == found:
        # Where it may come out this way or the meant one, it is neither wrong nor out of date.
        return "no longer differs" if differs and accepted is not False else "alike"
    if differs and accepted is not False:
        return "differs"
    return "alike" if accepted else "failed"


def report(expected, found, differences, shows, accepts=lambda name, outcome: None, repeat=None):
    """Prints what differs and ends the run.

    `differences`: the reason by the name of a probe; one that doesn't differ fails. `accepts` judges, of what it has to do
    with, Turnout's outcome by itself: True or False, or None for the others. `repeat` asks Traefik once more what it is
    given names of, since what races in it comes out now this way and now that: Turnout's one outcome is held against each.
    """

    def judge(outcomes):
        return {name: verdict(outcomes[name], found[name], name in differences, accepts(name, found[name])) for name in outcomes}

    verdicts = judge(expected)
    for _ in range(REPEATS if repeat else 0):
        doubtful = [name for name, word in verdicts.items() if word not in PASSES]
        if not doubtful:
            break
        verdicts |= {name: word for name, word in judge(repeat(doubtful)).items() if word in PASSES}
    for name, word in verdicts.items():
        if shows:
            print(f"{name}\n  {expected[name]}")
        if word == "differs":
            print(f"differs  {name}: {differences[name]}")
        elif word == "failed":
            print(f"failed   {name}\n  Traefik {expected[name]}\n  Turnout {found[name]}")
        elif word != "alike":
            print(f"failed   {name}: {word}")
    failures = sum(word not in PASSES for word in verdicts.values())
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
