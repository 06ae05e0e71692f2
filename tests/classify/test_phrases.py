"""Phrases: whole short words, parts that must and must not stand there, and their linter."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.classify import phrases as phrases_module
from posdiag.classify.phrases import lint_phrases, load_phrases, quick
from posdiag.diagnose.causes import load_causes
from posdiag.marked import Faults
from posdiag.profile.roots import Roots

WORDS = """\
source: "made up for this test"
words:
  comm.timeout: {sure: [nak, "응답 없음", "slow + host + !terminal"], likely: [wait]}
"""


def phrases_of(tmp_path: Path, text: str = WORDS) -> tuple[Roots, Path]:
    (tmp_path / "words.yaml").write_text(text, encoding="utf-8")
    return Roots((tmp_path,)), tmp_path / "words.yaml"


def test_phrases_match_whatever_case_and_spaces(tmp_path: Path) -> None:
    phrases = load_phrases(phrases_of(tmp_path)[0])
    assert [hit.words for hit in phrases.hits("응답없음 NAK")] == ["nak", "응답 없음"]
    assert phrases.hits("snake") == []
    assert [hit.sure for hit in phrases.hits("please wait")] == [False]


def test_all_parts_must_stand_there_and_none_of_the_others(tmp_path: Path) -> None:
    phrases = load_phrases(phrases_of(tmp_path)[0])
    assert phrases.hits("the host is slow")
    assert not phrases.hits("the host and the terminal are slow")


def test_the_shipped_phrases_are_found_and_lint() -> None:
    roots, faults = Roots.of(), Faults()
    lint_phrases(roots, load_causes(roots).ids(), faults)
    assert not faults
    assert len(load_phrases(roots)) > 900


def test_a_phrase_of_no_cause_is_a_fault_with_its_line(tmp_path: Path) -> None:
    roots, path = phrases_of(tmp_path, WORDS.replace("comm.timeout", "comm.nonsense"))
    faults = Faults()
    lint_phrases(roots, load_causes(Roots.of()).ids(), faults)
    assert [one.place for one in faults.problems] == [f"profiles/{path.name}:3"]


def test_the_shipped_file_is_written_plainly_and_read_quickly_as_yaml_reads_it() -> None:
    for file in Roots.of().single("words.yaml"):
        assert quick(file.path.read_bytes()) == phrases_module._careful(file, None)


PLAIN = """\
# a comment
source: "made up"
words:
  comm.timeout:
    sure: [nak, "응답 없음", "slow + host + !terminal", winerror 10060]
    likely: [wait]
"""


def test_a_plain_file_is_read_quickly(tmp_path: Path) -> None:
    roots, path = phrases_of(tmp_path, PLAIN)
    found = quick(path.read_bytes())
    assert found is not None
    assert [one.written for one in found][-2:] == ["winerror 10060", "wait"]
    assert found == phrases_module._careful(next(roots.single("words.yaml")), None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("source", "sources"),
        ("nak", "na\\k"),
        ("nak", "a: b"),
        ("nak", "nak #"),
        ("[wait]", "wait"),
        ("    likely", "    sure"),
        ("  comm.timeout:\n", ""),
        ("likely", "perhaps"),
        ('"응답 없음"', '"응답\\t없음"'),
        ('"응답 없음"', '" + a"'),
        ("[wait]", "[wait]\n  comm.timeout:"),
        ("[wait]", "[wait,, more]"),
    ],
)
def test_a_file_that_is_not_plain_is_left_to_yaml(old: str, new: str) -> None:
    assert quick(PLAIN.encode()) is not None
    assert old in PLAIN
    assert quick(PLAIN.replace(old, new, 1).encode()) is None
