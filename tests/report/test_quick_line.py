"""A plain payment's line, written at once, is the line that the whole examination gives."""

from __future__ import annotations

import json
from binascii import hexlify

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.explain.episode import Episode
from posdiag.explain.examine import examine
from posdiag.explain.plain import Plains
from posdiag.report.json_run import run_line
from posdiag.report.quick_line import QuickLines
from posdiag.report.redact import masked
from posdiag.wire.message import Kind
from tests.explain.scenes import Said, answer, codec, events, house, sale, watched

NAME = 'a "capture".pcap'


def careful(episode: Episode, lang: str) -> str:
    return run_line(masked(*examine(episode, house(), NAME)), lang)


def lines(said: list[Said], lang: str = "en") -> int:
    """How many payments were plain; each of them as the careful way writes it."""
    episodes, survey = watched(events(said))
    ways = survey.routes.ways
    plains = Plains(ways)
    quick = QuickLines(
        NAME, lang, lambda plain: examine(plain.episode(ways.of(plain.way)), house(), NAME), ways
    )
    count = 0
    for episode in episodes:
        plain = plains.of(episode)
        told = None if plain is None else quick.line(plain)
        if told is not None:
            count += 1
            line, verdict, rank = told
            assert line.decode() == careful(episode, lang)
            record = json.loads(line)
            assert record["verdict"] == verdict
            assert (rank == 9) == (not record["findings"])
    return count


def payments(name: str, results: list[str], cards: list[str], texts: list[str]) -> list[Said]:
    said: list[Said] = []
    own = codec(name)
    for number, result in enumerate(results, 1):
        stan = f"{number:06d}"
        card, text = cards[number % len(cards)], texts[number % len(texts)]
        told = {"result": result} if result == "00" else {"result": result, "approval": ""}
        ask = own.encode(sale(stan, str(1000 + number), card=card, text=text))
        reply = own.encode(answer(stan, str(1000 + number), Kind.APPROVE, **told))
        said += [(number * 2_000, True, ask), (number * 2_000 + 700, False, reply)]
    return said


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("name", ["iso87-ascii", "iso87-bcd", "iso87-ebcdic", "iso87-nac", "iso87-ascii-hex"])
def test_approvals_and_refusals_of_each_dialect(name: str, lang: str) -> None:
    said = payments(name, ["00", "51", "00", "54"] * 5, ["9400001111111117"], ["TEA"])
    assert lines(said, lang) >= 10


@settings(max_examples=25)
@given(
    st.lists(
        st.sampled_from(["00", "00", "51", "14", "54", "96", "30", "58", "10", "T1"]), min_size=6, max_size=14
    ),
    st.sampled_from(
        ["9400001111111117", "9400001111111117=29121010000012345678", "94000011111111173", "123"]
    ),
    st.sampled_from(["TEA", "CARD 9400001111111117", "", "KIM 010-1234-5678", "홍차"]),
)
def test_any_mixture(results: list[str], card: str, text: str) -> None:
    lines(payments("iso87-ascii", results, [card], [text]))


def test_no_card_number_is_in_a_line() -> None:
    episodes, survey = watched(
        events(payments("iso87-ascii", ["00"] * 8, ["9400001111111117=29121010000012345678"], ["A"]))
    )
    ways = survey.routes.ways
    plains = Plains(ways)
    quick = QuickLines(
        "x", "en", lambda plain: examine(plain.episode(ways.of(plain.way)), house(), "x"), ways
    )
    told = [quick.line(plain) for episode in episodes if (plain := plains.of(episode))]
    assert told
    for one in told:
        assert one is not None
        assert hexlify(b"9400001111111117") not in one[0]
        assert hexlify(b"940000******1117") in one[0]
