"""Readings: told schemes decide, messages agree, numbers alone stay open."""

from __future__ import annotations

from posdiag.classify.catalogue import load_catalogue
from posdiag.classify.codes_in import codes_in, without
from posdiag.classify.readings import Weighed, Weigher
from posdiag.profile.roots import Roots

WEIGHER = Weigher(load_catalogue(Roots.of()))


def read(text: str, scheme: str | None = None, layer: str | None = None) -> tuple[Weighed, ...]:
    codes = codes_in(text)
    return WEIGHER.weigh(codes, without(text, codes), scheme, layer)


def test_a_code_without_its_scheme_gives_all_its_readings() -> None:
    schemes = {one.reading.scheme for one in read("0000")}
    assert {"kicc", "kcp", "eximbay", "nicepay"} <= schemes


def test_the_message_beside_a_code_brings_its_scheme_first() -> None:
    first = read("3002 카드 결제 실패")[0]
    assert (first.reading.scheme, first.reading.agrees) == ("paytus", True)


def test_a_told_scheme_weighs_most_and_leaves_no_other() -> None:
    assert [(one.reading.scheme, one.told) for one in read("코드 51", "iso8583-de39")] == [
        ("iso8583-de39", True)
    ]


def test_layers_are_kept_apart() -> None:
    assert [one.reading.layer for one in read("EE02", layer="transport")] == ["transport"]
    assert read("EE02", layer="terminal") == ()


def test_a_number_in_a_sentence_is_no_code() -> None:
    assert read("쿠폰이 51 개 있어요 좋아요") == ()
