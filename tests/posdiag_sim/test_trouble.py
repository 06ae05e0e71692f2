"""All faults together: their answers add up, and the first that says something is heard."""

from __future__ import annotations

from dataclasses import dataclass

from posdiag_sim.faults.base import Fault
from posdiag_sim.faults.books import AmountOff, BalanceLag
from posdiag_sim.faults.people import SlowCard
from posdiag_sim.faults.saying import ClockCheck, HostSays, TerminalSays
from posdiag_sim.faults.settings import TerminalSet
from posdiag_sim.faults.timing import HostSlow, Late
from posdiag_sim.firmware import Firmware
from posdiag_sim.trouble import Trouble


def test_without_faults_nothing_is_amiss() -> None:
    none = Trouble()
    assert none.late_ms(1) == none.hold_ms(1) == none.card_ms(1) == none.amount_off(1, "approve") == 0
    assert none.host_says(1, "approve") == none.terminal_says(1, "approve") == ""
    assert none.clock_limit_s() == 0
    flags = (none.taken(1, 0), none.pg_first(1), none.outage(1), none.forgets(1), none.sends_twice(1))
    assert not any(flags)
    assert not none.lags("inquiry")
    assert none.firmware(Firmware()) == Firmware()


def test_times_and_amounts_add_up() -> None:
    both = Trouble([HostSlow(ms=3), HostSlow(ms=4), Late(ms=5), SlowCard(ms=6), AmountOff(won=7)])
    assert (both.hold_ms(1), both.late_ms(1), both.card_ms(1), both.amount_off(1, "approve")) == (7, 5, 6, 7)


def test_the_first_code_is_heard_and_all_are_counted() -> None:
    second = HostSays(code="05", left=1)
    both = Trouble([HostSays(code="96", left=1), second, TerminalSays(code="U1")])
    assert both.host_says(1, "approve") == "96"
    assert second.left == 0
    assert both.terminal_says(1, "approve") == "U1"


def test_settings_are_laid_one_over_the_other() -> None:
    faults: list[Fault] = [TerminalSet(dedupe="no"), TerminalSet(host_stan="own"), ClockCheck(s=9)]
    firmware = Trouble([*faults, BalanceLag()]).firmware(Firmware())
    assert (firmware.dedupe, firmware.host_stan) == (False, "own")
    assert Trouble([*faults, BalanceLag()]).clock_limit_s() == 9
    assert Trouble([BalanceLag(where="statement")]).lags("statement")
    assert not Trouble([BalanceLag(where="statement")]).lags("inquiry")


@dataclass(slots=True)
class Counting(Fault):
    asked: int = 0

    def outage(self, request: int) -> bool:
        self.asked += 1
        return True


def test_every_fault_hears_every_question() -> None:
    one, other = Counting(), Counting()
    assert Trouble([one, other]).outage(1)
    assert (one.asked, other.asked) == (1, 1)
