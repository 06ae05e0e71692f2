"""Compares the event heap with asyncio queues in one run: `python -m bench.heap`.

An exchange is a request and its answer, each handed over once. On the heap each hand-over is an event
with a simulated delay; the peer hands over through two asyncio queues, without any delay at all. The
two take turns; each figure is that of the quickest turn, in processor time: what an exchange costs where
no other program gets in its way. Turns are short, so that some of them are left alone on a busy machine.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable

from posdiag_sim.heap import MAX_TIME_MS, Heap

EXCHANGES = 5_000
TURNS = 100
#: What one exchange on the heap may cost, in µs as measured.
AT_MOST_US = 1.0


class _Parties:
    """Two parties that answer each other over a heap."""

    def __init__(self, exchanges: int) -> None:
        self.heap = Heap()
        self.left = exchanges

    def ask(self) -> None:
        self.heap.after(2, self.answer)

    def answer(self) -> None:
        self.left -= 1
        if self.left:
            self.heap.after(300, self.ask)


def on_the_heap(exchanges: int) -> None:
    """Exchanges on the event heap."""
    parties = _Parties(exchanges)
    parties.ask()
    while parties.left:
        parties.heap.run_until(MAX_TIME_MS)


async def _over_queues(exchanges: int) -> None:
    asked: asyncio.Queue[int] = asyncio.Queue()
    answered: asyncio.Queue[int] = asyncio.Queue()

    async def terminal() -> None:
        while True:
            await answered.put(await asked.get())

    task = asyncio.create_task(terminal())
    for number in range(exchanges):
        await asked.put(number)
        await answered.get()
    task.cancel()


def over_queues(exchanges: int) -> None:
    """The same exchanges over asyncio queues."""
    asyncio.run(_over_queues(exchanges))


def per_exchange_us(run: Callable[[int], None]) -> float:
    """Microseconds an exchange."""
    begin = time.process_time_ns()
    run(EXCHANGES)
    return (time.process_time_ns() - begin) / EXCHANGES / 1000


def measure(turns: int = TURNS) -> tuple[float, float]:
    """Microseconds an exchange on the heap and over queues."""
    costs = [(per_exchange_us(on_the_heap), per_exchange_us(over_queues)) for _ in range(turns)]
    heap, queues = zip(*costs, strict=True)
    return min(heap), min(queues)


def main(quick: bool = False) -> int:
    """Print both figures; 1 where an exchange on the heap costs more than it may."""
    heap_us, queues_us = measure(10 if quick else TURNS)
    print(f"event heap      {1 / heap_us:6.2f} M exchanges/s  {heap_us:6.2f} µs  (at most {AT_MOST_US})")
    print(f"asyncio queues  {1 / queues_us:6.2f} M exchanges/s  {queues_us:6.2f} µs")
    print(f"ratio           {queues_us / heap_us:6.1f}")
    return 0 if heap_us <= AT_MOST_US else 1


if __name__ == "__main__":
    sys.exit(main())
