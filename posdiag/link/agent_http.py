"""A link to a VAN agent by HTTP: a canonical request goes out, the answer comes back as a canonical message.

Every request stays open until it is answered, refused or cut, however long the POS waits for it: an
answer that comes late is heard late. The status belongs to the answer and closes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from posdiag.errors import LinkError, Problem
from posdiag.link.agent_loop import MAX_ANSWER_BYTES, AgentLink, why_not
from posdiag.link.api import Why
from posdiag.worded import worded

if TYPE_CHECKING:
    from aiohttp import ClientResponse, ClientSession

_FIRST: Final = re.compile(rb"([A-Z]{3,7}) ([^ \r\n]+) HTTP/1\.1\r\n")
#: The beginning of a request, however little of it there is.
_METHOD: Final = re.compile(rb"[A-Z]{1,7}(?: |$)")
_END: Final = b"\r\n\r\n"
_LENGTH: Final = re.compile(rb"\r\nContent-Length: ([0-9]{1,7})\r\n")
_TYPE: Final = re.compile(rb"\r\nContent-Type: ([^\r\n]*)\r\n")
#: Bytes of a request that is not whole yet; a POS that sends more sends no request.
_MAX_PENDING: Final = 1_048_576


class HttpLink(AgentLink):
    """The POS's end. The path of the address replaces `/` where the request names no other."""

    def __init__(
        self,
        host: str,
        port: int,
        path: str = "/",
        connect_ms: int = 5000,
        speed: float = 1.0,
        on_refused: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(connect_ms, speed, on_refused)
        self._base = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        self._path = path or "/"
        self._pending = bytearray()
        self._session: ClientSession | None = None

    def send(self, data: bytes) -> None:
        self._pending += data[: _MAX_PENDING - len(self._pending)]
        if self._pending and not _METHOD.match(self._pending):
            what = worded("what this POS sends is no HTTP request")
            raise LinkError(
                Problem(self._base, what, worded("its agent may be at ws://…, its terminal at tcp://…"))
            )
        while size := _whole(self._pending):
            request = bytes(self._pending[:size])
            del self._pending[:size]
            super().send(request)

    def reopen(self) -> None:
        self._pending.clear()
        super().reopen()

    async def _start(self, data: bytes, connection: int) -> None:
        import aiohttp
        from yarl import URL

        first = _FIRST.match(data)
        if first is None:
            return
        target = first[2].decode("latin-1")
        if self._path != "/" and (target == "/" or target.startswith("/?")):
            target = self._path + target[1:]
        kind = _TYPE.search(data)
        headers = {"Content-Type": kind[1].decode("latin-1")} if kind else {}
        body = data[data.find(_END) + len(_END) :]
        try:
            url = URL(self._base + target, encoded=True)
            if self._session is None:
                timeout = aiohttp.ClientTimeout(total=None, sock_connect=self._dial_s)
                connector = aiohttp.TCPConnector(force_close=True)
                self._session = aiohttp.ClientSession(timeout=timeout, connector=connector)
                if hasattr(self._session, "_retry_connection"):
                    # A GET that is cut would be sent again unasked: to an agent, a second sale.
                    self._session._retry_connection = False
            method = first[1].decode("ascii")
            async with self._session.request(
                method, url, data=body or None, headers=headers, allow_redirects=False
            ) as answer:
                self._heard(connection, await _canonical(answer))
        except aiohttp.ServerDisconnectedError:
            self._ended(connection, Why.ENDED)
        except (aiohttp.ClientPayloadError, aiohttp.ClientResponseError):
            self._ended(connection, Why.RESET)  # cut inside the answer, or no HTTP at all
        except (aiohttp.ServerTimeoutError, TimeoutError, ValueError):
            self._ended(connection, Why.LOST)
        except aiohttp.ClientConnectorError as error:
            self._ended(connection, why_not(error.os_error))
        except OSError as error:
            self._ended(connection, why_not(error))
        except aiohttp.ClientError:
            self._ended(connection, Why.RESET)

    async def _hang_up(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()


async def _canonical(answer: ClientResponse) -> bytes:
    body = bytearray()
    async for piece in answer.content.iter_any():
        body += piece[: MAX_ANSWER_BYTES - len(body)]
        if len(body) >= MAX_ANSWER_BYTES:
            break
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = "Unknown"
    lines = [f"HTTP/1.1 {answer.status} {phrase}"]
    if content_type := answer.headers.get("Content-Type"):
        lines.append(f"Content-Type: {content_type}")
    lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("latin-1", "replace") + _END + bytes(body)


def _whole(pending: bytearray) -> int:
    """Bytes of the first request, 0 where it is not whole."""
    end = pending.find(_END)
    if end < 0:
        return 0
    length = _LENGTH.search(pending, 0, end + 2)
    size = end + len(_END) + (int(length[1]) if length else 0)
    return size if len(pending) >= size else 0
