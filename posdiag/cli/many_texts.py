"""Many texts of a file, one a line, classified as they are read and written in their order."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from posdiag.cli.output import Progress, Result
from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem

if TYPE_CHECKING:
    from posdiag.classify.result import Classification
    from posdiag.cli.advised import Advisor

#: A line, or a text from stdin, is read up to this many bytes; what follows is left out.
MOST_BYTES = 1_000_000
_EVERY = 5_000
#: Results are written when so many are ready.
_BUFFERED = 200
#: Objects made between two searches for garbage.
_COLLECTED = 100_000

Classify = Callable[[bytes], "Classification"]


def many(place: Result, source: str, classify: Classify, advisor: Advisor, form: str, lang: str) -> None:
    """Every line of `source` (`-`: stdin), blank ones too. InputError where it cannot be read."""
    progress = Progress()
    waiting: list[str] = []
    encode = Encoder(advisor)
    if form == "json":
        place.write('{"schema":"posdiag/classifications/1","classifications":[\n')
    with opened(source, lang) as stream, seldom_collected():
        try:
            for number, data in enumerate(lines(stream, source, lang), 1):
                told = classify(data)
                if form == "text":
                    from posdiag.report.classified import row_lines

                    place.write_lines(row_lines(told, number, advisor.name, lang, place.width))
                    continue
                between = ",\n" if form == "json" and number > 1 else ""
                waiting.append(between + encode(told) + ("\n" if form == "jsonl" else ""))
                if len(waiting) == _BUFFERED:
                    place.write("".join(waiting))
                    waiting.clear()
                if number % _EVERY == 0:
                    progress.show(tell(lang, "classify.at", count=f"{number:,}"))
        finally:
            progress.clear()
    place.write("".join(waiting))
    if form == "json":
        place.write("\n]}\n")


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Garbage is looked for seldom: classifications leave none that refers to itself, and looking costs."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_COLLECTED)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


class Encoder:
    """Classifications as JSON; what is the same for many texts is encoded once."""

    def __init__(self, advisor: Advisor) -> None:
        self._advisor = advisor
        self._encoded: dict[tuple[object, ...], str] = {}
        self._encode = json.JSONEncoder(ensure_ascii=False).encode

    def __call__(self, told: Classification) -> str:
        from posdiag.report.classified import classification_object

        head = self._encode(classification_object(told))
        return f"{head[:-1]}, {self._tail(told)}}}"

    def _tail(self, told: Classification) -> str:
        from posdiag.cli.advised import card_object, question_object

        check = self._advisor.question(told)
        advice = self._advisor.advice(told)
        key = (None if check is None else check.id, *((card.id, cause) for card, cause in advice))
        text = self._encoded.get(key)
        if text is None:
            ask = [] if check is None else [question_object(check)]
            cards = [card_object(card, cause) for card, cause in advice]
            text = json.dumps({"ask": ask, "guidance": cards}, ensure_ascii=False)[1:-1]
            self._encoded[key] = text
        return text


def lines(stream: BinaryIO, source: str, lang: str) -> Iterator[bytes]:
    """The lines without their ends; UTF-16 is known by its first two bytes."""
    try:
        first = stream.readline(MOST_BYTES)
        if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
            text = (first + stream.read()).decode("utf-16", "replace")
            yield from (part.encode("utf-8", "replace") for part in text.splitlines())
            return
        first = first.removeprefix(b"\xef\xbb\xbf")
        while first:
            yield first.rstrip(b"\r\n")
            while first and not first.endswith(b"\n"):  # the rest of a line without an end
                first = stream.readline(MOST_BYTES)
            first = stream.readline(MOST_BYTES)
    except OSError as error:
        raise _unread(source, error, lang) from error


@contextmanager
def opened(source: str, lang: str) -> Iterator[BinaryIO]:
    """The bytes of a file, or of stdin for `-`."""
    if source == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(source).open("rb")  # noqa: SIM115
    except (OSError, ValueError) as error:
        raise _unread(source, error, lang) from error
    with stream:
        yield stream


def _unread(source: str, error: Exception, lang: str) -> InputError:
    what = getattr(error, "strerror", None) or str(error)
    return InputError(
        Problem(source, tell(lang, "classify.unread", what=what), tell(lang, "classify.unread_remedy"))
    )
