"""What a tap shows while it sits on a line: a line for each thing that happened, a section for a failure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from posdiag.cli.texts import tell
from posdiag.link.tellings import Telling, What
from posdiag.masking import mask_text
from posdiag.record import Verdict
from posdiag.report.failure import failure, money_words
from posdiag.report.frames import phrase, read_frame
from posdiag.report.lines import Line, Span, line
from posdiag.report.redact import Run
from posdiag.report.words import say
from posdiag.tap.sitting import Found, Judged, Shown, Spoke, Told


@dataclass(frozen=True, slots=True)
class TapLines:
    """Words for what a sitting shows. `cause_names` are names of causes by language."""

    lang: str
    width: int
    cause_names: Mapping[str, Mapping[str, str]]

    def lines(self, shown: Shown) -> Iterator[Line]:
        """The lines of one thing; none for what the person who started the tap knows."""
        match shown:
            case Spoke():
                yield self._spoke(shown)
            case Found():
                yield self._found(shown)
            case Judged():
                yield from self._judged(shown)
            case Told():
                text = self._told(shown.telling)
                if text:
                    yield line(text, "dim" if shown.telling.what in (What.OPENED, What.ENDED) else "unsure")
            case _:
                assert_never(shown)

    def _spoke(self, spoke: Spoke) -> Line:
        said = read_frame(spoke.codec, spoke.data, spoke.note)
        ends = f"{say(self.lang, f'party.{spoke.sender}')} → {say(self.lang, f'party.{spoke.receiver}')}"
        style = "bad" if said.faults or spoke.note else ""
        return (Span(f"{clock(spoke.at_us)}  ", "dim"), Span(f"{ends}  {phrase(said, self.lang)}", style))

    def _found(self, found: Found) -> Line:
        key = "tap.speaks" if found.dialect else "tap.speaks_none"
        why = ", ".join(found.evidence) or "?"
        values = {"number": found.line.number, "dialect": found.dialect, "why": why}
        return line(tell(self.lang, key, at=" " * 12, **values), "dim" if found.dialect else "unsure")

    def _judged(self, judged: Judged) -> Iterator[Line]:
        record = judged.record
        if record.verdict is Verdict.COMPATIBLE:
            text = tell(self.lang, "tap.well", at=" " * 12, what=money_words(record.money, self.lang))
            yield line(text, "good")
        else:
            yield line()
            run = Run(record, judged.codecs)
            yield from failure(run.shown(), (), self.lang, self.width, self.cause_names)

    def _told(self, telling: Telling) -> str:
        content = mask_text(telling.content.decode("utf-8", "replace"))
        at, number = clock(telling.at_us), telling.line
        match telling.what:
            case What.OPENED:
                a, _, b = content.partition("\n")
                return tell(self.lang, "tap.opened", at=at, number=number, a=a, b=b)
            case What.ENDED:
                why = tell(self.lang, f"tap.why.{content}")
                who = tell(self.lang, "tap.by_pos" if telling.near else "tap.by_far")
                return tell(self.lang, "tap.ended", at=at, number=number, why=why, who=who)
            case What.WAITING:
                key = "tap.waiting_near" if telling.near else "tap.waiting_far"
                return tell(self.lang, key, at=at, why=content)
            case What.INJECTED:
                return tell(self.lang, "tap.injected", at=at, number=number, what=content)
            case What.MISSED:
                return tell(self.lang, "tap.missed", at=at, size=content)
            case _:
                return ""


def clock(at_us: int) -> str:
    """The time of day here, to the millisecond."""
    return datetime.fromtimestamp(at_us / 1e6).strftime("%H:%M:%S.%f")[:12]
