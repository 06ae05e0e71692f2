"""The campaign as it is played: the bench set up for each case, programs started, persons waited for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from posdiag.audit.campaign import AuditCase, chosen
from posdiag.audit.conduct import Plan, Stage, conduct, filled, is_over, words_of
from posdiag.audit.line import Heard, Noted
from posdiag.errors import InputError
from posdiag.link.api import PortSetting
from posdiag.link.bench import Collected, Shown
from posdiag.link.program import Finished, Written
from posdiag.transcript import LinkName
from tests.audit.made import ACK, KNOWN, approved, case, charges, line, sale, way


@dataclass
class Place:
    """A line and a bench in one, that write down what is asked of them."""

    noted_: list[Noted] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    now: int = 0

    def prepare(self, bend: Callable[[bytes], bytes]) -> None:
        self.asked.append("prepare")

    def noted(self) -> tuple[Noted, ...]:
        return tuple(self.noted_)

    def time_ms(self) -> int:
        return self.now

    def setup(
        self,
        date: str,
        seed: int,
        faults: Sequence[str],
        shop: Mapping[str, str],
        instruments: Mapping[str, Shown],
    ) -> LinkName | None:
        money = dict(instruments["main"].balances)["card"]
        self.asked.append(f"setup {seed} {' '.join(faults)} {money > 1}")
        return LinkName.ECR

    def present(self, instrument: str, entry: str) -> None:
        raise AssertionError("the only card lies there by itself")

    def set_port(self, setting: PortSetting | None) -> bool:
        raise AssertionError("nobody asked the line")

    def collect(self, settle_ms: int) -> Collected:
        self.asked.append("collect")
        return Collected(statement=charges(8800))

    def close(self) -> None:
        raise AssertionError("not the conductor's to close")


def plan(*cases: AuditCase, command: tuple[str, ...] = ()) -> Plan:
    return Plan(cases, way(), "tcp://127.0.0.1:9", command, KNOWN, limit_s=5, wait_s=3, seed=4)


def test_each_case_is_prepared_set_up_played_and_collected() -> None:
    place, started = Place(), []

    def run(words: Sequence[str], limit_s: float, now_ms: Callable[[], int]) -> Finished:
        started.append((tuple(words), limit_s))
        return Finished(now_ms(), 900, 0, (Written(800, "APPROVED"),))

    told: list[str] = []
    stage = Stage(place, place, run, lambda done, limit_s: False, lambda case, *_: told.append(case.id))
    cases = chosen(["declined", "pos-ack-lost"])
    found = list(conduct(plan(*cases, command=("till", "{address}")), stage))
    assert told == ["declined", "pos-ack-lost"]
    assert place.asked == [
        "prepare", "setup 4  False", "collect",
        "prepare", "setup 4 ack-lost:way=to-terminal,count=1 True", "collect",
    ]  # fmt: skip
    assert started == [(("till", "tcp://127.0.0.1:9"), 5)] * 3  # one more for the second payment
    assert [len(one.ran) for one in found] == [1, 2]
    assert found[0].statement == charges(8800)
    assert found[0].ran[0].printed[0].text == "APPROVED"


def test_a_program_that_can_be_told_makes_all_payments_in_one_start() -> None:
    words: list[Sequence[str]] = []

    def run(given: Sequence[str], limit_s: float, now_ms: Callable[[], int]) -> Finished:
        words.append(given)
        return Finished(0, 900, None, ())

    stage = Stage(Place(), Place(), run, lambda done, limit_s: False)
    (twice,) = chosen(["healthy-twice"])
    list(conduct(plan(twice, command=("till", "{payments}", "{case}")), stage))
    assert words == [("till", "2", "healthy-twice")]
    list(conduct(plan(twice, command=("till",)), stage))
    assert len(words) == 2  # it hung, so it is not started again


def test_persons_are_waited_for() -> None:
    place, waited = Place(), []

    def wait(done: Callable[[], bool], limit_s: float) -> bool:
        waited.append((done(), limit_s))
        return True

    def run(words: Sequence[str], limit_s: float, now_ms: Callable[[], int]) -> Finished:
        raise AssertionError("there is no program")

    (found,) = conduct(plan(case()), Stage(place, place, run, wait))
    assert (waited, found.ran) == ([(False, 3)], ())


def test_a_payment_is_over_when_it_was_answered_and_it_is_quiet() -> None:
    place = Place(list(line(("pos", sale()), ("far", ACK), ("far", approved()), ("pos", ACK))))
    place.now = 2000
    assert not is_over(place, way(), 1)
    place.now = 9000
    assert is_over(place, way(), 1)
    assert not is_over(place, way(), 2)
    assert not is_over(replace(place, noted_=[Heard(0, True, sale())]), way(), 1)
    assert not is_over(Place(now=9000), way(), 1)


def test_blanks_are_filled_in() -> None:
    words = words_of("till '{host}' {port} --to={address} {case}")
    assert filled(words, "tcp://127.0.0.1:9", case()) == (
        "till", "127.0.0.1", "9", "--to=tcp://127.0.0.1:9", "healthy",
    )  # fmt: skip
    assert filled(("{device}", "{port}"), "serial:///dev/x", case()) == ("/dev/x", "{port}")


@pytest.mark.parametrize("command", ["", "  ", "till 'open"])
def test_a_command_that_is_none_is_told(command: str) -> None:
    with pytest.raises(InputError):
        words_of(command)
