"""A finished measurement: what was learnt, what was left out, and a record of each experiment's bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posdiag.audit.evidence import Evidence
from posdiag.audit.line import Cut, Noted
from posdiag.audit.seen import cut, transcript_of
from posdiag.explain.ways import Way
from posdiag.learn.learnt import Learned, LeftOut
from posdiag.payment.money import MoneyAccount
from posdiag.record import RunRecord, Verdict
from posdiag.transcript import LinkName, Transcript
from posdiag.wire.codec import Codec

NOT_JUDGED = {
    "ko": "측정 기록입니다. 판정하지 않습니다.",
    "en": "A record of a measurement; nothing is judged.",
}
Records = Sequence[tuple[RunRecord, Mapping[LinkName, Codec]]]


@dataclass(frozen=True, slots=True)
class Measured:
    """`subject` is what was measured, as its address; `date` the day, YYYY-MM-DD.

    `figures` were seen once and are no traits. `records` are the experiments, in their order.
    """

    subject: str
    is_pos: bool
    date: str
    rig: str
    values: tuple[Learned, ...]
    figures: tuple[Learned, ...]
    left_out: tuple[LeftOut, ...]
    records: Records
    transcript: str = ""  # where the records were written

    @property
    def source(self) -> str:
        """What stands as the source of its facts (law 9: measured, with date and transcript)."""
        kept = f"transcript {self.transcript}" if self.transcript else "transcript not kept"
        return f"{self.date} measured by posdiag at {self.subject}, {kept}"


def records_of_pos(played: Mapping[str, Evidence], subject: str) -> Records:
    """The records of a POS's errands."""
    return [
        (_record(id_, seen.case.name, subject, seen.transcript), {seen.way.link: seen.way.codec})
        for id_, seen in played.items()
    ]


def records_of_terminal(played: Mapping[str, Sequence[Noted]], way: Way, subject: str) -> Records:
    """The records of the experiments at a terminal."""
    records = []
    for id_, noted in played.items():
        seen = transcript_of(cut(noted, way), [one for one in noted if isinstance(one, Cut)], (), way.link)
        records.append((_record(id_, {"ko": id_, "en": id_}, subject, seen), {way.link: way.codec}))
    return records


def _record(id_: str, name: Mapping[str, str], subject: str, transcript: Transcript) -> RunRecord:
    return RunRecord(
        scenario=id_,
        scenario_name=dict(name),
        pos_id=subject,
        release="-",
        terminal=subject,
        faults=(),
        seed=0,
        verdict=Verdict.INCONCLUSIVE,
        money=MoneyAccount(0, 0),
        findings=(),
        causes=(),
        guidance=(),
        transcript=transcript,
        why=NOT_JUDGED,
    )
