"""What a link lets a measurement say, by families of dialects."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.assembly_audit import way_to
from posdiag.learn.speech import acked_only, in_form, live, says
from posdiag.wire.agent.codec import AgentCodec
from posdiag.wire.agent.ws_framer import JsonFramer
from posdiag.wire.message import Kind


@pytest.mark.parametrize("rig", ["counter-fs", "agent-form", "agent-jsonp", "agent-ws", "host-iso"])
def test_a_sale_can_be_said_on_every_link(rig: str) -> None:
    assert says(way_to(rig).codec, Kind.APPROVE)


def test_a_terminal_that_knows_no_inquiry_is_not_asked_for_one() -> None:
    assert not says(way_to("telium").codec, Kind.INQUIRE)
    assert acked_only(way_to("transbank").codec, Kind.CHECK)
    assert not acked_only(way_to("agent-form").codec, Kind.CHECK)


def test_a_websockets_link_gives_whole_texts() -> None:
    way = live(way_to("agent-ws"))
    assert isinstance(way.new_framer(), JsonFramer)
    assert not isinstance(live(way_to("agent-form")).new_framer(), JsonFramer)


def test_a_way_is_set_otherwise_as_it_was_found() -> None:
    way = way_to("agent-form")
    assert isinstance(way.codec, AgentCodec)
    changed = in_form(way, replace(way.codec.spec, answer_percent=True))
    assert isinstance(changed.codec, AgentCodec)
    assert (changed.name, changed.codec.spec.answer_percent) == (way.name, True)
