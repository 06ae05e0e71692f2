"""What `--pos` means: ids, releases, globs and ranges; what nobody knows is an error with the nearest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.errors import InputError, NothingSelected
from posdiag.profile.library import Library
from posdiag.profile.select import nearest

LIBRARY = Library.load()


def labels(*wanted: str) -> list[str]:
    return [release.label for release in LIBRARY.select(wanted)]


def test_nothing_asked_means_every_release_that_has_a_rig_of_ours() -> None:
    own = [product for product in LIBRARY.products.values() if product.rig != "external"]
    assert len(labels()) == sum(len(product.releases) for product in own)
    assert labels("*") == labels("reference/*") == labels()


def test_a_product_without_a_rig_is_meant_by_name_or_where_a_glob_meets_no_other() -> None:
    assert labels("reference/iso-bench-bcd@1.0") == ["reference/iso-bench-bcd@1.0"]
    assert len(labels("reference/iso-bench-*@2.*")) == 12


def test_an_id_means_all_its_releases() -> None:
    assert labels("reference/namsan") == [
        f"reference/namsan@{version}" for version in ("1.0", "1.1", "2.0", "2.1", "3.0")
    ]


def test_a_short_id_is_enough_where_it_is_clear() -> None:
    assert labels("namsan@3.0") == ["reference/namsan@3.0"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("reference/namsan@2.0", ["2.0"]),
        ("reference/namsan@newest", ["3.0"]),
        ("reference/namsan@2.*", ["2.0", "2.1"]),
        ("reference/namsan@>=2.1", ["2.1", "3.0"]),
        ("reference/namsan@>=1.1,<3", ["1.1", "2.0", "2.1"]),
        ("reference/nam*@1.0", ["1.0"]),
    ],
)
def test_releases_may_be_named_by_version_glob_or_range(wanted: str, found: list[str]) -> None:
    assert labels(wanted) == [f"reference/namsan@{version}" for version in found]


def test_a_release_asked_for_twice_comes_once() -> None:
    assert labels("reference/namsan@3.0", "reference/nam*@newest") == ["reference/namsan@3.0"]


@pytest.mark.parametrize(
    ("wanted", "remedy"),
    [
        ("reference/namsna", "did you mean `reference/namsan`?"),
        ("namsna", "did you mean `reference/namsan`?"),
        ("reference/namsan@9.9", "its releases: 1.0, 1.1, 2.0, 2.1, 3.0"),
        ("reference/namsan@", "its releases: 1.0"),
        ("reference/namsan@>=", "write it like"),
    ],
)
def test_what_nobody_knows_is_an_error_with_the_mend(wanted: str, remedy: str) -> None:
    with pytest.raises(InputError) as error:
        labels(wanted)
    assert remedy in str(error.value)


def test_all_unknown_names_come_at_once() -> None:
    with pytest.raises(InputError) as error:
        labels("nobody", "reference/namsan@9.9")
    assert len(error.value.problems) == 2


@pytest.mark.parametrize("wanted", ["acme/*", "reference/namsan@>=9", "reference/*@0.0.1"])
def test_a_glob_or_range_that_meets_nothing_selects_nothing(wanted: str) -> None:
    with pytest.raises(NothingSelected):
        labels(wanted)


def test_a_far_name_lists_what_is_known() -> None:
    assert nearest("zzz", ["reference/a", "reference/b"]) == "known: reference/a, reference/b"


@given(st.text(max_size=30))
def test_any_text_selects_or_gives_a_clear_error(wanted: str) -> None:
    try:
        assert labels(wanted)
    except (InputError, NothingSelected):
        return
