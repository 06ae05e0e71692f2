"""The shipped checks, how rules become likelihoods, and what the linter says of bad ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.checks.check import Check, Checks
from posdiag.checks.load import load_checks, read_checks
from posdiag.diagnose.causes import CauseTable
from posdiag.errors import InputError
from posdiag.marked import Faults
from posdiag.profile.roots import DataFile, Roots

HEAD = """checks:
  - id: one
    kind: question
    who: merchant
    minutes: 2
    source: estimate
    text: {ko: 하나, en: one}
    answers:
      left: {ko: 왼쪽, en: left}
      middle: {ko: 가운데, en: middle}
      right: {ko: 오른쪽, en: right}
"""
DEFAULT = "    default: {left: 60, middle: 30, right: 10}\n"


def read(tmp_path: Path, text: str, causes: CauseTable) -> tuple[dict[str, Check], list[str]]:
    path = tmp_path / "checks.yaml"
    path.write_text(text, encoding="utf-8")
    faults = Faults()
    found = read_checks(DataFile(path, "checks.yaml", "checks"), causes, faults)
    return found, [str(problem) for problem in faults.problems]


def test_there_are_more_than_thirty_checks_of_every_kind(checks: Checks) -> None:
    assert len(checks) >= 30
    assert len({check.kind for check in checks}) >= 11
    assert {check.who for check in checks} == {"merchant", "technician", "agent"}


def test_every_check_has_a_proper_distribution_for_every_cause(checks: Checks, causes: CauseTable) -> None:
    for check in checks:
        assert tuple(check.likely) == causes.ids(), check.id
        for cause, shares in check.likely.items():
            assert len(shares) == len(check.answers)
            assert sum(shares) == pytest.approx(1.0), (check.id, cause)
            assert min(shares) > 0.0005, (check.id, cause)  # nothing is impossible: people err


def test_unknown_is_flatter_than_the_causes_on_the_whole(checks: Checks, causes: CauseTable) -> None:
    for check in checks:
        named = [cause for cause in causes if cause.id != "unknown"]
        room = sum(cause.prior for cause in named)
        for at, share in enumerate(check.likely["unknown"]):
            whole = sum(cause.prior * check.likely[cause.id][at] for cause in named) / room
            flat = 1 / len(check.answers)
            assert min(whole, flat) - 1e-9 <= share <= max(whole, flat) + 1e-9, check.id


def test_what_sends_a_payment_says_so(checks: Checks) -> None:
    paying = {check.id for check in checks if check.pays}
    assert {"other-card", "again-later", "restart", "other-terminal", "smaller-amount"} <= paying
    for check in checks:
        if "결제해 보세요" in check.text["ko"] or "결제하고" in check.text["ko"]:
            assert check.pays, check.id


def test_the_inquiries_that_come_first_are_in_the_standing_order(checks: Checks) -> None:
    assert [check.id for check in checks if check.money_first] == ["last-transaction", "van-log", "reversed"]


def test_only_the_van_or_a_cancels_slip_closes_the_money(checks: Checks) -> None:
    closing = {(check.id, one.id) for check in checks for one in check.answers if one.money == "closed"}
    assert {id_ for id_, _ in closing} == {"van-log", "reversed"}
    assert ("reversed", "nothing") not in closing


def test_korean_questions_are_polite_and_english_ones_english(checks: Checks) -> None:
    for check in checks:
        assert check.text["ko"].rstrip("?.").endswith(("요", "다")), check.id
        assert not any("가" <= letter <= "힣" for letter in check.text["en"]), check.id


def test_the_narrower_rule_wins_and_the_rest_is_shared_as_by_default(
    tmp_path: Path, causes: CauseTable
) -> None:
    rules = """    likely:
      - {of: ["party:coupon"], left: 20}
      - {of: [comm], right: 40}
      - {of: [comm.timeout], middle: 70}
      - {of: [comm.timeout.host_slow], left: 10, middle: 10, right: 80}
"""
    found, faults = read(tmp_path, HEAD + DEFAULT + rules, causes)
    assert faults == []
    likely = found["one"].likely
    assert likely["coupon.expired"] == pytest.approx((0.2, 0.6, 0.2))
    assert likely["comm.tls"] == pytest.approx((0.4, 0.2, 0.4))
    assert likely["comm.timeout.pos_too_short"] == pytest.approx((0.3 * 6 / 7, 0.7, 0.3 / 7))
    assert likely["comm.timeout.host_slow"] == pytest.approx((0.1, 0.1, 0.8))
    assert likely["merchant.not_enrolled"] == pytest.approx((0.6, 0.3, 0.1))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + "    default: {left: 60, middle: 30}\n", "every answer its percent"),
        (HEAD + "    default: {left: 60, middle: 30, right: 11}\n", "100 in all"),
        (
            HEAD + DEFAULT + "    likely: [{of: [no.such], left: 50}]\n",
            "no cause, class, family or party: `no.such`",
        ),
        (HEAD + DEFAULT + "    likely: [{of: [comm], lefft: 50}]\n", "unknown key `lefft`"),
        (HEAD + DEFAULT + "    likely: [{of: [comm]}]\n", "a rule without an answer"),
        (HEAD + DEFAULT + "    likely: [{of: [comm], left: 60, right: 39}]\n", "leave at least 2 %"),
        (HEAD + DEFAULT + "    likely: [{of: [comm], left: 0}]\n", "outside 1 to 98"),
        (HEAD + DEFAULT + "    likely: [{of: [comm], left: 20, middle: 20, right: 20}]\n", "60 % in all"),
        (HEAD + DEFAULT + "    likely: [{of: [comm], left: 9}, {of: [comm], left: 8}]\n", "has two rules"),
        (HEAD.replace("kind: question", "kind: dance") + DEFAULT, "`kind` is `dance`"),
        (HEAD.replace("minutes: 2", "minutes: 0") + DEFAULT, "outside 1 to 240"),
        (HEAD.replace("ko: 하나, ", "") + DEFAULT, "has no text in `ko`"),
        (HEAD.replace("en: one", f"en: {'o' * 300}") + DEFAULT, "longer than 240"),
        (HEAD.replace("source: estimate", 'source: ""') + DEFAULT, "`source` is empty"),
        (
            HEAD.replace("left: {", "dont-know: {") + DEFAULT.replace("left", "dont-know"),
            "no answer may be called",
        ),
        (HEAD + DEFAULT + "    pays: yes\n    money_first: yes\n", "inquire, reverse, retry"),
        (HEAD + DEFAULT + "    colour: red\n", "unknown key `colour`"),
        (HEAD + DEFAULT + HEAD.removeprefix("checks:\n") + DEFAULT, "stands twice"),
    ],
)
def test_each_fault_is_told_with_its_line(tmp_path: Path, causes: CauseTable, text: str, words: str) -> None:
    _, faults = read(tmp_path, text, causes)
    assert any(words in fault and fault.startswith("checks.yaml:") for fault in faults), faults


def test_all_faults_are_told_at_once_and_raised_together(tmp_path: Path, causes: CauseTable) -> None:
    text = HEAD.replace("kind: question", "kind: dance").replace("who: merchant", "who: cat") + DEFAULT
    _, faults = read(tmp_path, text, causes)
    assert len(faults) == 2
    (tmp_path / "pos").mkdir()
    with pytest.raises(InputError) as raised:
        load_checks(Roots.of([tmp_path]), causes)
    assert len(raised.value.problems) == 2
