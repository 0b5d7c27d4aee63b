"""HTTP/2 and gRPC through Traefik and Turnout on the same files.

    python3 http2.py --turnout PATH [--only WORDS] [--show]

Frames good and bad, sent by hand, with PyPI's `h2` for header compression; calls of all kinds of PyPI's `grpcio`, client and
server. Both must answer alike, end streams and connections alike, and let the upstream see the same. `DIFFERENCES` says
where they are meant not to, and why.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time

import beside
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


def run_all(command, directory, log, wants):
    """The outcomes of the probes whose names are wanted, through one proxy."""
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
        if wants(name):
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
            if any(wants(f"{group}: {name}") for name in grpc_calls.CALLS):
                named = {f"{group}: {name}": said for name, said in make().items()}
                outcomes |= {name: place.without_ports(said) for name, said in named.items() if wants(name)}
        if wants("the process"):
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
    parser = beside.arguments(__doc__)
    parser.add_argument("--only", default="", help="probes whose name holds this")
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
        command = beside.traefik(directory)

        def wants(name):
            return options.only in name

        def repeat(names):
            return run_all(command, directory, "traefik-again.log", lambda name: name in names)

        expected = run_all(command, directory, "traefik.log", wants)
        found = run_all(proxies.turnout_command(options.turnout), directory, "turnout.log", wants)
        reasons = {name: reason for name, (_, reason) in http2_probes.DIFFERENCES.items()}
        beside.report(expected, found, reasons, options.show, http2_probes.accepts, repeat)


if __name__ == "__main__":
    main()
