"""A frame in a few words: what the ladder and the JSON transcript say beside its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from posdiag.report.columns import shown
from posdiag.report.words import say, say_or, won
from posdiag.transcript import ECHO, LinkName
from posdiag.wire.codec import Codec
from posdiag.wire.message import Decoded

#: The codec of each link; None, or no entry, where nobody knows the dialect.
Codecs = Mapping[LinkName, Codec | None]

_CONTROLS = {0x04: "EOT", 0x05: "ENQ", 0x06: "ACK", 0x15: "NAK"}
#: More control bytes than this in a row are no acknowledgement.
_MOST_CONTROLS = 8
#: Paths under which dialects keep the code of a message.
_CODE_PATHS = ("mti", "0", "code", "job")


@dataclass(frozen=True, slots=True)
class Said:
    """What a frame says, in no language. `faults` are codes of wire.message.Fault."""

    size: int
    control: str = ""  # ACK, NAK, ENQ, EOT, with × where it comes more than once
    kind: str = ""  # Kind, with `.reply` for an answer; empty where it could not be read
    code: str = ""  # as the dialect spells it: 0200, B
    repeat: bool = False
    amount_krw: int | None = None
    result: str = ""
    http_status: str = ""  # of the answer that carried a local agent's words
    agent_result: str = ""  # the agent's own result, beside the VAN's in `result`
    faults: tuple[str, ...] = ()
    note: str = ""  # of transcript.Frame: why the bytes are junk


def read_frame(codec: Codec | None, data: bytes, note: str = "", decoded: Decoded | None = None) -> Said:
    """What can be read of a frame with the codec of its link; `decoded` where somebody asked it already."""
    control = _control(data)
    if control:
        return Said(len(data), control=control, note=note)
    if codec is None:
        return Said(len(data), note=note)
    decoded = decoded or codec.decode(data)
    faults = tuple(dict.fromkeys(fault.code for fault in decoded.faults))
    message = decoded.message
    if message is None:
        status = next((item.value for item in decoded.fields if item.name == "http_status"), "")
        return Said(len(data), code=_code(decoded), http_status=status, faults=faults, note=note)
    amount = message.get("approved_amount" if message.reply else "amount") or message.get("amount")
    return Said(
        size=len(data),
        kind=f"{message.kind}.reply" if message.reply else str(message.kind),
        code=_code(decoded),
        repeat=message.repeat,
        amount_krw=int(amount) if amount.isascii() and amount.isdigit() else None,
        result=message.get("result"),
        http_status=message.get("http_status"),
        agent_result=message.get("agent_result"),
        faults=faults,
        note=note,
    )


def phrase(said: Said, lang: str) -> str:
    """`0200 승인요청 12,300원`, `ACK`, or what can be said of bytes that are no message."""
    if said.control:
        words = [said.control]
    elif said.kind:
        words = [said.code, say_or(lang, f"kind.{said.kind}", said.kind)]
        if said.repeat:
            words.append(say(lang, "kind.repeat"))
        words.append(said.result or (said.agent_result and f"[{said.agent_result}]"))
        if said.amount_krw:
            words.append(won(lang, said.amount_krw))
    else:
        words = [said.code, say(lang, "ladder.bytes", count=said.size)]
        if said.faults:
            words.append(say(lang, "ladder.junk"))
    if said.note.startswith(ECHO):
        words.append(f"({said.note})")
    elif said.note:
        words.append(f"╳ {say_or(lang, f'note.{said.note}', said.note)}")
    elif said.faults:
        words.append(f"╳ {said.faults[0]}")
    return shown(" ".join(word for word in words if word))


def _control(data: bytes) -> str:
    if not data or len(data) > _MOST_CONTROLS or any(byte not in _CONTROLS for byte in data):
        return ""
    if len(set(data)) == 1:
        return _CONTROLS[data[0]] + (f" ×{len(data)}" if len(data) > 1 else "")
    return " ".join(_CONTROLS[byte] for byte in data)


def _code(decoded: Decoded) -> str:
    return next((value for path in _CODE_PATHS if (value := decoded.value(path))), "")
