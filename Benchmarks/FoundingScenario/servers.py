"""The servers behind the proxies, and the authentication server: one process each, on loopback.

    /stream        an answer that never ends, a byte a second
    /socket        switches to another protocol and stays silent
    anything else  the server's name, and the user that the proxy says was authenticated
"""

import asyncio
import sys


class Server(asyncio.Protocol):
    def __init__(self, name):
        self.name = name
        self.pending = b""
        self.is_open_ended = False

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        if self.is_open_ended:
            return
        self.pending += data
        while (end := self.pending.find(b"\r\n\r\n")) >= 0:
            head, self.pending = self.pending[:end], self.pending[end + 4:]
            self.answer(head)

    def answer(self, head):
        path = head.split(b" ", 2)[1]
        if self.name == b"auth":
            self.authenticate(head)
        elif path.startswith(b"/stream"):
            self.is_open_ended = True
            self.transport.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            self.task = asyncio.ensure_future(self.stream())
        elif path.startswith(b"/socket"):
            self.is_open_ended = True
            self.transport.write(
                b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")
        else:
            user = header(head, b"x-user")
            body = self.name + b" " + user + b"\n"
            self.transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

    def authenticate(self, head):
        if header(head, b"x-deny"):
            self.transport.write(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 7\r\n\r\nno way\n")
        else:
            self.transport.write(b"HTTP/1.1 200 OK\r\nX-User: alice\r\nContent-Length: 0\r\n\r\n")

    async def stream(self):
        while not self.transport.is_closing():
            self.transport.write(b"1\r\n.\r\n")
            await asyncio.sleep(1)


def header(head, name):
    at = head.lower().find(b"\r\n" + name + b":")
    return head[at + len(name) + 3:].split(b"\r\n", 1)[0].strip() if at >= 0 else b""


async def main(name, port):
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Server(name.encode()), "127.0.0.1", port, backlog=4096)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
