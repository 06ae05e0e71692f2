"""Speaks to `iso8583sim serve`, a host that others wrote, over loopback in each of its formats and framings.

It runs as a separate program from .peers (make .peers/.done) and is never imported.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.probes import probes
from posdiag.wire.message import Kind, Message
from tests.wire.iso8583.dialects import ROOT, SALE, codec

PROGRAM = ROOT / ".peers" / "bin" / "iso8583sim"
FORMATS = ("ascii-hex", "ascii-binary", "bcd", "ebcdic")
HEADERS = {"2b": "binary2-be", "4b": "binary4-be", "2a": "ascii2", "4a": "ascii4"}
TPDU = "6000010000"
#: Two digits of length hold 99 bytes, so a message behind them has the fewest fields.
SHORT = (
    "time", "date", "entry_mode", "condition", "sale_options", "chip", "text", "items", "currency", "shop",
)  # fmt: skip
RULES = [
    {"match": {"fields": {"4": "000000005100"}}, "respond": "51"},
    {"match": {"fields": {"4": "000000006666"}}, "action": "drop"},
    {"match": {"fields": {"4": "000000007777"}}, "action": "close"},
    {"match": {"fields": {"4": "000000008888"}}, "delay_ms": 300},
    {"respond": "00"},
]
ANSWER_S = 5.0
SILENCE_S = 0.25

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason=f"{PROGRAM} is not there: make .peers/.done")


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("host") / "rules.json"
    path.write_text(json.dumps({"rules": RULES}))
    return path


@contextmanager
def host(rules: Path, form: str, header: str = "2b", tpdu: str = "") -> Iterator[int]:
    """The program, listening; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    words = ["serve", "--port", str(port), "--rules", str(rules), "--format", form, "--header", header]
    command = [str(PROGRAM), *words, *(["--tpdu", tpdu] if tpdu else [])]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    program = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )
    try:
        assert program.stdout is not None
        assert "listening" in program.stdout.readline()
        yield port
    finally:
        program.send_signal(signal.SIGTERM)
        program.communicate(timeout=10)


#: The port of the program with this format, header and TPDU.
Hosts = Callable[..., int]


@pytest.fixture(scope="module")
def hosts(rules: Path) -> Iterator[Hosts]:
    """Starts each program once; it listens till the last test, and keeps nothing of what it was asked."""
    ports: dict[tuple[str, ...], int] = {}
    with ExitStack() as stack:

        def port_of(form: str, header: str = "2b", tpdu: str = "") -> int:
            key = (form, header, tpdu)
            if key not in ports:
                ports[key] = stack.enter_context(host(rules, *key))
            return ports[key]

        yield port_of


def ask(port: int, frame: bytes, wait_s: float = ANSWER_S) -> bytes | None:
    """What comes back, empty where the host hangs up, None where it is silent."""
    with socket.create_connection(("127.0.0.1", port), ANSWER_S) as line:
        line.settimeout(wait_s)
        line.sendall(frame)
        try:
            return line.recv(4096)
        except TimeoutError:
            return None


def till(form: str, header: str = "2b", tpdu: str = "") -> IsoCodec:
    places = dict.fromkeys(SHORT, "none") if header == "2a" else {}
    return codec(f"iso87-iso8583sim-{form}", length=HEADERS[header], tpdu=tpdu or "none", map=places)


def sale(amount: str = "12300") -> Message:
    return Message(Kind.APPROVE, False, {**SALE.fields, "amount": amount})


def assert_approves_and_declines(port: int, form: str, header: str, tpdu: str) -> None:
    one = till(form, header, tpdu)
    for amount, result, approval in (("12300", "00", "A00123"), ("5100", "51", "")):
        raw = ask(port, one.encode(sale(amount)))
        assert raw
        decoded = one.decode(raw)
        assert decoded.faults == ()
        assert decoded.consumed == len(raw)
        assert decoded.message is not None
        assert (decoded.message.kind, decoded.message.reply) == (Kind.APPROVE, True)
        said = [decoded.message.get(word) for word in ("stan", "result", "approval")]
        assert said == ["000123", result, approval]


@pytest.mark.parametrize(
    ("form", "header", "tpdu"),
    [("ascii-hex", "4a", ""), ("ascii-binary", "2b", TPDU), ("bcd", "2a", ""), ("ebcdic", "4b", TPDU)],
)
def test_approvals_and_declines_come_out_right(hosts: Hosts, form: str, header: str, tpdu: str) -> None:
    assert_approves_and_declines(hosts(form, header, tpdu), form, header, tpdu)


@pytest.mark.slow
@pytest.mark.parametrize("tpdu", ["", TPDU])
@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("form", FORMATS)
def test_approvals_and_declines_come_out_right_in_every_format_and_framing(
    rules: Path, form: str, header: str, tpdu: str
) -> None:
    with host(rules, form, header, tpdu) as port:
        assert_approves_and_declines(port, form, header, tpdu)


def test_its_rules_drop_close_and_delay(hosts: Hosts) -> None:
    one, port = till("ascii-binary"), hosts("ascii-binary")
    assert ask(port, one.encode(sale("6666")), SILENCE_S) is None
    assert ask(port, one.encode(sale("7777"))) == b""
    began = time.monotonic()
    assert ask(port, one.encode(sale("8888")))
    assert time.monotonic() - began >= 0.3


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_message_is_answered_as_that_kind(hosts: Hosts, kind: Kind) -> None:
    one = till("bcd")
    fields = {**SALE.fields, "orig_stan": "000122", "orig_date": "250910", "orig_approval": "A00122"}
    raw = ask(hosts("bcd"), one.encode(Message(kind, False, fields)))
    assert raw
    answer = one.decode(raw).message
    assert answer is not None
    assert (answer.kind, answer.reply, answer.get("result")) == (kind, True, "00")


def test_text_in_korean_gets_no_answer_where_the_dialect_lets_it_through(hosts: Hosts) -> None:
    korean = Message(Kind.APPROVE, False, {**SALE.fields, "text": "사과"})
    port = hosts("ascii-binary")
    assert ask(port, codec("iso87-ascii").encode(korean), SILENCE_S) is None
    assert ask(port, till("ascii-binary").encode(korean))


@pytest.mark.parametrize(
    ("mine", "theirs", "options"),
    [
        (("ascii-binary", "2b", ""), ("ascii-hex", "2b", ""), {"bitmap"}),
        (("ascii-binary", "2b", ""), ("ascii-binary", "4a", ""), {"length"}),
        (("ascii-binary", "2b", ""), ("ascii-binary", "2b", TPDU), {"tpdu"}),
        (("ascii-binary", "2b", ""), ("bcd", "2b", ""), {"mti", "numeric", "prefix"}),
    ],
)
def test_a_silent_host_is_found_by_asking_for_an_echo_in_other_ways(
    hosts: Hosts, mine: tuple[str, str, str], theirs: tuple[str, str, str], options: set[str]
) -> None:
    echo = Message(Kind.CHECK, False, {"stan": "000001", "tid": "10000001", "sent_at": "0910123000"})
    one = till(*mine)
    port = hosts(*theirs)
    assert not ask(port, one.encode(echo), SILENCE_S)
    asked = {one.encode(echo)}
    for probe in probes(one.spec):
        other = IsoCodec(probe.spec)
        frame = other.encode(echo)
        raw = None if frame in asked else ask(port, frame, SILENCE_S)
        asked.add(frame)
        if raw and not other.decode(raw).faults:
            assert {difference.option for difference in probe.differences} == options
            return
    pytest.fail("no probe was answered")
