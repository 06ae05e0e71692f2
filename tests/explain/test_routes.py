"""What the lines of a capture share."""

from __future__ import annotations

from posdiag.capture.events import Line, LineKind
from posdiag.explain.routes import Routes, place_of, ports_of, route_of
from tests.explain.scenes import CABLE, TCP, house


def test_connections_to_one_port_are_one_route_and_each_cable_its_own() -> None:
    other = Line(2, LineKind.TCP, "192.0.2.1:40001", TCP.b)
    assert route_of(TCP, True) == route_of(other, True) == ("192.0.2.1", "192.0.2.2:9100")
    assert route_of(CABLE, True) != route_of(Line(9, LineKind.SERIAL, "POS", "terminal"), True)


def test_a_dialect_is_found_once_for_a_place() -> None:
    routes = Routes(house().library)
    way = routes.ways.shipped()[0]
    routes.learn(TCP, way, True)
    known = routes.known_of(Line(5, LineKind.TCP, "192.0.2.77:5", TCP.b))
    assert known is not None
    assert known.way is way
    assert routes.known_of(Line(6, LineKind.TCP, "192.0.2.1:40000", "192.0.2.3:1")) is None


def test_what_a_line_leads_to_and_its_ports() -> None:
    assert place_of(TCP, True) == "192.0.2.2:9100"
    assert place_of(TCP, False) == "192.0.2.1:40000"
    assert place_of(CABLE, True) == "POS - terminal"
    assert ports_of(TCP) == {40000, 9100}
    assert ports_of(CABLE) == frozenset()


def test_lines_of_one_route_share_their_open_payments() -> None:
    routes = Routes(house().library)
    way = routes.ways.shipped()[0]
    other = Line(2, LineKind.TCP, "192.0.2.1:40001", TCP.b)
    assert routes.cutter(TCP, way, True) is routes.cutter(other, way, True)
    assert routes.cutter(TCP, None, True) is not routes.cutter(other, None, True)
