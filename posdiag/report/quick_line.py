"""Plain payments of a capture as JSON lines, written at once: the line that `json_run.run_line` would give.

Card data is masked as `redact` does it: by fields of the frame's shape, in its hex (`stencil.py`).
"""

from __future__ import annotations

import re
from binascii import hexlify
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from posdiag.diagnose.finding import Severity
from posdiag.explain.examine import SCENARIO, UNKNOWN, clean_end, place_of, time_of
from posdiag.explain.plain import KINDS, Plain
from posdiag.explain.ways import Ways
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.record import RunRecord
from posdiag.report.columns import shown
from posdiag.report.frames import Codecs
from posdiag.report.json_run import REASONING, RUN_SCHEMA, dump, run_object
from posdiag.report.redact import masked
from posdiag.report.stencil import Stencil
from posdiag.report.words import say
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.masked import mask_frame
from posdiag.wire.message import Kind

_MOST_SHAPES = 4096
NO_FINDING = 9  # the rank of a record without findings
#: The facts of a refusal by code alone; what stands for two of them until they are known.
_FACTS = {"code", "may_be", "stan", "tid"}
_TID, _STAN = b"@TID@", b"@STAN@"
_ANY_KRW = 987_654_321
_SIMPLE = re.compile(r"[ -!#-\[\]-~]+").fullmatch
#: The money of a payment: charges, won charged, what the POS believes, won booked.
_MONEY = (
    b'{"charges":%d,"charged":%d,"from":{},"pos_believes":"%b","booked":%d,"agrees":true,'
    b'"seen_by":"messages"}'
)
_REFUSED = _MONEY % (0, 0, Belief.DECLINED.value.encode(), 0)
_BELIEFS = {
    kind: (Belief.APPROVED if kind is Kind.APPROVE else Belief.UNKNOWN).value.encode() for kind in KINDS
}
#: Verdict, rank, findings, causes and advice where all is well.
_WELL = ("compatible", NO_FINDING, b"", b"[]", b"[]")
#: The whole line, in the order of `json_run.run_object`.
_LINE = (
    f'{{"schema":"{RUN_SCHEMA}","scenario":"{SCENARIO}",'
    '"scenario_name":{"en":"STAN %b","ko":"거래번호 %b"},"pos":%b,"terminal":%b,"faults":[],"seed":0,'
    '"verdict":"%b","why":%b,"error":"","money":%b,"findings":[%b],"causes":%b,"guidance":%b,"command":"","place":%b,"transcript":['
    '{"n":1,"t_ms":0,"link":"host","from":"pos","to":"van","hex":"%b","text":"%b%b","note":""},'
    '{"n":2,"t_ms":%d,"link":"host","from":"van","to":"pos","hex":"%b","text":"%b%b%b","note":""}],'
    '"observations":[],"statement":null}'
).encode()


class _Plan(NamedTuple):
    """How frames of one shape are shown."""

    stencil: Stencil
    words: bytes  # message type and kind
    tells_amount: bool


class QuickLines:
    """Writes the plain payments of one capture.

    `name` is the capture's. `examine` gives the whole record of a payment: it is asked once for each code
    of refusal, whose findings and causes are the same but for the numbers in them.
    """

    def __init__(
        self, name: str, lang: str, examine: Callable[[Plain], tuple[RunRecord, Codecs]], ways: Ways
    ) -> None:
        self._name = name
        self._examine = examine
        self._ways = ways
        self._refusals: dict[str, _Refusal | None] = {}
        self._lang = lang
        self._plans: dict[tuple[int, Kind], _Plan] = {}
        release = ways.hints.release
        id_, version = (UNKNOWN, UNKNOWN) if release is None else (release.id, release.release)
        self._pos = b'{"id":%b,"release":%b}' % (_text(id_), _text(version))
        self._why = {kind: _why_of(kind) for kind in KINDS}
        self._won = shown(say(lang, "money.amount", amount="@")).encode().split(b"@")
        self._opening = _text(f"{name}: ")[:-1]
        self._second = -1
        self._moment = b""

    def line(self, plain: Plain) -> tuple[bytes, str, int] | None:
        """One line of JSON, without its end, its verdict, and the rank of its worst finding.

        None where it must be written carefully.
        """
        kind, code, amount_krw = plain.kind, plain.refusal, plain.amount_krw
        verdict, rank, findings, causes, advice = _WELL
        stan, amount = plain.stan.encode(), f"{amount_krw:,}".encode()
        if code:
            refusal = self._refusal(code, plain)
            if refusal is None:
                return None
            verdict, rank, why, findings, causes, advice = refusal
            findings = findings.replace(_TID, plain.tid.encode()).replace(_STAN, stan)
            money, result = _REFUSED, b" " + code.encode()
        else:
            begin, middle, end = self._why[kind]
            why, result = b"%b%b%b%b%b" % (begin, amount, middle, amount, end), b" 00"
            money = _MONEY % ((1 if amount_krw else 0), amount_krw, _BELIEFS[kind], amount_krw)
        sale = b" %b%b%b" % (self._won[0], amount, self._won[1]) if amount_krw else b""
        asked, answer = plain.asked, plain.answer
        there = self._plans.get((plain.asked_shape, kind)) or self._learn(plain, asked, plain.asked_shape)
        here = self._plans.get((plain.answer_shape, kind)) or self._learn(plain, answer, plain.answer_shape)
        line = _LINE % (
            stan, stan, self._pos, _ends(plain.line.a, plain.line.b), verdict.encode(), why, money, findings,
            causes, advice, self._place(plain), there.stencil.shown(asked) or self._masked(plain, asked),
            there.words, sale, max(0, plain.answered_us - plain.asked_us) // 1000,
            here.stencil.shown(answer) or self._masked(plain, answer), here.words, result,
            sale if here.tells_amount else b"",
        )  # fmt: skip
        return line, verdict, rank

    def _refusal(self, code: str, plain: Plain) -> _Refusal | None:
        """What the first refusal with a code was found to be; None where the code does not tell all."""
        if code not in self._refusals:
            self._refusals[code] = _refusal_of(*self._examine(plain), self._lang)
        return self._refusals[code]

    def _place(self, plain: Plain) -> bytes:
        """`place_of` as JSON, the second's text made once."""
        second, micros = divmod(plain.asked_us, 1_000_000)
        if second != self._second:
            moment = time_of(second * 1_000_000)
            self._second, self._moment = second, moment[:19].encode() if moment.endswith("000 UTC") else b""
        place = plain.place
        if self._moment:
            if isinstance(place, int):
                return b'%bpacket %d %b.%03d UTC"' % (self._opening, place, self._moment, micros // 1000)
            if _SIMPLE(place):
                return b'%b%b %b.%03d UTC"' % (self._opening, place.encode(), self._moment, micros // 1000)
        return _text(place_of(place, plain.asked_us, self._name))

    def _masked(self, plain: Plain, data: bytes) -> bytes:
        """The hex of a frame, masked carefully."""
        return hexlify(mask_frame(self._ways.of(plain.way).codec, data))

    def _learn(self, plain: Plain, data: bytes, number: int) -> _Plan:
        codec = self._ways.of(plain.way).codec
        assert isinstance(codec, IsoCodec)
        if len(self._plans) >= _MOST_SHAPES:
            self._plans.clear()
        read = codec.read(data)
        mti = read.value("mti") or ""
        reply = mti[2:3] in ("1", "3")
        words = f"{mti} {say(self._lang, f'kind.{plain.kind}.reply' if reply else f'kind.{plain.kind}')}"
        amount = str(codec.spec.places.get("amount", ""))
        plan = _Plan(Stencil(read, data, codec.spec.ebcdic), words.encode(), read.value(amount) is not None)
        self._plans[number, plain.kind] = plan
        return plan


class _Refusal(NamedTuple):
    """What all refusals with one code have in common, as JSON; in `finding` two numbers are left open."""

    verdict: str
    rank: int  # of the finding's severity
    why: bytes
    finding: bytes
    causes: bytes
    advice: bytes  # and the reasons that stand behind it


def _refusal_of(record: RunRecord, codecs: Codecs, lang: str) -> _Refusal | None:
    """The common part of a refusal; None where there is more to it than its code."""
    told = run_object(masked(record, codecs), lang)
    findings = told["findings"]
    if len(findings) != 1 or not findings[0]["code"].startswith("decline."):
        return None
    facts = findings[0]["facts"]
    numbers = (facts.get("tid"), facts.get("stan"))
    if set(facts) != _FACTS or any(number and number in findings[0]["summary"] for number in numbers):
        return None
    facts["tid"], facts["stan"] = _TID.decode(), _STAN.decode()
    severity = findings[0]["severity"]
    shown_parts = (told["why"], findings[0], told["causes"], told["guidance"])
    parts = [dump(part).encode("utf-8", "backslashreplace") for part in shown_parts]
    parts[-1] += b"".join(
        f',"{key}":{dump(told[key])}'.encode() for key in ("next", *REASONING) if key in told
    )
    return _Refusal(told["verdict"], Severity(severity).rank, *parts)


def _why_of(kind: Kind) -> list[bytes]:
    """The verdict in words, as JSON: three pieces around the amount, which is in it twice."""
    belief = Belief.APPROVED if kind is Kind.APPROVE else Belief.UNKNOWN
    words = clean_end(MoneyAccount(0, _ANY_KRW, {}, belief, 0))
    return dump(dict(sorted(words.items()))).encode().split(f"{_ANY_KRW:,}".encode())


@lru_cache(maxsize=10_000)
def _ends(a: str, b: str) -> bytes:
    return _text(f"{a} - {b}")


def _text(text: str) -> bytes:
    return dump(text).encode("utf-8", "backslashreplace")
