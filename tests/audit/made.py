"""Lines made by hand for the tests of an audit: frames in kr-fs, and cases played by them."""

from __future__ import annotations

from functools import lru_cache

from posdiag import assembly
from posdiag.audit.campaign import AuditCase, chosen
from posdiag.audit.evidence import Evidence
from posdiag.audit.line import Heard, Noted
from posdiag.audit.outcome import UNKNOWN, Patterns, Printed, Ran, patterns
from posdiag.explain.ways import Way, way_of
from posdiag.transcript import Statement, StatementRow
from posdiag.wire.message import Kind, Message

ACK, NAK = b"\x06", b"\x15"
KNOWN = patterns("APPROVED", "DECLINED")
_SALE = {"tid": "10000001", "sent_at": "20250910123000", "instalment": "00", "entry": "C"}


@lru_cache
def way() -> Way:
    found = way_of("kr-fs", assembly.library().dialects.codec_for("kr-fs"))
    assert found is not None
    return found


def frame(kind: Kind, reply: bool, stan: str, **words: str) -> bytes:
    return way().codec.encode(Message(kind, reply, {**_SALE, "stan": stan, **words}))


def sale(stan: str = "000001", amount: str = "8800") -> bytes:
    return frame(Kind.APPROVE, False, stan, amount=amount)


def approved(stan: str = "000001", amount: str = "8800") -> bytes:
    words = {"approval": "A1234567", "approved_amount": amount, "text1": "OK", "issuer": "REFERENCE"}
    return frame(Kind.APPROVE, True, stan, result="00", **words)


def declined(stan: str = "000001") -> bytes:
    return frame(Kind.APPROVE, True, stan, result="51")


def inquiry(stan: str = "000002", about: str = "000001") -> bytes:
    return frame(Kind.INQUIRE, False, stan, orig_stan=about)


def inquired(stan: str = "000002", about: str = "000001", outcome: str = "00") -> bytes:
    words = {"orig_stan": about, "orig_result": outcome, "approved_amount": "8800"}
    return frame(Kind.INQUIRE, True, stan, result="00", **words)


def reversal(stan: str = "000002", about: str = "000001") -> bytes:
    return frame(Kind.REVERSE, False, stan, orig_stan=about, amount="8800")


def reversed_(stan: str = "000002") -> bytes:
    return frame(Kind.REVERSE, True, stan, result="00", orig_stan="000001")


def wrong(whole: bytes) -> bytes:
    """The frame with a wrong check byte."""
    return whole[:-1] + bytes([whole[-1] ^ 1])


def line(*rows: tuple[str, bytes] | Noted, step_ms: int = 100) -> list[Noted]:
    """Chunks, a step apart: `pos` and `far` say who sent them."""
    noted: list[Noted] = []
    for number, row in enumerate(rows):
        if isinstance(row, tuple):
            noted.append(Heard(number * step_ms, row[0] == "pos", row[1]))
        else:
            noted.append(row)
    return noted


def charges(*amounts: int) -> Statement:
    rows = [StatementRow(10 * at, "charge", amount, "card", f"A{at}") for at, amount in enumerate(amounts, 1)]
    return Statement(tuple(rows))


def ran(*texts: str, code: int | None = 0, at_ms: int = 100_000) -> Ran:
    return Ran(0, at_ms, code, tuple(Printed(at_ms, text) for text in texts))


def case(id_: str = "healthy") -> AuditCase:
    return chosen([id_])[0]


def played(
    *rows: tuple[str, bytes] | Noted,
    id_: str = "healthy",
    said: tuple[str, ...] | None = None,
    code: int | None = 0,
    statement: Statement | None = None,
    known: Patterns = KNOWN,
    bent: int = 1,
) -> Evidence:
    """The evidence of a case; `said` is what the program printed, None where nobody watched one."""
    runs = () if said is None else (ran(*said, code=code),)
    known = known if said is not None else UNKNOWN
    return Evidence(case(id_), way(), line(*rows), runs, known, statement, bent)
