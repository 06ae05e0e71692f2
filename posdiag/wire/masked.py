"""Masks card data inside frames, in place: no length changes, and a right check byte stays right.

A check byte is changed by what the masking changed, so a wrong one stays just as wrong. In packed
digits the hidden ones become 0, in a PIN block all bytes, elsewhere a star in the field's own charset.
"""

from __future__ import annotations

from posdiag.masking import mask_bytes, mask_card, mask_text
from posdiag.wire.agent.codec import AgentCodec
from posdiag.wire.codec import Codec
from posdiag.wire.crc import xor_of
from posdiag.wire.ecr.anatomy import dissect
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.spec import ETX, STX, Check, check_byte
from posdiag.wire.message import Decoded, Field

#: Card number, track, or code of the customer: by canonical name, data element or EMV tag.
CARD_PATHS = frozenset({"card", "2", "34", "35", "36", "45", "59", "102", "103"})
CARD_TAGS = frozenset({"5A", "57", "56", "9F6B", "9F20", "9F1F", "5F20", "9F0B"})
#: PIN block and what belongs to it.
SECRET_PATHS = frozenset({"52"})
SECRET_TAGS = frozenset({"99"})
#: Free texts, where a name or a number may stand.
TEXT_NAMES = frozenset({"text", "text1", "text2", "issuer", "items"})
TEXT_PATHS = frozenset({"44", "47", "48", "60", "61", "62", "63", "112", "120"})
#: Faults that leave the fields where they should be.
_HARMLESS = ("text.", "trailing")
#: Shorter stretches between fields hold no card number.
_SHORTEST = 8
_SHORTEST_CARD = 13


def mask_frame(codec: Codec | None, data: bytes, decoded: Decoded | None = None) -> bytes:
    """The frame with card data, PINs and personal data hidden, of the same length.

    Without a codec, or where it could not read the bytes, they are searched for what looks like a
    card number. `decoded` is what the codec read, where somebody asked it already.
    """
    if codec is None:
        return _checked(data, mask_bytes(data), *_bare_span(data))
    decoded = decoded or codec.decode(data)
    sound = all(fault.code.startswith(_HARMLESS) for fault in decoded.faults)
    # Fields that may stand in the wrong place are masked only where the search found nothing.
    masked = bytearray(data if sound else mask_bytes(data))
    for field in decoded.fields:
        reach = slice(field.offset, field.offset + field.length)
        if masked[reach] == data[reach]:
            _mask_field(masked, field)
            if not field.name and isinstance(codec, AgentCodec):  # a member that its maker alone knows
                _mask_unknown(masked, field)
            elif not field.name and field.length >= _SHORTEST_CARD and isinstance(codec, EcrCodec):
                masked[reach] = mask_bytes(bytes(masked[reach]))  # as Transbank's account_number
    if sound:
        _search_gaps(masked, decoded)
    span = _ecr_span(codec, data) if isinstance(codec, EcrCodec) else (0, 0)
    return _checked(data, bytes(masked), *span)


# -- fields ------------------------------------------------------------------------------------------


def _mask_field(frame: bytearray, field: Field) -> None:
    tag = field.path.rpartition(".")[2].upper()
    whole = tag if "." not in field.path else ""
    start, end = field.offset, field.offset + field.length
    raw = bytes(frame[start:end])
    if whole in SECRET_PATHS or (tag in SECRET_TAGS and not whole):
        frame[start:end] = bytes(len(raw))
    elif whole in CARD_PATHS or field.name == "card" or tag in CARD_TAGS:
        frame[start:end] = _masked_card(raw, field.value)
    elif field.name in TEXT_NAMES or whole in TEXT_PATHS:
        frame[start:end] = _masked_text(raw, field.value)
    elif not field.name and whole and field.path == "body":
        frame[start:end] = mask_bytes(raw)


def _mask_unknown(frame: bytearray, field: Field) -> None:
    """A value of which only its looks are known. A JSON number stays one: its hidden digits become 0."""
    start, end = field.offset, field.offset + field.length
    raw = bytes(frame[start:end])
    masked = _masked_text(raw, field.value)
    bare = raw.isdigit() and bytes(frame[start - 1 : start]) in (b":", b",", b"[", b" ")
    frame[start:end] = masked.replace(b"*", b"0") if bare else masked


def _masked_card(raw: bytes, value: str) -> bytes:
    """The bytes of a card field, however they write its value; all hidden where that is not known."""
    masked = mask_card(value)
    for charset in ("cp949", "cp037", "cp500"):
        plain = _encoded(value, charset)
        at = raw.find(plain) if plain else -1
        if at >= 0:
            return raw[:at] + _encoded(masked, charset).ljust(len(plain), b"*") + raw[at + len(plain) :]
    packed = _nibbles(value)
    at = raw.hex().find(packed) if packed else -1
    if at < 0:
        return bytes(len(raw))
    hidden = "".join(
        "0" if new == "*" and old.isdigit() else old
        for old, new in zip(packed, mask_card(packed.replace("d", "=")), strict=True)
    )
    digits = raw.hex()
    return bytes.fromhex(digits[:at] + hidden + digits[at + len(packed) :])


def _nibbles(value: str) -> str:
    """A value as packed digits; a track's separator is D there, and hex is what it says."""
    packed = value.lower().replace("=", "d")
    return packed if packed and all(char in "0123456789abcdef" for char in packed) else ""


def _masked_text(raw: bytes, value: str) -> bytes:
    """A text field with names and numbers hidden: a star for every byte that was one."""
    masked = mask_text(value)
    if masked == value:
        return raw
    for charset in ("cp949", "utf-8", "latin-1", "cp037"):
        plain = _encoded(value, charset)
        at = raw.find(plain) if plain else -1
        if at >= 0:
            star = "*".encode(charset)
            hidden = b"".join(
                old.encode(charset) if old == new else star * len(old.encode(charset))
                for old, new in zip(value, masked, strict=True)
            )
            return raw[:at] + hidden + raw[at + len(plain) :]
    return mask_bytes(raw)


def _encoded(text: str, charset: str) -> bytes:
    try:
        return text.encode(charset)
    except UnicodeEncodeError:
        return b""


def _search_gaps(frame: bytearray, decoded: Decoded) -> None:
    """Search what lies in no field: headers, what follows the frame, a field that was not understood."""
    end = 0
    gaps: list[tuple[int, int]] = []
    for field in sorted(decoded.fields, key=lambda item: item.offset):
        gaps.append((end, field.offset))
        end = max(end, field.offset + field.length)
    for start, stop in [*gaps, (end, len(frame))]:
        if stop - start >= _SHORTEST:
            frame[start:stop] = mask_bytes(bytes(frame[start:stop]))


# -- the check byte ----------------------------------------------------------------------------------


def _ecr_span(codec: EcrCodec, data: bytes) -> tuple[int, int]:
    """From STX to the check byte, or nothing where there is none."""
    parts, _ = dissect(codec.spec, data)
    check = parts.etx + 1
    found = parts.has_etx and codec.spec.check is not Check.NONE and check < len(data)
    return (max(0, parts.stx), check) if found else (0, 0)


def _bare_span(data: bytes) -> tuple[int, int]:
    """The same of a frame in no known dialect, if its last byte is a check byte by some rule."""
    start = data.find(STX)
    if start < 0 or len(data) < start + 3 or data[-2] != ETX:
        return 0, 0
    framed, given = data[start:-1], data[-1:]
    right = any(check_byte(rule, framed) == given for rule in (Check.AFTER_STX, Check.FROM_STX))
    return (start, len(data) - 1) if right else (0, 0)


def _checked(before: bytes, after: bytes, start: int, check: int) -> bytes:
    """`after` with its check byte as right or wrong as it was `before`."""
    if not check or before[:check] == after[:check]:
        return after if not check else after[:check] + before[check : check + 1] + after[check + 1 :]
    change = xor_of(before[start:check]) ^ xor_of(after[start:check])
    return after[:check] + bytes((before[check] ^ change,)) + after[check + 1 :]
