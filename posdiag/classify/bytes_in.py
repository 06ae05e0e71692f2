"""Bytes to text, in whatever encoding they are: UTF-8, CP949, UTF-16, or something cut or binary."""

from __future__ import annotations

from dataclasses import dataclass

from posdiag.classify.soundness import REPLACEMENT, hangul, rare

#: Share of control bytes from which on bytes are no text.
_MOST_CONTROL = 0.1
_CONTROL = bytes([*range(9), 11, 12, *range(14, 27), *range(28, 32), 127])


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of bytes. `encoding` is what they were read in, empty for binary; `cut` that a sign is halved."""

    text: str
    encoding: str
    cut: bool = False

    @property
    def binary(self) -> bool:
        """Whether these are no text at all."""
        return not self.encoding


def decode(data: bytes) -> Decoded:
    """The text in the encoding that fits; never fails."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return Decoded(data.decode(encoding, "replace"), encoding)
    control = len(data) - len(data.translate(None, _CONTROL))
    if control > max(2, _MOST_CONTROL * len(data)):
        return Decoded(data.decode("latin-1"), "")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        at = error.start
    cut_utf8 = at >= len(data) - 3
    try:
        korean = data.decode("cp949")
        if rare(korean) * 3 <= len(hangul(korean)) and not cut_utf8:
            return Decoded(korean, "cp949")
    except UnicodeDecodeError as error:
        if error.start == len(data) - 1 and not cut_utf8:
            return Decoded(data[:-1].decode("cp949") + REPLACEMENT, "cp949", True)
    if cut_utf8:
        return Decoded(data[:at].decode("utf-8") + REPLACEMENT, "utf-8", True)
    readings = [(data.decode(name, "replace"), name) for name in ("utf-8", "cp949")]
    text, name = min(readings, key=lambda one: (one[0].count(REPLACEMENT) + rare(one[0]), one[1]))
    return Decoded(text, name)
