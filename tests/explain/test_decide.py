"""When enough was seen of a line to say how it speaks."""

from __future__ import annotations

from posdiag.capture.events import Chunk
from posdiag.explain.decide import agent_way, joined, line_way
from posdiag.explain.ways import Hints, Ways
from tests.explain.scenes import TCP, ecr_sale, events, host_sale, house

LIBRARY = house().library


def chunks(said: list[tuple[int, bool, bytes]]) -> list[Chunk]:
    return [event for event in events(said) if isinstance(event, Chunk)]


def test_a_request_alone_is_not_enough_unless_nothing_more_comes() -> None:
    first = chunks(ecr_sale()[:1])
    assert line_way(first, TCP, Ways(LIBRARY), final=False) is None
    found = line_way(first, TCP, Ways(LIBRARY), final=True)
    assert found is not None
    assert found.way.name == "kr-fs"


def test_request_and_answer_are_enough() -> None:
    found = line_way(chunks(host_sale()), TCP, Ways(LIBRARY), final=False)
    assert found is not None
    assert found.way.name == "iso87-ascii"


def test_a_named_dialect_is_taken_though_it_fits_badly() -> None:
    found = line_way(chunks(ecr_sale()), TCP, Ways(LIBRARY, Hints(dialect="kr-fixed")), final=True)
    assert found is not None
    assert found.way.name == "kr-fixed"


def test_what_is_no_http_is_no_agent() -> None:
    assert agent_way(chunks([(0, True, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")]), Ways(LIBRARY)) is None


def test_bytes_told_one_by_one_are_put_together() -> None:
    whole = chunks(ecr_sale())
    single = [event for event in events(ecr_sale(), split=1) if isinstance(event, Chunk)]
    assert [chunk.data for chunk in joined(single)] == [chunk.data for chunk in whole]


def test_a_dialect_that_is_told_is_taken_at_its_first_sound_frame() -> None:
    """A recorder masks frames, and an answer may be seconds away."""
    found = line_way(chunks(ecr_sale()[:1]), TCP, Ways(LIBRARY, Hints("kr-fs")), final=False)
    assert found is not None
    assert found.way.name == "kr-fs"
