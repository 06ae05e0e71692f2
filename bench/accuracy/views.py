"""What an observer has of a case: the views that are judged, and whether a cause shows itself in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from posdiag import assembly
from posdiag.diagnose.case import Case
from posdiag.diagnose.channels import Channel, narrowed
from posdiag.replay.scenario import Do
from posdiag.transcript import Frame, Party, Seen, Transcript
from posdiag.wire.codec import Codec
from posdiag.wire.message import Kind

if TYPE_CHECKING:
    from bench.accuracy.cast import Scene


@dataclass(frozen=True, slots=True)
class View:
    """A set of channels with a name. `known`: the POS's profile is among them."""

    name: str
    channels: frozenset[Channel]

    @property
    def known(self) -> bool:
        return Channel.PROFILE in self.channels

    @property
    def title(self) -> str:
        return f"{self.name}, profile {'known' if self.known else 'withheld'}"


_KINDS = {
    "both links, receipt, statement": (Channel.ECR, Channel.HOST, Channel.RECEIPT, Channel.STATEMENT),
    "both links alone": (Channel.ECR, Channel.HOST),
    "ECR link, receipt": (Channel.ECR, Channel.RECEIPT),
    "ECR link alone": (Channel.ECR,),
    "host link alone": (Channel.HOST,),
}
VIEWS = tuple(
    View(name, frozenset((*channels, *known)))
    for name, channels in _KINDS.items()
    for known in ((Channel.PROFILE,), ())
)


def case_in(view: View, scene: Scene, twin: bool = False, alone: int | None = None) -> Case | None:
    """The case as this view has it; None where the view sees no link of it at all.

    `twin`: the play without the causes; `alone`: with that one of two causes alone.

    What the shop meant to do is known, and nothing of what was enacted on it: not the state of the
    instrument, not what the shop is registered for, unless its own papers say so. A known profile tells the
    truth of this release.
    """
    full = scene.twin.case if twin else (scene.seen if alone is None else scene.alone[alone]).case
    if not {Channel.ECR, Channel.HOST} & view.channels & _links(full):
        return None
    meant = full.scenario
    if meant is not None and not twin:
        sound = scene.play.scenario
        papers = {key for one in scene.enacted for key in one.way.papers}
        known = {key: value for key, value in meant.shop.items() if key in papers}
        meant = replace(meant, instruments=sound.instruments, shop={**sound.shop, **known})
    seen = replace(full, scenario=meant)
    if Channel.STATEMENT not in view.channels:
        seen = _unasked(seen)
    return narrowed(seen, view.channels, recognise)


def _unasked(case: Case) -> Case:
    """Without the balance inquiry at the end, for which somebody had to read the statement first."""
    steps = () if case.scenario is None else case.scenario.steps
    if any(step.do is Do.BALANCE for step in steps):
        return case
    asked = [one.request for one in case.exchanges if one.kind is Kind.BALANCE]
    if not asked:
        return case
    until = asked[0].n
    cut = Transcript(statement=case.transcript.statement)
    cut.frames = [frame for frame in case.transcript.frames if frame.n < until]
    cut.observations = [
        seen for seen in case.transcript.observations if seen.n < until or seen.kind is Seen.BELIEF
    ]
    return replace(case, transcript=cut)


def shows_in(view: View, scene: Scene) -> bool:
    """Whether the view has what it takes to see each way at all."""
    return all(not one.way.seen_with or set(one.way.seen_with) & view.channels for one in scene.enacted)


def _links(case: Case) -> set[Channel]:
    """The links that there are to watch; a POS that speaks to the host has no ECR link."""
    own = Channel.HOST if case.traits is not None and case.traits.link == "host" else Channel.ECR
    return {own, Channel.HOST}


def recognise(frames: Sequence[Frame]) -> Codec | None:
    """The codec of an ECR link by its frames; the same frames come again in several views."""
    key = tuple((frame.sender, frame.data) for frame in frames)
    if key not in _KNOWN:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[key] = assembly.house().recognise(frames)
    return _KNOWN[key]


_KNOWN: dict[tuple[tuple[Party, bytes], ...], Codec | None] = {}
_MOST_KNOWN = 4096
