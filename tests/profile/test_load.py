"""A product file becomes a typed draft; whatever is in it, no reader raises."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from posdiag.marked import Faults, parse_yaml
from posdiag.profile.load import MAX_RELEASES, load_product, read_product
from posdiag.profile.model import ProductDraft
from posdiag.profile.trait_types import TRAIT_READERS
from tests.profile.conftest import PRODUCT


def draft_of(text: str) -> tuple[ProductDraft | None, list[str]]:
    faults = Faults()
    document = parse_yaml(text, "f.yaml", faults)
    draft = None if document is None else read_product(document, "reference/till")
    return draft, [str(problem) for problem in faults.problems]


def test_a_draft_keeps_versions_and_places_as_written() -> None:
    draft, faults = draft_of(PRODUCT)
    assert faults == []
    assert draft is not None
    assert [release.release for release in draft.releases] == ["1.9", "1.10"]
    assert [release.place for release in draft.releases] == ["f.yaml:11", "f.yaml:17"]
    assert [(setting.path, setting.value, str(setting.origin)) for setting in draft.base] == [
        ("dialect", "small", "f.yaml:8"),
        ("timers.answer_ms", 20000, "f.yaml:9"),
    ]


def test_wire_options_stay_texts_under_flat_paths() -> None:
    draft, _ = draft_of(PRODUCT)
    assert draft is not None
    assert [(change.path, change.value) for change in draft.releases[0].changes] == [
        ("approval_digits", 6),
        ("wire.check", "xor-from-stx"),
    ]


def test_a_text_in_the_place_of_wire_options_is_a_fault() -> None:
    text = PRODUCT.replace("dialect: small\n", "dialect: small\n  wire: little\n", 1)
    assert any("`wire` must be a mapping" in fault for fault in draft_of(text)[1])


def test_a_list_or_a_text_is_no_product() -> None:
    assert draft_of("- a\n")[0] is None
    assert "must be a mapping" in draft_of("hello\n")[1][0]


def test_too_many_releases_are_refused() -> None:
    _, faults = draft_of(PRODUCT + "  - {}\n" * MAX_RELEASES)
    assert any("more than 200 releases" in fault for fault in faults)


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    faults = Faults()
    assert load_product(tmp_path / "none.yaml", "none.yaml", "reference/none", faults) is None
    assert str(faults.problems[0]) == "none.yaml: no such file"


def test_a_later_schema_is_refused() -> None:
    assert any(
        "reads `posdiag/product/1`" in fault for fault in draft_of(f"schema: posdiag/product/2\n{PRODUCT}")[1]
    )


KEYS = st.sampled_from([*TRAIT_READERS, "wire", "timers", "id", "release", "date", "note", "changes", "x"])
VALUES = st.recursive(
    st.sampled_from(["", "van", "8", "-1", "true", "[]", "chip", "2020-01-01"]) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def as_yaml(value: object) -> str:
    """Any shape as flow YAML with quoted scalars."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_yaml(member)}" for key, member in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_yaml(member) for member in value) + "]"
    return '"' + "".join(f"\\U{ord(letter):08x}" for letter in str(value)) + '"'


@given(VALUES, VALUES)
def test_any_shape_gives_a_draft_or_faults(base: object, changes: object) -> None:
    text = PRODUCT.replace("base:\n  dialect: small\n  timers: {answer_ms: 20000}", f"base: {as_yaml(base)}")
    draft, faults = draft_of(
        text.replace("{approval_digits: 6, wire: {check: xor-from-stx}}", as_yaml(changes))
    )
    assert draft is not None or faults


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_gives_a_draft_or_faults(text: str) -> None:
    draft, faults = draft_of(text)
    assert draft is not None or faults
