"""Dialects take options from each other, and a faulty option is reported where it is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from posdiag.errors import InputError
from posdiag.profile.dialects import merge_deep, place_of, sorted_deep
from posdiag.profile.library import Library
from posdiag.profile.model import Origin
from posdiag.wire.message import Kind, Message
from tests.profile.conftest import DIALECT, Write

Faults = Callable[[], list[str]]
HEAD = """\
schema: posdiag/dialect/1
kind: reference
source: made up for a test
name: {ko: 가, en: a}
family: ecr
"""


def test_a_dialect_like_another_merges_mappings_and_replaces_the_rest(write: Write, library: Library) -> None:
    write(
        "dialects/two", f"id: two\nlike: small\n{HEAD}options: {{length: {{at: after-stx}}, check: none}}\n"
    )
    two = library.dialects.get("two")
    options = two.options
    assert options["length"] == {"kind": "none", "at": "after-stx"}
    assert options["check"] == "none"
    assert str(two.origins["check"]) == "profiles/dialects/two.yaml:8"
    assert str(two.origins["length.kind"]) == "profiles/dialects/small.yaml:9"


def test_overrides_make_another_codec(library: Library) -> None:
    message = Message(Kind.APPROVE, False, {"tid": "1", "stan": "2"})
    plain = library.dialects.codec_for("small")
    bare = library.dialects.codec_for("small", {"check": "none"})
    assert plain.encode(message)[:-1] == bare.encode(message)
    assert library.dialects.codec_for("small") is plain


def test_a_faulty_option_of_a_caller_is_an_error(library: Library) -> None:
    with pytest.raises(InputError, match="check"):
        library.dialects.codec_for("small", {"check": "crc"})


def test_a_faulty_option_in_a_file_names_its_line(write: Write, faults: Faults) -> None:
    write("dialects/small", DIALECT.replace("{kind: none}", "{kind: roman}"))
    found = [fault for fault in faults() if "option `length.kind`" in fault]
    assert found[0].startswith("profiles/dialects/small.yaml:9: ")


def test_circles_and_unknown_bases_are_faults(write: Write, faults: Faults) -> None:
    write("dialects/two", f"id: two\nlike: three\n{HEAD}")
    write("dialects/three", f"id: three\nlike: two\n{HEAD}")
    write("dialects/four", f"id: four\nlike: smal\n{HEAD}")
    found = "\n".join(faults())
    assert "circle: two -> three -> two" in found
    assert "profiles/dialects/four.yaml:2: no dialect `smal` (did you mean `small`?" in found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id: other\n", "is not the file's name"),
        ("family: morse\n", "one of: ecr, iso8583"),
        ("colour: red\n", "unknown key `colour`"),
        ("schema: posdiag/dialect/9\n", "reads `posdiag/dialect/1`"),
    ],
)
def test_a_faulty_head_is_a_fault(write: Write, faults: Faults, text: str, message: str) -> None:
    key = text.partition(":")[0]
    kept = "".join(
        line for line in f"id: bad\n{HEAD}".splitlines(keepends=True) if not line.startswith(f"{key}:")
    )
    write("dialects/bad", text + kept)
    assert any(message in fault for fault in faults())


def test_a_dialect_of_no_version_is_a_fault(write: Write, faults: Faults) -> None:
    write("dialects/small", DIALECT.replace("schema: posdiag/dialect/1\n", ""))
    (fault,) = [fault for fault in faults() if "schema" in fault]
    assert fault == "profiles/dialects/small.yaml:1: `schema` is missing (add `schema: posdiag/dialect/1`)"


def test_a_list_is_no_dialect(write: Write, faults: Faults) -> None:
    write("dialects/bad", "- a\n")
    assert any("must be a mapping" in fault for fault in faults())


def test_an_unknown_dialect_is_an_error_with_the_nearest(library: Library) -> None:
    with pytest.raises(InputError, match="did you mean `small`"):
        library.dialects.get("smal")


def test_every_shipped_dialect_builds_without_a_fault() -> None:
    dialects = Library.load().dialects
    assert list(dialects.lint()) == []
    assert {"kr-fs", "kr-fixed", "iso87-ascii-hex", "iso87-bcd"} <= set(dialects.ids())


def test_a_fault_is_placed_at_the_nearest_option_written() -> None:
    origins = {"length.kind": Origin("f", 3), "codes.0200.kind": Origin("f", 9)}
    assert place_of("length.kind", origins) == Origin("f", 3)
    assert place_of("length", origins) == Origin("f", 3)
    assert place_of("codes.0200.fields.2.name", origins) == Origin("f", 9)
    assert place_of("acks", origins) is None


def test_options_merge_deeply_and_compare_by_value() -> None:
    assert merge_deep({"a": {"b": "1", "c": "2"}, "d": ["x"]}, {"a": {"b": "3"}, "d": ["y"]}) == {
        "a": {"b": "3", "c": "2"},
        "d": ["y"],
    }
    assert sorted_deep({"b": "1", "a": {"d": "2", "c": ["3"]}}) == sorted_deep(
        {"a": {"c": ["3"], "d": "2"}, "b": "1"}
    )
