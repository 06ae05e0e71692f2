"""What the bench says arrives typed; what it refuses is a user's mistake; nonsense is a link's fault."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.errors import InputError, LinkError, PosdiagError
from posdiag.link.api import PortSetting
from posdiag.link.bench import Bench, Collected, HostFrame, LineBench, NoBench, Sight
from posdiag.replay.scenario import Instrument
from posdiag.transcript import LinkName, Party, Statement, StatementRow

COLLECTED = {
    "ok": True,
    "t_ms": 900,
    "receipts": [{"t_ms": 1, "by": "terminal", "text": "승인", "raw": "bdc2c0ce"}],
    "screens": [{"t_ms": 2, "by": "pos", "text": "카드"}],
    "host": [{"t_ms": 3, "from": "terminal", "to": "van", "hex": "0200"}],
    "statement": {
        "rows": [
            {"t_ms": 4, "kind": "charge", "amount_krw": 10000, "purse": "coupon", "approval": "30001234"}
        ],
        "balances": {"coupon": 0, "card": 5},
        "opening": {"coupon": 10000, "card": 5},
    },
    "added_later": 1,
}


def answering(answer: object, heard: list[str] | None = None) -> Callable[[str], str]:
    """An `ask` that always gives the same answer and keeps the questions."""

    def ask(line: str) -> str:
        if heard is not None:
            heard.append(line)
        return answer if isinstance(answer, str) else json.dumps(answer)

    return ask


def test_setup_says_everything_in_one_line() -> None:
    heard: list[str] = []
    bench: Bench = LineBench(answering({"ok": True, "link": "host"}, heard))
    card = Instrument("prepaid", "p", "9400001234567899", {"coupon": 10000}, ("chip",), {"active": "no"})
    link = bench.setup("2025-09-10T12:30:00", 7, ("drop:count=1",), {"region": "seoul"}, {"main": card})
    assert link is LinkName.HOST
    assert "\n" not in heard[0]
    assert json.loads(heard[0]) == {
        "do": "setup",
        "date": "2025-09-10T12:30:00",
        "seed": 7,
        "faults": ["drop:count=1"],
        "shop": {"region": "seoul"},
        "instruments": {
            "main": {
                "kind": "prepaid",
                "programme": "p",
                "number": "9400001234567899",
                "balances": {"coupon": 10000},
                "media": ["chip"],
                "state": {"active": "no"},
            }
        },
    }


def test_present_names_instrument_and_entry() -> None:
    heard: list[str] = []
    LineBench(answering({"ok": True}, heard)).present("main", "C")
    assert json.loads(heard[0]) == {"do": "present", "instrument": "main", "entry": "C"}


def test_the_port_is_set_as_asked_or_put_back_and_a_bench_that_knows_none_says_so() -> None:
    heard: list[str] = []
    bench: Bench = LineBench(answering({"ok": True}, heard))
    assert bench.set_port(PortSetting(19200, 7, "E"))
    assert bench.set_port(None)
    asked = [json.loads(line) for line in heard]
    assert asked == [{"do": "port", "baud": 19200, "bits": 7, "parity": "E"}, {"do": "port"}]
    refusing: Bench = LineBench(answering({"ok": False, "error": "the bench cannot do `port`"}))
    assert not refusing.set_port(PortSetting())
    assert not NoBench().set_port(None)


def test_what_is_collected_comes_typed() -> None:
    heard: list[str] = []
    seen = LineBench(answering(COLLECTED, heard)).collect(60000)
    assert json.loads(heard[0]) == {"do": "collect", "settle_ms": 60000}
    assert seen == Collected(
        900,
        (Sight(1, Party.TERMINAL, "승인", bytes.fromhex("bdc2c0ce")),),
        (Sight(2, Party.POS, "카드"),),
        (HostFrame(3, Party.TERMINAL, Party.VAN, b"\x02\x00"),),
        Statement(
            (StatementRow(4, "charge", 10000, "coupon", "30001234"),),
            (("coupon", 0), ("card", 5)),
            (("coupon", 10000), ("card", 5)),
        ),
    )


def test_a_refused_fault_is_a_users_mistake_with_its_remedy() -> None:
    bench = LineBench(answering({"ok": False, "error": "unknown fault `drip`", "remedy": "`drop`?"}))
    with pytest.raises(InputError) as caught:
        bench.setup("", 0, ["drip"], {}, {})
    assert caught.value.problems[0].what == "unknown fault `drip`"
    assert caught.value.problems[0].remedy == "`drop`?"


def refusing(*unknown: str) -> LineBench:
    """A bench that knows no fault of these names."""

    def ask(line: str) -> str:
        wrong = [text for text in json.loads(line)["faults"] if text in unknown]
        return json.dumps({"ok": not wrong, "error": f"unknown fault `{wrong[0]}`" if wrong else ""})

    return LineBench(ask, "sim:x")


def test_every_refused_fault_is_told_with_its_option() -> None:
    with pytest.raises(InputError) as caught:
        refusing("drip", "drap").setup("", 0, ["drip", "late", "drap", "drip"], {}, {})
    assert [(one.place, one.what) for one in caught.value.problems] == [
        ("--fault drip", "unknown fault `drip`"),
        ("--fault drap", "unknown fault `drap`"),
    ]


def test_what_else_is_refused_is_told_with_the_benchs_own_place() -> None:
    bench = LineBench(answering({"ok": False, "error": "no such kind of instrument"}), "sim:x")
    with pytest.raises(InputError) as caught:
        bench.setup("", 0, ["drop"], {}, {})
    assert [one.place for one in caught.value.problems] == ["sim:x"]


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "HTTP/1.1 400 Bad Request",
        "[]",
        "{}",
        '{"ok":1}',
        "[" * 100_000,
        {**COLLECTED, "t_ms": "soon"},
        {**COLLECTED, "host": [{"t_ms": 3, "from": "nobody", "to": "van", "hex": ""}]},
        {**COLLECTED, "host": [{"t_ms": 3, "from": "pos", "to": "van", "hex": "0"}]},
        {**COLLECTED, "receipts": [{"t_ms": 1, "by": "pos", "text": "", "raw": "xx"}]},
    ],
)
def test_an_answer_that_no_bench_gives_is_a_fault_of_the_link(answer: object) -> None:
    with pytest.raises(LinkError, match="cannot be read"):
        LineBench(answering(answer)).collect(0)


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_no_answer_raises_anything_else(answer: str) -> None:
    with pytest.raises(PosdiagError):
        LineBench(answering(answer)).collect(0)


def test_a_real_terminal_takes_no_faults_and_shows_nothing() -> None:
    bench: Bench = NoBench()
    assert bench.setup("", 0, (), {}, {}) is None
    bench.present("main", "C")
    assert bench.collect(60000) == Collected()
    with pytest.raises(InputError, match=r"drop:count=1.*simulated terminal"):
        bench.setup("", 0, ["drop:count=1"], {}, {})
    bench.close()


def test_at_a_real_terminal_a_person_is_asked_to_present_the_instrument() -> None:
    asked: list[tuple[str, str]] = []
    NoBench(lambda instrument, entry: asked.append((instrument, entry))).present("main", "Q")
    assert asked == [("main", "Q")]
