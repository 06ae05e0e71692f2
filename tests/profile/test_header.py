"""The head of a file: id by its place, a kind, a source, names, and a schema we can read."""

from __future__ import annotations

import pytest

from posdiag.marked import Faults, parse_yaml
from posdiag.profile.header import Header, read_header

SOUND = "id: a/b\nkind: measured\nsource: s\nname: {ko: 가, en: a}\n"


def head_of(text: str) -> tuple[Header, list[str]]:
    faults = Faults()
    document = parse_yaml(text, "f.yaml", faults)
    assert document is not None
    return read_header(document, "thing", "a/b"), [str(problem) for problem in faults.problems]


def test_a_sound_head_is_read() -> None:
    assert head_of(f"schema: posdiag/thing/1\n{SOUND}") == (
        Header("a/b", "measured", "s", {"ko": "가", "en": "a"}),
        [],
    )


@pytest.mark.parametrize(
    ("sound", "broken", "message"),
    [
        ("id: a/b", "id: a/c", "write `id: a/b`"),
        ("id: a/b\n", "", "`id` is missing"),
        ("id: a/b", "id: []", "`id` must be a text"),
        ("kind: measured", "kind: heard", "one of: documented, measured, reference"),
        ("source: s", 'source: " "', "`source` is empty"),
        ("source: s\n", "", "`source` is missing"),
        ("en: a", "fr: a", "no text in `en`"),
        ("id: a/b", "schema: posdiag/other/1\nid: a/b", "reads `posdiag/thing/1`"),
    ],
)
def test_each_fault_is_reported_once(sound: str, broken: str, message: str) -> None:
    _, faults = head_of(SOUND.replace(sound, broken))
    assert len(faults) == 1
    assert message in faults[0]


@pytest.mark.parametrize("id_", ["[]", "{}"])
def test_an_id_that_is_no_text_is_a_fault(id_: str) -> None:
    faults = Faults()
    text = f"id: {id_}\nkind: reference\nsource: made up\nname: {{ko: 가, en: a}}\n"
    document = parse_yaml(text, "x.yaml", faults)
    assert document is not None
    read_header(document, "scenario", "x")
    assert [problem.what for problem in faults.problems] == ["`id` must be a text"]
