"""The campaign: what the terminal does to the POS, case by case, and what a sound POS makes of it.

A case is faults of the simulated world, or one bend of the terminal's answers, or neither. Times are the
terminal's milliseconds.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from posdiag.errors import InputError, Problem
from posdiag.transcript import LinkName
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.spec import Check
from posdiag.worded import worded

Words = Mapping[str, str]


class Bend(StrEnum):
    """What is done to the terminal's answers on their way to the POS."""

    NONE = ""
    CHECK = "wrong-check"  # the check byte is turned over
    NOISE = "noise"  # a digit is changed, and the check byte is as it was
    HALF = "half"  # only its first half comes
    LOST = "lost"  # nothing of it comes
    GARBAGE = "garbage"  # bytes that belong to no frame come first
    CHECK_AS = "check-as"  # a text is changed so that the check byte is a certain one


class Need(StrEnum):
    """What a line must have for a case to make sense."""

    ECR = "ecr"
    ACK = "ack"
    CHECK = "check"
    STREAM = "stream"  # bytes may arrive in any pieces


@dataclass(frozen=True, slots=True)
class AuditCase:
    """One case. `payments` are made one after the other; `times` is how many answers are bent, 0 for all.

    `sound` says what a sound POS does. `short` leaves the customer without money, so that the issuer refuses.
    """

    id: str
    name: Words
    sound: Words
    faults: tuple[str, ...] = ()
    bend: Bend = Bend.NONE
    bytes: bytes = b""
    times: int = 1
    payments: int = 1
    needs: frozenset[Need] = field(default_factory=frozenset)
    short: bool = False

    @property
    def injected(self) -> tuple[str, ...]:
        """Everything that is done to the POS, as the record tells it."""
        if not self.bend:
            return self.faults
        extra = [f"hex={self.bytes.hex()}"] if self.bytes else []
        extra += [f"count={self.times}"] if self.times else []
        return (*self.faults, f"{self.bend}:{','.join(extra)}" if extra else str(self.bend))


def _case(row: str, *faults: str, bend: Bend = Bend.NONE, needs: str = "", **rest: object) -> AuditCase:
    """A case of a row `id | Korean | English | what is sound, Korean | English`."""
    id_, name_ko, name_en, sound_ko, sound_en = row.split(" | ")
    wanted = frozenset(Need(word) for word in needs.split())
    case = AuditCase(id_, {"ko": name_ko, "en": name_en}, {"ko": sound_ko, "en": sound_en}, faults, bend)
    return replace(case, needs=wanted, **rest)  # type: ignore[arg-type]


# ruff: noqa: E501  (one row a case reads better than wrapped ones)
CAMPAIGN: tuple[AuditCase, ...] = (
    _case("healthy | 정상 결제 | a payment without a fault | 승인을 받아 승인으로 처리했습니다 | took the approval and called it one"),
    _case("healthy-twice | 연속 두 건 | two payments, one after the other | 두 건을 각각 승인으로 처리했습니다 | took each approval for its own payment", payments=2),
    _case("declined | 거절 | the issuer refuses | 거절을 거절로 처리했습니다 | took the refusal for one", short=True),
    _case("split | 응답이 7바이트씩 도착 | the answer arrives seven bytes at a time | 조각을 합쳐 읽었습니다 | joined the pieces", "split:bytes=7,ms=30", needs="stream"),
    _case("bytewise | 응답이 한 바이트씩 도착 | the answer arrives byte by byte | 조각을 합쳐 읽었습니다 | joined the pieces", "split:bytes=1,ms=8", needs="stream"),
    _case("pause | 응답 중간에 0.8초 멈춤 | a pause of 0.8 s inside the answer | 나머지를 기다리거나 다시 달라고 했습니다 | waited for the rest or asked for a repeat", "pause:ms=800,at=20", needs="stream"),
    _case("pause-before-check | 검사 바이트 직전 0.8초 멈춤 | a pause of 0.8 s before the check byte | 검사 바이트를 보고 나서 받아들였습니다 | took the answer only with its check byte", "pause:ms=800,at=100000", needs="stream check"),
    _case("joined | ACK와 응답이 한꺼번에 도착 | ACK and answer arrive together | ACK와 응답을 나누어 읽었습니다 | told ACK and answer apart", "join:way=to-pos,count=1", needs="ack stream"),
    _case("wrong-check-once | 검사 바이트가 한 번 틀림 | a wrong check byte, once | 깨진 응답을 받아들이지 않았습니다 | did not take the damaged answer", bend=Bend.CHECK, needs="check"),
    _case("wrong-check-always | 검사 바이트가 늘 틀림 | a wrong check byte, every time | 깨진 응답을 승인으로 처리하지 않았습니다 | never took a damaged answer for an approval", bend=Bend.CHECK, needs="check", times=0),
    _case("damaged-once | 응답의 숫자 하나가 깨짐 | a digit of the answer is damaged, once | 깨진 응답을 받아들이지 않았습니다 | did not take the damaged answer", bend=Bend.NOISE, needs="check"),
    _case("half-once | 응답이 절반만 온 뒤 다시 옴 | half an answer, then the whole | 온전한 응답만 받아들였습니다 | took only the whole answer", bend=Bend.HALF, needs="stream"),
    _case("half-always | 응답이 늘 절반만 옴 | never more than half an answer | 절반의 응답을 승인으로 처리하지 않았습니다 | never took half an answer for an approval", bend=Bend.HALF, times=0, needs="stream"),
    _case("garbage-first | STX 앞에 잡음 | garbage before STX | 잡음을 버리고 응답을 읽었습니다 | dropped the garbage and read the answer", bend=Bend.GARBAGE, bytes=b"\x00\xf8\xff", needs="ecr"),
    _case("check-is-etx | 검사 바이트가 ETX(03) | the check byte is ETX (03) | 검사 바이트를 ETX로 잘못 보지 않았습니다 | did not take the check byte for ETX", bend=Bend.CHECK_AS, bytes=b"\x03", needs="check"),
    _case("check-is-ack | 검사 바이트가 ACK(06) | the check byte is ACK (06) | 검사 바이트를 ACK로 잘못 보지 않았습니다 | did not take the check byte for an ACK", bend=Bend.CHECK_AS, bytes=b"\x06", needs="check"),
    _case("duplicate | 같은 응답이 두 번 | the answer comes twice | 두 번째 응답을 다음 결제의 것으로 보지 않았습니다 | kept the second copy apart from the next payment", "duplicate:way=to-pos,after_ms=900,count=1", payments=2),
    _case("pos-ack-lost | POS의 ACK 유실 | the POS's ACK is lost | 다시 온 응답을 새 결제의 것으로 보지 않았습니다 | kept the repeated answer apart from the next payment", "ack-lost:way=to-terminal,count=1", needs="ack", payments=2),
    _case("terminal-ack-lost | 단말기의 ACK 유실 | the terminal's ACK is lost | 응답을 요청의 수신으로 보았거나 조회했습니다 | took the answer, or asked what became of the sale", "ack-lost:way=to-pos,count=1", needs="ack"),
    _case("nak-once | 요청이 한 번 NAK 됨 | the request is refused (NAK) once | 같은 요청을 다시 보냈습니다 | sent the same request again", "nak-storm:count=1", needs="ack"),
    _case("nak-always | 요청이 늘 NAK 됨 | every request is refused (NAK) | 몇 번 만에 그만두었습니다 | gave up after a few tries", "nak-storm", needs="ack"),
    _case("answer-lost | 응답이 오지 않음 | the answer never comes | 조회하거나 망취소했습니다 | asked what became of the sale, or reversed it", bend=Bend.LOST, times=0),
    _case("late | 늦은 응답 | the answer comes after the POS's patience | 조회하거나 망취소했고 늦은 응답을 다음 결제의 것으로 보지 않았습니다 | settled the sale and kept the late answer apart from the next payment", "late:count=1,ms={late_ms}", payments=2),
    _case("silence | 아무것도 오지 않음 | nothing ever comes back | 승인으로 처리하지 않고 끝냈습니다 | ended without an approval", "half-open"),
    _case("reset-request | 요청 도중 끊김 | the connection breaks with the request | 승인으로 처리하지 않았습니다 | did not call it approved", "reset:when=request,count=1"),
    _case("reset-answer | 응답 도중 끊김 | the connection breaks with the answer | 조회하거나 망취소했습니다 | asked what became of the sale, or reversed it", "reset:when=answer,count=1"),
    _case("reconnect | 끊긴 뒤 다음 결제 | the connection breaks with an answer, then comes the next payment | 다시 연결해 다음 결제까지 마쳤습니다 | connected anew, settled the first sale and made the next payment", "reset:when=answer,count=1", payments=2),
)  # fmt: skip


def chosen(wanted: Sequence[str], cases: Sequence[AuditCase] = CAMPAIGN) -> tuple[AuditCase, ...]:
    """The cases of these ids, in the order of the campaign; all where none is named. InputError otherwise."""
    known = [case.id for case in cases]
    problems = []
    for id_ in dict.fromkeys(wanted):
        if id_ not in known:
            close = difflib.get_close_matches(id_, known, 1, 0.5)
            near = worded("did you mean `{near}`? ", near=close[0]) if close else ""
            problems.append(
                Problem(
                    f"--only {id_}",
                    worded("no such case"),
                    worded("{near}one of: {known}", near=near, known=", ".join(known)),
                )
            )
    if problems:
        raise InputError(problems)
    return tuple(case for case in cases if not wanted or case.id in wanted)


def applicable(cases: Sequence[AuditCase], codec: object) -> tuple[AuditCase, ...]:
    """The cases that make sense on a line of this codec."""
    there = {Need.STREAM}
    if isinstance(codec, EcrCodec):
        there.add(Need.ECR)
        there |= {Need.ACK} if codec.spec.acks else set()
        there |= {Need.CHECK} if codec.spec.check is not Check.NONE else set()
    return tuple(case for case in cases if case.needs <= there)


def timed(case: AuditCase, patience_ms: int, link: LinkName) -> AuditCase:
    """The case for a POS that waits `patience_ms` (the terminal's time) for an answer.

    A late answer lies that long in the terminal, so that it comes soon after the POS gave up.
    """
    late_ms = min(3_600_000, patience_ms)
    faults = [text.replace("{late_ms}", str(late_ms)) for text in case.faults]
    if link is LinkName.HOST:  # no terminal there, in which an answer could lie
        faults = [text.replace("late:", "host-slow:") for text in faults]
    return replace(case, faults=tuple(faults))


__all__ = ["CAMPAIGN", "AuditCase", "Bend", "Need", "applicable", "chosen", "timed"]
