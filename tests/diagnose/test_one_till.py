"""At one till an outage is told from the till's own trouble by what fails and what goes through."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from posdiag.diagnose.one_till import Shared, shared
from posdiag.diagnose.outage import Sale


def sale(symptom: str = "", card: str = "940000") -> Sale:
    return Sale(0.0, bin=card, symptom=symptom)


def test_where_every_card_gets_no_answer_it_is_the_host() -> None:
    down = [sale("host.unavailable", "940000"), sale("comm.timeout", "940004")] * 4
    assert shared(down) == Shared("host", "", 8, 8)
    assert shared([*down, *[sale()] * 4]) is None  # some go through: that is no outage of the host


def test_where_one_range_of_cards_fails_it_is_its_issuer() -> None:
    down = [sale("host.unavailable", "940001")] * 9
    well = [sale()] * 20
    assert shared([*down, *well]) == Shared("bin", "940001", 9, 9, 0, 20)
    assert shared([*down[:3], *well]) is None  # too few
    assert shared(down) is None  # no other card was tried


def test_a_tills_own_trouble_is_no_outage() -> None:
    assert shared([sale("pos.message_format")] * 9) is None
    assert shared([]) is None


@given(st.lists(st.sampled_from(["", "", "host.busy", "pos.charset"]), max_size=20), st.integers(0, 99))
def test_what_fails_by_turns_with_every_card_alike_has_nothing_in_common(kinds: list[str], seed: int) -> None:
    sales = [sale(kind, card) for kind in kinds for card in ("940000", "940001")]
    random.Random(seed).shuffle(sales)
    found = shared(sales)
    assert found is None or (found.kind, found.of) == ("host", len(sales))
