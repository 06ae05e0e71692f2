"""What stands inside an ECR frame: the separated and the fixed layout, written and read by the firmware."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from posdiag_sim.ecr_bytes import FIXED_HEAD_BYTES, EcrWire

#: kind -> (code of the request, code of the reply) in the separated layout.
CODES = {
    "check": ("0800", "0810"),
    "approve": ("0200", "0210"),
    "cancel": ("0420", "0430"),
    "reverse": ("0400", "0410"),
    "inquire": ("0600", "0610"),
    "balance": ("0300", "0310"),
}
#: kind -> job letter of the fixed layout; a reply has the same letter in lower case.
JOBS = {"check": "A", "approve": "B", "cancel": "C", "reverse": "N", "inquire": "L", "balance": "D"}

REQUEST_ORDER = [
    "tid",
    "stan",
    "sent_at",
    "amount",
    "tax",
    "service",
    "instalment",
    "entry",
    "card",
    "orig_approval",
    "orig_date",
    "orig_stan",
    "orig_amount",
    "route",
    "business_no",
    "items",
    "text",
]
REPLY_ORDER = [
    "tid",
    "stan",
    "sent_at",
    "result",
    "text1",
    "text2",
    "approval",
    "approved_amount",
    "balance",
    "card",
    "unique_no",
    "issuer",
    "merchant",
    "orig_result",
    "orig_stan",
    "device",
]

REQUEST_WIDTHS = {
    "stan": 6, "amount": 10, "tax": 8, "service": 8, "instalment": 2, "entry": 1, "card": 40,
    "orig_approval": 12, "orig_date": 6, "orig_stan": 6, "orig_amount": 10, "route": 1,
    "business_no": 10, "items": 40, "text": 16,
}  # fmt: skip
REPLY_WIDTHS = {
    "stan": 6, "result": 2, "text1": 16, "text2": 16, "approval": 12, "approved_amount": 10,
    "balance": 9, "card": 20, "unique_no": 12, "issuer": 20, "merchant": 15, "orig_result": 2,
    "orig_stan": 6, "device": 4,
}  # fmt: skip
NUMBERS = frozenset(
    [
        "stan",
        "amount",
        "tax",
        "service",
        "instalment",
        "orig_amount",
        "orig_stan",
        "approved_amount",
        "balance",
    ]
)
#: Numbers whose zeros in front mean something.
_KEEPS_ZEROS = frozenset(("stan", "orig_stan", "instalment"))

_BY_CODE = {code: (kind, place == 1) for kind, pair in CODES.items() for place, code in enumerate(pair)}
_BY_JOB = {letter: (kind, False) for kind, letter in JOBS.items()} | {
    letter.lower(): (kind, True) for kind, letter in JOBS.items()
}


@dataclass(frozen=True, slots=True)
class Said:
    """A message that was read. `kind` is empty where the code is unknown; `wrong` names broken fields."""

    code: str
    kind: str
    reply: bool
    fields: Mapping[str, str] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()
    half_character: bool = False  # the text ends within a two-byte character

    def get(self, name: str) -> str:
        return self.fields.get(name, "")


def write_content(
    wire: EcrWire, kind: str, reply: bool, fields: Mapping[str, str], code: str = "", cut: str = "characters"
) -> bytes:
    """The content of a frame.

    `code` replaces the kind's own where an unknown message is answered; `cut` says whether a text that
    is too long for its field is cut between characters or, by old firmware, at bytes.
    """
    if wire.layout == "fixed":
        job = code or (JOBS[kind].lower() if reply else JOBS[kind])
        widths = REPLY_WIDTHS if reply else REQUEST_WIDTHS
        return _fixed_head(job, fields) + b"".join(
            _pad(name, width, fields.get(name, ""), cut) for name, width in widths.items()
        )
    order = REPLY_ORDER if reply else REQUEST_ORDER
    parts = [code or CODES[kind][reply], *(fields.get(name, "") for name in order)]
    return bytes((wire.separator,)).join(part.encode("cp949", "replace") for part in parts)


def write_event(fields: Mapping[str, str], letter: str) -> bytes:
    """The content of an `@` event of the fixed layout: I card in, O card out, R, M."""
    return _fixed_head("@", fields) + letter.encode()


def read_content(wire: EcrWire, content: bytes) -> Said:
    """What a content says; never raises."""
    return _read_fixed(content) if wire.layout == "fixed" else _read_separated(wire, content)


def cut_text(text: str, width: int, at: str = "characters") -> bytes:
    """A text as CP949 bytes, at most `width`, cut between characters or, by old firmware, at bytes."""
    raw = text.encode("cp949", "replace")
    if len(raw) <= width:
        return raw
    raw = raw[:width]
    return raw if at == "bytes" else raw.decode("cp949", "ignore").encode("cp949")


def _fixed_head(job: str, fields: Mapping[str, str]) -> bytes:
    tid = fields.get("tid", "").encode("ascii", "replace")[:16].ljust(16, b"\x00")
    sent_at = fields.get("sent_at", "").encode("ascii", "replace")[:14].ljust(14, b" ")
    return tid + sent_at + job.encode("ascii", "replace")[:1] + b"\x00"


def _pad(name: str, width: int, value: str, cut: str) -> bytes:
    if value and name in NUMBERS:
        return value.encode("ascii", "replace")[-width:].rjust(width, b"0")
    return cut_text(value, width, cut).ljust(width, b" ")


def _read_separated(wire: EcrWire, content: bytes) -> Said:
    parts = content.split(bytes((wire.separator,)))
    code = parts[0].decode("latin-1")
    kind, reply = _BY_CODE.get(code, ("", False))
    order = REPLY_ORDER if reply else REQUEST_ORDER
    wrong = ["length"] if len(parts) - 1 > len(order) else []
    raw = dict(zip(order, parts[1:], strict=False))
    if not reply and len(raw.get("text", b"")) > REQUEST_WIDTHS["text"]:
        wrong.append("text")
    return _said(code, kind, reply, raw, wrong)


def _read_fixed(content: bytes) -> Said:
    head, rest = content[:FIXED_HEAD_BYTES], content[FIXED_HEAD_BYTES:]
    code = head[30:31].decode("latin-1")
    kind, reply = _BY_JOB.get(code, ("", False))
    raw = {"tid": head[:16].rstrip(b"\x00"), "sent_at": head[16:30].strip()}
    wrong = [] if len(head) == FIXED_HEAD_BYTES else ["head"]
    widths = REPLY_WIDTHS if reply else REQUEST_WIDTHS
    if len(rest) != sum(widths.values()):
        wrong.append("length")
    for name, width in widths.items():
        raw[name] = rest[:width].rstrip(b" ") if name not in NUMBERS else rest[:width].strip()
        rest = rest[width:]
    return _said(code, kind, reply, raw, wrong)


def _said(code: str, kind: str, reply: bool, raw: Mapping[str, bytes], wrong: list[str]) -> Said:
    fields: dict[str, str] = {}
    half = False
    for name, value in raw.items():
        try:
            text = value.decode("cp949")
        except UnicodeDecodeError:
            text = value.decode("cp949", "replace")
            half = True
        if name in NUMBERS and text:
            if not (text.isascii() and text.isdigit()):
                wrong.append(name)
                continue
            text = text.zfill(6) if name.endswith("stan") else text
            text = text if name in _KEEPS_ZEROS else str(int(text[:18]))
        if text:
            fields[name] = text
    return Said(code, kind, reply, fields, tuple(wrong), half)
