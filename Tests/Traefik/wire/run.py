"""Holds Turnout against Traefik on raw requests: what the client gets, what the upstream sees, what becomes of the connection.

    python3 run.py record                     Traefik's answers into fixtures/wire/traefik-3.7.15.jsonl
    python3 run.py replay --turnout PATH      Turnout against the recorded answers; needs no Traefik
    python3 run.py live --turnout PATH        both, one after the other, on the same files

`--only 'hostile/*'` takes some cases, `--show` prints what was seen. Fails on a case that differs without being listed
in `differences.jsonl`, and on a listed difference that is none.
"""

import argparse
import fnmatch
import json
import os
import socket
import sys
import tempfile
import time

import cases
import client
import compare
import proxies
from upstream import kept_body

RECORDED = os.path.join(proxies.HERE, "..", "..", "..", "fixtures", "wire", "traefik-3.7.15.jsonl")
RECORDINGS = 3


def observe(command, chosen, directory, label):
    """Plays the cases against one proxy; what was seen of each, by name."""
    place = proxies.Place(directory)
    process = proxies.Proxy(command, place, label + ".log")
    try:
        return {case.name: observe_one(case, place, process) for case in chosen}
    finally:
        process.stop()
        place.upstream.close()


def observe_one(case, place, process):
    place.upstream.take()
    try:
        seen = {"client": client.run(case, place.ports[case.entry], place.upstream)}
    except OSError as error:
        seen = {"client": {"error": str(error)}}
    if process.died():
        seen["client"]["error"] = "the proxy died"
    # What a proxy passed on has arrived before a later request of another connection was answered.
    try:
        barrier = client.Client(place.ports["web"], place.upstream)
        barrier.probe()
        barrier.close()
    except OSError:
        pass
    requests = place.upstream.take()
    if case.counts:
        seen = {"client": {}, "upstream": {s: sum(r["server"] == s for r in requests) for s in sorted({r["server"] for r in requests})}}
    else:
        seen["upstream"] = requests
    return nameless(seen, place)


def nameless(seen, place):
    """Without what differs between machines and runs."""
    for request in seen["upstream"] if isinstance(seen["upstream"], list) else []:
        for header in request["headers"]:
            if header[0].lower() == "x-forwarded-server" and header[1] == socket.gethostname():
                header[1] = "SERVER"
    return json.loads(place.without_ports(json.dumps(shortened(seen))))


def shortened(value):
    """Long texts as length and digest."""
    if isinstance(value, str):
        return kept_body(value.encode("latin-1"))
    if isinstance(value, list):
        return [shortened(v) for v in value]
    return {k: shortened(v) for k, v in value.items()} if isinstance(value, dict) else value


def record(command, chosen, path, anew):
    rows = {case.name: [] for case in chosen}
    for number in range(RECORDINGS):
        with tempfile.TemporaryDirectory(prefix="turnout-wire-") as directory:
            seen = observe(command, chosen, directory, "traefik")
        for name, observation in seen.items():
            if observation not in rows[name]:
                rows[name].append(observation)
    unsteady = [c.name for c in chosen if len(rows[c.name]) > 1 and not c.races]
    kept = {}
    if os.path.exists(path):
        kept = {row["case"]: row["seen"] for row in read_recorded(path)}
    names = [c.name for c in cases.ALL]
    # A part that is recorded alone leaves the other rows as they are; what races has been seen before, too.
    for case in chosen:
        old = [o for o in kept.get(case.name, []) if case.races and not anew and o not in rows[case.name]]
        kept[case.name] = rows[case.name] + old
    with open(path, "w") as file:
        for name in names:
            if name in kept:
                file.write(json.dumps({"case": name, "seen": kept[name]}, separators=(",", ":")) + "\n")
    for name in unsteady:
        print("unsteady:", name)
        for observation in rows[name]:
            print("   ", json.dumps(observation)[:1500])
    print(f"{len(chosen)} cases recorded, {len(unsteady)} unsteady")
    return not unsteady


def read_recorded(path):
    with open(path) as file:
        return [json.loads(line) for line in file]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mode", choices=["record", "replay", "live"])
    parser.add_argument("--turnout", help="the built turnout")
    parser.add_argument("--only", default="*", help="a pattern of case names")
    parser.add_argument("--recorded", default=RECORDED)
    parser.add_argument("--anew", action="store_true", help="with record: forget what was recorded of cases that race")
    parser.add_argument("--show", action="store_true", help="print what was seen of each case")
    options = parser.parse_args()
    chosen = [c for c in cases.ALL if fnmatch.fnmatchcase(c.name, options.only)]
    started = time.monotonic()
    theirs = {}
    with tempfile.TemporaryDirectory(prefix="turnout-traefik-") as directory:
        if options.mode != "replay":
            command, reason = proxies.traefik_command(directory)
            if reason:
                print(f"skipped: no Traefik here ({reason})")
                sys.exit(1 if options.mode == "record" else 0)
            if options.mode == "record":
                sys.exit(0 if record(command, chosen, options.recorded, options.anew) else 1)
            with tempfile.TemporaryDirectory(prefix="turnout-wire-") as place:
                theirs = {name: [seen] for name, seen in observe(command, chosen, place, "traefik").items()}
    recorded = {row["case"]: row["seen"] for row in read_recorded(options.recorded)}
    for case in chosen:
        if case.name not in theirs or case.races:
            theirs[case.name] = theirs.get(case.name, []) + recorded.get(case.name, [])
    if not options.turnout:
        parser.error("--turnout is missing")
    with tempfile.TemporaryDirectory(prefix="turnout-wire-") as directory:
        ours = observe(proxies.turnout_command(options.turnout), chosen, directory, "turnout")
    report = compare.Report(compare.read_differences())
    for case in chosen:
        report.add(case, theirs[case.name], ours[case.name], options.show)
    report.finish(complete=options.only == "*")
    print(f"{len(chosen) - report.failures} passed, {report.failures} failed")
    print(f"{len(chosen)} cases in {time.monotonic() - started:.0f} s, {report.different} differ as listed")
    sys.exit(1 if report.failures or report.stale else 0)


if __name__ == "__main__":
    main()
