"""What each finding says of a cause: its strength, the weight by hand, and the fitted one on top."""

from __future__ import annotations

from functools import lru_cache

import pytest

from posdiag.diagnose.causes import UNKNOWN, CauseTable, load_causes
from posdiag.diagnose.channels import Channel
from posdiag.diagnose.finding import Severity
from posdiag.diagnose.ranking import Ranking
from posdiag.diagnose.sayings import found
from posdiag.diagnose.voices import by_hand, said_by, scored, strengths_of
from posdiag.profile.roots import Roots


@lru_cache
def table(ranking: Ranking | None = None) -> CauseTable:
    """The shipped causes with their weights by hand, and nothing fitted unless it is given."""
    return CauseTable({cause.id: cause for cause in load_causes(Roots.of())}, ranking or Ranking())


def test_strengths_worked_out_once_say_the_same_of_every_cause() -> None:
    told = [
        ("line.damaged", Severity.WARNING),
        ("link.mute", Severity.NOTE),
        ("link.mute", Severity.CRITICAL),
    ]
    seen = [found(code, severity) for code, severity in told]
    strengths = strengths_of(seen)
    assert all(said_by(cause, strengths) == by_hand(cause, seen) for cause in table())
    assert strengths["link.mute"] == (1.0, 1.0)


def test_a_fitted_weight_is_a_voice_of_its_finding_and_one_of_a_channel_has_no_name() -> None:
    fitted = Ranking(weights={"link.mute": {"comm.timeout": 1.5}, "has:ecr": {"comm.timeout": 0.5}})
    seen = [found("link.mute", Severity.ERROR)]
    plain, _ = scored(seen, table())
    scores, voices = scored(seen, CauseTable({c.id: c for c in table()}, fitted), {Channel.ECR})
    assert voices["comm.timeout"]["link.mute"] == by_hand(table()["comm.timeout"], seen)["link.mute"] + 1.5
    assert voices["comm.timeout"][""] == 0.5
    assert scores["comm.timeout"] == pytest.approx(plain["comm.timeout"] + 2.0)


def test_unknown_gains_by_a_finding_that_speaks_for_no_cause() -> None:
    silent = {cause.id: cause for cause in table() if "wire.bitmap" not in cause.for_}
    seen = [found("wire.bitmap", Severity.ERROR)]
    scores, _ = scored(seen, CauseTable(silent))
    assert max(scores, key=scores.__getitem__) == UNKNOWN
