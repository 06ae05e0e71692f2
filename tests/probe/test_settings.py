"""Settings of a line: their address, and an order of trying that leaves none out and tries none twice."""

import pytest

from posdiag.assembly import library
from posdiag.link.address import SerialAddress, parse_address
from posdiag.probe.settings import SHAPES, SPEEDS, LineSettings, usual, worth_trying


@pytest.mark.parametrize("settings", [LineSettings(), LineSettings(1200, 7, "E", 2.0), LineSettings(115200)])
def test_the_address_says_the_settings(settings: LineSettings) -> None:
    address = parse_address(settings.url("/dev/ttyUSB0"))
    assert address == SerialAddress(
        "/dev/ttyUSB0", settings.baud, settings.bits, settings.parity, settings.stop
    )


def test_a_shape_is_read_as_it_is_written() -> None:
    assert LineSettings(2400).shaped("7O1") == LineSettings(2400, 7, "O", 1.0)
    assert str(LineSettings(9600).shaped("8N2")) == "9600 8N2"


def test_every_setting_is_tried_once_and_the_given_one_first() -> None:
    given = LineSettings(300, 5, "M", 2.0)
    tried = list(worth_trying(given, library().dialects.ids()))
    assert tried[0] == given
    assert len(tried) == len(set(tried))
    assert set(tried) >= {LineSettings(baud).shaped(shape) for baud in SPEEDS for shape in SHAPES}


def test_what_is_usual_comes_before_what_is_not() -> None:
    tried = list(worth_trying(LineSettings(9600), ["transbank", "telium"]))
    assert tried[1:3] == [LineSettings(115200), LineSettings(9600, 7, "E")]
    assert usual("no such dialect")
