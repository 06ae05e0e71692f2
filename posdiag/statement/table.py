"""A statement as a table: delimiter, quoted cells, headings in either language and any order, or none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posdiag.profile.regions import Regions
from posdiag.statement.cells import approval, clock, kind, moment, money, purse, sheet_moment
from posdiag.statement.headings import HEADINGS, bare_heading

DELIMITERS = ("\t", "|", ";", ",")
#: A quoted cell may run over so many lines.
_MOST_LINES = 6
#: Rows looked at to find the delimiter, the headings and what columns hold.
_LOOKED_AT = 60
#: Headings stand among the first rows.
_HEADING_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the column (from 1) at which its text begins in its line."""

    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells with the number of its first line."""

    line: int
    cells: tuple[Cell, ...]

    def text(self, at: int | None) -> str:
        return "" if at is None or at >= len(self.cells) else self.cells[at].text.strip()

    def column(self, at: int | None) -> int:
        return 1 if at is None or at >= len(self.cells) else self.cells[at].column


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, and which column holds which field."""

    rows: tuple[Row, ...]
    fields: Mapping[str, int]
    headings: Mapping[str, str]
    above: tuple[int, ...] = ()  # lines before the payments: titles, the headings


def table(text: str, regions: Regions) -> Table | None:
    """The table in a text; None where it is not one."""
    delimiter = _delimiter(text)
    if delimiter is None:
        return None
    rows = _rows(text, delimiter)
    if not rows:
        return None
    heading = _heading(rows)
    width = len(rows[heading].cells) if heading is not None else _usual_width(rows)
    rows = [_whole(row, width) for row in rows]
    if heading is None:
        fields = _guessed(rows, regions, {})
        return Table(tuple(rows), fields, {}) if "amount" in fields and "moment" in fields else None
    names = rows[heading]
    body = [row for row in rows[heading + 1 :] if not _repeats(row, names) and not _is_rule(row)]
    fields = _named(names)
    if "amount" not in fields or "moment" not in fields:
        fields = _guessed(body, regions, fields)
    fields = _sorted_out(fields, body)
    shown = {field: names.text(at) for field, at in fields.items()}
    above = tuple(row.line for row in rows[: heading + 1])
    return Table(tuple(body), fields, shown, above)


def _delimiter(text: str) -> str | None:
    """The sign between cells: one that most lines have equally often."""
    looked = [line for line in text.split("\n") if line.strip()][:_LOOKED_AT]
    best, most = None, 0.0
    for sign in DELIMITERS:
        lines = _below_titles(looked, sign)
        counts = [_width(line, sign) for line in lines]
        several = [count for count in counts if count >= 3]
        if not several or len(several) * 5 < len(lines) * 3:
            continue
        usual = Counter(several).most_common(1)[0][1] / len(lines)
        if usual > most + 0.15:
            best, most = sign, usual
    return best


def _below_titles(lines: Sequence[str], sign: str) -> Sequence[str]:
    """The lines from the headings on, where some stand near the top: titles above them have no cells."""
    for at, line in enumerate(lines[:_HEADING_WITHIN]):
        if line.count(sign) >= 2 and _is_heading(Row(at, tuple(_split(line.replace('"', ""), sign)[0]))):
            return lines[at:]
    return lines


def _width(line: str, sign: str) -> int:
    """How many cells a line has by a delimiter; a comma within an amount is none."""
    joined = _JOINED.sub(r"\1\2", line) if sign == "," else line
    cells, whole = _split(joined, sign)
    return len(cells) if whole else len(_split(joined.replace('"', "'"), sign)[0])


_JOINED = re.compile(r"(\d),(\d{3})(?!\d)")


def _rows(text: str, delimiter: str) -> list[Row]:
    rows, lines = [], text.split("\n")
    at = 0
    while at < len(lines):
        first, line = at, lines[at]
        cells, whole = _split(line, delimiter)
        while not whole and at + 1 < len(lines) and at - first < _MOST_LINES:
            at += 1
            line += "\n" + lines[at]
            cells, whole = _split(line, delimiter)
        if not whole:  # a quotation mark that nothing closes is a letter like others
            at = first
            cells = _split(lines[first].replace('"', "'"), delimiter)[0]
        if any(cell.text.strip() for cell in cells):
            rows.append(Row(first + 1, tuple(cells)))
        at += 1
    return rows


def _split(line: str, delimiter: str) -> tuple[list[Cell], bool]:
    """The cells of a line, and whether every quoted one is closed."""
    cells: list[Cell] = []
    at = 0
    while True:
        start = at
        while at < len(line) and line[at] == " ":
            at += 1
        if at < len(line) and line[at] == '"':
            text, at, closed = _quoted(line, at + 1)
            if not closed:
                return cells, False
            end = line.find(delimiter, at)
        else:
            end = line.find(delimiter, at)
            text = line[at : len(line) if end < 0 else end]
        cells.append(Cell(text, start + 1))
        if end < 0:
            break
        at = end + 1
    if delimiter == "|":  # a table drawn with bars has one at each end
        while cells and not cells[0].text.strip():
            cells.pop(0)
        while cells and not cells[-1].text.strip():
            cells.pop()
    return cells, True


def _quoted(line: str, at: int) -> tuple[str, int, bool]:
    parts = []
    while True:
        end = line.find('"', at)
        if end < 0:
            return "", at, False
        parts.append(line[at:end])
        if line[end + 1 : end + 2] != '"':
            return "".join(parts), end + 1, True
        parts.append('"')
        at = end + 2


def _usual_width(rows: Sequence[Row]) -> int:
    joined = (len(_whole(row, 1).cells) for row in rows[:_LOOKED_AT])
    return Counter(joined).most_common(1)[0][0]


def _whole(row: Row, width: int) -> Row:
    """The row with amounts joined again that a comma within them had split, down to its width."""
    cells = list(row.cells)
    at = 0
    while len(cells) > width and at + 1 < len(cells):
        if re.fullmatch(r"\s*[-₩\\]?\s?\d{1,3}(,\d{3})*", cells[at].text) and re.fullmatch(
            r"\d{3}(\s?원|\.0+)?\s*", cells[at + 1].text
        ):
            cells[at : at + 2] = [Cell(f"{cells[at].text},{cells[at + 1].text}", cells[at].column)]
        else:
            at += 1
    return Row(row.line, tuple(cells))


def _heading(rows: Sequence[Row]) -> int | None:
    return next((at for at, row in enumerate(rows[:_HEADING_WITHIN]) if _is_heading(row)), None)


def _is_heading(row: Row) -> bool:
    return len(_named(row)) >= 2 and not any(money(c.text) for c in row.cells if len(c.text) > 2)


def _is_rule(row: Row) -> bool:
    """A line drawn under the headings."""
    return all(re.fullmatch(r"\s*[-=:+]*\s*", cell.text) for cell in row.cells)


def _repeats(row: Row, names: Row) -> bool:
    return [cell.text.strip() for cell in row.cells] == [cell.text.strip() for cell in names.cells]


def _named(row: Row) -> dict[str, int]:
    """The columns that headings name, whole words first and parts of words for what is left."""
    fields: dict[str, int] = {}
    plain = [bare_heading(cell.text) for cell in row.cells]
    for exact in (True, False):
        for field, names in HEADINGS.items():
            for at, text in enumerate(plain):
                if field in fields or at in fields.values() or not text or len(text) > 20:
                    continue
                if text in names or (not exact and any(n in text for n in names if len(n) > 1 and n != "no")):
                    fields[field] = at
    fields.pop("number", None)
    if "clock" in fields and "moment" not in fields:
        fields["moment"] = fields.pop("clock")
    return fields


def _sorted_out(fields: Mapping[str, int], rows: Sequence[Row]) -> dict[str, int]:
    """A column called 구분, 상태 or 카드 may hold the purse or what happened: its cells tell."""
    out = dict(fields)
    for field, other in (("kind", "purse"), ("purse", "kind")):
        at = out.get(field)
        if at is None or other in out:
            continue
        texts = [row.text(at) for row in rows[:_LOOKED_AT] if row.text(at)]
        kinds = sum(kind(text) is not None for text in texts)
        purses = sum(purse(text) is not None for text in texts)
        if field == "kind" and purses > kinds:
            out["purse"] = out.pop("kind")
            return out
        if field == "purse" and kinds > purses:
            out["kind"] = out.pop("purse")
            return out
        if kinds and purses:
            out[other] = at
    return out


def _guessed(rows: Sequence[Row], regions: Regions, known: Mapping[str, int]) -> dict[str, int]:
    """What each column holds, by its cells alone."""
    looked = rows[:_LOOKED_AT]
    width = max((len(row.cells) for row in looked), default=0)
    texts = {
        at: [row.text(at) for row in looked if row.text(at)]
        for at in range(width)
        if at not in known.values()
    }
    fields = dict(known)

    def take(field: str, score: Mapping[int, float], least: float = 0.6) -> None:
        left = {at: value for at, value in score.items() if at not in fields.values()}
        best = max(left, key=lambda at: (left[at], -at), default=None)
        if field not in fields and best is not None and left[best] >= least:
            fields[field] = best

    def share(test: object) -> dict[int, float]:
        assert callable(test)
        return {at: sum(bool(test(t)) for t in cells) / max(len(cells), 1) for at, cells in texts.items()}

    take("moment", share(lambda t: moment(t) or sheet_moment(t)))
    take("clock", share(clock), 0.9)
    take("kind", share(lambda t: len(t) <= 12 and kind(t)))
    take("purse", share(lambda t: len(t) <= 20 and purse(t)))
    take("place", share(lambda t: bool(regions.find(t)) and not any(c.isdigit() for c in t[:3])))
    amounts = share(lambda t: money(t) is not None and not _looks_like_number(t))
    marked = share(lambda t: money(t) is not None and ("," in t or "원" in t or "₩" in t))
    take("amount", {at: value + marked[at] for at, value in amounts.items()}, 0.6)
    take("approval", share(approval))
    take("amount", share(lambda t: money(t) is not None), 0.6)
    take("balance", {at: value + marked[at] for at, value in amounts.items()}, 0.6)
    words = {at: len(set(cells)) for at, cells in texts.items() if any(not money(t) for t in cells)}
    take("shop", {at: float(count) for at, count in words.items()}, 1.0)
    return fields


def _looks_like_number(text: str) -> bool:
    """Whether digits are more likely an approval number than an amount."""
    return (text.startswith("0") and len(text) > 1) or (text.isdigit() and len(text) >= 8)
