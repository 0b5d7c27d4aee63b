"""A client of raw sockets: sends the steps of a case as they are, reads answers as HTTP says, and reports what it saw."""

import socket
import time

from upstream import kept_body, text

ANSWER_SECONDS = 8
#: How long a connection may say nothing to a probe before it counts as silent.
PROBE_SECONDS = 1.5
PROBE_REQUEST = b"GET /probe HTTP/1.1\r\nHost: probe.example\r\n\r\n"


class Pause(float):
    """Seconds in which nothing is sent or read."""


class Until(bytes):
    """Bytes that must have arrived, then the gate of the upstream opens."""


class Sees(int):
    """Bytes of the body that the upstream must have received."""


class Answer(int):
    """So many final answers are read."""


class CloseIdle(str):
    """The name of a server that closes its idle connections."""


#: The client ends its direction and goes on reading.
END_OF_SENDING = object()
#: The gate of the upstream opens.
OPEN_GATE = object()
#: The client goes away: a FIN in both directions, at once.
DISAPPEAR = object()


class Ended(Exception):
    """The proxy ended the connection."""


class Silent(Exception):
    """Nothing arrived in time."""


class Client:
    def __init__(self, port, upstream):
        self.connection = socket.create_connection(("127.0.0.1", port))
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.upstream = upstream
        self.pending = b""
        self.ended = None

    def close(self):
        self.connection.close()

    # Bytes

    def send(self, data):
        self.connection.settimeout(ANSWER_SECONDS)
        try:
            self.connection.sendall(data)
        except OSError:
            # What the proxy said before it closed can still be read.
            pass

    def receive(self, deadline):
        if self.ended:
            raise Ended
        self.connection.settimeout(max(0.01, deadline - time.monotonic()))
        try:
            data = self.connection.recv(1 << 18)
        except TimeoutError:
            raise Silent
        except OSError:
            data = b""
        if not data:
            self.ended = True
            raise Ended
        self.pending += data

    def take(self, count, deadline):
        while len(self.pending) < count:
            self.receive(deadline)
        data, self.pending = self.pending[:count], self.pending[count:]
        return data

    def take_through(self, end, deadline):
        while end not in self.pending:
            self.receive(deadline)
        data, self.pending = self.pending.split(end, 1)
        return data

    def arrives(self, data, seconds):
        deadline = time.monotonic() + seconds
        try:
            while data not in self.pending:
                self.receive(deadline)
        except (Ended, Silent):
            return False
        return True

    # Answers

    def read_answer(self, method, seconds=ANSWER_SECONDS):
        """One final answer with the interim ones before it, or what there is of it."""
        deadline = time.monotonic() + seconds
        interim = []
        while True:
            answer = self.read_message(method, deadline)
            status = answer.get("status", "")
            if " 1" in status[:10] and " 101 " not in status + " ":
                interim.append(answer)
                continue
            if interim:
                answer["interim"] = interim
            return answer

    def read_message(self, method, deadline):
        try:
            head = self.take_through(b"\r\n\r\n", deadline)
        except (Ended, Silent) as end:
            rest, self.pending = self.pending, b""
            return {"none": type(end).__name__.lower()} | ({"rest": kept_body(rest)} if rest else {})
        lines = head.split(b"\r\n")
        headers = [(n, v.strip()) for n, _, v in (line.partition(b":") for line in lines[1:])]
        answer = {"status": text(lines[0]), "headers": [[text(n), text(v)] for n, v in headers if n.lower() != b"date"]}
        values = {n.lower(): v for n, v in headers}
        code = lines[0][9:12]
        if method == "HEAD" or code[:1] == b"1" or code in (b"204", b"304"):
            return answer
        body = bytearray()
        try:
            if values.get(b"transfer-encoding", b"").lower() == b"chunked":
                self.read_chunks(body, answer, deadline)
            elif b"content-length" in values:
                self.read_sized(body, int(values[b"content-length"]), deadline)
            else:
                self.read_to_end(body, deadline)
        except (Ended, Silent, ValueError) as end:
            answer["cut"] = type(end).__name__.lower()
            body += self.pending
            self.pending = b""
        answer["body"] = kept_body(bytes(body))
        return answer

    def read_sized(self, body, count, deadline):
        while count:
            if not self.pending:
                self.receive(deadline)
            data, self.pending = self.pending[:count], self.pending[count:]
            body += data
            count -= len(data)

    def read_chunks(self, body, answer, deadline):
        while size := int(self.take_through(b"\r\n", deadline).split(b";")[0], 16):
            self.read_sized(body, size, deadline)
            if self.take(2, deadline) != b"\r\n":
                raise ValueError
        trailers = []
        while line := self.take_through(b"\r\n", deadline):
            trailers.append(text(line))
        if trailers:
            answer["trailers"] = sorted(trailers)

    def read_to_end(self, body, deadline):
        while True:
            body += self.pending
            self.pending = b""
            try:
                self.receive(deadline)
            except Ended:
                return

    # What becomes of the connection

    def probe(self, seconds=PROBE_SECONDS):
        """Whether the connection serves another request: `kept`, `closed`, `silent`, or another answer's status line."""
        self.send(PROBE_REQUEST)
        answer = self.read_message("GET", time.monotonic() + seconds)
        if "none" in answer:
            return {"ended": "closed", "silent": "silent"}[answer["none"]] + (" after " + answer["rest"] if "rest" in answer else "")
        return "kept" if answer["status"] == "HTTP/1.1 200 OK" else answer["status"]


def run(case, port, upstream):
    """Plays a case; returns what the client saw."""
    client = Client(port, upstream)
    answers, notes = [], {}
    methods = list(case.methods)

    def read(count):
        for _ in range(count):
            answers.append(client.read_answer(methods.pop(0) if methods else "GET", case.seconds))
            if "none" in answers[-1]:
                return

    try:
        for step in case.steps:
            if isinstance(step, Until):
                notes["streams"] = notes.get("streams", True) and client.arrives(step, 2)
                upstream.gate.set()
            elif isinstance(step, bytes):
                client.send(step)
            elif isinstance(step, Pause):
                time.sleep(step)
            elif isinstance(step, Sees):
                notes["uploads"] = upstream.wait(lambda: upstream.received() >= step, 2)
            elif isinstance(step, Answer):
                read(step)
            elif isinstance(step, CloseIdle):
                upstream.close_idle(step)
                time.sleep(0.05)
            elif step is OPEN_GATE:
                upstream.gate.set()
            elif step is END_OF_SENDING:
                client.connection.shutdown(socket.SHUT_WR)
            elif step is DISAPPEAR:
                client.close()
        if case.answers:
            read(case.answers)
        seen = {"answers": answers} | notes
        if case.tunnel is not None:
            deadline = time.monotonic() + case.seconds
            try:
                while len(client.pending) < len(case.tunnel):
                    client.receive(deadline)
            except (Ended, Silent):
                pass
            seen["tunnel"] = text(client.pending)
            client.pending = b""
        if case.after == "probe":
            seen["after"] = client.probe()
        elif case.after == "end":
            seen["after"] = "closed" if closes(client) else "open"
        return seen
    finally:
        client.close()


def closes(client):
    """Whether the proxy ends the connection by itself, without being asked anything more."""
    deadline = time.monotonic() + ANSWER_SECONDS
    try:
        while True:
            client.pending = b""
            client.receive(deadline)
    except Ended:
        return True
    except Silent:
        return False
