"""A sale as outages are looked for, from the JSON of a run: its time, its host end, its shop, its card range.

The record holds masked frames; what it does not say in keys is read from them. The card keeps six digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from posdiag.diagnose.finding import class_of
from posdiag.diagnose.outage import Sale
from posdiag.wire.codec import Codec
from posdiag.wire.message import Message

RUN_SCHEMA = "posdiag/run/1"

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?) UTC$")
_TILL_CLOCK = re.compile(r"\d{14}")
_BIN = re.compile(rb"(?<!\d)(\d{6})\*{3,}")
#: What masking left: no digits, so that a strict reader stumbles over it.
_STARS = re.compile(rb"\*{3,}")
#: Looking for the dialect of a host end takes long: no more frames of one end are tried than this.
_MOST_LOOKED = 4
#: A failing run without a named cause.
UNCLEAR = "unclear"


class NoSale(ValueError):
    """A JSON value that is no run record; the text says what is missing."""


class HostFrames:
    """Reads masked host frames. `codec_of` finds a dialect; that of a host end is kept while it reads."""

    def __init__(self, codec_of: Callable[[bytes], Codec]) -> None:
        self._codec_of = codec_of
        self._known: dict[str, Codec] = {}
        self._looked: dict[str, int] = {}

    def message(self, end: str, data: bytes) -> Message | None:
        """What a frame from or to a host end says; None where nobody can read it."""
        data = _STARS.sub(lambda found: b"0" * len(found[0]), data)
        known = self._known.get(end)
        read = known.decode(data).message if known is not None else None
        if read is not None or self._looked.get(end, 0) >= _MOST_LOOKED:
            return read
        self._looked[end] = self._looked.get(end, 0) + 1
        self._known[end] = self._codec_of(data)
        return self._known[end].decode(data).message


def sale_of(run: object, reader: HostFrames, at_s: float | None = None) -> Sale | None:
    """The sale of a run record; None where nobody knows when it was. NoSale for what is no run record.

    `at_s` is its time, where whoever asks knows better than the record.
    """
    if not isinstance(run, dict) or run.get("schema") != RUN_SCHEMA:
        raise NoSale(f"no run record of schema {RUN_SCHEMA}")
    try:
        frames = [(str(one["link"]), bytes.fromhex(one["hex"])) for one in run["transcript"]]
        van = _host_end(str(run["terminal"]), frames)
        messages = _host_messages(frames, van, reader)
        at_s = _time_of(str(run["place"]), messages) if at_s is None else at_s
        if at_s is None:
            return None
        symptom, party = _symptom_of(run)
        return Sale(
            at_s,
            van=van,
            issuer=_first(messages, "issuer"),
            bin=_bin_of(messages, [data for _, data in frames]),
            shop=_first(messages, "tid") or _tid_found(run) or _pos_end(str(run["terminal"])),
            symptom=symptom,
            party=party,
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise NoSale(f"a run record with a wrong or missing key: {error}") from error


def _symptom_of(run: Mapping[str, Any]) -> tuple[str, str]:
    """The class of the first cause and its party; empty for a run that was well."""
    if run["verdict"] == "compatible":
        return "", ""
    causes = run["causes"]
    if not causes:
        return (UNCLEAR, "unknown") if run["verdict"] == "incompatible" else ("", "")
    return class_of(str(causes[0]["cause"])), str(causes[0]["party"])


def _host_messages(frames: Sequence[tuple[str, bytes]], end: str, reader: HostFrames) -> tuple[Message, ...]:
    """What the first two readable host frames say: a request and its answer."""
    messages: list[Message] = []
    for data in (data for link, data in frames if link == "host"):
        read = reader.message(end, data)
        if read is not None:
            messages.append(read)
        if len(messages) == 2:
            break
    return tuple(messages)


def _time_of(place: str, messages: Sequence[Message]) -> float | None:
    """The time of the capture, or else of the till's own clock as the request has it."""
    found = _MOMENT.search(place)
    if found is not None:
        return datetime.fromisoformat(found[1]).replace(tzinfo=UTC).timestamp()
    sent_at = _first(messages, "sent_at")
    if not _TILL_CLOCK.fullmatch(sent_at):
        return None
    try:
        return datetime.strptime(sent_at, "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp()
    except ValueError:
        return None


def _host_end(terminal: str, frames: Sequence[tuple[str, bytes]]) -> str:
    """The host's end of a captured host link; empty on other links."""
    if not frames or frames[0][0] != "host":
        return ""
    return terminal.partition(" - ")[2]


def _pos_end(terminal: str) -> str:
    """The POS's end without its port, which changes with each connection."""
    end = terminal.partition(" - ")[0]
    host, colon, port = end.rpartition(":")
    return host if colon and port.isdigit() else end


def _first(messages: Sequence[Message], name: str) -> str:
    return next((text for one in messages if (text := one.get(name).strip())), "")


def _tid_found(run: Mapping[str, Any]) -> str:
    tids = (str(finding["facts"].get("tid", "")) for finding in run["findings"])
    return next((tid for tid in tids if tid), "")


def _bin_of(messages: Sequence[Message], frames: Sequence[bytes]) -> str:
    """The first six digits of the card: more are not in a masked record."""
    card = _first(messages, "card")
    if re.match(r"\d{13}", card):
        return card[:6]
    found = next((match for data in frames if (match := _BIN.search(data))), None)
    return found[1].decode("ascii") if found else ""
