"""Time is an argument: no clock, sleep, unseeded random number or uuid outside the real links."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Protocol

from tests.house.conftest import walked

#: Where real time and real chance may be met.
ALLOWED = (
    "posdiag/link/",
    "posdiag/assembly.py",
    "posdiag/assembly_serve.py",
    "simulators/posdiag_sim/serve",
)
MODULES = {"time", "uuid", "secrets", "sched", "timeit"}
MOMENTS = {"now", "utcnow", "today"}
NAMES = {"urandom", "getrandom", "SystemRandom", "sleep", "perf_counter", "monotonic"}


class Source(Protocol):
    path: str
    tree: ast.Module


def clocks(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of everything in a file that reads a clock or throws dice."""
    for node in walked(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            if node.module in MODULES:
                yield node.lineno, str(node.module)
            elif node.module == "random":
                yield from ((node.lineno, f"random.{a.name}") for a in node.names if a.name != "Random")
            else:
                yield from ((node.lineno, alias.name) for alias in node.names if alias.name in NAMES)
        elif isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if node.attr in NAMES or (node.attr in MOMENTS and owner in ("datetime", "date")):
                yield node.lineno, f"{owner}.{node.attr}"
            elif owner == "random" and node.attr != "Random":
                yield node.lineno, f"random.{node.attr}"
        elif isinstance(node, ast.Call) and not node.args and not node.keywords:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == "Random":
                yield node.lineno, "Random() without a seed"


def wrong(sources: Iterable[Source]) -> list[str]:
    return [
        f"{source.path}:{line}: {name}; take the time as an argument (`now_ms`), or a seeded random.Random"
        for source in sources
        if not source.path.startswith(ALLOWED)
        for line, name in clocks(source.tree)
    ]


def test_no_clock_and_no_dice_outside_the_links(product_sources: tuple[Source, ...]) -> None:
    found = wrong(product_sources)
    assert not found, "\n".join(found)


def test_each_kind_of_clock_is_found() -> None:
    class Wrong:
        path = "posdiag/replay/till.py"
        tree = ast.parse(
            "import time\nfrom datetime import datetime\nimport random\nimport os\n"
            "datetime.now()\nrandom.random()\nrandom.Random()\nos.urandom(4)\n"
            "from random import choice\nimport uuid\nrandom.Random(7)\n"
        )

    lines = {int(text.split(":")[1]) for text in wrong([Wrong()])}
    assert lines == {1, 5, 6, 7, 8, 9, 10}
