#!/usr/bin/env python3
"""Holds `turnout conform` against recorded answers, in both orders of routers.

usage: replay.py TURNOUT FILE.jsonl   (exit code 1 when an answer differs)
"""
import json, subprocess, sys

program, path = sys.argv[1:]
cases = [json.loads(line) for line in open(path) if line.strip()]
failures = 0
for is_reversed in (False, True):
    for case in cases:
        if is_reversed:
            case["routers"].reverse()
    text = "\n".join(json.dumps(case) for case in cases) + "\n"
    run = subprocess.run([program, "conform"], input=text, capture_output=True, text=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if len(answers) != len(cases):
        sys.exit("%d cases, %d answers: %s" % (len(cases), len(answers), run.stderr[:500]))
    for case, answer in zip(cases, answers):
        wanted_errors = set(case.get("errors", {}))
        if wanted_errors != set(answer["errors"]):
            failures += 1
            print("errors of", case["id"], sorted(wanted_errors ^ set(answer["errors"])))
        for number, (request, given) in enumerate(zip(case["requests"], answer["res"])):
            if "e" not in request:
                continue
            wanted = request["e"]
            if not (given in wanted if isinstance(wanted, list) else given == wanted):
                failures += 1
                print(case["id"], number, "got", given, "want", wanted)
print("%d cases in both orders, %d failures" % (len(cases), failures))
sys.exit(1 if failures else 0)
