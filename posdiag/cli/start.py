"""The entry point. It writes the first page of help itself: loading click takes longer than all the rest."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from posdiag.cli.endings import DONE, FAILED, INTERRUPTED
from posdiag.cli.language import choose_language
from posdiag.cli.texts import tell
from posdiag.report.columns import columns, pad, wrap

VERBS = (
    *("diagnose", "shrink", "bisect", "explain", "outage", "matrix", "baseline", "decode"),
    *("tap", "record", "probe", "ports", "profiles", "simulate", "audit"),
    *("classify", "codes", "case", "statement", "guide", "self-check", "may-use", "programmes", "terms"),
    *("serve", "users", "store"),
)

#: The options of the command itself, as click shows them.
_OPTIONS = (
    ("--lang [ko|en]", "option.lang"),
    ("--debug", "option.debug"),
    ("--version", "option.version"),
    ("-h, --help", "option.help"),
)


def run() -> None:
    """The entry point of the console script."""
    _open_what_is_closed()
    try:
        code = start(sys.argv[1:])
    except KeyboardInterrupt:  # before the command line was read, or while it said good-bye
        code = INTERRUPTED
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        # the interpreter flushes once more on its way out and would complain
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
        code = code or FAILED
    sys.exit(code)


def _open_what_is_closed() -> None:
    """A stream that the shell closed (`>&-`) is refused like a full disk, and its number is no report's."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull)  # noqa: SIM115
    if sys.stdout is None:  # not open for writing: the first who writes to it is told so
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115


def start(arguments: Sequence[str]) -> int:
    """Run one command line; the exit code."""
    if _asks_for_first_page(arguments):
        try:
            print(first_page(choose_language(arguments, os.environ), page_width()))
        except BrokenPipeError:
            return FAILED
        return DONE
    from posdiag.cli.at_once import answer, plain

    work = plain(arguments)
    if work is not None:
        return answer(work, choose_language(arguments, os.environ))
    from posdiag.cli.main import main

    return main(arguments)


def _asks_for_first_page(arguments: Sequence[str]) -> bool:
    """`--help` alone, or with a language that there is."""
    words = list(arguments)
    if words[:1] == ["--lang"] and words[1:2] in (["ko"], ["en"]):
        words = words[2:]
    return words in (["--help"], ["-h"])


def page_width() -> int:
    """Columns of a help page. (`shutil` would tell too, at a tenth of the time of a whole start-up.)"""
    try:
        return min(max(os.get_terminal_size().columns - 2, 40), 100)
    except (OSError, ValueError):
        return 80


def first_page(lang: str, width: int) -> str:
    """The page that click would write; tests hold the two together."""
    rows = [*wrap(f"{tell(lang, 'usage')}: posdiag [OPTIONS] COMMAND [ARGS]...", width, " " * 4), ""]
    rows += [f"  {row}" for row in wrap(tell(lang, "about"), width - 2)]
    rows += ["", f"{tell(lang, 'Options')}:"]
    rows += _table([(term, tell(lang, key)) for term, key in _OPTIONS], width)
    rows += ["", f"{tell(lang, 'Commands')}:"]
    rows += _table([(verb, tell(lang, verb)) for verb in VERBS], width)
    return "\n".join(rows)


def _table(pairs: Sequence[tuple[str, str]], width: int) -> list[str]:
    first = max(columns(term) for term, _ in pairs) + 2
    rows = []
    for term, text in pairs:
        opening = "  " + pad(term, first)
        for part in wrap(text, max(width - first - 2, 20)):
            rows.append(f"{opening}{part}")
            opening = "  " + " " * first
    return rows
