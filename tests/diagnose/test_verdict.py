"""The verdict on a case."""

from __future__ import annotations

from posdiag.diagnose.verdict import judge
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.record import Verdict
from posdiag.replay.scenario import Money
from posdiag.transcript import Seen
from tests.diagnose.playbook import Play, healthy_sale, paid, refused, request, story


def verdict(play: Play, account: MoneyAccount) -> Verdict:
    case = play.case(account)
    return judge(case, play.findings(account))[0]


def test_a_sale_as_expected_is_compatible() -> None:
    assert verdict(healthy_sale(Play(scenario=story())), paid()) is Verdict.COMPATIBLE


def test_an_expected_refusal_is_compatible() -> None:
    play = Play(scenario=story(["declined"], [Money(0, 0)], ["51"]))
    play.codes = {"51": ("coupon.insufficient_balance",)}
    assert verdict(healthy_sale(play, result="51"), refused()) is Verdict.COMPATIBLE


def test_an_error_is_incompatible_and_says_why_in_both_languages() -> None:
    play = healthy_sale(Play(scenario=story()), result="51")
    case = play.case(refused())
    found, why = judge(case, play.findings(refused()))
    assert found is Verdict.INCOMPATIBLE
    assert why["ko"]
    assert why["en"]


def test_money_that_does_not_agree_is_never_compatible() -> None:
    account = MoneyAccount(0, 0, {}, Belief.APPROVED, 8800, False)
    assert verdict(healthy_sale(Play()), account) is Verdict.INCOMPATIBLE


def test_where_nothing_could_be_seen_nothing_is_said() -> None:
    assert verdict(Play().says(request()), refused(Belief.UNKNOWN)) is Verdict.INCONCLUSIVE


def test_a_refusal_at_the_till_is_something_seen() -> None:
    play = Play(scenario=story()).sees(Seen.REFUSED, "할부개월 오류입니다")
    assert verdict(play, refused()) is Verdict.INCOMPATIBLE
