"""Below runs at a real terminal stands what their failures have in common, below simulated ones nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from posdiag import assembly
from posdiag.diagnose.finding import CauseShare
from posdiag.diagnose.seen_sale import HostFrames
from posdiag.record import RunRecord, Verdict
from posdiag.report.lines import plain
from posdiag.report.redact import Run
from posdiag.report.till_note import till_note
from posdiag.transcript import LinkName, Party, Transcript
from tests.cli.conftest import a_record

DOWN = (CauseShare("host.unavailable", 0.99, "van"),)


def run(card: str, failed: bool, terminal: str = "tcp://192.0.2.10:9100") -> Run:
    seen = Transcript()
    seen.add_frame(0, LinkName.ECR, Party.TERMINAL, Party.POS, f"\x02{card}******4047\x03".encode())
    made: RunRecord = a_record(Verdict.INCOMPATIBLE if failed else Verdict.COMPATIBLE)
    return Run(replace(made, terminal=terminal, causes=DOWN if failed else (), transcript=seen), {})


def told(runs: Sequence[Run], lang: str = "en") -> str:
    return "\n".join(plain(till_note(runs, HostFrames(assembly.library().host_codec), lang, 100)))


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Only cards 940001** fail"), ("ko", "카드번호 940001**만")]
)
def test_one_range_of_cards_that_fails_is_named(lang: str, words: str) -> None:
    runs = [run("940001", True)] * 9 + [run("940000", False)] * 20
    assert words in told(runs, lang)


def test_where_no_card_gets_an_answer_the_line_or_the_van_is_named() -> None:
    runs = [run("940001", True), run("940000", True)] * 3
    assert told(runs).startswith("At this terminal 6 of 6 runs got no service")


def test_of_simulated_terminals_and_of_several_nothing_is_said() -> None:
    assert told([run(card, True, "sim:counter-fs") for card in ("940000", "940001") * 3]) == ""
    runs = [run(card, True) for card in ("940000", "940001") * 3]
    assert told([*runs, run("940000", True, "tcp://192.0.2.11:9100")]) == ""
    assert told([run("940000", False)] * 9) == ""
