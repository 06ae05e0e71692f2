"""The bodies of agents' messages, written and read: telegram, carets, JSONP and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posdiag.wire.agent.charset import count
from posdiag.wire.agent.json_text import scan
from posdiag.wire.agent.percent import Placed, percent
from posdiag.wire.agent.spec import BEL, FS, AgentSpec, Counts
from posdiag.wire.message import Fault
from posdiag.worded import worded

#: Bytes of a telegram's length, mark and second length.
_LENGTH, _MARK = 4, 8
HEAD = _LENGTH + _MARK + _LENGTH
#: What the first length counts beside the body: the mark and the second length.
SURPLUS = _MARK + _LENGTH
_CALL = re.compile(rb"\s*([A-Za-z_$][\w$.]{0,200})\s*\(")


@dataclass(frozen=True, slots=True)
class Slot:
    """One field of a body: its path, where it stands in the frame, and its bytes as they are meant."""

    path: str
    offset: int
    length: int
    raw: bytes


@dataclass(frozen=True, slots=True)
class Body:
    """What a body holds, and what is wrong with it. `command` is the key over a JSON request's fields."""

    slots: tuple[Slot, ...] = ()
    faults: tuple[Fault, ...] = ()
    command: str = ""


# -- telegram ----------------------------------------------------------------------------------------


def write_telegram(spec: AgentSpec, values: Sequence[str]) -> bytes:
    """`LLLL mark BBBB opening BEL field FS field … BEL`; a length above 9999 loses its high digits."""
    raw = bytes((FS,)).join(value.encode(spec.charset.value, "replace") for value in values)
    body = spec.opening.encode("ascii", "replace") + bytes((BEL,)) + raw + bytes((BEL,))
    size = count(body, spec.counts, spec.charset)
    mark = spec.mark.encode("ascii", "replace")[:_MARK].ljust(_MARK)
    return b"%04d%s%04d%s" % ((size + SURPLUS) % 10_000, mark, size % 10_000, body)


def read_telegram(spec: AgentSpec, placed: Placed) -> Body:
    """The fields by place from 1; the two lengths as `length` and `body_length`."""
    data = placed.data
    if len(data) < HEAD:
        return Body(
            (), (Fault(placed.places[0], "telegram.cut", worded("the telegram ends inside its head")),)
        )
    slots = [
        _slot(placed, "length", 0, _LENGTH),
        _slot(placed, "mark", _LENGTH, _LENGTH + _MARK),
        _slot(placed, "body_length", _LENGTH + _MARK, HEAD),
    ]
    faults = list(_length_faults(spec, placed))
    mark = spec.mark.encode("ascii", "replace")[:_MARK].ljust(_MARK)
    if data[_LENGTH : _LENGTH + _MARK] != mark:
        faults.append(
            Fault(placed.places[_LENGTH], "telegram.mark", worded("the mark is not `{mark}`", mark=spec.mark))
        )
    first, last = data.find(BEL, HEAD), data.rfind(BEL)
    if first < 0 or first == last:
        faults.append(
            Fault(placed.places[HEAD], "telegram.no-bel", worded("the fields do not stand between two BEL"))
        )
        return Body(tuple(slots), tuple(faults))
    at = first + 1
    for place, raw in enumerate(data[first + 1 : last].split(bytes((FS,))), 1):
        slots.append(_slot(placed, str(place), at, at + len(raw)))
        at += len(raw) + 1
    return Body(tuple(slots), tuple(faults))


def _slot(placed: Placed, path: str, start: int, end: int) -> Slot:
    return Slot(path, *placed.span(start, end), placed.data[start:end])


def _length_faults(spec: AgentSpec, placed: Placed) -> list[Fault]:
    body = placed.data[HEAD:]
    given = [placed.data[:_LENGTH], placed.data[_LENGTH + _MARK : HEAD]]
    numbers = [int(raw) if raw.isdigit() else -1 for raw in given]

    def fits(counts: Counts) -> bool:
        size = count(body, counts, spec.charset)
        return numbers == [(size + SURPLUS) % 10_000, size % 10_000]

    if fits(spec.counts):
        return []
    other = next((counts for counts in Counts if counts is not spec.counts and fits(counts)), None)
    if other is not None:
        text = worded("the lengths count {value}, not {value2}", value=other.value, value2=spec.counts.value)
        return [Fault(placed.places[0], f"length.other-count.{other.value}", text)]
    return [
        Fault(
            placed.places[0],
            "length.wrong",
            worded("the lengths {numbers} do not fit {body} bytes", numbers=numbers, body=len(body)),
        )
    ]


# -- carets ------------------------------------------------------------------------------------------


def write_carets(spec: AgentSpec, values: Sequence[str]) -> str:
    """The target of a GET request: path, callback and the fields."""
    raw = b"^".join(value.replace("^", " ").encode(spec.charset.value, "replace") for value in values)
    key, callback = spec.callback_key, spec.callback
    return f"{spec.path}?{key}={callback}&{spec.request_key}={percent(raw).decode('ascii')}"


def read_carets(spec: AgentSpec, frame: bytes, start: int, end: int) -> Body:
    """The fields by place from 1, and the callback's name; `start` to `end` is the request's target."""
    question = frame.find(b"?", start, end)
    at = end if question < 0 else question + 1
    callback: list[Slot] = []
    slots: list[Slot] = []
    found = False
    while at < end:
        stop = frame.find(b"&", at, end)
        stop = end if stop < 0 else stop
        key, equals, _ = frame[at:stop].partition(b"=")
        value = Placed.encoded(frame, at + len(key) + len(equals), stop)
        name = key.decode("latin-1")
        if name == spec.request_key and not found:
            found = True
            slots = _careted(value)
        elif name == spec.callback_key:
            callback.append(Slot("callback", *value.span(0, len(value.data)), value.data))
        at = stop + 1
    faults = (
        ()
        if found
        else (
            Fault(
                start, "carets.missing", worded("no parameter `{request_key}`", request_key=spec.request_key)
            ),
        )
    )
    return Body((*callback, *slots), faults)


def _careted(value: Placed) -> list[Slot]:
    slots, at = [], 0
    for place, raw in enumerate(value.data.split(b"^"), 1):
        slots.append(_slot(value, str(place), at, at + len(raw)))
        at += len(raw) + 1
    return slots


# -- JSON --------------------------------------------------------------------------------------------


def write_json(spec: AgentSpec, values: Mapping[str, str], command: str = "") -> bytes:
    """An object of texts, under the command's name where there is one."""
    inner = {path: value for path, value in values.items() if value}
    whole = {command: inner} if command else inner
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return text.encode(spec.charset.value, "replace")


def write_jsonp(spec: AgentSpec, values: Mapping[str, str]) -> bytes:
    return spec.callback.encode("ascii", "replace") + b"(" + write_json(spec, values) + b");"


def read_json(spec: AgentSpec, frame: bytes, start: int, end: int) -> Body:
    """The scalars of the text; those of a request stand under its command, which is left out of the path."""
    if not frame[start:end].lstrip().startswith(b"{"):
        return Body((), (Fault(start, "json.none", worded("no JSON object")),))
    values, broken = scan(frame, start, end)
    charset = spec.charset.value
    found = [Slot(value.path, value.offset, len(value.raw), value.plain(charset)) for value in values]
    faults = (
        () if broken < 0 else (Fault(broken, "json.broken", worded("the JSON breaks off or is malformed")),)
    )
    command = next((name for name in (spec.command, spec.stop) if name and _under(found, name)), "")
    if not command and frame[start:end].replace(b" ", b"").startswith(b'{"' + spec.stop.encode() + b'"'):
        command = spec.stop
    if command:
        found = [
            Slot(slot.path.removeprefix(f"{command}."), slot.offset, slot.length, slot.raw) for slot in found
        ]
    return Body(tuple(found), faults, command)


def _under(slots: Sequence[Slot], command: str) -> bool:
    return any(slot.path == command or slot.path.startswith(f"{command}.") for slot in slots)


def read_jsonp(spec: AgentSpec, frame: bytes, start: int, end: int) -> Body:
    """`callback({…})`; a script under another callback's name calls nobody."""
    call = _CALL.match(frame, start, end)
    if call is None:
        return Body((), (Fault(start, "jsonp.no-call", worded("the body is no call of a callback")),))
    name = call[1].decode("latin-1")
    close = frame.rfind(b")", call.end(), end)
    inner = read_json(spec, frame, call.end(), end if close < 0 else close)
    faults = list(inner.faults)
    if name != spec.callback:
        text = worded(
            "the answer calls `{name}`; the POS waits for `{callback}`", name=name, callback=spec.callback
        )
        faults.insert(0, Fault(call.start(1), f"jsonp.callback.{name}", text))
    if close < 0:
        faults.append(Fault(end, "jsonp.no-call", worded("the call is not closed")))
    slot = Slot("callback", call.start(1), len(call[1]), call[1])
    return Body((slot, *inner.slots), tuple(faults))
