"""Tells what differs between two observations of a case, and whether the difference is listed.

A line of `differences.jsonl` names cases (patterns), what each side does, the reason, and what is held of Turnout all the
same: `expect` says it outright, `except` compares everything but the named parts. The lines with `general` describe what
this file applies to every case.
"""

import fnmatch
import json
import os

HERE = os.path.dirname(os.path.abspath(__file__))


def read_differences():
    with open(os.path.join(HERE, "differences.jsonl")) as file:
        return [json.loads(line) for line in file if line.strip()]


def comparable(observation, case):
    """An observation as a flat mapping of parts to values, without what is different in general."""
    flat = {}
    seen = observation["client"]
    for key, value in seen.items():
        if key != "answers":
            flat[key] = value
    for number, answer in enumerate(seen.get("answers", [])):
        flatten(flat, f"answer{number}", answer)
    if isinstance(observation["upstream"], dict):
        return flat | {"upstream": observation["upstream"]}
    flat["requests"] = len(observation["upstream"])
    for number, request in enumerate(observation["upstream"]):
        request = dict(request)
        if b"accept-encoding: gzip" not in case.sent.lower():
            request["headers"] = [h for h in request["headers"] if h != ["Accept-Encoding", "gzip"]]
        request["headers"] = [[n.replace("Sec-Websocket-", "Sec-WebSocket-"), v] for n, v in request["headers"]]
        flatten(flat, f"request{number}", request)
    return flat


def flatten(flat, prefix, message):
    for key, value in message.items():
        if key == "headers":
            # Their order is left open, but for equal names.
            for name, text in value:
                flat.setdefault(f"{prefix}.{name}", []).append(text)
        elif key == "interim":
            for number, interim in enumerate(value):
                flatten(flat, f"{prefix}.interim{number}", interim)
        else:
            flat[f"{prefix}.{key}"] = value


def parts_that_differ(theirs, ours, case):
    one, other = comparable(theirs, case), comparable(ours, case)
    return {part: (one.get(part), other.get(part)) for part in sorted(one.keys() | other.keys()) if one.get(part) != other.get(part)}


def meets(expectation, observation):
    """What an observation lacks of what is expected, as text; None when it lacks nothing."""
    seen = observation["client"]
    wanted = expectation.get("statuses")
    if wanted is not None:
        codes = [int(a["status"].split(" ")[1]) if "status" in a else None for a in seen.get("answers", [])]
        if codes not in (wanted if wanted and isinstance(wanted[0], list) else [wanted]):
            return f"statuses {codes}, expected {wanted}"
    wanted = expectation.get("after")
    if wanted is not None and seen.get("after") not in (wanted if isinstance(wanted, list) else [wanted]):
        return f"after {seen.get('after')!r}, expected {wanted!r}"
    wanted = expectation.get("lines")
    if wanted is not None:
        lines = [r["line"] for r in observation["upstream"]]
        if lines != wanted:
            return f"upstream saw {lines}, expected {wanted}"
    for part, value in expectation.get("parts", {}).items():
        got = flat_of(observation).get(part)
        if got != value:
            return f"{part} is {got!r}, expected {value!r}"
    return seen.get("error")


def flat_of(observation):
    flat = {k: v for k, v in observation["client"].items() if k != "answers"}
    for number, answer in enumerate(observation["client"].get("answers", [])):
        flatten(flat, f"answer{number}", answer)
    for number, request in enumerate(observation["upstream"]):
        flatten(flat, f"request{number}", request)
    return flat


class Report:
    def __init__(self, differences):
        self.differences = [d for d in differences if "cases" in d]
        self.used = set()
        self.failures = 0
        self.different = 0
        self.stale = 0

    def listed(self, name):
        for index, difference in enumerate(self.differences):
            for pattern in difference["cases"]:
                if fnmatch.fnmatchcase(name, pattern):
                    yield (index, pattern), difference

    def add(self, case, theirs, ours, show):
        differing = [parts_that_differ(one, ours, case) for one in theirs]
        if show:
            print(case.name, json.dumps(ours))
        if case.races:
            self.used.update(place for place, _ in self.listed(case.name))
        if not all(differing):
            return
        reasons = []
        for place, difference in self.listed(case.name):
            reason = self.unmet(difference, differing, ours)
            if reason is None:
                self.used.add(place)
                self.different += 1
                return
            reasons.append(reason)
        parts = min(differing, key=len) if differing else {"": ("not recorded", "")}
        self.fail(case, [f"listed, but {r}" for r in reasons] + [f"{p}: Traefik {short(a)}, Turnout {short(b)}" for p, (a, b) in parts.items()])

    def unmet(self, difference, differing, ours):
        if "except" in difference:
            for parts in differing:
                others = [p for p in parts if not any(fnmatch.fnmatchcase(p, pattern) for pattern in difference["except"])]
                if not others:
                    break
            else:
                return f"{', '.join(others)} differ too"
        return meets(difference.get("expect", {}), ours)

    def fail(self, case, lines):
        self.failures += 1
        print(f"{case.name} ({case.entry}) {short(case.sent)}")
        for line in lines[:12]:
            print("   ", line)

    def finish(self, complete):
        """Names what is listed and did not differ, if all cases were tried."""
        if not complete:
            return
        for index, difference in enumerate(self.differences):
            idle = [p for p in difference["cases"] if (index, p) not in self.used]
            if idle:
                self.stale += 1
                print(f"listed, but does not differ so: {', '.join(idle)}: {difference['turnout']}")


def short(value):
    text = repr(value)
    return text if len(text) <= 220 else text[:200] + f"… ({len(text)})"
