"""The assembly of what is learnt and written about terminals: rigs as schemas, as files, as served lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from posdiag import assembly
from posdiag.audit.evidence import Evidence
from posdiag.audit.line import AuditedLine, Noted
from posdiag.audit.outcome import Printed, Ran, patterns
from posdiag.audit.seen import cut
from posdiag.errors import Problem
from posdiag.explain.ways import Way
from posdiag.learn.errand import Errand
from posdiag.learn.treat import Treater
from posdiag.link.bench import LineBench
from posdiag.link.station import Station
from posdiag.link.virtual import VirtualLink
from posdiag.profile.model import PosRelease
from posdiag.replay.dial import speech_of
from posdiag.replay.replay import replay
from posdiag.replay.scenario import DEFAULT_DATE
from posdiag.transcript import Party
from posdiag.wire.message import Kind

#: How a played release tells its cashier of an approval and of anything else.
PLAYED_WORDS = patterns(r"^approved\b", r"^(declined|unknown)\b|^승인 (실패|여부 확인)|^단말기 연결을 확인")


def rig_schema() -> dict[str, object]:
    """The JSON Schema of a rig file."""
    from posdiag_sim import rig_schema as made

    return made.rig_schema()


def lint_rig_file(path: Path) -> list[Problem]:
    """Every fault of one rig file."""
    from posdiag_sim.rig import RigError, load_rig

    try:
        load_rig(str(path.resolve()))
    except RigError as error:
        return [
            Problem(place.replace(str(path.resolve()), str(path)), *rest) for place, *rest in error.faults
        ]
    return []


# -- a POS that is played ----------------------------------------------------------------------------


class PlayedPos:
    """A release of the library, played at a rig in simulated time: a POS whose traits are known."""

    told = True
    date = DEFAULT_DATE

    def __init__(self, release: PosRelease, way: Way, rig: str = "") -> None:
        from posdiag_sim.rig import load_rig
        from posdiag_sim.world import World

        self._release = release
        self._way = way
        self._line = AuditedLine(World(load_rig(rig or release.rig)))
        self._speech = speech_of(assembly.library().codec_of(release), release.traits)

    def play(self, errand: Errand) -> Evidence:
        """Play an errand; InputError where the bench refuses what it needs."""
        line, way = self._line, self._way
        asked = lambda: asked_to_pay(line.noted(), way)  # noqa: E731
        line.prepare(Treater(way.codec, errand.treat, asked))
        station = Station("pos", LineBench(line.ask, "rig"), lambda: VirtualLink(line))
        traits = self._release.traits
        seen = replay(errand.scenario(self.date), traits, self._speech, station, asks_more=False)
        ended_ms = line.time_ms()
        printed = tuple(
            Printed(one.t_ms, one.text) for one in seen.transcript.observations if one.by is Party.POS
        )
        ran = (Ran(0, ended_ms, 0, printed),)
        statement = seen.transcript.statement
        return Evidence(errand.case(), way, line.noted(), ran, PLAYED_WORDS, statement)


def asked_to_pay(noted: Sequence[Noted], way: Way) -> bool:
    """Whether the POS has sent a sale."""
    return any(one.asks(Kind.APPROVE) for one in cut(noted, way))
