"""The exchange as a ladder: a lane for each party, time downwards, what was seen beside each lane."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from posdiag.report.columns import WIDTH, char_columns, columns, fit, pad, shown
from posdiag.report.frames import Said, phrase
from posdiag.report.lines import Line, Span, line
from posdiag.report.redact import Shown
from posdiag.report.words import say, say_or, won
from posdiag.transcript import Frame, Observation, Party, Seen, StatementRow, Transcript

LANES = (Party.POS, Party.TERMINAL, Party.VAN, Party.ISSUER)
#: A ladder longer than this loses its middle: a terminal may send garbage for ever.
MOST_ROWS = 60
_WIDEST_GAP = 40  # between two lanes; arrows across a whole screen are hard to follow
_GUTTER = 14  # columns of frame number and time
_NARROW_GAP = 6  # between VAN and issuer, where no frame is ever seen
_TAIL = 28  # columns right of the last lane, for its notes


@dataclass(frozen=True, slots=True)
class _Event:
    """Anything that has a row: `n` is 0 for a booking, which has no number."""

    t_ms: int
    n: int
    draw: Callable[[_Row], str]  # draws itself on the row and gives the row's style


class _Lanes:
    """Where each party's bar stands, in columns from the left."""

    def __init__(self, parties: list[Party], spoken_to: set[Party], width: int) -> None:
        gaps = len(parties) - 1
        narrow = gaps > 1 and parties[-1] is Party.ISSUER and Party.ISSUER not in spoken_to
        room = width - _GUTTER - _TAIL - (_NARROW_GAP if narrow else 0)
        wide = min(max(room // max(gaps - narrow, 1), 10), _WIDEST_GAP)
        self.at: dict[Party, int] = {}
        column = _GUTTER
        for index, party in enumerate(parties):
            self.at[party] = column
            last_gap = narrow and index == len(parties) - 2
            column += _NARROW_GAP if last_gap else wide

    def of(self, party: Party) -> int:
        """The bar of a party; parties without a lane stand with the first one."""
        return self.at.get(party, _GUTTER)


class _Row:
    """One line of the ladder: cells of one column, an empty cell after a wide letter."""

    def __init__(self, lanes: _Lanes, width: int) -> None:
        self.lanes = lanes
        self.width = max(width, max(lanes.at.values()) + 2)
        self.cells = [" "] * self.width
        for column in lanes.at.values():
            self.cells[column] = "│"

    def put(self, column: int, text: str) -> None:
        for char in fit(text, self.width - column):
            wide = char_columns(char)
            if wide == 0:
                self.cells[column - 1] += char
                continue
            self.cells[column] = char
            if wide == 2:
                self.cells[column + 1] = ""
            column += wide

    def beside(self, party: Party, text: str) -> None:
        """A note right of a party's bar; it may run over the bars further right."""
        self.put(self.lanes.of(party) + 1, " " + text + " ")

    def arrow(self, sender: Party, receiver: Party, text: str) -> None:
        start, end = self.lanes.of(sender), self.lanes.of(receiver)
        left, right = min(start, end), max(start, end)
        room = right - left - 1
        label = f" {fit(text, room - 4)} "
        rest = "─" * (room - 2 - columns(label))
        self.put(left + 1, f"─{label}{rest}▶" if start < end else f"◀{rest}{label}─")

    def text(self) -> str:
        return "".join(self.cells[_GUTTER:]).rstrip()


def ladder(run: Shown, lang: str, width: int = WIDTH, evidence: Collection[int] = ()) -> list[Line]:
    """The ladder of a run on lines of at most `width` columns (never below about 60).

    Rows whose number is in `evidence` carry a mark.
    """
    transcript = run.record.transcript
    events = sorted(_events(run, lang), key=lambda event: (event.t_ms, event.n == 0, event.n))
    if not events:
        return [line(say(lang, "ladder.empty"), "dim")]
    lanes = _lanes(transcript, width)
    rows = [_heading(lanes, lang), *_rows(events, lanes, width, evidence)]
    if len(rows) > MOST_ROWS:
        cut = len(rows) - MOST_ROWS
        more = line(" " * _GUTTER + say(lang, "ladder.more", count=cut), "dim")
        rows[MOST_ROWS * 2 // 3 : MOST_ROWS * 2 // 3 + cut] = [more]
    return rows


def _lanes(transcript: Transcript, width: int) -> _Lanes:
    spoken = {party for frame in transcript.frames for party in (frame.sender, frame.receiver)}
    present = spoken | {seen.by for seen in transcript.observations} | {Party.POS}
    if transcript.statement is not None:
        present.add(Party.ISSUER)
    return _Lanes([party for party in LANES if party in present], spoken, width)


def _heading(lanes: _Lanes, lang: str) -> Line:
    seconds = say(lang, "ladder.seconds")
    text = " " * (_GUTTER - 1 - columns(seconds)) + seconds
    for party, column in lanes.at.items():
        name = say(lang, f"party.{party}")
        start = max(column - columns(name) // 2, columns(text) + 1)
        text = pad(text, start) + name
    return line(text, "dim")


def _rows(events: list[_Event], lanes: _Lanes, width: int, evidence: Collection[int]) -> Iterator[Line]:
    for event in events:
        row = _Row(lanes, width)
        style = event.draw(row)
        marked = event.n in evidence
        number = f"{event.n or '':>4}{'*' if marked else ' '}{event.t_ms / 1000:>8.3f} "
        yield (Span(number, "mark" if marked else "dim"), Span(row.text(), style))


def _events(run: Shown, lang: str) -> Iterator[_Event]:
    transcript = run.record.transcript
    for frame in transcript.frames:
        yield _Event(frame.t_ms, frame.n, _frame(frame, run.said[frame.n], lang))
    for seen in transcript.observations:
        yield _Event(seen.t_ms, seen.n, _note(seen.by, observed_words(seen, lang), _style(seen)))
    if transcript.statement is not None:
        for booking in transcript.statement.rows:
            yield _Event(booking.t_ms, 0, _note(Party.ISSUER, booked_words(booking, lang), ""))


def _frame(frame: Frame, said: Said, lang: str) -> Callable[[_Row], str]:
    def draw(row: _Row) -> str:
        row.arrow(frame.sender, frame.receiver, phrase(said, lang))
        if said.faults or said.note or said.control.startswith("NAK"):
            return "bad"
        return "dim" if said.control else ""

    return draw


def _note(party: Party, text: str, style: str) -> Callable[[_Row], str]:
    def draw(row: _Row) -> str:
        row.beside(party, text)
        return style

    return draw


def _style(seen: Observation) -> str:
    return "bad" if seen.kind in (Seen.SILENCE, Seen.CLOSED, Seen.REFUSED, Seen.MISSED) else ""


def observed_words(seen: Observation, lang: str) -> str:
    """What was seen beside a lane."""
    text = shown(seen.text)
    match seen.kind:
        case Seen.SCREEN | Seen.RECEIPT:
            return f"[{say(lang, f'seen.{seen.kind}')}] {text}"
        case Seen.SILENCE:
            timer = say_or(lang, f"timer.{text}", text)
            return "╳ " + say(lang, "seen.silence", seconds=f"{seen.wait_ms / 1000:.1f}", timer=timer)
        case Seen.CLOSED:
            return "╳ " + say(lang, "seen.closed", why=say_or(lang, f"why.{text}", text))
        case Seen.DIALLED:
            return say(lang, "seen.dialled", after=say_or(lang, f"why.{text}", text))
        case Seen.REFUSED:
            return "╳ " + say(lang, "seen.refused", text=text)
        case Seen.MISSED:
            return "╳ " + say(lang, "seen.missed", count=text or "?")
        case Seen.BELIEF:
            return "= " + say(lang, "seen.belief", belief=_belief(text, lang))


def _belief(text: str, lang: str) -> str:
    """`approved 8800`, the POS's belief and what it booked, in words."""
    belief, _, amount = text.partition(" ")
    words = say_or(lang, f"belief.{belief}", belief)
    return f"{words} {won(lang, int(amount))}" if amount.isdecimal() and int(amount) else words


def booked_words(row: StatementRow, lang: str) -> str:
    """A booking of the issuer's."""
    kind = say_or(lang, f"booking.{row.kind}", row.kind)
    purse = say_or(lang, f"purse.{row.purse}", row.purse)
    note = f" ({row.note})" if row.note else ""
    return shown(f"● {kind} {won(lang, row.amount_krw)} {purse}{note}")
