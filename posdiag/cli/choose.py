"""Which scenarios the arguments of `diagnose` mean: ids, patterns, tags and files."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from posdiag.errors import InputError, NothingSelected, Problem
from posdiag.replay.scenario import Scenario

_GLOB = "*?["
_FILE_ENDINGS = (".yaml", ".yml")


def choose(
    shipped: Mapping[str, Scenario], wanted: Sequence[str], read: Callable[[Path], Scenario]
) -> tuple[Scenario, ...]:
    """The scenarios meant, each once: shipped ones in their own order, then files as given.

    `read` loads a scenario file. An unknown id or a broken file is an InputError, all of them at once;
    a pattern or a tag that meets nothing is NothingSelected.
    """
    if not wanted:
        return tuple(shipped.values())
    problems: list[Problem] = []
    chosen: set[str] = set()
    files: dict[str, Scenario] = {}
    for text in wanted:
        if text.endswith(_FILE_ENDINGS):
            try:
                files[text] = read(Path(text))
            except InputError as error:
                problems += error.problems
        elif text.startswith("tag:"):
            chosen |= {name for name, scenario in shipped.items() if text[4:] in scenario.tags}
        elif any(mark in text for mark in _GLOB):
            chosen |= {name for name in shipped if fnmatchcase(name, text)}
        elif text in shipped:
            chosen.add(text)
        else:
            problems.append(_unknown(text, shipped))
    if problems:
        raise InputError(problems)
    picked = (*(shipped[name] for name in shipped if name in chosen), *files.values())
    if not picked:
        tags = sorted({tag for scenario in shipped.values() for tag in scenario.tags})
        remedy = f"tags: {', '.join(tags)}" if tags else ""
        raise NothingSelected(Problem("SCENARIO", f"no scenario matches {' '.join(wanted)}", remedy))
    return picked


def _unknown(text: str, shipped: Mapping[str, Scenario]) -> Problem:
    near = difflib.get_close_matches(text, list(shipped), 3)
    remedy = f"did you mean {', '.join(f'`{name}`' for name in near)}?" if near else ""
    if not remedy:
        remedy = "name a file ending in .yaml, a `tag:…`, or one of: " + ", ".join(shipped)
    return Problem(f"SCENARIO {text}", "no such scenario", remedy)
