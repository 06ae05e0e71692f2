"""The rule that nothing else may break: a probe never sends what any known dialect reads as a payment.

Only four control bytes, device checks, echoes and two questions of HTTP may go. What goes is read once
more with every dialect there is, since the other side may speak another one than it was asked in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from posdiag.probe.steps import Say
from posdiag.wire.codec import Codec
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.message import Decoded, Kind

#: What a probe may ask: both move no money and change nothing.
ALLOWED: Final = frozenset({Kind.CHECK})
#: Classes of ISO 8583 message types: authorisation, financial, reversal.
_MOVES_MONEY: Final = "124"
ECHO: Final = "0800"
_CONTROLS: Final = b"\x04\x05\x06\x15"
#: Requests of HTTP without a body; OPTIONS and an upgrade ask for nothing but what there is.
_HTTP: Final = (b"OPTIONS * HTTP/1.1\r\n", b"GET / HTTP/1.1\r\n")


class Harmful(Exception):
    """A plan wanted to send what might move money: a bug, which must not reach the line."""


def say(data: bytes, codecs: Sequence[Codec]) -> Say:
    """The step that sends `data`. Harmful where it might be more than a harmless question."""
    why = harm_in(data, codecs)
    if why:
        raise Harmful(f"{data[:16].hex()}… {why}")
    return Say(data)


def harm_in(data: bytes, codecs: Sequence[Codec]) -> str:
    """Why these bytes must not be sent; empty where they may."""
    return _harm_in(bytes(data), tuple(codecs))


@lru_cache(maxsize=256)  # a question is asked at many settings, and looked at before each sending
def _harm_in(data: bytes, codecs: tuple[Codec, ...]) -> str:
    if not data.strip(_CONTROLS):
        return ""
    if data.startswith(_HTTP):
        return "" if data.endswith(b"\r\n\r\n") and data.count(b"\r\n\r\n") == 1 else "carries a body"
    readings = [(codec, codec.decode(data)) for codec in codecs]
    known = False
    for codec, decoded in readings:
        kind = _kind(codec, decoded)
        if kind is None:  # an echo written as no known dialect does still shows its type
            known = known or (isinstance(codec, IsoCodec) and decoded.value("mti") == ECHO)
            continue
        if kind not in ALLOWED:
            return f"reads as {kind} in {decoded.dialect}"
        known = known or (decoded.message is not None and not decoded.message.reply)
    return "" if known else "is no question of any known dialect"


def _kind(codec: Codec, decoded: Decoded) -> str | None:
    """What the bytes ask for in one dialect, however badly they fit it; None where they say nothing."""
    if decoded.message is not None:
        return decoded.message.kind
    if isinstance(codec, EcrCodec):
        spec = codec.spec.codes.get(decoded.value(codec.spec.code_path) or "")
        if spec is not None:
            return spec.kind or f"`{spec.name or spec.code}`"
    if isinstance(codec, IsoCodec):
        mti = decoded.value("mti") or ""
        whole = not any(fault.code.startswith(("mti.", "bitmap.")) for fault in decoded.faults)
        if len(mti) == 4 and mti.isdigit() and mti[1] in _MOVES_MONEY and whole:
            return f"message type {mti}"
    return None
