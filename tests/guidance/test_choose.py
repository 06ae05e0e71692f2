"""Which cards are chosen, for whom, in which order."""

from __future__ import annotations

from posdiag.diagnose.finding import CauseShare
from posdiag.guidance.cards import AUDIENCES, READERS, Card, Cards, load_cards
from posdiag.guidance.choose import choose, fitting_cards, less_likely_fixes, money_may_be_open
from posdiag.payment.money import Belief
from posdiag.profile.roots import Roots
from posdiag.transcript import LinkName
from tests.diagnose.playbook import Play, healthy_sale, paid, refused, request, story


def card(id_: str, cause: str, audience: str = "merchant", kind: str = "fix", **more: object) -> Card:
    return Card(id_, (cause,), kind, audience, {"ko": "가", "en": "a"}, **more)  # type: ignore[arg-type]


def share(cause: str, probability: float) -> CauseShare:
    return CauseShare(cause, probability, "pos")


SETTLED = healthy_sale(Play(scenario=story())).case(paid())
OPEN = Play(scenario=story()).says(request()).case(refused(Belief.UNKNOWN))


def test_what_to_do_now_comes_before_what_to_change_for_good() -> None:
    cards = Cards([card("fix", "a.b"), card("now", "a.b", kind="workaround")])
    assert [c.id for c, _ in choose(cards, [share("a.b", 0.9)], SETTLED)] == ["now", "fix"]


def test_a_detail_borrows_the_cards_of_its_class() -> None:
    cards = Cards([card("class", "a.b")])
    assert fitting_cards(cards, "a.b.c", "merchant", SETTLED)[0].id == "class"
    both = Cards([card("class", "a.b"), card("detail", "a.b.c")])
    assert [c.id for c in fitting_cards(both, "a.b.c", "merchant", SETTLED)] == ["detail"]


def test_cards_for_another_instrument_or_link_do_not_fit() -> None:
    cards = Cards(
        [
            card("qr", "a.b", instruments=("voucher-qr",)),
            card("host", "a.b", links=("host",)),
            card("mine", "a.b", instruments=("prepaid",), links=("ecr",)),
            card("agent", "a.b", links=("agent",)),
        ]
    )
    assert [c.id for c, _ in choose(cards, [share("a.b", 0.9)], SETTLED)] == ["mine"]
    on_host = Play("iso87-ascii", LinkName.HOST, scenario=story()).says(request()).case(paid())
    assert [c.id for c, _ in choose(cards, [share("a.b", 0.9)], on_host)] == ["host"]
    by_agent = Play("agent-ws", scenario=story()).says(request()).case(paid())
    assert [c.id for c, _ in choose(cards, [share("a.b", 0.9)], by_agent)] == ["agent"]


def test_unlikely_causes_get_no_advice() -> None:
    cards = Cards([card("first", "a.b"), card("second", "c.d")])
    chosen = choose(cards, [share("a.b", 0.8), share("c.d", 0.05)], SETTLED)
    assert [(c.id, cause) for c, cause in chosen] == [("first", "a.b")]


def test_where_money_may_be_open_the_standing_order_comes_first() -> None:
    cards = load_cards(Roots.of())
    assert money_may_be_open(OPEN)
    assert not money_may_be_open(SETTLED)
    first = [c.id for c, _ in choose(cards, [share("comm.disconnected", 0.9)], OPEN)][:3]
    assert first == ["standing-order-merchant", "standing-order-technician", "standing-order-agent"]
    settled = [c.id for c, _ in choose(cards, [share("comm.disconnected", 0.9)], SETTLED)]
    assert not any(id_.startswith("standing-order") for id_ in settled)


def test_every_audience_gets_shipped_advice_for_any_cause() -> None:
    cards = load_cards(Roots.of())
    chosen = choose(cards, [share("pos.message_format.escape", 0.9)], SETTLED)
    assert {c.audience for c, _ in chosen} == set(AUDIENCES)


def test_settings_of_less_likely_causes_are_tried_only_where_nothing_is_decided() -> None:
    cards = Cards([card("try", "c.d", "technician", act={"wire": {"acks": "3"}})])
    undecided = [share("a.b", 0.4), share("c.d", 0.03)]
    assert [c.id for c, _ in less_likely_fixes(cards, undecided, SETTLED)] == ["try"]
    assert less_likely_fixes(cards, [share("a.b", 0.9), share("c.d", 0.03)], SETTLED) == ()


def test_a_card_for_one_route_is_shown_only_where_somebody_says_the_route() -> None:
    cards = load_cards(Roots.of())
    assert any(card.routes for card in cards.of("channel.unsupported"))
    for audience in READERS:
        assert not any(card.routes for card in fitting_cards(cards, "channel.unsupported", audience, None))
