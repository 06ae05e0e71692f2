"""Reads the bytes that a line of a log shows: hex in the usual shapes, names of controls, quoted text."""

from __future__ import annotations

import re
from itertools import islice
from re import Match

_NAMES = [
    "NUL",
    "SOH",
    "STX",
    "ETX",
    "EOT",
    "ENQ",
    "ACK",
    "BEL",
    "BS",
    "HT",
    "LF",
    "VT",
    "FF",
    "CR",
    "SO",
    "SI",
    "DLE",
    "DC1",
    "DC2",
    "DC3",
    "DC4",
    "NAK",
    "SYN",
    "ETB",
    "CAN",
    "EM",
    "SUB",
    "ESC",
    "FS",
    "GS",
    "RS",
    "US",
    "SP",
]
CONTROLS = {name: code for code, name in enumerate(_NAMES)} | {"TAB": 9, "NULL": 0, "NAK": 21, "DEL": 127}
_ANY_NAME = "|".join(sorted(CONTROLS, key=len, reverse=True))
#: A control byte in brackets; angle brackets may hold hex too.
_BRACKETED = re.compile(
    rf"<(?P<angle>{_ANY_NAME})>|\[(?P<square>{_ANY_NAME})\]|\{{(?P<curly>{_ANY_NAME})\}}"
    r"|<(?:0x)?(?P<hex>[0-9A-F]{2})>",
    re.I,
)
_TOKEN = re.compile(r"(?:0[xX]|\\[xX]|\$|%)?(?P<hex>(?:[0-9A-Fa-f]{2})+|[0-9A-Fa-f])[hH]?")
_PAIRS = re.compile(r"(?:[0-9A-Fa-f]{2} )*[0-9A-Fa-f]{2}")  # what most lines of most logs show
_SEPARATORS = re.compile(r"[\s,;:|_-]+")
_QUOTED = re.compile(r"b?(?P<quote>['\"])(?P<inside>.*)(?P=quote)\s*$", re.S)
_ESCAPE = re.compile(r"\\(?:x(?P<hex>[0-9A-Fa-f]{2})|(?P<letter>[abfnrtv0\\'\"]))")
_LETTERS = dict(zip("abfnrtv0\\'\"", b"\a\b\f\n\r\t\v\0\\'\"", strict=True))
#: A column of text is looked for behind so many gaps, in lines of at most so many characters.
_MOST_GAPS, _LONGEST_DUMP = 80, 4096
_GAP = re.compile(r"\s{2,}|\t|\s?\|\s?|\s;\s")
#: What Portmon writes between the request and its length.
_PORTMON = re.compile(r"\s+\S+\s+SUCCESS\s+(?=Length \d)")
#: What may stand between a mark and the bytes: a length, brackets, arrows, the word for bytes.
_FLUFF = re.compile(
    r"[\s:=|\])]*(?:(?:->|=>|>>|<<|<-|>|<(?=\s|[0-9a-f]{2}\s))\s*)?"
    r"(?:[\[(]?\s*(?:len(?:gth)?|size|길이)\s*[:=]?\s*(?P<named>\d+)\s*(?:bytes?)?\s*[\])]?"
    r"|[\[(]\s*(?P<braced>\d+)\s*(?:bytes?)?\s*[\])]|(?P<counted>\d+)\s*bytes?\b"
    r"|(?:data|hex|데이터|전문)(?=\s*[:=\[(]|\s+[0-9a-f]{2}\b))?"
    r"[\s:=|\])]*",
    re.I,
)
#: A length behind the bytes.
_TAIL = re.compile(r"[\[(]\d{1,7} ?bytes?[\])]\Z", re.I)
_LONGEST_TAIL = 20
_OFFSET = re.compile(r"(?:0[xX])?(?P<offset>[0-9A-Fa-f]{4,8})(?P<colon>:\s*|\s+|h\s+)(?=[0-9A-Fa-f]{2}\b)")


def after_mark(text: str) -> tuple[str, int | None]:
    """What follows a mark without the length that may stand there, and that length."""
    declared: int | None = None
    portmon = _PORTMON.match(text)
    text = text[portmon.end() :] if portmon is not None else text
    for _ in range(3):
        found = _FLUFF.match(text)
        if found is None or not found.end():
            break
        number = found["named"] or found["braced"] or found["counted"]
        if number is not None and len(number) < 8:
            declared = int(number)
        text = text[found.end() :]
    return text, declared


def shown_bytes(text: str, before: int = 0) -> bytes | None:
    """The bytes that `text` shows, or None. `before` were shown by the lines above, for offsets to agree."""
    text = text.strip()
    if (
        text.endswith((")", "]"))
        and (tail := _TAIL.search(text, max(0, len(text) - _LONGEST_TAIL))) is not None
    ):
        text = text[: tail.start()].rstrip()
    if _PAIRS.fullmatch(text):
        return bytes.fromhex(text)
    if not text:
        return b""
    quoted = _QUOTED.match(text)
    if quoted is not None:
        return _unescaped(quoted["inside"])
    if _BRACKETED.search(text):
        return _bracketed(text)
    offset = _OFFSET.match(text)
    if offset is not None and int(offset["offset"], 16) == before:
        plain = _dumped(text[offset.end() :])
        if plain is not None and ("\n" not in text):
            return plain
    return _dumped(text)


def _dumped(text: str) -> bytes | None:
    """Hex with or without a column that shows the same as text."""
    gaps = list(islice(_GAP.finditer(text), _MOST_GAPS)) if len(text) <= _LONGEST_DUMP else []
    for gap in gaps:
        left = _hex(text[: gap.start()])
        if left and _same(text[gap.end() :], left):
            return left
    whole = _hex(text)
    if whole is not None:
        return whole
    for gap in reversed(gaps):
        left = _hex(text[: gap.start()])
        if left and _hex(text[gap.end() :]) is None and len(left) > 1:
            return left
    return None


def _hex(text: str) -> bytes | None:
    """Bytes as pairs of digits, alone or run together, with separators, 0x, h or names between them."""
    text = (
        text.replace("][", " ")
        .strip()
        .removeprefix("{")
        .removesuffix("}")
        .removeprefix("[")
        .removesuffix("]")
    )
    out = bytearray()
    short = False
    tokens = [token for token in _SEPARATORS.split(text) if token]
    for token in tokens:
        found = _TOKEN.fullmatch(token)
        if found is not None:
            digits = found["hex"]
            short = short or len(digits) == 1
            out += bytes.fromhex(digits.zfill(2))
        elif token == "**":  # a log that hides card numbers
            out += b"*"
        elif token in CONTROLS:
            out.append(CONTROLS[token])
        else:
            return None
    # `2 30 31 3` is written by %x; digits that stand alone are numbers of something else.
    if (short and len(out) < 2) or (short and all(len(token) == 1 for token in tokens)):
        return None
    return bytes(out) if out else None


def _same(column: str, shown: bytes) -> bool:
    """Whether a column shows `shown` as text: a character for each byte, for others anything but a letter."""
    column = column.strip("|").strip("'\"") if len(column) > len(shown) else column
    if len(column) > len(shown):
        return False
    blanks = len(shown) - len(shown.lstrip(b" "))  # those went with the gap before the column
    column = (" " * blanks + column.lstrip(" ")).ljust(len(shown))[: len(shown)]
    return all(
        char == chr(code) if 0x20 <= code < 0x7F else not (char.isascii() and char.isalnum())
        for char, code in zip(column, shown, strict=True)
    )


def _bracketed(text: str) -> bytes | None:
    """Control bytes by name with text between them, or hex between them where it stands apart."""
    between = _BRACKETED.sub(" ", text)
    apart = [token for token in between.split() if token]
    glued = re.search(r"[>\]}][^\s<\[{]|[^\s>\]}][<\[{]", text)
    as_hex = not glued and bool(apart) and all(re.fullmatch(r"[0-9A-Fa-f]{2}", token) for token in apart)
    hex_only = any(found["hex"] and found["hex"].upper() != "FF" for found in _BRACKETED.finditer(text))
    out = bytearray()
    at = 0
    for found in _BRACKETED.finditer(text):
        if not _literal(out, text[at : found.start()], as_hex):
            return None
        out.append(_control(found, hex_only))
        at = found.end()
    return bytes(out) if _literal(out, text[at:], as_hex) else None


def _literal(out: bytearray, text: str, as_hex: bool) -> bool:
    if as_hex or not text.strip():
        out += bytes.fromhex(text)
        return True
    try:
        out += text.encode("cp949")  # what a Korean log shows as text was CP949 on the wire
    except UnicodeEncodeError:
        return False
    return True


def _control(found: Match[str], hex_only: bool) -> int:
    name = (found["angle"] or found["square"] or found["curly"] or "").upper()
    if found["hex"] or (name == "FF" and hex_only):
        return int(found["hex"] or name, 16)
    return CONTROLS[name]


def _unescaped(text: str) -> bytes | None:
    """The inside of a quoted literal."""
    out = bytearray()
    at = 0
    try:
        for found in _ESCAPE.finditer(text):
            out += text[at : found.start()].encode("cp949")
            out.append(int(found["hex"], 16) if found["hex"] else _LETTERS[found["letter"]])
            at = found.end()
        out += text[at:].encode("cp949")
    except UnicodeEncodeError:
        return None
    return bytes(out)
