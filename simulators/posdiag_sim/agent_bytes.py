"""An agent's requests read and its answers written, by a reader and writer of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote_from_bytes, unquote_to_bytes

from posdiag_sim.agent_wire import (
    CARET_CODES,
    CARET_REQUEST,
    FORM_ANSWER,
    FORM_CODES,
    FORM_REQUEST,
    FORM_STOP,
    JSON_ANSWER,
    JSON_CODES,
    JSON_COMMAND,
    JSON_REQUEST,
    JSON_STOP,
    JSONP_ANSWER,
    REPEATED,
    AgentWire,
)

BEL, FS = "\x07", "\x1c"
_HEAD = 16
#: Header by which whoever serves an agent tells its requests apart; no part of the agreement.
EXCHANGE = "X-Exchange"
_MARK, _OPENING = "VCAT    ", "NICEVCAT"
_TYPES = {"agent-form": "text/plain", "agent-jsonp": "text/javascript"}
_KINDS = {
    "agent-form": {codes[0]: kind for kind, codes in FORM_CODES.items()},
    "agent-jsonp": {code: kind for kind, code in CARET_CODES.items()},
    "agent-ws": {code: kind for kind, code in JSON_CODES.items()},
}


@dataclass(frozen=True, slots=True)
class Asking:
    """A request that was read. `trouble` is length or unreadable; `places` are its fields by place."""

    kind: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""
    stop: bool = False
    callback: str = ""
    places: tuple[str, ...] = ()
    exchange: str = ""


# -- requests ----------------------------------------------------------------------------------------


def read_request(wire: AgentWire, frame: bytes) -> Asking:
    """What a whole request says; never raises."""
    if not wire.over_http:
        return _read_json(frame)
    head, _, body = frame.partition(b"\r\n\r\n")
    first, *headers = head.decode("latin-1").split("\r\n")
    words = first.split(" ")
    target = words[1] if len(words) > 1 else ""
    exchange = next((line.partition(":")[2].strip() for line in headers if line.startswith(EXCHANGE)), "")
    asking = _read_form(wire, body) if wire.layout == "agent-form" else _read_carets(wire, target)
    return Asking(
        asking.kind, asking.fields, asking.trouble, asking.stop, asking.callback, asking.places, exchange
    )


def _read_form(wire: AgentWire, body: bytes) -> Asking:
    raw = unquote_to_bytes(body)
    if raw.decode("latin-1").strip() == FORM_STOP:
        return Asking(stop=True)
    text = raw[_HEAD:]
    size = _counted(wire, text)
    opening, _, rest = text.decode(wire.charset, "replace").partition(BEL)
    places = tuple(rest.rpartition(BEL)[0].split(FS))
    asking = _by_place("agent-form", places, FORM_REQUEST)
    lengths = (raw[:4], raw[12:_HEAD])
    if raw[4:12] != _MARK.encode() or opening != _OPENING or BEL not in rest:
        return Asking(trouble="unreadable", places=places)
    if lengths != (b"%04d" % ((size + 12) % 10000), b"%04d" % (size % 10000)):
        return Asking(asking.kind, asking.fields, "length", places=places)
    return asking


def _counted(wire: AgentWire, text: bytes) -> int:
    if wire.counts == "bytes":
        return len(text)
    plain = text.decode(wire.charset, "replace")
    return len(plain) if wire.counts == "characters" else len(plain.encode("utf-8"))


def _read_carets(wire: AgentWire, target: str) -> Asking:
    query = target.partition("?")[2]
    if query == FORM_STOP:
        return Asking(stop=True)
    try:
        given = dict(parse_qsl(query, keep_blank_values=True, encoding="latin-1", max_num_fields=50))
    except ValueError:
        return Asking(trouble="unreadable")
    callback = given.get("callback", "")
    if "REQ" not in given:
        return Asking(trouble="unreadable", callback=callback)
    text = given["REQ"].encode("latin-1", "replace").decode(wire.charset, "replace")
    places = tuple(text.split("^"))
    asking = _by_place("agent-jsonp", places, CARET_REQUEST)
    trouble = asking.trouble or ("" if len(places) == len(CARET_REQUEST) else "unreadable")
    fields = dict(asking.fields)
    barcode = fields.pop("barcode", "")
    if barcode.startswith("B"):
        fields["card"] = barcode[1:]
    return Asking(asking.kind, fields, trouble, False, callback, places)


def _by_place(form: str, places: Sequence[str], names: Sequence[str]) -> Asking:
    pairs = zip(names, places, strict=False)
    fields = {name: value for name, value in pairs if name and not name.startswith("=") and value}
    return _asking(form, fields, places)


def _asking(form: str, fields: dict[str, str], places: Sequence[str] = ()) -> Asking:
    kind = _KINDS[form].get(fields.pop("code", ""), "")
    sound = all(fields.get(name, "0").isdecimal() for name in ("amount", "stan", "reader_wait"))
    return Asking(kind, fields, "" if kind and sound else "unreadable", places=tuple(places))


def _read_json(frame: bytes) -> Asking:
    try:
        told = json.loads(frame)
    except (ValueError, RecursionError):
        return Asking(trouble="unreadable")
    if isinstance(told, dict) and JSON_STOP in told:
        return Asking(stop=True)
    given = told.get(JSON_COMMAND) if isinstance(told, dict) else None
    if not isinstance(given, dict):
        return Asking(trouble="unreadable")
    fields = {name: str(given[key]) for key, name in JSON_REQUEST.items() if given.get(key) not in (None, "")}
    return _asking("agent-ws", fields)


# -- answers -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answering:
    """How this release of the agent answers: in a callback of its own name, or percent-encoded."""

    callback: str = ""
    percent: bool = False


def write_answer(
    wire: AgentWire, asking: Asking, kind: str, fields: Mapping[str, str], how: Answering
) -> bytes:
    """The whole answer to a request; `fields` hold agent_result and agent_text beside the VAN's."""
    match wire.layout:
        case "agent-form":
            body = _form(wire, kind, fields)
            body = quote_from_bytes(body, safe="").encode() if how.percent else body
        case "agent-jsonp":
            body = _jsonp(wire, asking, fields, how.callback or asking.callback)
        case _:
            return _json(kind, fields)
    lines = ["HTTP/1.1 200 OK", f"Content-Type: {_TYPES[wire.layout]}; charset={wire.charset}"]
    lines.append(f"Content-Length: {len(body)}")
    if asking.exchange:
        lines.append(f"{EXCHANGE}: {asking.exchange}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def _form(wire: AgentWire, kind: str, fields: Mapping[str, str]) -> bytes:
    words = {**fields, "code": FORM_CODES.get(kind, FORM_CODES["check"])[1]}
    values = (name[1:] if name.startswith("=") else words.get(name, "") for name in FORM_ANSWER)
    text = (_OPENING + BEL + FS.join(values) + BEL).encode(wire.charset, "replace")
    size = _counted(wire, text)
    return b"%04d%s%04d%s" % ((size + 12) % 10000, _MARK.encode(), size % 10000, text)


def _jsonp(wire: AgentWire, asking: Asking, fields: Mapping[str, str], callback: str) -> bytes:
    told = {
        "SUC": "00" if fields.get("agent_result") == "0000" else "01",
        "MSG": fields.get("agent_text", ""),
    }
    told |= {f"RQ{at:02d}": value for at, value in enumerate(asking.places[:REPEATED], 1)}
    told |= {key: fields.get(name, "") for key, name in JSONP_ANSWER.items()}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f"{callback}({text});".encode(wire.charset, "replace")


def _json(kind: str, fields: Mapping[str, str]) -> bytes:
    words = {**fields, "code": JSON_CODES.get(kind, "")}
    told: dict[str, object] = {"outRtn": 0 if fields.get("agent_result") == "0000" else -1}
    told |= {key: words[name] for key, name in JSON_ANSWER.items() if words.get(name)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
