"""Simulated agents served, driven by an aiohttp client that knows only the facts of DOMAIN 3.2."""

from __future__ import annotations

import asyncio
import json
import socket
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import aiohttp
import pytest

from posdiag_sim.rig import load_rig
from posdiag_sim.serve import CannotServe, serve
from posdiag_sim.serve_agent import MAX_BODY_BYTES, AgentDoor

SALE = ["0200", "10", "C", "8000", "727", "0", "00", "", "", "10000001", "000001", *[""] * 9]
JSON_SALE = {"inTranCode": "NV", "inTradeType": "D1", "inTranAmt": "8000", "inTraceNo": "000001"}


@pytest.fixture(autouse=True)
def own_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@contextmanager
def served(rig: str, kind: str, faults: Sequence[str] = (), speed: float = 50) -> Iterator[str]:
    """The address of a rig that a thread serves."""
    addresses: list[str] = []
    ready, ended = threading.Event(), threading.Event()

    def announce(address: str) -> None:
        addresses.append(address)
        ready.set()

    def work() -> None:
        serve(load_rig(rig), f"{kind}://127.0.0.1:0", speed, 0, faults, announce, ended.is_set)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        assert ready.wait(10)
        yield addresses[0]
    finally:
        ended.set()
        thread.join(10)
        assert not thread.is_alive()


def form(stan: str) -> str:
    """A sale as the form wants it, percent-encoded, its lengths counted in bytes."""
    body = "NICEVCAT\x07" + "\x1c".join([*SALE[:10], stan, *SALE[11:]]) + "\x07"
    return quote(f"{len(body) + 12:04d}VCAT    {len(body):04d}{body}", safe="")


def ask(work: Callable[[aiohttp.ClientSession], Awaitable[list[str]]]) -> list[str]:
    async def run() -> list[str]:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as session:
            return await work(session)

    return asyncio.run(run())


def told(answer: str) -> tuple[str, str]:
    """Agent's result and VAN's code of a form's answer."""
    fields = answer.split("\x07")[1].split("\x1c")
    return fields[2], fields[4]


def test_a_form_is_answered_and_a_second_request_is_told_busy_at_once() -> None:
    async def work(session: aiohttp.ClientSession) -> list[str]:
        async def post(stan: str) -> str:
            async with session.post(url, data=form(stan)) as answer:
                assert answer.status == 200
                assert answer.charset == "cp949"
                assert "X-Exchange" not in answer.headers
                return (await answer.read()).decode("cp949")

        first = asyncio.create_task(post("000001"))
        await asyncio.sleep(0.01)
        second = await post("000002")
        return [second, await first, await post("000003")]

    with served("agent-form", "http", ["slow-card:ms=20000,count=1"]) as url:
        answers = ask(work)
    assert [told(answer) for answer in answers] == [("9001", ""), ("0000", "00"), ("0000", "00")]


def test_jsonp_is_answered_in_the_callback_that_was_asked_for() -> None:
    fields = ["D1", "C", "8000", "00", "", "", "000001", *[""] * 29]
    query = "callback=jq123&REQ=" + quote("^".join(fields), safe="")

    async def work(session: aiohttp.ClientSession) -> list[str]:
        async with session.get(f"{url}/?{query}") as answer:
            return [await answer.text()]

    with served("agent-jsonp", "http") as url:
        text = ask(work)[0]
    assert text.startswith("jq123(")
    answer = json.loads(text[6:-2])
    assert (answer["SUC"], answer["RS04"], answer["RQ01"], answer["RQ03"]) == ("00", "00", "D1", "8000")


def test_a_websocket_sale_can_be_stopped_while_the_card_is_awaited() -> None:
    async def work(session: aiohttp.ClientSession) -> list[str]:
        async with session.ws_connect(url) as line:
            await line.send_json({"KIS_ICApproval": JSON_SALE})
            await asyncio.sleep(0.05)
            await line.send_json({"KIS_Agent_Stop": {}})
            return [(await line.receive_json())["outAgentCode"] for _ in range(2)]

    with served("agent-ws", "ws", ["slow-card:ms=28000"]) as url:
        assert ask(work) == ["9003", "9003"]


def test_a_reset_is_a_reset_and_the_next_request_is_answered() -> None:
    async def work(session: aiohttp.ClientSession) -> list[str]:
        with pytest.raises(aiohttp.ClientError):
            async with session.post(url, data=form("000001")):
                pass
        async with session.post(url, data=form("000002")) as answer:
            return [(await answer.read()).decode("cp949")]

    with served("agent-form", "http", ["reset:when=answer,count=1"]) as url:
        assert told(ask(work)[0]) == ("0000", "00")


def test_strangers_are_answered_and_oversized_bodies_refused() -> None:
    async def work(session: aiohttp.ClientSession) -> list[str]:
        async with session.get(f"{url}/favicon.ico") as answer:
            first = (await answer.read()).decode("cp949")
        async with session.post(url, data=b"x" * (MAX_BODY_BYTES + 1)) as answer:
            return [told(first)[0], str(answer.status)]

    with served("agent-form", "http") as url:
        assert ask(work) == ["9005", "413"]


def test_who_speaks_no_websocket_is_told_so() -> None:
    async def work(session: aiohttp.ClientSession) -> list[str]:
        async with session.get(url.replace("ws:", "http:")) as answer:
            return [str(answer.status)]

    with served("agent-ws", "ws") as url:
        assert ask(work) == ["426"]


@pytest.mark.parametrize(
    ("rig", "listen", "fits"),
    [
        ("agent-form", "tcp://127.0.0.1:0", "http://127.0.0.1:0"),
        ("agent-ws", "http://127.0.0.1:0", "ws://127.0.0.1:0"),
        ("counter-fs", "http://127.0.0.1:0", "tcp://127.0.0.1:0"),
        ("agent-form", "http://127.0.0.1:many", "http://"),
    ],
)
def test_an_address_that_does_not_fit_the_rig_is_refused_with_one_that_does(
    rig: str, listen: str, fits: str
) -> None:
    with pytest.raises(CannotServe) as refused:
        serve(load_rig(rig), listen, stop=lambda: True)
    assert fits in refused.value.remedy


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(CannotServe, match="cannot listen"):
        serve(load_rig("agent-form"), f"http://127.0.0.1:{taken.getsockname()[1]}", stop=lambda: True)


def test_a_barred_door_refuses_and_opens_again_on_its_port() -> None:
    door = AgentDoor("http", "127.0.0.1", 0)
    try:
        place = ("127.0.0.1", int(door.url.rpartition(":")[2]))
        door.bar(True)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(place, 5)
        door.bar(False)
        socket.create_connection(place, 5).close()
        assert door.hear() == b""
        assert not door.came_in()
    finally:
        door.close()
