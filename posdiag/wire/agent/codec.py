"""Messages to local VAN agents and back. Transport, agent and VAN answer each by a code of its own.

`http_status` is the transport's, `agent_result` the agent's (with `agent_state`, what the dialect makes
of it), `result` the VAN's. None is ever filled from another one (DOMAIN 3.2: three layers of codes).
"""

from __future__ import annotations

from posdiag.wire.agent.bodies import (
    Body,
    Slot,
    read_carets,
    read_json,
    read_jsonp,
    read_telegram,
    write_carets,
    write_json,
    write_jsonp,
    write_telegram,
)
from posdiag.wire.agent.build import CODE
from posdiag.wire.agent.charset import read_text
from posdiag.wire.agent.http import HttpHead, read_head, write_answer, write_request
from posdiag.wire.agent.percent import Placed, percent
from posdiag.wire.agent.spec import AgentField, AgentSpec, Shape, State, Transport
from posdiag.wire.message import Decoded, Fault, Field, Kind, Message
from posdiag.wire.sayable import code_for
from posdiag.worded import worded

#: Content types, by shape; the charset is named behind them.
_TYPES = {
    Shape.TELEGRAM: "application/x-www-form-urlencoded",
    Shape.JSONP: "text/javascript",
    Shape.JSON: "application/json",
}
#: Faults of the text, which leave a message readable.
_MILD = ("text.",)
_NUMBERS = frozenset({"stan", "orig_stan"})


class AgentCodec:
    """The codec of one agent dialect. A frame is a canonical HTTP message, or a WebSocket's text message."""

    __slots__ = ("spec",)

    def __init__(self, spec: AgentSpec) -> None:
        self.spec = spec

    @property
    def name(self) -> str:
        return self.spec.name

    # -- writing ---------------------------------------------------------------------------------

    def encode(self, message: Message) -> bytes:
        """The whole frame. InputError where the dialect has no code for the message's kind."""
        spec = self.spec
        code = code_for(spec.by_kind, message, spec.name)
        fields = spec.answer_fields if message.reply else spec.request_fields
        values = {item.path: self._value(item, message, code) for item in fields}
        return self._answer(message, values) if message.reply else self._request(values)

    def _value(self, item: AgentField, message: Message, code: str) -> str:
        if item.name == CODE:
            return code
        if item.entries and message.get("entry") not in tuple(item.entries):
            return item.const
        value = message.get(item.name) if item.name else ""
        return item.prefix + value if value else item.const

    def _request(self, values: dict[str, str]) -> bytes:
        spec = self.spec
        match spec.request:
            case Shape.TELEGRAM:
                body = percent(write_telegram(spec, list(values.values())))
                return write_request("POST", spec.path, spec.host, self._type(Shape.TELEGRAM), body)
            case Shape.CARETS:
                return write_request("GET", write_carets(spec, list(values.values())), spec.host)
            case _:
                return write_json(spec, values, spec.command)

    def _answer(self, message: Message, values: dict[str, str]) -> bytes:
        spec = self.spec
        if message.get("agent_state") == State.OK:
            values |= {path: value for path, value in spec.also_ok.items() if not values.get(path)}
        match spec.answer:
            case Shape.TELEGRAM:
                body = write_telegram(spec, list(values.values()))
                body = percent(body) if spec.answer_percent else body
            case Shape.JSONP:
                body = write_jsonp(spec, values)
            case _:
                body = write_json(spec, values)
        if not spec.over_http:
            return body
        status = message.get("http_status")
        return write_answer(int(status) if status.isdigit() else 200, self._type(spec.answer), body)

    def _type(self, shape: Shape) -> str:
        return f"{_TYPES[shape]}; charset={self.spec.charset.value}"

    # -- reading ---------------------------------------------------------------------------------

    def decode(self, frame: bytes) -> Decoded:
        """What can be read of a frame, with every fault found. Never raises on any bytes.

        An answer that a POS so set could not read (a callback of another name, a length that counts
        otherwise, a status that is no success) has fields and faults but no message.
        """
        reading = _Reading(self.spec)
        if self.spec.over_http:
            head = read_head(frame)
            if head is None:
                fault = Fault(0, "http.none", worded("no HTTP message"))
                return Decoded(self.spec.name, (), (fault,), None, 0)
            reading.http(head, frame)
        else:
            body = read_json(self.spec, frame, 0, len(frame))
            reading.body(body, reply=not body.command)
        return reading.decoded(len(frame))


class _Reading:
    """What is being read from one frame."""

    def __init__(self, spec: AgentSpec) -> None:
        self._spec = spec
        self._words: dict[str, str] = {}
        self._meant: dict[str, str] = {}  # texts as they were written, where another charset fits
        self._kind: Kind | None = None
        self._reply = False
        self._fields: list[Field] = []
        self._faults: list[Fault] = []

    def decoded(self, size: int) -> Decoded:
        sound = all(fault.code.startswith(_MILD) for fault in self._faults)
        message = None
        if sound and self._kind is not None:
            message = Message(self._kind, self._reply, self._words)
        faults = sorted(self._faults, key=lambda fault: fault.offset)
        return Decoded(self._spec.name, tuple(self._fields), tuple(faults), message, size)

    def http(self, head: HttpHead, frame: bytes) -> None:
        spec = self._spec
        if head.declared not in (None, len(frame) - head.size):
            self._fault(
                head.size, "http.length", worded("{frame} bytes follow", frame=len(frame) - head.size)
            )
        line_end = frame.find(b"\r\n") + 2
        headers = frame[line_end : head.size].decode("latin-1").strip()
        self._fields.append(Field("http.headers", line_end, head.size - line_end, headers))
        if head.status:
            self._fields.append(Field("http.status", head.at, 3, str(head.status), "http_status"))
            self._words["http_status"] = str(head.status)
            self.body(self._read(spec.answer, frame, head), reply=True)
            if not 200 <= head.status < 300:
                self._fault(
                    head.at, f"http.status.{head.status}", worded("the agent's server refused the request")
                )
            return
        shown = head.target.partition("?")[0]
        self._fields.append(Field("http.request", 0, head.at + len(shown), f"{head.method} {shown}"))
        self.body(self._read(spec.request, frame, head), reply=False)

    def _read(self, shape: Shape, frame: bytes, head: HttpHead) -> Body:
        spec, end = self._spec, len(frame)
        match shape:
            case Shape.TELEGRAM:
                return self._telegram(frame, head, end)
            case Shape.CARETS:
                if spec.transport is Transport.HTTP_GET and head.method != "GET":
                    self._fault(0, "http.method", worded("{method} where GET is usual", method=head.method))
                return read_carets(spec, frame, head.at, head.at + len(head.target))
            case Shape.JSONP:
                return read_jsonp(spec, frame, head.size, end)
            case Shape.JSON:
                return read_json(spec, frame, head.size, end)

    def _telegram(self, frame: bytes, head: HttpHead, end: int) -> Body:
        encoded = not head.status or self._spec.answer_percent
        body = frame[head.size : end]
        looks_encoded = b"%07" in body and b"\x07" not in body
        if looks_encoded != encoded and (looks_encoded or b"\x07" in body):
            found = "yes" if looks_encoded else "no"
            self._fault(head.size, f"percent.other.{found}", worded("the body is percent-encoded otherwise"))
            encoded = looks_encoded
        reader = Placed.encoded if encoded else Placed.plain
        return read_telegram(self._spec, reader(frame, head.size, end))

    def body(self, body: Body, reply: bool) -> None:
        """Take the slots into fields and words."""
        spec = self._spec
        self._reply = reply
        self._faults += body.faults
        known = {item.path: item for item in (spec.answer_fields if reply else spec.request_fields)}
        others = {slot.path: slot.raw for slot in body.slots if slot.path in spec.also_ok}
        for slot in body.slots:
            self._take(slot, known.get(slot.path))
        if reply:
            self._judge(others)

    def _take(self, slot: Slot, item: AgentField | None) -> None:
        value, other = read_text(slot.raw, self._spec.charset)
        if other == "?":
            self._fault(
                slot.offset, "text.undecodable", worded("no text in {charset}", charset=self._spec.charset)
            )
        elif other:
            self._fault(
                slot.offset,
                f"text.other-charset.{other}",
                worded("{other}, not {charset}", other=other, charset=self._spec.charset),
            )
        name = "" if item is None else item.name
        if other in ("utf-8", "cp949"):
            self._meant[name] = slot.raw.decode(other)
        if item is not None and item.prefix and value.startswith(item.prefix):
            value = value.removeprefix(item.prefix)
        if name == CODE:
            self._kind = self._spec.by_code.get((value, self._reply))
            if self._kind is None:
                self._fault(
                    slot.offset, "code.unknown", worded("no message has the code `{value}`", value=value[:20])
                )
        elif name and value:
            value = value.zfill(6) if name in _NUMBERS and value.isdigit() else value
            self._words.setdefault(name, value)
        shown = "" if name == CODE else name
        # A bare number would be read as the number of an ISO 8583 data element, and masked as one.
        path = f"#{slot.path}" if slot.path.isdigit() else slot.path
        self._fields.append(Field(path, slot.offset, slot.length, value, shown))

    def _judge(self, others: dict[str, bytes]) -> None:
        """What the agent's result comes to."""
        words, spec = self._words, self._spec
        known = words | self._meant
        texts = f"{known.get('agent_text', '')} {known.get('text1', '')}"
        state = spec.state(words.get("agent_result", ""), texts)
        if state is State.OK and any(
            others.get(path, value.encode()) != value.encode() for path, value in spec.also_ok.items()
        ):
            state = State.FAILED
        if state is not None:
            words["agent_state"] = state.value

    def _fault(self, offset: int, code: str, text: str) -> None:
        self._faults.append(Fault(offset, code, text))
