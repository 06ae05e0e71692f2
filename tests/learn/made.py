"""A POS at the desk: shipped releases that are played, and conversations made by hand."""

from __future__ import annotations

from functools import lru_cache

from posdiag import assembly
from posdiag.assembly_audit import way_to
from posdiag.assembly_learn import PlayedPos, shared_instruments
from posdiag.learn.desk import Desk
from posdiag.learn.learnt import Learnt
from posdiag.profile.model import PosRelease


def release(label: str) -> PosRelease:
    return assembly.library().select((label,))[0]


def desk(label: str) -> Desk:
    """A desk at which a release is played."""
    one = release(label)
    way = way_to(one.rig)
    return Desk(PlayedPos(one, way), way, shared_instruments())


@lru_cache(maxsize=32)
def learnt(label: str) -> Learnt:
    """What is learnt of a release by every lesson; measured once for all tests of a process."""
    from posdiag.learn.pos import learn_pos

    at = desk(label)
    learn_pos(at, (at.way.name, {}), lambda pieces: None)
    return at.learnt
