"""What speaks for a claim is weighed: ranked, merged where nothing tells them apart, never certain."""

import pytest

from posdiag.probe.claims import Claim, Evidence, What, is_found, rank, scores, sign
from posdiag.probe.settings import LineSettings

AT = LineSettings(9600)


def heard(dialect: str, settings: LineSettings = AT) -> Evidence:
    claim = Claim(What.DIALECT, settings, dialect)
    return sign("heard.frame", claim, None, dialect=dialect, kind="check reply")


def test_signs_of_one_kind_fade() -> None:
    claim = Claim(What.DIALECT, AT, "kr-fs")
    assert scores([heard("kr-fs")] * 10)[claim] == pytest.approx(5 * 1.75)


def test_dialects_that_nothing_tells_apart_are_one_hypothesis() -> None:
    ranked = rank([heard("b"), heard("a")], {})
    assert len(ranked) == 1
    assert ranked[0].dialects == ("a", "b")
    assert is_found(ranked)


def test_two_settings_alike_are_not_found() -> None:
    ranked = rank([heard("a"), heard("a", LineSettings(19200))], {})
    assert len(ranked) == 2
    assert not is_found(ranked)


def test_nothing_is_certain_and_something_else_is_always_possible() -> None:
    ranked = rank([heard("a")] * 5, {})
    assert ranked[0].probability <= 0.99
    assert sum(each.probability for each in rank([heard("a"), heard("b")], {})) < 1


def test_what_speaks_against_a_claim_drops_it() -> None:
    claim = Claim(What.DIALECT, AT, "kr-fs")
    assert rank([sign("asked.refused", claim, None, question="check")], {}) == ()
    assert not is_found(())


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({}, What.DIALECT),
        ({"baud": 9600, "bits": 8, "parity": "N"}, What.DIALECT),
        ({"baud": 19200}, What.WRONG_SPEED),
        ({"baud": 9600, "parity": "E"}, What.WRONG_PARITY),
        ({"bits": 7}, What.WRONG_PARITY),
    ],
)
def test_what_is_wrong_is_told_against_the_address(given: dict[str, object], what: What) -> None:
    assert rank([heard("kr-fs")], given)[0].what is what


def test_a_link_by_tls_is_wrong_where_plain_was_given() -> None:
    claim = Claim(What.DIALECT, None, "kr-fs", tls=True)
    said = sign("asked.answered", claim, None, question="q", dialect="kr-fs")
    assert rank([said], {"tls": False})[0].what is What.WRONG_LINK


def test_garbage_at_another_speed_is_explained_by_what_is_sound() -> None:
    garbage = sign("heard.unknown", Claim(What.UNKNOWN, LineSettings(19200)), None, count=9)
    faster = sign("garble.faster", Claim(What.WRONG_SPEED), None, heard_at=4800, damaged="-")
    assert len(rank([garbage, faster], {})) == 2
    assert [each.what for each in rank([heard("kr-fs"), garbage, faster], {})] == [What.DIALECT]
