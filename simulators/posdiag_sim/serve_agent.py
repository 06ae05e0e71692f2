"""Where the POS comes in when an agent is served: an aiohttp server in a thread of its own.

The world speaks canonical HTTP messages, or JSON texts; this door turns real requests into them and
what the world says into answers. Requests stay open until the world answers, or for ever: a POS that
gives up closes its end. Each has a number in a header of ours, so that a second one, which a busy agent
refuses at once, gets its own answer; requests of equal bytes share it, as they are equal to the world.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import re
import socket
import struct
import threading
from collections import deque
from collections.abc import Coroutine
from typing import Any

from aiohttp import WSMsgType, web

from posdiag_sim.agent_bytes import EXCHANGE
from posdiag_sim.agent_session import object_size

MAX_BODY_BYTES = 65_536
#: Requests open at a time; more get 503 at once.
MAX_OPEN = 64
#: Longest that the server's own thread may take for what it is asked to do, in seconds.
PATIENCE_S = 10.0
#: Turns of the server's loop after which a connection is let in whole. One that is only half in when
#: the listening ends is lost by asyncio, its socket never closed.
TURNS_TO_ACCEPT = 5
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_LENGTH = re.compile(rb"\r\nContent-Length: *([0-9]{1,7})\r\n", re.IGNORECASE)


class AgentDoor:
    """`http` or `ws` on a port; port 0 takes a free one, and keeps it while it is barred."""

    def __init__(self, kind: str, host: str, port: int) -> None:
        self._kind, self._host, self._port = kind, host, port
        self._lock = threading.Lock()
        self._heard = bytearray()
        self._said = bytearray()
        self._tasks: set[asyncio.Task[None]] = set()
        self._open: dict[str, deque[asyncio.Future[bytes]]] = {}
        self._line: web.WebSocketResponse | None = None
        self._knocked = False  # a POS has come that was not let in yet
        self._inside = False
        self._waker, self._wake = socket.socketpair()
        self._waker.setblocking(False)
        self._wake.setblocking(False)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="agent", daemon=True)
        self._thread.start()
        self._site: web.TCPSite | None = None
        try:
            self._run(self._start())
        except BaseException:
            self.close()
            raise
        shown = f"[{host}]" if ":" in host else host
        self.url = f"{kind}://{shown}:{self._port}"

    # -- Door ------------------------------------------------------------------------------------

    def watched(self) -> list[tuple[int, bool]]:
        return [(self._waker.fileno(), False)]

    def came_in(self) -> bool:
        with self._lock:
            came = self._knocked
            self._knocked = False
            self._inside = self._inside or came
        if came:  # what it said before it was let in is to be heard now
            self._nudge()
        return came

    def hear(self) -> bytes:
        with contextlib.suppress(BlockingIOError):
            while self._waker.recv(4096):
                pass
        with self._lock:
            heard = bytes(self._heard) if self._inside else b""
            if self._inside:
                self._heard.clear()
        return heard

    def say(self, content: bytes) -> None:
        self._said += content
        while message := self._whole():
            self._loop.call_soon_threadsafe(self._answer, message)

    def cut(self, reset: bool) -> None:
        with self._lock:
            self._inside = False
            self._heard.clear()
        self._said.clear()
        self._run(self._hang_up(reset))

    def bar(self, barred: bool) -> None:
        if barred != (self._site is None):
            with contextlib.suppress(OSError):  # the port was taken meanwhile: tried again at the next turn
                self._run(self._bar() if barred else self._listen())

    def begin_anew(self) -> None:
        self.cut(reset=False)
        with self._lock:
            self._knocked = False

    def close(self) -> None:
        with contextlib.suppress(OSError, TimeoutError, RuntimeError):
            self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)
        if not self._loop.is_running():
            self._loop.close()
        self._waker.close()
        self._wake.close()

    # -- in the server's thread ------------------------------------------------------------------

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    async def _start(self) -> None:
        handler = self._request if self._kind == "http" else self._socket
        self._runner = web.ServerRunner(web.Server(handler), handle_signals=False)
        await self._runner.setup()
        await self._listen()

    async def _listen(self) -> None:
        site = web.TCPSite(self._runner, self._host, self._port, reuse_address=os.name == "posix")
        await site.start()
        self._site = site
        if not self._port:
            server = site._server  # the port that the system chose stands nowhere else
            assert isinstance(server, asyncio.Server)
            self._port = int(server.sockets[0].getsockname()[1])

    async def _bar(self) -> None:
        site, self._site = self._site, None
        if site is None:
            return
        server = site._server
        assert isinstance(server, asyncio.Server)
        with contextlib.suppress(NotImplementedError):  # Windows' loop accepts otherwise
            for listener in server.sockets:
                self._loop.remove_reader(listener.fileno())
        for _ in range(TURNS_TO_ACCEPT):
            await asyncio.sleep(0)
        await site.stop()

    async def _end(self) -> None:
        await self._bar()
        await self._hang_up(False)
        await self._runner.cleanup()

    async def _hang_up(self, reset: bool) -> None:
        server = self._runner.server
        line, self._line = self._line, None
        if line is not None and not reset:
            with contextlib.suppress(OSError, TimeoutError):
                await asyncio.wait_for(line.close(), 1.0)
        for connection in list(server.connections) if server is not None else []:
            transport = connection.transport
            if transport is None:
                continue
            if reset and (sock := transport.get_extra_info("socket")) is not None:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            transport.abort() if reset else transport.close()
        for waiting in self._open.values():
            for answer in waiting:
                answer.cancel()
        self._open.clear()

    def _notice(self, message: bytes, knock: bool) -> None:
        """Something came: the loop that drives the world shall look."""
        with self._lock:
            if len(self._heard) < MAX_BODY_BYTES * MAX_OPEN:
                self._heard += message
            self._knocked = self._knocked or knock
        self._nudge()

    def _nudge(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._wake.send(b"!")

    async def _request(self, request: web.BaseRequest) -> web.StreamResponse:
        body = await request.content.read(MAX_BODY_BYTES + 1)
        while 0 < len(body) <= MAX_BODY_BYTES and (more := await request.content.read(MAX_BODY_BYTES)):
            body += more
        if len(body) > MAX_BODY_BYTES or sum(map(len, self._open.values())) >= MAX_OPEN:
            return web.Response(status=413 if len(body) > MAX_BODY_BYTES else 503)
        head = f"{request.method} {request.raw_path} HTTP/1.1\r\nHost: {request.host}"
        exchange = hashlib.blake2b(head.encode() + body, digest_size=6).hexdigest()
        answer: asyncio.Future[bytes] = self._loop.create_future()
        waiting = self._open.setdefault(exchange, deque())
        waiting.append(answer)
        head += f"\r\nContent-Length: {len(body)}\r\n{EXCHANGE}: {exchange}\r\n\r\n"
        self._notice(head.encode("utf-8", "replace") + body, knock=not self._inside)
        try:
            return _response(await answer)
        except asyncio.CancelledError:
            return web.Response(status=503)  # the connection is being cut
        finally:
            with contextlib.suppress(ValueError):
                waiting.remove(answer)

    async def _socket(self, request: web.BaseRequest) -> web.StreamResponse:
        line = web.WebSocketResponse(compress=False, max_msg_size=MAX_BODY_BYTES)
        if not line.can_prepare(request):
            return web.Response(status=426, text="a WebSocket is spoken here")
        await line.prepare(request)
        before, self._line = self._line, line
        if before is not None:
            await before.close()
        self._notice(b"", knock=True)
        async for message in line:
            if line is self._line and message.type is WSMsgType.TEXT:
                self._notice(message.data.encode(), knock=False)
        return line

    # -- what the world says ---------------------------------------------------------------------

    def _whole(self) -> bytes:
        """The first whole message of what the world said, or nothing."""
        if self._kind == "ws":
            size = object_size(self._said)
        else:
            end = self._said.find(b"\r\n\r\n")
            length = _LENGTH.search(self._said, 0, end + 2) if end >= 0 else None
            size = end + 4 + int(length[1]) if length else 0
        if not size or len(self._said) < size:
            return b""
        message = bytes(self._said[:size])
        del self._said[:size]
        return message

    def _answer(self, message: bytes) -> None:
        if self._kind == "ws":
            if self._line is not None and not self._line.closed:
                task = self._loop.create_task(self._send(self._line, message))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            return
        found = re.search(rf"\r\n{EXCHANGE}: *([0-9a-f]+)\r\n".encode(), message)
        waiting = self._open.get(found[1].decode()) if found else None
        if waiting:
            answer = waiting.popleft()
            if not answer.done():
                answer.set_result(message)

    async def _send(self, line: web.WebSocketResponse, message: bytes) -> None:
        with contextlib.suppress(OSError, RuntimeError):
            await line.send_str(message.decode("utf-8", "replace"))


def _response(message: bytes) -> web.Response:
    head, _, body = message.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in rest if ": " in line)
    kept = {"Content-Type": headers.get("Content-Type", "text/plain")}
    return web.Response(status=int(first.split(" ")[1]), body=body, headers=kept)
