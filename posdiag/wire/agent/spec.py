"""How one local VAN agent is spoken to, as data: every option stands for itself (DOMAIN 3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from posdiag.wire.codec import OptionFault, Options
from posdiag.wire.ecr.spec import Charset
from posdiag.wire.message import Kind

BEL, FS = 0x07, 0x1C


class Transport(StrEnum):
    """How the POS reaches the agent."""

    HTTP_POST = "http-post"
    HTTP_GET = "http-get"
    WEBSOCKET = "websocket"


class Shape(StrEnum):
    """How a body writes its fields."""

    TELEGRAM = "telegram"  # LLLL mark BBBB opening BEL field FS field … BEL
    CARETS = "carets"  # one parameter of the address, its fields joined by ^
    JSONP = "jsonp"  # callback({…})
    JSON = "json"


class Counts(StrEnum):
    """What the lengths of a telegram count."""

    BYTES = "bytes"  # of the text in its own charset
    CHARACTERS = "characters"
    UTF_8 = "utf-8"  # three for each Hangul, whatever the charset (DOMAIN 3.2, the VCAT sample)


class State(StrEnum):
    """What an agent's own result comes to."""

    OK = "ok"  # the agent did its part; what the VAN said stands in another code
    BUSY = "busy"  # another request is open
    CARD_WAIT = "card-wait"  # gave up waiting for the card
    STOPPED = "stopped"  # ended by a stop request or at the reader
    LENGTH = "length"  # the telegram's length is wrong
    UNREADABLE = "unreadable"  # the request cannot be read
    FAILED = "failed"  # anything else


@dataclass(frozen=True, slots=True)
class AgentField:
    """One field by its place or key. `name` is a word of FIELD_NAMES, `code`, or empty.

    `const` is written where the message has no value. `prefix` stands before the value, and only where
    the message's entry is one of `entries` (barcodes: DOMAIN 3.2, field 22 of EasyCard).
    """

    path: str
    name: str = ""
    const: str = ""
    prefix: str = ""
    entries: str = ""


@dataclass(frozen=True, slots=True)
class AgentCode:
    """What a code stands for; in requests, in answers or in both."""

    code: str
    kind: Kind
    request: bool = True
    reply: bool = True


@dataclass(frozen=True)
class AgentSpec:
    """One dialect. Not slotted, since its look-up tables are computed once and kept."""

    name: str
    transport: Transport = Transport.HTTP_POST
    request: Shape = Shape.TELEGRAM
    answer: Shape = Shape.TELEGRAM
    host: str = "127.0.0.1"
    path: str = "/"
    charset: Charset = Charset.CP949
    answer_percent: bool = False  # whether an answer's body is percent-encoded, as requests always are
    counts: Counts = Counts.BYTES
    mark: str = ""
    opening: str = ""
    command: str = ""
    stop: str = ""
    callback: str = "posdiag"
    callback_key: str = "callback"
    request_key: str = "REQ"
    codes: tuple[AgentCode, ...] = ()
    request_fields: tuple[AgentField, ...] = ()
    answer_fields: tuple[AgentField, ...] = ()
    also_ok: Mapping[str, str] = field(default_factory=dict)  # what else an answer says when all is well
    results: Mapping[str, State] = field(default_factory=dict)
    texts: Mapping[str, State] = field(default_factory=dict)  # words of the agent's own message

    @staticmethod
    def build(name: str, options: Options) -> tuple[AgentSpec, tuple[OptionFault, ...]]:
        """The dialect that `options` describe, with every fault in them; faulty options keep defaults."""
        from posdiag.wire.agent.build import build_spec

        return build_spec(name, options)

    @property
    def over_http(self) -> bool:
        return self.transport is not Transport.WEBSOCKET

    @cached_property
    def by_kind(self) -> Mapping[tuple[Kind, bool], str]:
        """(kind, whether it is an answer) -> the first code written for it."""
        table: dict[tuple[Kind, bool], str] = {}
        for item in self.codes:
            for reply, written in ((False, item.request), (True, item.reply)):
                if written:
                    table.setdefault((item.kind, reply), item.code)
        return table

    @cached_property
    def by_code(self) -> Mapping[tuple[str, bool], Kind]:
        return {
            (item.code, reply): item.kind
            for item in self.codes
            for reply, written in ((False, item.request), (True, item.reply))
            if written
        }

    def state(self, result: str, text: str) -> State | None:
        """What an agent's result and message come to; None where there is no result."""
        if not result:
            return None
        known = self.results.get(result, State.FAILED)
        if known is State.FAILED:
            return next((meant for words, meant in self.texts.items() if words in text), known)
        return known
