"""The rulebook as shipped, and names in rules that nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.entitle.rulebook import load_rulebook
from posdiag.errors import InputError
from posdiag.payment.programme import INFORMING
from posdiag.profile.roots import Roots

BOOK = load_rulebook(Roots.of())


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("소비쿠폰", "consumption-coupon-2025"),
        ("민생회복 소비쿠폰", "consumption-coupon-2025"),
        ("지역화폐", "local-currency"),
        ("onnuri", "onnuri"),
        ("고유가 지원금", "fuel-relief-2026"),
        ("국민지원금", "coexistence-relief-2021"),
        ("긴급재난지원금", "emergency-relief-2020"),
        ("제로페이", "zeropay"),
        ("첫만남이용권", "first-meeting"),
        ("국민행복카드", "happy-card"),
    ],
)
def test_a_programme_is_found_by_what_people_call_it(text: str, id_: str) -> None:
    programme = BOOK.programme(text)
    assert programme is not None
    assert programme.id == id_


def test_no_two_programmes_share_a_name() -> None:
    seen: dict[str, str] = {}
    for programme in BOOK.programmes.values():
        for word in (*programme.words, programme.id):
            assert seen.setdefault(word, programme.id) == programme.id
    assert BOOK.programme("no such thing") is None


def test_rules_for_every_payment_are_asked_with_each_programme() -> None:
    ids = {id_ for id_, _ in BOOK.rules_for(BOOK.programmes["onnuri"])}
    assert ids == {"onnuri", "every-payment"}


def test_no_documented_rule_is_an_inference_without_saying_so() -> None:
    for programme in BOOK.programmes.values():
        for rule in programme.rules:
            if programme.kind == "documented" and rule.source.grade == "I" and rule.kind not in INFORMING:
                assert "not read" in rule.source.text or "describe it" in rule.source.text, rule.place


def test_names_that_nobody_knows_are_faults_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "programmes").mkdir()
    (tmp_path / "programmes" / "mine.yaml").write_text(
        "id: mine\nkind: reference\nsource: made up\nname: {ko: 가, en: a}\nrules:\n"
        "  - {id: r, kind: sectors-out, names: [zoo], regions: [atlantis], routes: [tunnel],"
        " text: {ko: 가, en: a}, source: s, grade: A}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        load_rulebook(Roots.of([tmp_path]))
    told = "\n".join(map(str, caught.value.problems))
    for word in ("zoo", "atlantis", "tunnel"):
        assert f"`{word}`" in told
    assert "mine.yaml:6" in told
