"""What was measured of a POS is a profile that loads and lints, and reads back as the same traits."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from posdiag import assembly
from posdiag.assembly_learn import learn_release
from posdiag.cli.profiles_files import file_problems
from posdiag.learn.profile_file import flow, profile_text, scalar
from posdiag.marked import Faults, parse_yaml
from posdiag.profile.traits import Entry, LateAnswer
from tests.learn.made import release


def test_a_measured_profile_lints_loads_and_says_the_same(tmp_path: Path) -> None:
    original = release("reference/kiosk-cheonggye@2.1")
    done = learn_release(original, "", lambda what: None)
    file = tmp_path / "till.yaml"
    file.write_text(profile_text(done, "acme/till", "2.1"), encoding="utf-8")
    assert file_problems([file]) == []
    (read,) = assembly.library().select((f"{file}@2.1",))
    assert (read.id, read.kind, read.rig) == ("acme/till", "measured", "kiosk-fs")
    for one in done.values:
        if one.path.startswith(("timers.", "wire.")):
            continue
        assert getattr(read.traits, one.path) == getattr(original.traits, one.path), one.path
    assert read.traits.timers.answer_ms == original.traits.timers.answer_ms
    assert read.source.startswith(done.date)
    text = file.read_text("utf-8")
    assert "#   timers.connect_ms: nothing on this line shows it · 이 회선에서 보이지 않습니다" in text


def test_values_are_written_so_that_no_reader_mistakes_them() -> None:
    assert flow(frozenset({Entry.QR, Entry.CHIP})) == "[chip, qr]"
    assert (flow(True), flow(3), flow(()), flow(LateAnswer.TAKE_NEXT)) == ("true", "3", "[]", "take-next")
    assert (scalar("no"), scalar("0123"), scalar("kr-fs")) == ('"no"', '"0123"', "kr-fs")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_reads_back(text: str) -> None:
    document = parse_yaml(f"a: {scalar(text)}\n", "f", Faults())
    assert document is not None
    assert document.text("a") == text
