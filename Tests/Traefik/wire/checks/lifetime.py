"""Many idle connections, hung clients across reloads, and a graceful end. The last checks: they end the proxy."""

import os
import re
import resource
import signal
import threading
import time

import client

from . import bulk, load

IDLE_CONNECTIONS = 10_000
IDLE_BYTES = 6 << 10
HUNG_CLIENTS = 100
RELOADS = 30
SPARE_DESCRIPTORS = 5
SETTLED_GROWTH = 1.05


def idle_connections(setup):
    """Each has been answered once and then stays."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    count = min(IDLE_CONNECTIONS, hard - 1000)
    before = bulk.memory(setup.pid)
    connections = []
    for _ in range(count):
        connection = client.Client(setup.port, None)
        connection.send(client.PROBE_REQUEST)
        connections.append(connection)
    for connection in connections:
        assert connection.read_answer("GET")["status"] == "HTTP/1.1 200 OK"
    time.sleep(1)
    each = (bulk.memory(setup.pid) - before) / count
    started = time.monotonic()
    assert connections[0].probe() == connections[-1].probe() == "kept"
    seconds = time.monotonic() - started
    for connection in connections:
        connection.close()
    assert each < IDLE_BYTES, f"{each:.0f} bytes each"
    assert seconds < 1, seconds
    return f"{count} connections, {each:.0f} bytes each"


def hung_clients_across_reloads(setup):
    """Half stall in a download, half in a tunnel, while 30 generations come and go; then all leave. A second round of it
    adds nothing to what the first has left behind.
    """
    bulk.start(setup)
    before = round_of_hung_clients(setup, 100_000)
    after = round_of_hung_clients(setup, 200_000)
    assert after <= before * SETTLED_GROWTH, f"{before / 1e6:.1f} MB after one round, {after / 1e6:.1f} MB after two"
    return f"{before / 1e6:.1f} MB after one round, {after / 1e6:.1f} MB after two"


def round_of_hung_clients(setup, first):
    """Returns the memory that stays, once no less is being held."""
    hung = [bulk.get(setup, bulk.GIGABYTE) for _ in range(HUNG_CLIENTS // 2)]
    tunnels = []
    for _ in range(HUNG_CLIENTS // 2):
        connection = bulk.connect(setup)
        connection.sendall(b"GET /do/echo HTTP/1.1\r\nHost: h.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 101 ")
        tunnels.append(connection)
    for number in range(RELOADS):
        load.change(setup, first + number)
    for connection in tunnels:
        connection.sendall(b"still there")
        assert connection.recv(1 << 16) == b"still there"
    for connection in hung:
        bulk.drain(connection, 1 << 20)
    for connection in hung + tunnels:
        connection.close()
    return bulk.standstill(lambda: bulk.memory(setup.pid) >> 16) << 16


def exhausted_descriptors(setup):
    """No descriptor is left for those who connect, or for a server that one of them needs: who is there is served, the
    others wait or are told, the proxy doesn't spin, and all is well once there are descriptors again.
    """
    limits = resource.prlimit(setup.pid, resource.RLIMIT_NOFILE)
    early = client.Client(setup.port, None)
    assert early.probe() == "kept"
    open_now = len(os.listdir(f"/proc/{setup.pid}/fd"))
    resource.prlimit(setup.pid, resource.RLIMIT_NOFILE, (open_now + SPARE_DESCRIPTORS, limits[1]))
    try:
        waiting = [client.Client(setup.port, None) for _ in range(20)]
        for connection in waiting:
            connection.send(client.PROBE_REQUEST)
        before = cpu_seconds(setup.pid)
        time.sleep(2)
        spent = cpu_seconds(setup.pid) - before
        assert early.probe() == "kept"
    finally:
        resource.prlimit(setup.pid, resource.RLIMIT_NOFILE, limits)
    answers = []
    for connection in waiting:
        answers.append(connection.read_answer("GET").get("status", "")[9:12])
        connection.close()
    assert early.probe() == "kept"
    early.close()
    refused = answers.count("502")
    assert answers.count("200") + refused == len(answers) and refused <= SPARE_DESCRIPTORS, answers
    assert spent < 0.2, f"{spent:.2f} s of CPU in 2 s"
    return f"{refused} of {len(waiting)} had no server, {spent:.2f} s of CPU in 2 s"


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def one_generation(setup):
    """What Turnout itself says of what is alive, when all clients have gone. Ends a Traefik, which doesn't know the signal."""
    time.sleep(1)
    log = setup.file("turnout.log")
    said = os.path.getsize(log) if os.path.exists(log) else 0
    setup.process.process.send_signal(signal.SIGUSR2)
    deadline = time.monotonic() + 5
    text = ""
    while "generations alive" not in text:
        assert time.monotonic() < deadline, "nothing was logged"
        time.sleep(0.1)
        with open(log) as file:
            file.seek(said)
            text = file.read()
    counts = re.search(r"(\d+) active, (\d+) tunnels, .*generations alive: (.*)", text)
    assert counts[1] == counts[2] == "0" and counts[3].count("bytes") == 1, text
    return text.strip().split("generations")[1]


def graceful_end(setup):
    """SIGTERM: what is being answered is answered to its end, nobody new is taken, and the exit code is 0."""
    upstream = setup.place.upstream
    slow = client.Client(setup.port, upstream)
    slow.send(b"GET /do/drip-length HTTP/1.1\r\nHost: h.example\r\n\r\n")
    assert slow.arrives(b"first", 3)
    idle = client.Client(setup.port, upstream)
    assert idle.probe() == "kept"
    process = setup.process.process
    process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    try:
        late = client.Client(setup.port, upstream)
        taken = late.probe() == "kept"
        late.close()
    except OSError:
        taken = False
    threading.Timer(0.2, upstream.gate.set).start()
    answer = slow.read_answer("GET")
    started = time.monotonic()
    code = process.wait(20)
    seconds = time.monotonic() - started
    setup.process.start()
    assert not taken, "a new connection was served"
    assert answer.get("body") == "firstsecond", answer
    assert code == 0, code
    assert seconds < 5, f"took {seconds:.1f} s to end"
    return f"ended {seconds:.1f} s after the last answer"


def hung_end(setup):
    """A client that never takes its answer holds the end up for no longer than the grace time, 10 s."""
    bulk.start(setup)
    hung = bulk.get(setup, bulk.GIGABYTE)
    process = setup.process.process
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    code = process.wait(30)
    seconds = time.monotonic() - started
    hung.close()
    setup.process.start()
    assert 8 < seconds < 14, f"took {seconds:.1f} s to end"
    assert code == 0, code
    return f"ended after {seconds:.1f} s"


CHECKS = {
    f.__name__.replace("_", "-"): f
    for f in (
        idle_connections, hung_clients_across_reloads, exhausted_descriptors, one_generation, graceful_end, hung_end,
    )
}
