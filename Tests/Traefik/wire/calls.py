"""Middlewares that send requests of their own or hold bodies, through Traefik and Turnout on the same files.

    python3 calls.py --turnout PATH [--only 'forwardAuth/*'] [--show]

forwardAuth, errors, retry and buffering: what the client gets, and what the servers see: the one behind the router, the
authentication server, the one with the error pages. Compared as in `run.py`; `DIFFERENCES` says where the two are meant to
differ, and why.
"""

import argparse
import fnmatch
import json
import sys
import tempfile
import time

import answers_calls  # noqa: F401 the answers of its servers
import compare
import proxies
import run
from cases.calls import ALL, DIFFERENCES

SERVERS = ["main", "second", "auth", "pages"]
#: Go's client names itself where nobody else does.
GO_CLIENT = ["User-Agent", "Go-http-client/1.1"]


def observe(command, chosen, directory, label):
    place = proxies.Place(directory, "configuration-calls", SERVERS)
    process = proxies.Proxy(command, place, label + ".log")
    try:
        return {case.name: run.observe_one(case, place, process) for case in chosen}
    finally:
        process.stop()
        place.upstream.close()


def without_go_client(seen):
    for request in seen["upstream"] if isinstance(seen["upstream"], list) else []:
        request["headers"] = [header for header in request["headers"] if header != GO_CLIENT]
    return seen


def is_among(name, patterns):
    return any(fnmatch.fnmatchcase(name, p) for p in ([patterns] if isinstance(patterns, str) else patterns))


def judge(case, theirs, ours, show):
    """Prints what there is to say of a case; tells whether it is as it should be."""
    differing = compare.parts_that_differ(without_go_client(theirs), without_go_client(ours), case)
    if show:
        print(f"{case.name}\n  Traefik {json.dumps(theirs)}\n  Turnout {json.dumps(ours)}")
    reason, expected = next(((r, e) for names, r, e in DIFFERENCES if is_among(case.name, names)), (None, None))
    if not differing:
        if reason:
            print(f"failed   {case.name}: no longer differs")
        return reason is None
    if reason is None:
        print(f"failed   {case.name}")
        for part, (their, our) in differing.items():
            print(f"  {part}\n    Traefik {json.dumps(their)}\n    Turnout {json.dumps(our)}")
        return False
    unmet = compare.meets(expected, ours) or unlisted(differing, expected)
    print(f"{'failed  ' if unmet else 'differs '} {case.name}: {unmet or reason}")
    return not unmet


def unlisted(differing, expected):
    """Which parts differ though the difference doesn't name them, as text; None if there are none."""
    patterns = expected.get("only")
    if patterns is None:
        return None
    others = [part for part in differing if not any(fnmatch.fnmatchcase(part, p) for p in patterns)]
    return f"other parts differ: {others} {[differing[o] for o in others]}" if others else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turnout", help="the built turnout; without it Traefik's side is shown")
    parser.add_argument("--only", default="*", help="a pattern of case names")
    parser.add_argument("--show", action="store_true", help="print what was seen of each case")
    options = parser.parse_args()
    chosen = [c for c in ALL if fnmatch.fnmatchcase(c.name, options.only)]
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="turnout-calls-") as directory:
        command, reason = proxies.traefik_command(directory)
        if reason:
            print(f"skipped: no Traefik here ({reason})")
            sys.exit(0)
        with tempfile.TemporaryDirectory(prefix="turnout-calls-") as place:
            theirs = observe(command, chosen, place, "traefik")
        if not options.turnout:
            for name, seen in theirs.items():
                print(name, json.dumps(seen))
            return
        with tempfile.TemporaryDirectory(prefix="turnout-calls-") as place:
            ours = observe(proxies.turnout_command(options.turnout), chosen, place, "turnout")
    failed = sum(not judge(case, theirs[case.name], ours[case.name], options.show) for case in chosen)
    print(f"{len(chosen) - failed} passed, {failed} failed")
    print(f"{len(chosen)} cases in {time.monotonic() - started:.0f} s")
    sys.exit(1 if failed or not chosen else 0)


if __name__ == "__main__":
    main()
