"""Which way a sale took."""

from __future__ import annotations

from posdiag.diagnose.finding import Severity
from posdiag.payment.money import Belief
from posdiag.profile.traits import Traits
from posdiag.replay.scenario import Money
from tests.diagnose.playbook import ACK, Play, healthy_sale, paid, refused, reply, request, story


def routes(play: Play) -> set[str]:
    found = play.codes_found(refused(Belief.DECLINED))
    return {code for code in found if code.startswith(("route.", "till.tid"))}


def test_the_vans_route_gives_no_finding() -> None:
    assert routes(healthy_sale(Play(traits=Traits(routes=("van", "pg"))))) == set()


def test_a_gateway_before_the_van_is_found() -> None:
    play = Play().says(request(route="P")).hears(ACK).hears(reply(result="P7"))
    play.says(request(stan="000002")).hears(ACK).hears(reply(stan="000002"))
    assert routes(play) == {"route.pg_first"}


def test_a_gateway_alone_is_told_apart_by_the_profile() -> None:
    play = Play(traits=Traits(routes=("pg",))).says(request(route="P")).hears(ACK).hears(reply())
    assert routes(play) == {"route.pg_only"}
    play.traits = Traits(routes=("pg", "van"))
    assert routes(play) == {"route.pg_first"}


def test_an_unknown_tid_is_named_and_one_that_differs_too() -> None:
    play = Play().says(request()).hears(ACK).hears(reply(result="58"))
    assert routes(play) == {"till.tid_unknown"}
    stale = Play().says(request()).hears(ACK).hears(reply(result="58", tid="10000002"))
    assert routes(stale) == {"till.tid_unknown", "till.tid_stale"}


def test_a_route_list_in_the_profile_alone_is_no_finding() -> None:
    play = healthy_sale(Play(traits=Traits(routes=("pg", "van"))))
    assert "route.pg_first" not in play.codes_found(paid())


def test_the_scenario_knows_which_tid_is_registered() -> None:
    play = Play(scenario=story()).says(request(tid="10000009")).hears(ACK)
    assert routes(play.hears(reply(result="58", tid="10000009"))) == {"till.tid_unknown", "till.tid_stale"}
    loaded = Play(scenario=story()).says(request()).hears(ACK).hears(reply(result="58"))
    assert routes(loaded) == {"till.tid_unknown"}


def test_an_ordinary_card_may_go_by_the_gateway() -> None:
    for kind, severity in (("card", Severity.NOTE), ("prepaid", Severity.WARNING)):
        play = Play(scenario=story(kind=kind, money=[Money(1, 8800)])).says(request(route="P")).hears(ACK)
        (finding,) = [f for f in play.hears(reply()).findings(paid()) if f.code.startswith("route.")]
        assert finding.severity is severity


def test_a_terminal_that_goes_by_the_gateway_is_told_from_a_till_that_does() -> None:
    play = Play(scenario=story()).says(request()).hears(ACK)
    play.host(request(route="P", tid="19000001")).host(reply()).hears(reply())
    assert routes(play) == {"route.pg_by_terminal"}
    sound = Play(scenario=story()).says(request()).hears(ACK).host(request()).host(reply())
    assert routes(sound.hears(reply())) == set()


def test_a_route_that_nobody_was_there_to_take_is_a_note() -> None:
    play = Play().says(request(route="P")).closed("tls-cipher")
    (finding,) = [f for f in play.findings(refused()) if f.code.startswith("route.")]
    assert finding.severity is Severity.NOTE
