"""Releases resolve to whole traits, and every value knows where it was written."""

from __future__ import annotations

from collections.abc import Callable

from posdiag.profile.library import Library
from posdiag.profile.model import DEFAULT_ORIGIN
from posdiag.profile.traits import OnTimeout
from tests.profile.conftest import PRODUCT, Write

Faults = Callable[[], list[str]]


def other(name: str, like: str, base: str = "{}") -> str:
    text = PRODUCT.replace("reference/till", name).replace("releases:", f"like: {like}\nreleases:")
    return text.replace("base:\n  dialect: small\n  timers: {answer_ms: 20000}", f"base: {base}")


def test_each_release_builds_on_the_one_before(library: Library) -> None:
    old, new = library.products["reference/till"].releases
    assert (old.traits.approval_digits, new.traits.approval_digits) == (6, 8)
    assert (old.traits.wire, new.traits.wire) == ({"check": "xor-from-stx"}, {"check": "xor-after-stx"})
    assert old.traits.timers.answer_ms == new.traits.timers.answer_ms == 20000


def test_every_value_has_its_origin(library: Library) -> None:
    release = library.products["reference/till"].newest
    assert str(release.origin("approval_digits")) == "profiles/pos/reference/till.yaml:22"
    assert release.origin("approval_digits").release == "1.10"
    assert release.origin("timers.answer_ms").release == "base"
    assert str(release.origin("wire.check")) == "profiles/pos/reference/till.yaml:23"
    assert release.origin("instalment_max") == DEFAULT_ORIGIN


def test_a_release_that_writes_otherwise_than_the_newest_is_no_match_for_the_rig(
    library: Library,
) -> None:
    assert [release.speaks_rig for release in library.products["reference/till"].releases] == [False, True]


def test_on_an_external_rig_every_release_speaks_for_itself(write: Write, library: Library) -> None:
    write("pos/reference/till", PRODUCT.replace("rig: counter", "rig: external"))
    assert all(release.speaks_rig for release in library.products["reference/till"].releases)


def test_like_takes_a_base_but_no_name_and_no_release(write: Write, library: Library) -> None:
    write("pos/reference/two", other("reference/two", "reference/till", "{on_timeout: [retry]}"))
    two = library.products["reference/two"].newest
    assert two.traits.timers.answer_ms == 20000
    assert str(two.origin("timers.answer_ms")) == "profiles/pos/reference/till.yaml:9"
    assert two.traits.on_timeout == (OnTimeout.RETRY,)
    assert two.label == "reference/two@1.10"


def test_like_may_name_a_release(write: Write, library: Library) -> None:
    text = other("reference/two", "reference/till@1.9").replace("approval_digits: 6", "instalment_max: 24")
    write("pos/reference/two", text)
    assert library.products["reference/two"].releases[0].traits.approval_digits == 6


def test_circles_of_like_are_named_once_each(write: Write, faults: Faults) -> None:
    write("pos/reference/two", other("reference/two", "reference/three", "{dialect: small}"))
    write("pos/reference/three", other("reference/three", "reference/two", "{dialect: small}"))
    found = [fault for fault in faults() if "circle" in fault]
    assert len(found) == 1
    assert "reference/three -> reference/two -> reference/three" in found[0]


def test_a_product_like_itself_is_a_circle(write: Write, faults: Faults) -> None:
    write("pos/reference/two", other("reference/two", "reference/two", "{dialect: small}"))
    assert any("circle: reference/two -> reference/two" in fault for fault in faults())


def test_a_release_that_like_names_must_exist(write: Write, faults: Faults) -> None:
    write("pos/reference/two", other("reference/two", "reference/till@7", "{dialect: small}"))
    assert any("has no release `7` (its releases: 1.9, 1.10)" in fault for fault in faults())
