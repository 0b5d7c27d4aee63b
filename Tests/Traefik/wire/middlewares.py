"""Middlewares that change requests and answers, redirect and refuse: through Traefik and Turnout on the same files.

    python3 middlewares.py --turnout PATH [--only 'headers/*'] [--show]

The modules of `middlewares` name middlewares, each of which gets a router for the host `NAME.example`, and cases that ask
for it. Of each case is compared what `run.py` compares: what the client gets, what the upstream sees, what becomes of the
connection. A case that may differ says why in `DIFFERENCES`.
"""

import argparse
import fnmatch
import importlib
import json
import os
import pkgutil
import sys
import tempfile
import time

import answers_middlewares  # noqa: F401 the answers of the server
import compare
import middlewares
import proxies
import run

SETTLING_SECONDS = 1


def modules():
    names = sorted(module.name for module in pkgutil.iter_modules(middlewares.__path__))
    return [importlib.import_module(f"middlewares.{name}") for name in names]


class Place(proxies.Place):
    """With a router for each middleware, and what else the modules define."""

    def __init__(self, directory):
        super().__init__(directory, "configuration-middlewares", ["main"])

    def write(self, log):
        super().write(log)
        routers, configured = {}, {}
        for module in modules():
            for name, middleware in module.MIDDLEWARES.items():
                configured[name] = middleware
            for name, definition in getattr(module, "FILES", {}).items():
                with open(os.path.join(self.directory, name), "w") as file:
                    file.write(definition)
        for name in configured:
            routers[name] = {"rule": f"Host(`{name}.example`)", "service": "main", "middlewares": [name]}
        document = json.dumps({"http": {"routers": routers, "middlewares": configured}})
        # Every JSON document is a YAML document.
        with open(os.path.join(self.directory, "dynamic", "middlewares.yml"), "w") as file:
            file.write(document.replace("$directory", self.directory))


def observe(command, cases, directory, log):
    place = Place(directory)
    process = proxies.Proxy(command, place, log)
    try:
        time.sleep(SETTLING_SECONDS)
        return {case.name: run.observe_one(case, place, process) for case in cases}
    finally:
        process.stop()
        place.upstream.close()


def unlisted(parts, patterns):
    return {part: both for part, both in parts.items() if not any(fnmatch.fnmatchcase(part, p) for p in patterns)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turnout", help="the built turnout; without it, only what Traefik does is shown")
    parser.add_argument("--only", default="*", help="a pattern of case names")
    parser.add_argument("--show", action="store_true", help="print what Traefik does")
    options = parser.parse_args()
    cases, differences = [], {}
    for module in modules():
        cases += [case for case in module.CASES if fnmatch.fnmatchcase(case.name, options.only)]
        differences |= getattr(module, "DIFFERENCES", {})
    with tempfile.TemporaryDirectory(prefix="turnout-middlewares-") as directory:
        command, reason = proxies.traefik_command(directory)
        if reason:
            print(f"skipped: {reason}")
            sys.exit(0)
        theirs = observe(command, cases, directory, "traefik.log")
        ours = observe(proxies.turnout_command(options.turnout), cases, directory, "turnout.log") if options.turnout else {}
    failures = 0
    for case in cases:
        if options.show or not ours:
            print(case.name, json.dumps(theirs[case.name]))
        if not ours:
            continue
        parts = compare.parts_that_differ(theirs[case.name], ours[case.name], case)
        # A part that is named, and the reason.
        patterns, reason = differences.get(case.name, ([], None))
        rest = unlisted(parts, patterns)
        if rest:
            failures += 1
            print(f"failed   {case.name} {compare.short(case.sent)}")
            for part, (one, other) in rest.items():
                print(f"    {part}: Traefik {compare.short(one)}, Turnout {compare.short(other)}")
        elif reason and not parts:
            failures += 1
            print(f"failed   {case.name}: no longer differs")
        elif reason:
            print(f"differs  {case.name}: {reason}")
    print(f"{len(cases) - failures} passed, {failures} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
