"""A link to a VAN agent by WebSocket: what is sent at once is one text message, and so is what is heard."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from posdiag.errors import LinkError, Problem
from posdiag.link.agent_loop import MAX_ANSWER_BYTES, AgentLink, why_not
from posdiag.link.api import Why
from posdiag.worded import worded

if TYPE_CHECKING:
    from aiohttp import ClientSession, ClientWebSocketResponse

#: A close that nobody announced: the connection was cut.
_CUT: Final = 1006
#: Real seconds for which the other side's close is waited for.
_CLOSE_S: Final = 1.0


class WebSocketLink(AgentLink):
    """The POS's end of one WebSocket, opened with the first send and kept."""

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
        shown = f"[{host}]" if ":" in host else host
        self._url = f"ws://{shown}:{port}{path or '/'}"
        self._session: ClientSession | None = None
        self._line: ClientWebSocketResponse | None = None
        self._dialling: asyncio.Lock | None = None

    def send(self, data: bytes) -> None:
        if data and not data.lstrip().startswith((b"{", b"[")):
            what = worded("what this POS sends is no JSON for a WebSocket")
            raise LinkError(
                Problem(self._url, what, worded("its agent may be at http://…, its terminal at tcp://…"))
            )
        super().send(data)

    async def _start(self, data: bytes, connection: int) -> None:
        import aiohttp

        if self._dialling is None:
            self._dialling = asyncio.Lock()
        try:
            async with self._dialling:
                line = self._line or await self._dial(connection)
            await line.send_str(data.decode("utf-8", "replace"))
        except aiohttp.WSServerHandshakeError:
            self._ended(connection, Why.ENDED)  # somebody is there who speaks no WebSocket
        except aiohttp.ClientConnectorError as error:
            self._ended(connection, why_not(error.os_error))
        except (TimeoutError, ValueError):
            self._ended(connection, Why.LOST)
        except (aiohttp.ClientError, OSError):
            self._ended(connection, Why.RESET)

    async def _dial(self, connection: int) -> ClientWebSocketResponse:
        import aiohttp

        timeout = aiohttp.ClientTimeout(total=None, sock_connect=self._dial_s)
        self._session = aiohttp.ClientSession(timeout=timeout)
        self._line = await asyncio.wait_for(
            self._session.ws_connect(self._url, max_msg_size=MAX_ANSWER_BYTES), self._dial_s
        )
        self._begin(self._listen(self._line, connection))
        return self._line

    async def _listen(self, line: ClientWebSocketResponse, connection: int) -> None:
        from aiohttp import WSMsgType

        async for message in line:
            if message.type is WSMsgType.TEXT:
                self._heard(connection, message.data.encode("utf-8", "replace"))
            elif message.type is WSMsgType.BINARY:
                self._heard(connection, message.data)
        cut = line.close_code in (None, _CUT) or line.exception() is not None
        self._ended(connection, Why.RESET if cut else Why.ENDED)

    async def _hang_up(self) -> None:
        line, self._line = self._line, None
        session, self._session = self._session, None
        if line is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(line.close(), _CLOSE_S)
        if session is not None:
            await session.close()
