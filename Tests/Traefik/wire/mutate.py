"""Random requests and answers through a real Traefik and Turnout: what Traefik refuses Turnout refuses, what both pass is
the same.

    python3 mutate.py --turnout PATH [--cases 1000] [--seed N]

A request is put together from lines and bodies of all cases, an answer is one of the upstream's; then some bytes are
changed. Turnout may refuse what Traefik takes (it is stricter), as long as nobody sees it. Without Traefik the run is
skipped, and says why.
"""

import argparse
import random
import re
import sys
import tempfile
import time

import answers
import cases
import compare
import proxies
import run
import upstream
from case import Case

SPICE = [b"\r\n", b"\n", b"\r", b" ", b"\t", b":", b",", b";", b"\x00", b"\x7f", b"\x80", b"\xff", b"%", b"%2F", b"%00", b"#", b"?", b"/", b"//", b"..", b"0", b"+", b"_", b"[", b"]", b"@", b"\"", b"chunked", b"x"]
#: Answers that are the same each time and end no connection.
ANSWERS = [b"/do/plain", b"/do/chunked", b"/do/empty", b"/do/204", b"/do/404", b"/do/trailers", b"/do/cookies", b"/do/hop"]
#: Of cases with these nothing is taken: what depends on time or on what was before, and hundreds of lines all alike.
UNSTEADY = re.compile(rb"X-89: |PROXY TCP|Expect|CONNECT|(?:round|weights|weighted|weighted-nested|fragile|late|undialable)\.example")
#: Answers with these steps wait for something.
WAITING = {answers.GATE, answers.ECHO, answers.STALL, answers.BODY, answers.FINISH}
#: Answers that are passed on in other words, as listed.
REWRITTEN = {"length-zeros", "folded", "trailers-forbidden", "gzip", "nominates-length"}
ENTRY_POINTS = ["web", "web", "web", "trusting", "unclean", "denying", "semicolons", "deleting", "rejecting"]
SECONDS = 0.5


def stock():
    """The request lines, header lines and bodies of all cases."""
    lines, headers, bodies = set(), set(), set()
    for case in cases.ALL:
        if UNSTEADY.search(case.sent):
            continue
        for head in case.sent.split(b"\r\n\r\n"):
            first, *rest = head.split(b"\r\n")
            named = upstream.name_of(first.partition(b" ")[2])
            if b"HTTP/1" in first and len(first) < 300 and (named == "plain" or b"/do/" + named.encode() in ANSWERS):
                lines.add(first)
            headers.update(h for h in rest if 0 < len(h) < 300)
        body = case.sent.partition(b"\r\n\r\n")[2]
        if 0 < len(body) < 300 and b"/do/" not in body and body.count(b" HTTP/1") < 2:
            bodies.add(body)
    return sorted(lines), sorted(headers), sorted(bodies)


def mutated(rng, data):
    for _ in range(rng.choice([0, 0, 1, 1, 1, 2, 3])):
        at = rng.randrange(len(data) + 1)
        kind = rng.random()
        if kind < 0.5:
            data = data[:at] + rng.choice(SPICE) + data[at:]
        elif kind < 0.75:
            data = data[:at] + data[at + rng.randint(1, 3) :]
        else:
            data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
    return data


def make(rng, number, lines, headers, bodies):
    line = rng.choice(lines) if rng.random() < 0.5 else b"%b %b HTTP/1.1" % (rng.choice([b"GET", b"POST", b"HEAD", b"PUT"]), rng.choice(ANSWERS))
    chosen = [b"Host: h.example"] if rng.random() < 0.9 else []
    chosen += rng.choices(headers, k=rng.choice([0, 1, 1, 2, 3, 5]))
    rng.shuffle(chosen)
    head = b"\r\n".join([line, *chosen]) + b"\r\n\r\n"
    data = mutated(rng, head) + (rng.choice(bodies) if rng.random() < 0.4 else b"")
    method = "HEAD" if data.startswith(b"HEAD ") else "GET"
    # The probe behind it shows where the request ended.
    return Case(f"random/{number}", [data], rng.choice(ENTRY_POINTS), methods=(method,), seconds=SECONDS)


def make_answered(rng, number):
    """A good request whose answer is odd."""
    wholes = [steps for name, steps in answers.ANSWERS.items() if name not in REWRITTEN and isinstance(steps[0], bytes) and len(steps[0]) < 1000 and WAITING.isdisjoint(steps)]
    # A tab in a name is treated as a blank, which is listed.
    data = mutated(rng, rng.choice(wholes)[0]).replace(b"\t", b" ") or b"x"
    name = f"random-{number}"
    answers.ANSWERS[name] = [data, answers.CLOSE]
    method = rng.choice([b"GET", b"GET", b"GET", b"HEAD", b"POST"])
    request = b"%b /do/%b HTTP/1.1\r\nHost: h.example\r\n" % (method, name.encode()) + (b"Content-Length: 0\r\n\r\n" if method == b"POST" else b"\r\n")
    return Case(f"random/{number}", [request], methods=(method.decode(),), seconds=3 * SECONDS)


def excused(part, one, other):
    """Differences that are listed, and that any request may bring out."""
    # In other words, or 400 for 500 where chunks are broken.
    refused = part == "after" and str(one)[:12] in ("HTTP/1.1 400", "HTTP/1.1 500") and str(other)[:12] == "HTTP/1.1 400"
    # Whether trailers are announced that don't come.
    announced = part == "answer0.Trailer" and None in (one, other)
    return refused or announced


def refuse_alike(theirs, ours):
    """Whether both refuse the request, for another of its faults each or one of them before its body has come."""
    if theirs["upstream"] or ours["upstream"]:
        return False
    one, other = (o["client"].get("answers", [{}])[0].get("status", "")[9:12] for o in (theirs, ours))
    # The one waits for a body before it refuses, the other for the end of a head.
    return one == other != "" or one == "" or other == "" and ours["client"]["after"][9:12] == one


def fails_alike(case, theirs, ours):
    """Whether an answer is refused by Turnout, or broken off where Traefik gives less or none of it, or for its extensions."""
    one, other = (o["client"].get("answers", [{}])[0] for o in (theirs, ours))
    if other.get("status", "")[9:12] in ("500", "502"):
        return len(theirs["upstream"]) == len(ours["upstream"])
    broken = "cut" in other or "none" in other
    has_extensions = b";" in answers.ANSWERS[case.name.replace("/", "-")][0]
    return broken and (has_extensions or "cut" in one or "none" in one or one.get("status", "")[9:12] in ("500", "502"))


def stricter(ours):
    """Whether Turnout refused the request, unseen by any upstream, or cut it off there."""
    answers = ours["client"].get("answers", [])
    refused = answers and answers[0].get("status", "")[9:12] in ("400", "417", "431", "501", "505")
    return refused and ours["client"]["after"].startswith("closed") and all(r.get("cut") for r in ours["upstream"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turnout", required=True, help="the built turnout")
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    rng = random.Random(options.seed)
    print(f"seed {options.seed}")
    parts = stock()
    chosen = [make_answered(rng, n) if n % 3 == 0 else make(rng, n, *parts) for n in range(options.cases)]
    with tempfile.TemporaryDirectory(prefix="turnout-traefik-") as directory:
        command, reason = proxies.traefik_command(directory)
        if reason:
            print(f"skipped: no Traefik here ({reason})")
            return
        seen = []
        for label, arguments in (("traefik", command), ("turnout", proxies.turnout_command(options.turnout))):
            with tempfile.TemporaryDirectory(prefix="turnout-wire-") as place:
                seen.append(run.observe(arguments, chosen, place, label))
    theirs, ours = seen
    same = refused = failures = 0
    for case in chosen:
        differing = compare.parts_that_differ(theirs[case.name], ours[case.name], case)
        alike = refuse_alike(theirs[case.name], ours[case.name])
        if alike or all(excused(part, *sides) for part, sides in differing.items()):
            same += 1
        elif stricter(ours[case.name]) or b"/do/random-" in case.sent and fails_alike(case, theirs[case.name], ours[case.name]):
            refused += 1
        else:
            failures += 1
            print(f"{case.name} ({case.entry}) {case.sent!r}")
            for step in answers.ANSWERS.get(case.name.replace("/", "-"), [])[:1]:
                print(f"    answered: {step!r}")
            for part, (one, other) in list(differing.items())[:8]:
                print(f"    {part}: Traefik {compare.short(one)}, Turnout {compare.short(other)}")
    print(f"{options.cases} requests, {same} the same, {refused} refused by Turnout alone, {failures} otherwise different")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
