"""A run as the page shows it: the rungs of its ladder, and a single frame with its fields and faults."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from posdiag.report.ladder import booked_words, observed_words
from posdiag.report.redact import masked_fields
from posdiag.transcript import Observation, Party, Seen, StatementRow
from posdiag.web.failure import Failure
from posdiag.web.rooms import Rooms
from posdiag.wire.codec import Codec

#: Where each party stands; whoever has no lane stands with the POS.
LANES = {"pos": 1, "terminal": 2, "van": 3, "issuer": 4}
_BAD = {Seen.SILENCE, Seen.CLOSED, Seen.REFUSED, Seen.MISSED}
_CONTROLS = frozenset({0x04, 0x05, 0x06, 0x15})
#: A ladder on a page has at most so many rungs: a terminal may send garbage for ever.
MOST_RUNGS = 400
_BYTES_A_ROW = 16


@dataclass(frozen=True, slots=True)
class Rung:
    """One line of the ladder. `over` are the two lanes of an arrow, `lane` where something was seen."""

    n: int
    t_ms: int
    text: str
    arrow: str = ""  # right or left
    over: str = ""  # 12, 23, 34
    lane: int = 0
    tone: str = ""  # bad, control, money
    evidence: bool = False

    @property
    def seconds(self) -> str:
        return f"{self.t_ms / 1000:.3f}"


def rungs_of(run: Mapping[str, Any], lang: str) -> list[Rung]:
    """The rungs of a run (DESIGN 6), in the order of time."""
    evidence = {n for finding in run["findings"] for n in finding["evidence"]}
    rungs = [_frame(frame, evidence) for frame in run["transcript"]]
    rungs += [_observation(seen, lang, evidence) for seen in run["observations"]]
    if run["statement"]:
        rungs += [_booking(row, lang) for row in run["statement"]["rows"]]
    rungs.sort(key=lambda rung: (rung.t_ms, rung.n == 0, rung.n))
    return rungs[:MOST_RUNGS]


def lanes_of(run: Mapping[str, Any]) -> list[str]:
    """The parties that have a lane, from the POS on without a gap."""
    present = {party for frame in run["transcript"] for party in (frame["from"], frame["to"])}
    present |= {seen["by"] for seen in run["observations"]}
    last = max((LANES.get(party, 1) for party in present), default=2)
    if run["statement"]:
        last = 4
    return [party for party, lane in LANES.items() if lane <= max(last, 2)]


def _frame(frame: Mapping[str, Any], evidence: Collection[int]) -> Rung:
    start, end = LANES.get(frame["from"], 1), LANES.get(frame["to"], 2)
    data = bytes.fromhex(frame["hex"])
    control = 0 < len(data) <= 8 and all(byte in _CONTROLS for byte in data)
    bad = bool(frame["note"]) or "╳" in frame["text"] or frame["text"].startswith("NAK")
    tone = "bad" if bad else "control" if control else ""
    left = min(start, end)
    return Rung(
        n=frame["n"],
        t_ms=frame["t_ms"],
        text=frame["text"],
        arrow="right" if start < end else "left",
        over=f"{left}{left + 1}",
        tone=tone,
        evidence=frame["n"] in evidence,
    )


def _observation(plain: Mapping[str, Any], lang: str, evidence: Collection[int]) -> Rung:
    kind = Seen(plain["kind"])
    seen = Observation(
        plain["n"], plain["t_ms"], kind, Party(plain["by"]), plain["text"], wait_ms=plain["wait_ms"]
    )
    return Rung(
        n=seen.n,
        t_ms=seen.t_ms,
        text=observed_words(seen, lang),
        lane=LANES.get(plain["by"], 1),
        tone="bad" if kind in _BAD else "",
        evidence=seen.n in evidence,
    )


def _booking(row: Mapping[str, Any], lang: str) -> Rung:
    booking = StatementRow(
        row["t_ms"], row["kind"], row["amount"], row["purse"], row["approval"], note=row["note"]
    )
    return Rung(n=0, t_ms=row["t_ms"], text=booked_words(booking, lang), lane=4, tone="money")


# -- one frame -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FieldShown:
    path: str
    name: str
    offset: int
    length: int
    value: str


@dataclass(frozen=True, slots=True)
class FrameShown:
    """A frame: rows of (offset, hex, text), its fields, and its faults as (offset, code, message)."""

    n: int
    text: str
    dialect: str
    rows: tuple[tuple[str, str, str], ...]
    fields: tuple[FieldShown, ...]
    faults: tuple[tuple[int, str, str], ...]


def frame_of(run: Mapping[str, Any], n: int, rooms: Rooms) -> FrameShown:
    """Frame `n` of a run, which is masked already. Failure where there is none."""
    frame = next((one for one in run["transcript"] if one["n"] == n), None)
    if frame is None:
        raise Failure("not_found", "path.n", what=str(n))
    data = bytes.fromhex(frame["hex"])
    codec = None if frame["note"] else _codec(run, frame, data, rooms)
    return frame_shown(n, frame["text"], data, codec)


def frame_shown(n: int, text: str, data: bytes, codec: Codec | None) -> FrameShown:
    """A frame as the codec reads it; bytes alone without one."""
    if codec is None:
        return FrameShown(n, text, "", tuple(rows_of(data)), (), ())
    read = masked_fields(codec, data, codec.decode(data))
    return FrameShown(
        n=n,
        text=text,
        dialect=read.dialect,
        rows=tuple(rows_of(data)),
        fields=tuple(FieldShown(f.path, f.name, f.offset, f.length, f.value) for f in read.fields),
        faults=tuple((fault.offset, fault.code, fault.message) for fault in read.faults),
    )


def _codec(run: Mapping[str, Any], frame: Mapping[str, Any], data: bytes, rooms: Rooms) -> Codec | None:
    """What reads a frame: the release's own dialect, or for a host link the one that fits best."""
    label = f"{run['pos']['id']}@{run['pos']['release']}"
    product = rooms.library.products.get(run["pos"]["id"])
    release = next((one for one in product.releases if one.label == label), None) if product else None
    if len(data) <= 8 and all(byte in _CONTROLS for byte in data):
        return None
    own = "host" if release is not None and release.traits.link == "host" else "ecr"
    if release is not None and frame["link"] == own:
        return rooms.library.codec_of(release)
    return rooms.library.host_codec(data) if frame["link"] == "host" else None


def rows_of(data: bytes) -> list[tuple[str, str, str]]:
    """Bytes as rows of sixteen: offset, hex, and what of them is printable."""
    rows = []
    for start in range(0, len(data), _BYTES_A_ROW):
        part = data[start : start + _BYTES_A_ROW]
        text = "".join(chr(byte) if 32 <= byte < 127 else "·" for byte in part)
        rows.append((f"{start:04x}", part.hex(" "), text))
    return rows
