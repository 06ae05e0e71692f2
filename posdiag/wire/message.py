"""What a message says, whatever dialect it is written in, and what a reader found in the bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

import msgspec


class Kind(StrEnum):
    """What a message is for. Authorisation, cancel, reversal and inquiry are different things."""

    APPROVE = "approve"
    CANCEL = "cancel"  # void of a known, approved sale
    REVERSE = "reverse"  # network cancel (망취소): undo a sale whose outcome is unknown
    INQUIRE = "inquire"  # last-transaction inquiry
    BALANCE = "balance"
    CHECK = "check"  # device check on an ECR link, echo (0800) on a host link


#: Names of the fields a message may have. All values are text; amounts are won in decimal digits.
FIELD_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "tid": "terminal id",
        "stan": "system trace audit number, 6 digits",
        "sent_at": "local time of the sender, YYYYMMDDhhmmss",
        "amount": "total asked, won, tax and service included",
        "tax": "value-added tax within the amount, won",
        "service": "service charge within the amount, won",
        "instalment": "instalment months or a special code, 2 digits",
        "entry": "C chip, S stripe, F stripe after a chip failure, T contactless, Q QR, B barcode, K keyed",
        "card": "PAN, barcode or QR text, or empty where the terminal reads the card",
        "orig_approval": "approval number of the sale meant",
        "orig_date": "date of the sale meant, YYMMDD",
        "orig_stan": "STAN of the sale meant",
        "orig_amount": "amount of the sale meant, won",
        "orig_unique_no": "retrieval reference or operation number of the sale meant",
        "route": "V van, P payment gateway",
        "business_no": "business registration number, 10 digits",
        "text": "name of the goods, CP949 on Korean links",
        "items": "classes of the goods in the basket, joined by /",
        "result": "response code, 2 characters; 00 approved, 10 approved in part",
        "text1": "first message line, CP949 on Korean links",
        "text2": "second message line",
        "approval": "approval number",
        "approved_amount": "amount approved, won",
        "balance": "balance left, won; empty where not told",
        "unique_no": "retrieval reference number (거래고유번호), 12 digits",
        "issuer": "issuer's name",
        "merchant": "merchant number the sale is booked under",
        "http_status": "status of the HTTP answer that carried a local agent's words, 3 digits",
        "agent_result": "a local VAN agent's own result, as it writes it; never the VAN's code",
        "agent_text": "the agent's own message",
        "agent_state": "what the dialect makes of agent_result: ok, busy, card-wait, stopped, length, …",
        "reader_wait": "seconds that a local agent may wait for the card",
        "orig_result": "outcome of the sale asked about",
        "device": "device check: card reader, RF, VAN, issuer link, each O or X",
    }
)


@dataclass(frozen=True, slots=True)
class Message:
    """A message in the words of FIELD_NAMES. `reply` tells an answer from a request."""

    kind: Kind
    reply: bool
    fields: Mapping[str, str] = field(default_factory=dict)
    repeat: bool = False  # sent again because the first got no answer (0401, 0421)
    advice: bool = False  # 0420 rather than 0400
    #: Further kinds of request that such a reply may answer; two messages that say the same are equal.
    also: frozenset[Kind] = field(default=frozenset(), compare=False)

    def get(self, name: str) -> str:
        return self.fields.get(name, "")

    def may_answer(self, kind: Kind) -> bool:
        """Whether this reply is of the kind that a request of `kind` is answered by."""
        return kind is self.kind or kind in self.also


class Field(msgspec.Struct, frozen=True, gc=False):
    """A field as it was read. `path` is like `4`, `55.9F02`, `amount`; offset and length in bytes.

    A msgspec structure, which reads like a frozen dataclass: a decoder makes thirty for each message,
    and a dataclass takes eight times as long to make.
    """

    path: str
    offset: int
    length: int
    value: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the bytes at `offset`. `code` is for programs, `message` for people."""

    offset: int
    code: str
    message: str


class Decoded(msgspec.Struct, frozen=True):
    """What a reader could make of some bytes. Reading never raises."""

    dialect: str
    fields: tuple[Field, ...]
    faults: tuple[Fault, ...]
    message: Message | None = None
    consumed: int = 0  # bytes that belong to this message; the rest is the next one or junk

    def value(self, path: str) -> str | None:
        """The value at `path`, or None where the message has no such field."""
        return next((item.value for item in self.fields if item.path == path), None)
