"""One payment on two links of one capture is one record."""

from __future__ import annotations

from posdiag.capture.events import Event, Line, LineKind
from posdiag.transcript import LinkName, Party
from tests.explain.scenes import (
    ACK,
    TCP,
    Said,
    answer,
    cause,
    codec,
    codes,
    ecr_sale,
    ended,
    events,
    records,
    sale,
)

ECR = Line(1, LineKind.TCP, "127.0.0.1:5000", "127.0.0.2:7000", a_known=True)
HOST = Line(2, LineKind.TCP, "127.0.0.2:5000", "127.0.0.3:9100", a_known=True)


def host_talk(stan: str, at_ms: int, delay_ms: int, amount: str = "12300") -> list[Said]:
    own = codec("iso87-ascii")
    asked, told = own.encode(sale(stan, amount)), own.encode(answer(stan, amount))
    return [(at_ms, True, asked), (at_ms + delay_ms, False, told)]


def together(ecr: list[Said | Event], host: list[Said | Event]) -> list[Event]:
    return sorted([*events(ecr, ECR), *events(host, HOST)], key=lambda event: getattr(event, "at_us", 0))


def test_the_host_link_is_behind_the_terminal() -> None:
    (record,) = records(together([*ecr_sale()], [*host_talk("000001", 200, 900)]))
    assert [frame.link for frame in record.transcript.frames].count(LinkName.HOST) == 2
    host = next(frame for frame in record.transcript.frames if frame.link is LinkName.HOST)
    assert (host.sender, host.receiver) == (Party.TERMINAL, Party.VAN)
    assert (record.verdict.value, record.money.charges) == ("compatible", 1)


def test_a_slow_host_is_told_from_an_impatient_pos() -> None:
    undo = [(60_000, True, codec().encode(sale("000002", "500")))]
    said: list[Said | Event] = [
        (0, True, codec().encode(sale())),
        (20, False, ACK),
        *undo,
        ended(70_000, line=ECR),
    ]
    (record,) = records(together(said, [*host_talk("000001", 200, 50_000)]))
    assert "timing.host_slow" in codes(record)
    assert cause(record).startswith("comm.timeout")


def test_other_trace_numbers_or_amounts_stay_apart() -> None:
    found = records(
        together([*ecr_sale()], [*host_talk("000009", 200, 900), *host_talk("000001", 3_000, 9, "7")])
    )
    assert len(found) == 3


def test_without_an_ecr_line_nothing_is_held_back() -> None:
    found = records(events(host_talk("000001", 0, 900), TCP))
    assert len(found) == 1
