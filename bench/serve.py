"""The server: classification beside a bare handler, 200 agents, the first page, and memory."""

from __future__ import annotations

import asyncio
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from time import perf_counter

import aiohttp

_BARE = """
import sys
from aiohttp import web
async def handle(request):
    await request.read()
    return web.Response(body=b'{"answer":"unknown"}', content_type="application/json")
app = web.Application(); app.router.add_post("/api/v1/classify", handle)
import asyncio
async def main():
    runner = web.AppRunner(app, access_log=None); await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"listening http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
"""
#: What terminals show, again and again; and what callers say, each once.
_MESSAGES = (
    "한도초과",
    "잔액 부족",
    "통신오류",
    "거래 불가 카드입니다",
    "응답코드 51",
    "단말기 오류 재시도 요망",
)
_CONNECTIONS = 50
_PATIENCE = aiohttp.ClientTimeout(900)
_SHARE, _P99_MS, _PAGE_BYTES = 0.5, 300.0, 150_000


def main(quick: bool) -> int:
    """Print the figures; 1 where one is not reached."""
    missed = [_classify(3.0 if quick else 10.0), _agents(*((40, 10.0, 2) if quick else (200, 120.0, 10))),
              _page(), _memory(*((500, 50) if quick else (10_000, 1_000)))]  # fmt: skip
    return int(any(missed))


@contextmanager
def _server(*command: str) -> Iterator[tuple[str, int]]:
    """A server of its own: its address and its process."""
    process = subprocess.Popen(
        [sys.executable, *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().split()[1], process.pid
    finally:
        process.kill()
        process.wait()


@contextmanager
def _posdiag(*options: str) -> Iterator[tuple[str, int]]:
    with tempfile.TemporaryDirectory() as folder:
        base = ["-m", "posdiag", "--lang", "ko", "serve", "--port", "0", "--rate", "0"]
        with _server(*base, "--db", f"{folder}/cases.db", "--log", f"{folder}/log", *options) as found:
            yield found


def _classify(seconds: float) -> bool:
    """Requests a second at 50 connections, in turns so that both meet the same machine."""
    texts = [{"text": one} for one in _MESSAGES]
    fresh = [{"text": f"{number}번 손님이 키오스크에서 쿠폰이 안 된대요"} for number in range(20_000)]
    with _server("-c", _BARE) as (bare, _), _posdiag() as (ours, _):
        rates: dict[str, list[float]] = {"bare": [], "known": [], "new": []}
        p99: dict[str, float] = {}
        new = cycle(fresh)
        for _ in range(3):
            for name, url, bodies in (
                ("bare", bare, cycle(texts)),
                ("known", ours, cycle(texts)),
                ("new", ours, new),
            ):
                times = asyncio.run(_load(f"{url}/api/v1/classify", bodies, seconds / 3))
                rates[name].append(len(times) / (seconds / 3))
                p99[name] = max(p99.get(name, 0.0), _p99(times))
    mean = {name: sum(values) / len(values) for name, values in rates.items()}
    for name in mean:
        share = mean[name] / mean["bare"]
        print(f"classify {name:5} {mean[name]:6.0f}/s, {share:4.0%} of bare, p99 {p99[name] * 1000:6.1f} ms")
    print("  (known: messages that terminals show again and again; new: each sentence for the first time)")
    return mean["known"] < _SHARE * mean["bare"]


async def _load(url: str, bodies: Iterator[object], seconds: float) -> list[float]:
    times: list[float] = []
    connector = aiohttp.TCPConnector(limit=_CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector) as session:
        end = perf_counter() + seconds

        async def client() -> None:
            while perf_counter() < end:
                began = perf_counter()
                async with session.post(url, json=next(bodies)) as answer:
                    await answer.read()
                    assert answer.status == 200, answer.status
                times.append(perf_counter() - began)

        await asyncio.gather(*(client() for _ in range(_CONNECTIONS)))
    return times


def _agents(agents: int, seconds: float, runs: int) -> bool:
    """So many agents, each a request every two seconds, beside live replays."""
    with _posdiag("--jobs", "2") as (url, _):
        times, errors, ended = asyncio.run(_office(url, agents, seconds, runs))
    p99 = _p99(times) * 1000
    print(f"{agents} agents for {seconds:.0f} s: {len(times)} requests, {errors} errors, p99 {p99:.0f} ms, "
          f"{ended} live runs beside")  # fmt: skip
    return errors > 0 or p99 > _P99_MS


async def _office(url: str, agents: int, seconds: float, runs: int) -> tuple[list[float], int, int]:
    times: list[float] = []
    errors = 0
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        job = {"scenarios": ["timeout-retry"], "pos": ["reference/hangang@2.0"], "pace": 5.0, "prove": False}

        async def watch() -> int:
            async with session.post(f"{url}/api/v1/diagnoses", json=job) as answer:
                id_ = (await answer.json())["id"]
            async with session.get(
                f"{url}/api/v1/jobs/{id_}/events", timeout=aiohttp.ClientTimeout(600)
            ) as events:
                async for line in events.content:
                    if line.startswith(b"event: over"):
                        return 1
            return 0

        async def ask(number: int, turn: int) -> None:
            nonlocal errors
            steps: Sequence[Callable[[], Awaitable[object]]] = (
                lambda: session.post(
                    f"{url}/api/v1/classify", json={"text": _MESSAGES[(number + turn) % len(_MESSAGES)]}
                ),
                lambda: session.get(f"{url}/api/v1/cases?limit=20"),
                lambda: session.get(f"{url}/"),
                lambda: session.post(
                    f"{url}/api/v1/cases", json={"text": f"{number}: 잔액 부족이라고 나와요"}
                ),
            )
            began = perf_counter()
            answer = await steps[0 if turn % 4 else (number + turn // 4) % 4]()
            async with answer:  # type: ignore[attr-defined]
                await answer.read()  # type: ignore[attr-defined]
                errors += answer.status >= 400  # type: ignore[attr-defined]
            times.append(perf_counter() - began)

        async def agent(number: int) -> None:
            await asyncio.sleep(2 * number / agents)
            for turn in range(int(seconds / 2)):
                began = perf_counter()
                await ask(number, turn)
                await asyncio.sleep(max(0.0, 2 - (perf_counter() - began)))

        watched = [asyncio.create_task(watch()) for _ in range(runs)]
        await asyncio.gather(*(agent(number) for number in range(agents)))
        done, late = await asyncio.wait(watched, timeout=120)
        for task in late:
            task.cancel()
        return times, errors, sum(task.result() for task in done)


def _page() -> bool:
    """What a browser fetches before the first page can be used."""

    async def fetch(url: str) -> tuple[int, int]:
        async with aiohttp.ClientSession(
            auto_decompress=False, headers={"Accept-Encoding": "gzip"}
        ) as session:
            async with session.get(f"{url}/") as answer:
                page = await answer.read()
            wanted = {*re.findall(r'(?:src|href)="(/static/[^"]+)"', page.decode()), "/static/live.js"}
            total = len(page)
            for path in wanted:
                async with session.get(url + path) as answer:
                    total += len(await answer.read())
            return total, len(wanted) + 1

    with _posdiag() as (url, _):
        size, requests = asyncio.run(fetch(url))
    print(f"first page: {size:,} bytes in {requests} requests (at most {_PAGE_BYTES:,})")
    return size > _PAGE_BYTES


def _memory(cases: int, runs: int) -> bool:
    """Resident memory after so many cases, and after so many replays. No figure was promised."""
    with _posdiag() as (url, pid):
        before = _resident(pid)
        asyncio.run(_fill(url, cases))
        filled = _resident(pid)
        ended = asyncio.run(_replay(url, runs))
        print(f"memory: {before:.0f} MB at the start, {filled:.0f} MB after {cases:,} cases, "
              f"{_resident(pid):.0f} MB after {ended:,} replays more")  # fmt: skip
    return False


async def _fill(url: str, cases: int) -> None:
    async with aiohttp.ClientSession() as session:
        gate = asyncio.Semaphore(16)

        async def one(number: int) -> None:
            async with (
                gate,
                session.post(f"{url}/api/v1/cases", json={"text": f"{number} 한도초과"}) as answer,
            ):
                assert answer.status == 201

        await asyncio.gather(*(one(number) for number in range(cases)))


async def _replay(url: str, runs: int) -> int:
    """Replays in jobs of fifty, each read to its end as its page would; how many were judged."""
    judged = 0
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{url}/api/v1/scenarios") as answer:
            scenarios = [one["id"] for one in (await answer.json())["scenarios"]][:25]
        for _ in range(0, runs, 50):
            job = {"scenarios": scenarios, "pos": ["reference/hangang@2.0", "reference/hangang@3.0"],
                   "prove": False}  # fmt: skip
            async with session.post(f"{url}/api/v1/diagnoses", json=job) as answer:
                id_ = (await answer.json())["id"]
            async with session.get(f"{url}/api/v1/jobs/{id_}/events", timeout=_PATIENCE) as events:
                while await events.content.readany():
                    pass
            async with session.get(f"{url}/api/v1/jobs/{id_}") as answer:
                judged += len((await answer.json())["runs"])
    return judged


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text())
    return int(found[1]) / 1024 if found else 0.0


def _p99(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)] if times else float("inf")
