"""From an episode to a record: the same detectors, ranking, verdict and advice as after a replay.

There is no scenario and no statement here, and mostly no profile. So nothing is expected, money is seen by
the messages alone, and advice cannot be tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol

from posdiag.capture.events import Place, shown_place
from posdiag.diagnose.answer import answer_of, missing_of, ruled_out
from posdiag.diagnose.case import Case
from posdiag.diagnose.causes import CauseTable
from posdiag.diagnose.channels import channels_of
from posdiag.diagnose.detect import detect
from posdiag.diagnose.finding import CauseShare, Finding
from posdiag.diagnose.message_money import account_of, nothing
from posdiag.diagnose.rank import rank
from posdiag.diagnose.verdict import judge
from posdiag.explain.episode import Episode
from posdiag.explain.turns import Turn
from posdiag.guidance.cards import Cards
from posdiag.guidance.choose import choose
from posdiag.payment.money import BELIEF_WORDS, MoneyAccount
from posdiag.profile.library import Library
from posdiag.profile.model import PosRelease
from posdiag.record import Advice, RunRecord, Verdict
from posdiag.replay.saying import acked_only
from posdiag.transcript import LinkName, Seen
from posdiag.wire.codec import Codec
from posdiag.wire.message import Kind

SCENARIO = "capture"
UNKNOWN = "unknown"
#: Times before this are counted from the beginning of the capture.
_DATED_US = 10**14

Words = Mapping[str, str]
Codecs = Mapping[LinkName, Codec | None]

NO_DIALECT: Words = {
    "ko": "판단할 수 없습니다: 아는 방언으로 읽히지 않습니다.",
    "en": "Nothing can be said: no known dialect reads these bytes.",
}
ONLY_A_PART: Words = {
    "ko": "판단할 수 없습니다: 요청이 기록되어 있지 않습니다.",
    "en": "Nothing can be said: the request is not in the capture.",
}
NOT_WATCHED: Words = {
    "ko": "판단할 수 없습니다: 응답이 오기 전에 기록이 끝났거나 끊겼습니다.",
    "en": "Nothing can be said: the capture ends, or has a gap, before an answer.",
}


class House(Protocol):
    """What an examination works with; the engine's house is one."""

    @property
    def library(self) -> Library: ...
    @property
    def causes(self) -> CauseTable: ...
    @property
    def cards(self) -> Cards: ...


def examine(
    episode: Episode, house: House, name: str, release: PosRelease | None = None
) -> tuple[RunRecord, Codecs]:
    """The record of an episode of the capture `name`, and what reads its frames.

    `release` is the POS where the user named it; then its traits may explain what was found.
    """
    case, codecs = _case(episode, house, release)
    findings = detect(case)
    verdict, why = _verdict(episode, case, findings)
    channels = channels_of(case)
    causes = rank(findings, house.causes, channels)
    answer = answer_of(causes)
    advice = _advice(house.cards, causes, case) if causes and verdict is not Verdict.COMPATIBLE else ()
    record = RunRecord(
        scenario=SCENARIO,
        scenario_name=title(episode),
        pos_id=UNKNOWN if release is None else release.id,
        release=UNKNOWN if release is None else release.release,
        terminal=episode.ends,
        faults=(),
        seed=0,
        verdict=verdict,
        money=case.money,
        findings=findings,
        causes=causes,
        guidance=advice,
        transcript=case.transcript,
        why=why,
        place=place_of(episode.place, episode.began_us, name),
        answer=answer,
        ruled_out=ruled_out(findings, causes, house.causes),
        missing=missing_of(answer, channels),
    )
    return record, codecs


def title(episode: Episode) -> Words:
    """The trace numbers of an episode's requests; empty where it has none."""
    numbers = " ".join(dict.fromkeys(stan for _, stan in episode.keys if stan))
    return {"ko": f"거래번호 {numbers}", "en": f"STAN {numbers}"} if numbers else {}


def place_of(place: Place, began_us: int, name: str) -> str:
    """Where in the capture an episode begins: file, packet or line, and time."""
    return f"{name}: {shown_place(place)} {time_of(began_us)}".replace(":  ", ": ")


def time_of(at_us: int) -> str:
    """A time of a capture: `2026-09-10 07:31:05.123 UTC`, or seconds from its beginning."""
    if at_us < _DATED_US:
        return f"+{at_us // 1_000_000}.{at_us // 1000 % 1000:03d} s"
    seconds, micros = divmod(at_us, 1_000_000)
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return f"{seconds} s"
    return f"{moment:%Y-%m-%d %H:%M:%S}.{micros // 1000:03d} UTC"


def clean_end(money: MoneyAccount) -> Words:
    """The verdict on what ended cleanly, in words."""
    belief = BELIEF_WORDS[money.pos_believes]
    charged = f"{money.charged_krw:,}"
    return {
        "ko": f"이상 없이 끝났습니다: {belief['ko']}, {charged}원.",
        "en": f"Ended without a fault: {belief['en']}, {charged} won.",
    }


def _case(episode: Episode, house: House, release: PosRelease | None) -> tuple[Case, Codecs]:
    transcript, decoded = episode.transcript()
    codecs: dict[LinkName, Codec | None] = {}
    if episode.way is not None:
        codecs[episode.way.link] = episode.way.codec
    if episode.behind_way is not None:
        codecs[LinkName.HOST] = episode.behind_way.codec
    traits = None if release is None else release.traits
    ecr, host = codecs.get(LinkName.ECR), codecs.get(LinkName.HOST)
    bare = Case(transcript, nothing(), traits, None, ecr, host, {}, decoded)
    behind = [reading for talk in bare.host_talks.values() for reading in (*talk.requests, *talk.replies)]
    money = account_of(bare.exchanges, behind)
    read = {reading.n: reading.decoded for reading in bare.readings if reading.decoded is not None}
    codes = house.library.codes.causes()
    return Case(transcript, money, traits, None, ecr, host, codes, read), codecs


def _verdict(episode: Episode, case: Case, findings: Sequence[Finding]) -> tuple[Verdict, Words]:
    """As for a replay, save that what the capture does not show is no verdict."""
    if not any(isinstance(entry, Turn) and entry.words for entry in episode.entries):
        readable = case.observed(Seen.CLOSED, Seen.SILENCE) or any(r.control for r in case.readings)
        if episode.way is None or not readable:
            return Verdict.INCONCLUSIVE, NO_DIALECT
    verdict, why = judge(case, findings)
    if verdict is Verdict.INCOMPATIBLE:
        return verdict, why
    if not case.exchanges and not findings:
        asked = any(not r.message.reply for r in case.readings if r.message is not None)
        return (Verdict.COMPATIBLE, clean_end(case.money)) if asked else (Verdict.INCONCLUSIVE, ONLY_A_PART)
    last = case.exchanges[-1] if case.exchanges else None
    acked = last is not None and last.acks and _acked_only(episode, last.kind)
    if last is not None and last.answer is None and not last.silences and not last.closings and not acked:
        return Verdict.INCONCLUSIVE, NOT_WATCHED
    return (verdict, clean_end(case.money)) if verdict is Verdict.COMPATIBLE else (verdict, why)


def _acked_only(episode: Episode, kind: Kind) -> bool:
    """Whether the ACK is all that answers such a request."""
    return episode.way is not None and acked_only(episode.way.codec, kind)


def _advice(cards: Cards, causes: Sequence[CauseShare], case: Case) -> tuple[Advice, ...]:
    """Advice for the likely causes; none of it can be tried on a capture."""
    return tuple(
        Advice(card.id, card.kind, card.audience, dict(card.text), cause)
        for card, cause in choose(cards, causes, case)
    )
