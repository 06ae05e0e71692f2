"""The table of ports, in both languages and as JSON."""

from posdiag.link.holders import Held, Holder
from posdiag.link.ports import Port
from posdiag.report.lines import plain
from posdiag.report.ports_report import ports_lines, ports_object

PORTS = (
    Port("/dev/ttyS0", held=Held((), True)),
    Port(
        "/dev/ttyUSB1",
        "FTDI",
        "FT232R",
        "A50285BI",
        "0403:6001",
        "1-1",
        "/dev/serial/by-id/usb-FTDI",
        held=Held((Holder(17, "pos\x1b[2J"),), False),
    ),
    Port("/tmp/line-1", simulated="counter-fs"),
)


def test_the_table_names_maker_number_and_holder() -> None:
    page = "\n".join(plain(ports_lines(PORTS, "en")))
    for word in (
        "FTDI FT232R [0403:6001]",
        "A50285BI",
        "(17)",
        "nobody",
        "not known",
        "simulated terminal counter-fs",
        "/dev/serial/by-id/usb-FTDI",
    ):
        assert word in page
    assert "\x1b" not in page


def test_the_table_speaks_korean() -> None:
    page = "\n".join(plain(ports_lines(PORTS, "ko")))
    assert "사용 중" in page
    assert "가상 단말기 counter-fs" in page
    assert list(plain(ports_lines((), "ko"))) == ["직렬 포트가 없습니다."]


def test_programs_get_every_port() -> None:
    told = ports_object(PORTS)
    assert told["schema"] == "posdiag/ports/1"
    assert [each["device"] for each in told["ports"]] == ["/dev/ttyS0", "/dev/ttyUSB1", "/tmp/line-1"]
    assert told["ports"][0]["holders_known"] is True
    assert told["ports"][1]["holders"][0]["pid"] == 17
    assert told["ports"][1]["url"] == "serial:///dev/ttyUSB1"
