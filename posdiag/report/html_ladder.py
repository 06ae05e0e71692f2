"""The exchange of one replay as a drawing in SVG: a lane for each party, time downwards, both languages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from posdiag.report.columns import fit
from posdiag.report.frames import phrase
from posdiag.report.html_text import LANGUAGES, attribute, clean
from posdiag.report.ladder import LANES, booked_words, observed_words
from posdiag.report.redact import Shown
from posdiag.report.words import say
from posdiag.transcript import Frame, Observation, Party, Seen, StatementRow, Transcript

#: A longer exchange loses its middle.
MOST_ROWS = 60
_LEFT, _TOP, _ROW, _RIGHT = 92, 46, 30, 290
_LANE = 250  # between two lanes
_NARROW = 130  # before the issuer, to whom no frame is ever seen
_COLUMN = 6.6  # pixels of a column of small text
_MOST_HEX = 120
_BAD = (Seen.SILENCE, Seen.CLOSED, Seen.REFUSED, Seen.MISSED)


@dataclass(frozen=True, slots=True)
class _Row:
    """One thing that has a row: an arrow where it has a receiver, otherwise a note beside a lane."""

    t_ms: int
    n: int
    at: Party
    to: Party | None
    text: Callable[[str], str]
    style: str
    more: str = ""  # for who points at it


def ladder_svg(shown: Shown) -> str:
    """The drawing; its rows that are evidence are marked."""
    record = shown.record
    rows = sorted(_rows(shown), key=lambda row: (row.t_ms, row.n == 0, row.n))
    if not rows:
        return ""
    cut = len(rows) - MOST_ROWS
    if cut > 0:
        rows[MOST_ROWS * 2 // 3 : MOST_ROWS * 2 // 3 + cut] = []
    lanes = _lanes(record.transcript)
    telling = {n for finding in record.findings for n in (*finding.evidence, *finding.observed)}
    width = max(lanes.values()) + _RIGHT
    height = _TOP + _ROW * len(rows) + 16
    label = f"{record.scenario} {record.pos_id}@{record.release}"
    parts = [
        f'<svg class="ladder" viewBox="0 0 {width} {height}" role="img" aria-label={attribute(label)} '
        f'style="max-width:{width}px">',
        *_heads(lanes, height),
        *(_drawn(row, number, lanes, width, telling) for number, row in enumerate(rows)),
    ]
    if cut > 0:
        parts.append(_text(_LEFT, height - 4, lambda lang: say(lang, "ladder.more", count=cut), "dim"))
    return "".join([*parts, "</svg>"])


def _lanes(transcript: Transcript) -> dict[Party, int]:
    spoken = {party for frame in transcript.frames for party in (frame.sender, frame.receiver)}
    present = spoken | {seen.by for seen in transcript.observations} | {Party.POS}
    if transcript.statement is not None:
        present.add(Party.ISSUER)
    at = _LEFT
    lanes: dict[Party, int] = {}
    for party in LANES:
        if party in present:
            if lanes:
                at += _NARROW if party is Party.ISSUER and party not in spoken else _LANE
            lanes[party] = at
    return lanes


def _heads(lanes: dict[Party, int], height: int) -> Iterator[str]:
    for party, x in lanes.items():
        yield f'<line class="lane" x1="{x}" y1="30" x2="{x}" y2="{height - 12}"/>'
        yield _text(x, 20, _name_of(party), "head", "middle")


def _name_of(party: Party) -> Callable[[str], str]:
    return lambda lang: say(lang, f"party.{party}")


def _rows(shown: Shown) -> Iterator[_Row]:
    transcript = shown.record.transcript
    for frame in transcript.frames:
        yield _frame_row(shown, frame)
    for seen in transcript.observations:
        yield _note_row(seen)
    if transcript.statement is not None:
        yield from map(_booking_row, transcript.statement.rows)


def _frame_row(shown: Shown, frame: Frame) -> _Row:
    said = shown.said[frame.n]
    bad = said.faults or said.note or said.control.startswith("NAK")
    style = "bad" if bad else "dim" if said.control else ""
    data = frame.data.hex(" ")
    data = data if len(data) <= _MOST_HEX else data[:_MOST_HEX] + " …"
    return _Row(
        frame.t_ms, frame.n, frame.sender, frame.receiver, lambda lang: phrase(said, lang), style, data
    )


def _note_row(seen: Observation) -> _Row:
    style = "bad" if seen.kind in _BAD else "note"
    return _Row(seen.t_ms, seen.n, seen.by, None, lambda lang: observed_words(seen, lang), style)


def _booking_row(row: StatementRow) -> _Row:
    return _Row(row.t_ms, 0, Party.ISSUER, None, lambda lang: booked_words(row, lang), "money")


def _drawn(row: _Row, number: int, lanes: dict[Party, int], width: int, telling: Collection[int]) -> str:
    y = _TOP + _ROW * number + _ROW // 2
    marked = row.n in telling and row.n > 0
    parts = []
    if marked:
        parts.append(f'<rect class="mark" x="0" y="{y - 17}" width="{width}" height="{_ROW - 2}" rx="4"/>')
    if row.n:
        parts.append(f'<text class="num" x="6" y="{y + 4}">#{row.n}</text>')
    parts.append(f'<text class="time" x="{_LEFT - 14}" y="{y + 4}">{row.t_ms / 1000:.3f}</text>')
    start = lanes.get(row.at, _LEFT)
    end = lanes.get(row.to, start) if row.to is not None else start
    if row.to is None or start == end:
        room = int((width - start - 14) / _COLUMN)
        parts.append(f'<circle class="dot" cx="{start}" cy="{y}" r="3.5"/>')
        parts.append(_text(start + 10, y + 4, lambda lang: fit(row.text(lang), room), "say"))
    else:
        way = 1 if end > start else -1
        tip = end - way * 2
        head = f"{tip},{y} {tip - way * 8},{y - 4} {tip - way * 8},{y + 4}"
        room = int((abs(end - start) - 24) / _COLUMN)
        parts.append(f'<line class="arrow" x1="{start + way * 2}" y1="{y}" x2="{tip - way * 7}" y2="{y}"/>')
        parts.append(f'<polygon class="tip" points="{head}"/>')
        middle = (start + end) // 2
        parts.append(_text(middle, y - 5, lambda lang: fit(row.text(lang), room), "say", "middle"))
    told = f"<title>{_told(row)}</title>"
    return f'<g class="row {row.style}">{told}{"".join(parts)}</g>'


def _told(row: _Row) -> str:
    words = " / ".join(dict.fromkeys(row.text(lang) for lang in LANGUAGES))
    return clean(f"{words} · {row.more}" if row.more else words)


def _text(x: int, y: int, told: Callable[[str], str], style: str, anchor: str = "start") -> str:
    """A text in both languages, each its own element, once where they are the same."""
    korean, english = (told(lang) for lang in LANGUAGES)
    place = f'x="{x}" y="{y}" text-anchor="{anchor}"'
    if korean == english:
        return f'<text class="{style}" {place}>{clean(korean)}</text>'
    return (
        f'<text class="{style} ko" lang="ko" {place}>{clean(korean)}</text>'
        f'<text class="{style} en" lang="en" {place}>{clean(english)}</text>'
    )
