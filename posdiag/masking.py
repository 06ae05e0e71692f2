"""Hides card data, secrets and personal data in text and in bytes; lengths never change.

Of a card number the first six and the last four digits stay (PCI DSS 3.4). Masking twice is masking
once. A run of 13 to 19 digits counts as a card number even where its check digit is wrong, since a
damaged number is still one; times, and numbers with two leading zeros (merchant numbers), are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match

from posdiag.late import late, late_bytes

MASK = "*"
_KEEP_FIRST, _KEEP_LAST = 6, 4
_SHORTEST_CARD = 13

#: Frequent Korean family names: with one of these begins what is taken for a person's name.
_FAMILY = (
    "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민진지엄채원"
    "천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국"
)
#: Words before 님 and 씨 that begin like a family name and are none.
_TITLES = frozenset(
    re.findall(
        "[가-힣]+",
        "고객 고객사 기사 이용자 주인 과장 원장 소장 차장 구매자 명의자 소유자 방문자 하느 도련 "
        "임직원 주임 여사 전무 이사 지점장 조합원 선생 장인 주민",
    )
)


class Rule:
    """A pattern, and what becomes of what it finds.

    `words`: one of them, in lower case, stands in every text in which it can find anything; a rule without
    words needs `_FEWEST_DIGITS`. Looking for words is much faster than looking for patterns, and a pattern
    that is never looked for need not be compiled, which takes longer than all else of a short text.
    """

    __slots__ = ("_pattern", "masked", "words")

    def __init__(
        self, source: str, masked: Callable[[Match[str]], str], words: tuple[str, ...] = (), flags: int = 0
    ) -> None:
        self._pattern = late(source, flags)
        self.masked, self.words = masked, words

    def sub(self, text: str) -> str:
        """The text with all that the rule is about hidden."""
        return self._pattern.sub(self.masked, text)


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1 annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def mask_card(value: str) -> str:
    """A card number, barcode, QR text or track as it may be shown, of the same length.

    What follows the separator of a track goes altogether; a value too short for a card number keeps
    at most its last four characters.
    """
    cut = next((at for at, char in enumerate(value) if char in "=^" and at), len(value))
    number, rest = value[:cut], value[cut + 1 :]
    if len(number) >= _SHORTEST_CARD:
        hidden = len(number) - _KEEP_FIRST - _KEEP_LAST
        number = number[:_KEEP_FIRST] + MASK * hidden + number[-_KEEP_LAST:]
    else:
        keep = _KEEP_LAST if len(number) >= 8 else 0
        number = MASK * (len(number) - keep) + number[len(number) - keep :]
    return number + value[cut : cut + 1] + MASK * len(rest)


def mask_digits(text: str) -> str:
    """Digits hidden but for the first six and last four; everything between them stays where it is."""
    places = [at for at, char in enumerate(text) if char.isdigit()]
    chars = list(text)
    for at in places[_KEEP_FIRST:-_KEEP_LAST]:
        chars[at] = MASK
    return "".join(chars)


def mask_text(text: str) -> str:
    """Free text without card numbers, tracks, PINs, serials, names, phone and resident numbers."""
    if len(text) < _SHORTEST_BLOB:
        return _mask_piece(text)
    pieces = _BLOB.split(text)  # every second one is bytes in hex
    for at, piece in enumerate(pieces):
        pieces[at] = _mask_blob(piece) if at % 2 else _mask_piece(piece)
    return "".join(pieces)


def _mask_piece(piece: str) -> str:
    lowered = piece.lower()
    many = _MANY_DIGITS.match(piece) is not None
    for rule in _RULES:
        if not rule.words:
            piece = rule.sub(piece) if many else piece
            continue
        for word in rule.words:
            if word in lowered:
                piece = rule.sub(piece)
                break
    return piece


def mask_bytes(data: bytes) -> bytes:
    """Bytes that nobody could read, with card numbers and tracks in ASCII, EBCDIC and BCD hidden."""
    data = _ASCII_LONG_TRACK.sub(_masked_track, data)
    data = _ASCII_DIGITS.sub(_masked_run, data)
    data = _ASCII_TRACK_TAIL.sub(lambda found: found[1] + b"*" * len(found[2]), data)
    data = _EBCDIC_DIGITS.sub(_masked_ebcdic, data)
    return _mask_packed(data)


# -- text --------------------------------------------------------------------------------------------


def _stars(text: str) -> str:
    """Letters and digits hidden, what stands between them kept."""
    return re.sub(r"\w", MASK, text)


def _run(found: Match[str]) -> str:
    digits = found[0]
    return digits if _harmless(digits) else mask_digits(digits)


def _harmless(digits: str) -> bool:
    """Whether so many digits are a time or a number that begins with zeros."""
    if len(digits) > 19:
        return False
    return digits.startswith("00") or bool(_TIME.fullmatch(digits))


def _name(found: Match[str]) -> str:
    label, name = found[1], found[2]
    return found[0] if name in _TITLES else label + name[0] + MASK * (len(name) - 1) + found[3]


def _after_label(found: Match[str]) -> str:
    return found[1] + _stars(found[2])


def _serial(found: Match[str]) -> str:
    kept = found[2][-_KEEP_LAST:]
    return found[1] + _stars(found[2][: -len(kept)]) + kept


def _mask_blob(blob: str) -> str:
    """Bytes written in hex, or a very long number."""
    if blob.isdigit() and not re.fullmatch(r"(?:3\d)+", blob):
        return mask_digits(blob)
    masked = mask_bytes(bytes.fromhex(blob)).hex()
    return masked.upper() if blob.isupper() else masked


_TIME = late(r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d")
_HANGUL_NAME = rf"[{_FAMILY}][가-힣]{{1,3}}"

#: Digits of the shortest number that is masked without a word before it, a phone number of two and seven.
_FEWEST_DIGITS = 9
_MANY_DIGITS = late(rf"(?:\D*+\d){{{_FEWEST_DIGITS}}}")
#: What stands for I and S where case does not matter.
_ALSO_I_S = ("\u0307", "ı", "ſ")

#: Words before a holder's name.
_HOLDERS = ("고객명", "성명", "성함", "이름", "예금주", "회원명", "명의자", "소유자", "수령인", "구매자명")

#: Bytes in hex, at least twenty of them.
_SHORTEST_BLOB = 40
_BLOB = late(r"(?<![0-9A-Za-z])((?:[0-9A-Fa-f]{2}){20,})(?![0-9A-Za-z])")

_RULES: tuple[Rule, ...] = (
    # track 1 with the holder's name, track 2
    Rule(r"%?B\d{13,19}\^[^\^\n]{2,26}\^\d*\??", lambda found: mask_card(found[0])),
    Rule(r"(?<!\d)\d{13,19}[=D]\d{4,}", lambda found: mask_card(found[0].replace("D", "="))),
    # resident registration number: birth date, then a digit for century and sex
    Rule(
        r"(?<!\d)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])([- ]?)[1-8]\d{6}(?!\d)",
        lambda found: _stars(found[0]),
    ),
    # card numbers in groups
    Rule(
        r"(?<![\d-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{5})(?![\d-])",
        lambda found: mask_digits(found[0]),
    ),
    Rule(r"(?<!\d)\d{13,}(?!\d)", _run),
    # QR text: the reference form, and EMVCo's in base64
    Rule(r"(?<=KRCPM1)\d{4,12}(?!\d)", lambda found: _stars(found[0]), ("krcpm1",)),
    Rule(
        r"hQVDUFY[0-9A-Za-z+/]{8,}={0,2}", lambda found: "hQVDUF" + MASK * (len(found[0]) - 6), ("hqvdufy",)
    ),
    # phone numbers
    Rule(r"(?<!\d)(\+?82[- .]?1[016-9]|01[016-9])([- .]?\d{3,4}[- .]?\d{4})(?!\d)", _after_label),
    Rule(r"(?<![\d-])(0(?:2|[3-6]\d|70))([- .)]\s?\d{3,4}[- .]\d{4})(?![\d-])", _after_label),
    # what stands after a telling word
    Rule(
        r"((?:(?<![A-Za-z])PIN(?![A-Za-z])|비밀번호|핀번호|CVC2?|CVV2?)(?:\s?(?:[:=]|은|는|이))?\s?)(\d{2,12})(?!\d)",
        _after_label,
        ("pin", "비밀번호", "핀번호", "cvc", "cvv", *_ALSO_I_S),
        re.IGNORECASE,
    ),
    Rule(
        r"((?:쿠폰|바우처|상품권|일련|인증|시리얼)\s?(?:번호|코드)(?:\s?(?:[:=]|은|는|이))?\s?"
        r"|(?<![A-Za-z])(?:serial|coupon|voucher)(?: ?(?:no\.?|number|code))\s?[:=]?\s?)"
        r"([A-Z0-9][A-Z0-9-]{5,})",
        _serial,
        ("번호", "코드", "serial", "coupon", "voucher", *_ALSO_I_S),
        re.IGNORECASE,
    ),
    Rule(
        rf"((?:{'|'.join(_HOLDERS)})(?:\s?(?:[:：=]|은|는|이))?\s?)({_HANGUL_NAME})()(?![가-힣])",
        _name,
        _HOLDERS,
    ),
    Rule(
        rf"((?<![가-힣]))({_HANGUL_NAME}(?=님|씨|고객님|회원님)|[{_FAMILY}][가-힣]{{2}}(?= ))"
        r"( ?(?:고객님|회원님|님|씨)(?![가-힣]{2}))",
        _name,
        ("님", "씨"),
    ),
)

# -- bytes -------------------------------------------------------------------------------------------

_ASCII_DIGITS = late_bytes(rb"(?<![0-9*])[0-9]{13,}(?![0-9*])")
#: A card number of a track that other digits run into: where it begins nobody can tell, but where it ends.
_ASCII_LONG_TRACK = late_bytes(rb"(?<![0-9*])([0-9]{7,})[0-9]{9}([0-9]{4}(?=[=D]))")
_ASCII_TRACK_TAIL = late_bytes(rb"([0-9]{4}[=D])([0-9]{4,})")
_EBCDIC_DIGITS = late_bytes(rb"(?<![\xf0-\xf9])[\xf0-\xf9]{13,}(?![\xf0-\xf9])")
_PACKED_TRACK = late(r"[1-9]\d{12,18}d(\d{4,})")
#: Length of a card number before it in BCD: 16 as BCD, 16 and 8 as binary.
_PACKED_LENGTHS = b"\x16\x10\x08"


def _masked_run(found: Match[bytes]) -> bytes:
    return _mask_digit_run(found[0].decode("ascii")).encode("ascii")


def _masked_track(found: Match[bytes]) -> bytes:
    """What stands before a track's separator: its last four digits, and before them what may stay."""
    if len(found[0]) <= 19:
        return found[0]  # a card number as it should be, for the rule of plain runs
    before = found[1].decode("ascii")
    before = before if len(before) < _SHORTEST_CARD else _mask_digit_run(before)
    return before.encode("ascii") + b"*" * 9 + found[2]


def _masked_ebcdic(found: Match[bytes]) -> bytes:
    return _mask_digit_run(found[0].decode("cp037")).encode("cp037")


def _mask_digit_run(digits: str) -> str:
    """Digits run together: all of a card number, or what may be one in a longer run of fields."""
    if len(digits) <= 19:
        return digits if _harmless(digits) else mask_digits(digits)
    chars = list(digits)
    at = 0
    while at + 16 <= len(digits):
        window = digits[at : at + 16]
        if window[0] in "34569" and luhn(window):
            chars[at : at + 16] = mask_digits(window)
            at += 16
        else:
            at += 1
    return "".join(chars)


def _mask_packed(data: bytes) -> bytes:
    """Card numbers in BCD that a length byte announces or a track separator ends: middle digits to 0."""
    out = bytearray(data)
    for length in _PACKED_LENGTHS:
        at = data.find(length)
        while at >= 0:
            digits = data[at + 1 : at + 9].hex()
            if len(digits) == 16 and digits.isdigit() and digits[0] != "0" and luhn(digits):
                out[at + 4 : at + 7] = bytes(3)
            at = data.find(length, at + 1)
    text = out.hex()
    tracks = list(_PACKED_TRACK.finditer(text))
    if not tracks:
        return bytes(out)
    nibbles = list(text)
    for track in tracks:
        start, end = track.start(), track.start(1) - 1
        hidden = [*range(start + _KEEP_FIRST, end - _KEEP_LAST), *range(*track.span(1))]
        for at in hidden:
            nibbles[at] = "0"
    return bytes.fromhex("".join(nibbles))
