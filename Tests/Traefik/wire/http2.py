"""HTTP/2 and gRPC through Traefik and Turnout on the same files.

    python3 http2.py --turnout PATH [--only WORDS] [--show]

Frames good and bad, sent by hand, with PyPI's `h2` for header compression; calls of all kinds of PyPI's `grpcio`, client and
server. Both must answer alike, end streams and connections alike, and let the upstream see the same. `DIFFERENCES` says
where they are meant not to, and why.
"""

import argparse
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import time

import proxies

INSTALL_SECONDS = 300
PACKAGES = {"h2": "h2", "grpc": "grpcio"}


def import_packages(directory):
    """Installs what is missing into a folder; returns why that failed, or None."""
    missing = [package for name, package in PACKAGES.items() if importlib.util.find_spec(name) is None]
    if not missing:
        return None
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", directory, *missing]
    done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALL_SECONDS)
    if done.returncode != 0:
        return (done.stderr.strip().splitlines() or ["pip failed"])[-1]
    sys.path.insert(0, directory)
    return None


def run_all(command, directory, log, only):
    """The outcomes of all probes through one proxy."""
    import grpc_calls
    import http2_probes

    place = proxies.Place(directory, "configuration-http2", ["main"])
    scripted = http2_probes.ScriptedServer(place.ports["scripted"])
    process = proxies.Proxy(command, place, log)
    with open(os.path.join(directory, "certificates", "a.key"), "rb") as key:
        with open(os.path.join(directory, "certificates", "a.pem"), "rb") as certificate:
            pair = (key.read(), certificate.read())
    plain, handler = grpc_calls.serve(place.ports["calls"])
    encrypted, encrypted_handler = grpc_calls.serve(place.ports["encrypted"], pair)
    outcomes = {}

    def note(name, make):
        if only in name:
            place.upstream.take()
            try:
                said = make()
            except Exception as error:
                said = f"{type(error).__name__}: {error}"
            outcomes[name] = place.without_ports(said)

    try:
        deadline = time.monotonic() + proxies.START_SECONDS
        while not http2_probes.is_ready(place) and time.monotonic() < deadline:
            time.sleep(0.2)
        for name, probe in http2_probes.PROBES.items():
            note(name, lambda: probe(place))
        groups = {
            "calls": lambda: grpc_calls.outcomes(f"127.0.0.1:{place.ports['plain']}", handler),
            "calls past a middleware": lambda: grpc_calls.outcomes(f"127.0.0.1:{place.ports['plain']}", handler, prefix="/filtered"),
            "calls to a server with TLS": lambda: grpc_calls.outcomes(
                f"127.0.0.1:{place.ports['plain']}", encrypted_handler, authority="encrypted.example.com"
            ),
        }
        for group, make in groups.items():
            if only in group:
                for name, said in make().items():
                    outcomes[f"{group}: {name}"] = place.without_ports(said)
        outcomes["the process"] = "died" if process.died() else "lives"
        note("connection: shutdown", lambda: http2_probes.shutdown(place, process))
        return outcomes
    finally:
        process.stop()
        plain.stop(None)
        encrypted.stop(None)
        scripted.close()
        place.upstream.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turnout", required=True, help="the built turnout")
    parser.add_argument("--only", default="", help="probes whose name holds this")
    parser.add_argument("--show", action="store_true", help="print what each comes to")
    options = parser.parse_args()
    if not shutil.which("openssl"):
        sys.exit("skipped: no openssl")
    with tempfile.TemporaryDirectory(prefix="turnout-http2-") as directory:
        reason = import_packages(os.path.join(directory, "packages"))
        if reason:
            sys.exit(f"skipped: {reason}")
        import http2_probes
        import tls

        tls.make_certificates(os.path.join(directory, "certificates"))
        command, reason = proxies.traefik_command(directory)
        if reason:
            sys.exit(f"skipped: {reason}")
        expected = run_all(command, directory, "traefik.log", options.only)
        found = run_all(proxies.turnout_command(options.turnout), directory, "turnout.log", options.only)
    failures = 0
    for name, outcome in expected.items():
        if options.show:
            print(f"{name}\n  {outcome}")
        difference = http2_probes.DIFFERENCES.get(name)
        if name in http2_probes.RACES and http2_probes.RACES[name] in found[name]:
            continue
        if outcome == found[name]:
            if difference:
                failures += 1
                print(f"failed   {name}: no longer differs")
        elif difference and difference[0] in found[name]:
            print(f"differs  {name}: {difference[1]}")
        else:
            failures += 1
            print(f"failed   {name}\n  Traefik {outcome}\n  Turnout {found[name]}")
    print(f"{len(expected) - failures} passed, {failures} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
