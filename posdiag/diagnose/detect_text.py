"""Korean text that was cut inside a character or read in another encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.sayings import found
from posdiag.wire.agent.codec import AgentCodec

#: Two syllables or more as UTF-8 has them; CP949, which Korean links write, has hardly such a run.
_UTF8_HANGUL = re.compile(rb"(?:[\xea-\xed][\x80-\xbf]{2}){2,}")


def detect_text(case: Case) -> Iterator[Finding]:
    """Screens and receipts by their raw bytes, then the text fields of what the POS sent.

    Garbled words are an error of their own; where the payment went wrong they are not the reason.
    """
    cut, garbled = [], []
    for seen in (*case.pos_screens, *case.terminal_screens):
        if not seen.raw:
            continue
        if _cut_inside(seen.raw):
            cut.append(seen)
        elif "\ufffd" in seen.text or _read_otherwise(seen.raw, seen.text):
            garbled.append(seen)
    if cut:
        yield found("text.cut_in_character", Severity.WARNING, (), (s.n for s in cut), text=cut[0].text)
    if garbled:
        severity = Severity.ERROR if case.ended_well else Severity.WARNING
        yield found("text.wrong_charset", severity, (), (s.n for s in garbled), text=garbled[0].text)
    heard = [r for r in case.heard if any(code.startswith("text.not-") for code in r.fault_codes)]
    if heard and len(heard) == sum(bool(r.get("text1") or r.get("text2")) for r in case.heard):
        severity = Severity.WARNING if case.ended_well else Severity.ERROR
        yield found("text.other_charset", severity, (r.n for r in heard))
    agent = isinstance(case.ecr_codec, AgentCodec)  # JSON is UTF-8 by right
    utf8 = [] if agent else [r for r in case.said if _UTF8_HANGUL.search(r.frame.data)]
    if utf8:
        severity = Severity.WARNING if case.ended_well else Severity.ERROR
        word = _UTF8_HANGUL.findall(utf8[0].frame.data)[0].decode("utf-8", "replace")
        yield found("text.wrong_charset", severity, (r.n for r in utf8), text=word)
        return
    sent = [r for r in case.said if any(code.startswith("text.") for code in r.fault_codes)]
    if sent:
        severity = Severity.WARNING if case.ended_well else Severity.ERROR
        yield found("text.field_cut", severity, (r.n for r in sent))


def _cut_inside(raw: bytes) -> bool:
    """CP949 up to the last byte, which begins a character that is not there any more."""
    try:
        raw.decode("cp949")
    except UnicodeDecodeError as error:
        return error.start == len(raw) - 1 and raw[-1] >= 0x81
    return False


def _read_otherwise(raw: bytes, text: str) -> bool:
    """The bytes are sound CP949, yet another text stands on the screen."""
    try:
        meant = raw.decode("cp949")
    except UnicodeDecodeError:
        return True
    return meant.strip() != text.strip()
