"""The message that `decode` is given: hex as people paste it, a file in hex or binary, or stdin."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem

#: No message of a payment link is larger by far; what is longer is refused before it is read whole.
MAX_MESSAGE_BYTES = 1_000_000
_MAX_TEXT = 4 * MAX_MESSAGE_BYTES  # hex with a blank and a 0x for each byte

#: What may stand between bytes: blanks, colons, commas, dashes, and a 0x or \x before a byte.
_BETWEEN = re.compile(r"0[xX]|\\x|[\s:,\-]+")
_NO_HEX = re.compile(r"[^0-9A-Fa-f]")
_LONGEST_NAME = 400  # a longer argument is not tried as the name of a file
_ESCAPES = re.compile(r"\\x(?=[0-9A-Fa-f])")
_EXTENSION = re.compile(r"[^\s.]\.[0-9A-Za-z]{1,8}$")


def read_message(given: str, lang: str) -> bytes:
    """The bytes of a message; InputError with position and remedy where there are none.

    `given` is `-`, the name of a file, or hex. Files and stdin may hold bytes or hex text: what reads
    as hex from end to end is taken for hex.
    """
    if given == "-":
        return _bytes_or_hex(sys.stdin.buffer.read(_MAX_TEXT + 1), "stdin", lang)
    if _is_file(given):
        try:
            with Path(given).open("rb") as stream:
                return _bytes_or_hex(stream.read(_MAX_TEXT + 1), given, lang)
        except OSError as error:
            what = tell(lang, "error.input_unread", what=error.strerror or str(error))
            raise InputError(Problem(given, what)) from error
    if _means_file(given):
        what = tell(lang, "error.input_folder" if Path(given).is_dir() else "error.input_no_file")
        raise InputError(Problem(given, what, tell(lang, "error.hex_remedy")))
    return from_hex(given, lang)


def from_hex(text: str, lang: str) -> bytes:
    """The bytes that hex text means; InputError with the position of the first sign that is none."""
    _bounded(len(text), _MAX_TEXT, "hex", lang)
    digits = _BETWEEN.sub("", text)
    remedy = tell(lang, "error.hex_remedy")
    if _NO_HEX.search(digits):
        at = _first_wrong(text)
        what = tell(lang, "error.hex_letter", at=at + 1, letter=text[at])
        raise InputError(Problem(f"hex:{at + 1}", what, remedy))
    if len(digits) % 2:
        raise InputError(Problem("hex", tell(lang, "error.hex_odd", count=len(digits)), remedy))
    return _whole(bytes.fromhex(digits), "hex", lang)


def _bytes_or_hex(content: bytes, place: str, lang: str) -> bytes:
    _bounded(len(content), _MAX_TEXT, place, lang)
    if content.strip() and content.isascii():
        digits = _BETWEEN.sub("", content.decode("ascii"))
        if digits and len(digits) % 2 == 0 and not _NO_HEX.search(digits):
            return _whole(bytes.fromhex(digits), place, lang)
    return _whole(content, place, lang)


def _whole(message: bytes, place: str, lang: str) -> bytes:
    if not message:
        what = tell(lang, "error.input_empty")
        raise InputError(Problem(place, what, tell(lang, "error.input_empty_remedy")))
    _bounded(len(message), MAX_MESSAGE_BYTES, place, lang)
    return message


def _bounded(size: int, most: int, place: str, lang: str) -> None:
    if size > most:
        what = tell(lang, "error.input_large", size=f"{most:,}")
        raise InputError(Problem(place, what, tell(lang, "error.input_large_remedy")))


def _first_wrong(text: str) -> int:
    """Position of the first character that is neither hex nor something that may stand between."""
    at = 0
    while at < len(text):
        between = _BETWEEN.match(text, at)
        if between:
            at = between.end()
        elif _NO_HEX.match(text, at):
            return at
        else:
            at += 1
    return 0


def _means_file(given: str) -> bool:
    """Whether text that is no hex is written like a path: with a slash, or an extension at its end."""
    if len(given) > _LONGEST_NAME or "\0" in given:
        return False
    plain = _ESCAPES.sub("", given)
    if not _NO_HEX.search(re.sub(r"[\s.]", "", plain)):
        return False  # digits alone, perhaps with dots between them
    return "/" in plain or "\\" in plain or bool(_EXTENSION.search(plain))


def _is_file(given: str) -> bool:
    try:
        return len(given) <= _LONGEST_NAME and Path(given).is_file()
    except (OSError, ValueError):
        return False
