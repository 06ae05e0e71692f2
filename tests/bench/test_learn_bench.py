"""The bench of measuring holds what is learnt against what was built in, and notices what is otherwise."""

from __future__ import annotations

from bench import learn
from posdiag import assembly


def test_a_release_and_a_terminal_are_measured_right() -> None:
    chosen = assembly.library().select(("reference/hangang@3.1",))
    tally = learn.measure_releases(chosen)
    assert tally.wrong == []
    assert tally.right["timers.answer_ms"] == tally.right["wire"] == 1
    rows = list(learn.table(tally, ["timers.answer_ms", "timers.connect_ms"]))
    assert rows[2] == "| `timers.answer_ms` | 1 |  |"
    assert "nothing on this line shows it (1)" in rows[3]
    assert learn.measure_terminals(["counter-fs@2.1"]).wrong == []


def test_another_value_than_built_in_is_counted(monkeypatch: object) -> None:
    from dataclasses import replace

    (release,) = assembly.library().select(("reference/hangang@3.1",))
    lying = replace(release, traits=replace(release.traits, bin_digits=8))
    tally = learn.measure_releases([lying])
    assert tally.wrong == []  # what is not measured cannot be wrong
    assert tally.left["bin_digits"]


def test_everything_at_a_line_is_in_it() -> None:
    assert len(list(learn.releases())) > 40
    assert "counter-fs@1.4" in set(learn.terminals())
