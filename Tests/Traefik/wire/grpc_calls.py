"""gRPC through a proxy: calls of all kinds, over HTTP/2 with and without TLS, from PyPI's grpcio to itself.

`serve` starts a server, `outcomes` says what comes of each call.
"""

import concurrent.futures
import threading

import grpc

SECONDS = 10
SERVICE = "test.Calls"
LARGE_BYTES = 3 << 20


def identity(value):
    return value


class Handler(grpc.GenericRpcHandler):
    def __init__(self):
        self.cancelled = threading.Event()

    def service(self, details):
        name = details.method.rpartition("/")[2]
        return {
            "Unary": grpc.unary_unary_rpc_method_handler(self.unary, identity, identity),
            "Count": grpc.unary_stream_rpc_method_handler(self.count, identity, identity),
            "Gather": grpc.stream_unary_rpc_method_handler(self.gather, identity, identity),
            "Talk": grpc.stream_stream_rpc_method_handler(self.talk, identity, identity),
            "Fail": grpc.unary_unary_rpc_method_handler(self.fail, identity, identity),
            "FailLate": grpc.unary_stream_rpc_method_handler(self.fail_late, identity, identity),
            "Hang": grpc.unary_stream_rpc_method_handler(self.hang, identity, identity),
        }.get(name)

    def unary(self, request, context):
        metadata = dict(context.invocation_metadata())
        context.send_initial_metadata((("x-initial", metadata.get("x-sent", "-")),))
        context.set_trailing_metadata((("x-trailing", "1"), ("x-binary-bin", b"\x00\xff")))
        return request

    def count(self, request, context):
        for number in range(int(request)):
            yield b"%d" % number

    def gather(self, requests, context):
        return b"%d" % sum(len(request) for request in requests)

    def talk(self, requests, context):
        for request in requests:
            yield request.upper()

    def fail(self, request, context):
        context.set_trailing_metadata((("x-trailing", "2"),))
        context.abort(grpc.StatusCode.FAILED_PRECONDITION, "näher: 100 %")

    def fail_late(self, request, context):
        yield b"one"
        context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, "no more")

    def hang(self, request, context):
        context.add_callback(self.cancelled.set)
        yield b"one"
        self.cancelled.wait(SECONDS)


def serve(port, pair=None):
    """A server on the port, with TLS if `pair` is a key and a certificate; and its handler."""
    handler = Handler()
    options = [("grpc.max_receive_message_length", 2 * LARGE_BYTES), ("grpc.so_reuseport", 0)]
    server = grpc.server(concurrent.futures.ThreadPoolExecutor(16), handlers=[handler], options=options)
    if pair:
        server.add_secure_port(f"127.0.0.1:{port}", grpc.ssl_server_credentials([pair]))
    else:
        server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    return server, handler


def outcomes(target, handler, certificate=None, authority=None, prefix=""):
    """What comes of each call, by its name."""
    options = [("grpc.max_receive_message_length", 2 * LARGE_BYTES), ("grpc.enable_http_proxy", 0)]
    if authority:
        options += [("grpc.default_authority", authority), ("grpc.ssl_target_name_override", authority)]
    if certificate:
        channel = grpc.secure_channel(target, grpc.ssl_channel_credentials(certificate), options)
    else:
        channel = grpc.insecure_channel(target, options)
    path = f"{prefix}/{SERVICE}/"
    with channel:
        return {name: outcome(call, channel, path, handler) for name, call in CALLS.items()}


def outcome(call, channel, path, handler):
    try:
        return call(channel, path, handler)
    except grpc.RpcError as error:
        trailing = {key: value for key, value in error.trailing_metadata() or () if key.startswith("x-")}
        return f"{error.code()} {error.details()!r} {trailing}"


def unary(channel, path, handler):
    method = channel.unary_unary(path + "Unary", identity, identity)
    answer, call = method.with_call(b"hello", timeout=SECONDS, metadata=(("x-sent", "yes"),))
    initial = sorted(item for item in call.initial_metadata() if item[0].startswith("x-"))
    trailing = sorted(item for item in call.trailing_metadata() if item[0].startswith("x-"))
    return f"{answer} {initial} {trailing} {call.code()}"


def large(channel, path, handler):
    message = bytes(range(256)) * (LARGE_BYTES // 256)
    answer = channel.unary_unary(path + "Unary", identity, identity)(message, timeout=SECONDS)
    return f"{len(answer)} bytes, equal: {answer == message}"


def count(channel, path, handler):
    answers = list(channel.unary_stream(path + "Count", identity, identity)(b"500", timeout=SECONDS))
    return f"{len(answers)} answers, the last {answers[-1]}"


def gather(channel, path, handler):
    parts = (b"x" * 10_000 for _ in range(200))
    return str(channel.stream_unary(path + "Gather", identity, identity)(parts, timeout=SECONDS))


def talk(channel, path, handler):
    """Each question is asked when the one before has been answered: nothing may be held back on the way."""
    answered = threading.Semaphore(1)

    def ask():
        for number in range(50):
            if not answered.acquire(timeout=SECONDS):
                return
            yield b"question %d" % number

    said = []
    for answer in channel.stream_stream(path + "Talk", identity, identity)(ask(), timeout=SECONDS):
        said.append(answer)
        answered.release()
    return f"{len(said)} answers, the last {said[-1]}"


def at_once(channel, path, handler):
    method = channel.unary_unary(path + "Unary", identity, identity)
    calls = [method.future(b"%d" % number, timeout=SECONDS) for number in range(100)]
    return f"right: {[call.result() for call in calls] == [b'%d' % number for number in range(100)]}"


def fail(channel, path, handler):
    return channel.unary_unary(path + "Fail", identity, identity)(b"x", timeout=SECONDS)


def fail_late(channel, path, handler):
    said = []
    try:
        for answer in channel.unary_stream(path + "FailLate", identity, identity)(b"x", timeout=SECONDS):
            said.append(answer)
    except grpc.RpcError as error:
        return f"{said} {error.code()} {error.details()!r}"
    return f"{said} without an error"


def unknown(channel, path, handler):
    return channel.unary_unary(path + "Unknown", identity, identity)(b"x", timeout=SECONDS)


def cancel(channel, path, handler):
    handler.cancelled.clear()
    call = channel.unary_stream(path + "Hang", identity, identity)(b"x", timeout=SECONDS)
    first = next(call)
    call.cancel()
    return f"{first}, the server heard: {handler.cancelled.wait(3)}"


def deadline(channel, path, handler):
    handler.cancelled.clear()
    call = channel.unary_stream(path + "Hang", identity, identity)(b"x", timeout=0.5)
    first = next(call)
    try:
        next(call)
    except grpc.RpcError as error:
        return f"{first}, {error.code()}, the server heard: {handler.cancelled.wait(3)}"
    return "no deadline"


CALLS = {
    "unary": unary, "large": large, "count": count, "gather": gather, "talk": talk, "at once": at_once, "fail": fail,
    "fail late": fail_late, "unknown": unknown, "cancel": cancel, "deadline": deadline,
}
