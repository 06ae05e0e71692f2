"""A rig served by one process and diagnosed by another gives what the simulated one gives, on TCP and pty."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from posdiag import assembly
from posdiag.replay.load_scenario import select_scenarios
from tests.whole.processes import ECR_SPEED, HOST_SPEED, Judged, diagnosed, simulated, simulated_here

TCP, PTY = "tcp://127.0.0.1:0", "pty"
LINES = pytest.mark.parametrize("listen", [TCP, PTY])
#: A product that is sound today with each kind of rig there is.
SOUND = {
    "reference/hangang@3.1": "counter-fs",
    "reference/seorak@3.1": "counter-enq",
    "reference/hallasan@2.2": "counter-ack3",
    "reference/namsan@3.0": "counter-fixed",
    "reference/kiosk-cheonggye@2.2": "kiosk-fs",
    "reference/cordillera@2.1": "transbank",
    "reference/alsace@2.1": "telium",
    "reference/iso-direct@4.1": "host-iso",
    "reference/iso-bcd@2.1": "host-iso-bcd",
}
#: Releases with faults of their own, each with scenarios that bring them out. Of namsan@1.0, which takes one
#: read for a message, only where pieces come far apart: frames sent at one time are one read on a real line.
FAULTY = [
    ("reference/hangang@1.0", "counter-fs", ["sale-within-balance"]),
    ("reference/hangang@1.1", "counter-fs", ["timeout-retry", "stripe-only-card"]),
    ("reference/hangang@2.0", "counter-fs", ["cancel-same-day", "timeout-reversal"]),
    ("reference/hangang@3.0", "counter-fs", ["partial-approval", "barcode-new-prefix"]),
    ("reference/hallasan@1.0", "counter-ack3", ["sale-within-balance"]),
    ("reference/hallasan@1.1", "counter-ack3", ["sale-within-balance"]),
    ("reference/hallasan@1.2", "counter-ack3", ["late-answer-next-sale"]),
    ("reference/seorak@2.0", "counter-enq", ["lost-answer-inquiry", "late-answer-next-sale"]),
    ("reference/seorak@2.2", "counter-enq", ["sale-within-balance"]),
    ("reference/namsan@1.0", "counter-fixed", ["answer-in-pieces"]),
    ("reference/namsan@2.0", "counter-fixed", ["long-goods-name"]),
    ("reference/kiosk-cheonggye@1.0", "kiosk-fs", ["sale-within-balance"]),
    ("reference/kiosk-cheonggye@1.2", "kiosk-fs", ["sale-within-balance", "coupon-credit-within"]),
    ("reference/cordillera@1.0", "transbank", ["timeout-retry", "late-answer-next-sale"]),
    ("reference/cordillera@1.1", "transbank", ["lost-answer-inquiry", "chip-broken"]),
    ("reference/alsace@1.0", "telium", ["sale-within-balance", "cancel-same-day"]),
    ("reference/alsace@1.1", "telium", ["sale-within-balance"]),
    ("reference/alsace@2.0", "telium", ["timeout-retry"]),
    ("reference/iso-direct@3.0", "host-iso", ["sale-within-balance"]),
    ("reference/iso-direct@3.1", "host-iso", ["timeout-retry", "eight-digit-bin"]),
    ("reference/iso-bcd@1.0", "host-iso-bcd", ["sale-within-balance"]),
]
#: Its terminal repeats an answer that nobody asked for while the POS repeats a refused frame, so that a few
#: milliseconds decide which ACKs are lost: only verdict, first cause and money must agree.
RACE = "extra-header:hex=6000010000"
#: Each fault once.
FAULTS = [
    "latency:ms=200",
    "host-slow:ms=40000",
    "drop:count=1,way=to-pos",
    "corrupt:bits=3,count=1",
    "truncate:keep=9,count=1",
    "duplicate:after_ms=400,count=1",
    "reorder:count=1",
    "late:ms=45000,count=1",
    "split:bytes=5,ms=300",
    "join",
    "pause:ms=1600,at=8,count=1",
    "ack-lost:count=1",
    "nak-storm",
    "reset:when=answer,count=1",
    "refused",
    "half-open",
    "check-rule:rule=xor-from-stx",
    "length-prefix:kind=ascii4",
    RACE,
    "platform-outage",
    "pg-first",
]
#: Pairs of processes at a time.
ABREAST = 3
#: Scenarios without long waits, of every kind of instrument.
SHORT = [
    "sale-within-balance",
    "above-balance-prepaid",
    "cancel-same-day",
    "qr-customer",
    "expired",
    "chip-broken",
]


def agree(
    listen: str,
    rig: str,
    release: str,
    scenarios: Sequence[str],
    place: Path,
    faults: Sequence[str] = (),
    abreast: int = 1,
) -> None:
    """Diagnose over `listen` and simulated, and compare what was judged; `abreast` pairs share the work."""
    if listen == PTY and sys.platform == "win32":
        pytest.skip("no ptys here")
    names = [scenario.id for scenario in select_scenarios(assembly.scenarios(), tuple(scenarios))]

    def serve_and_diagnose(share: Sequence[str]) -> list[Judged]:
        with simulated(rig, listen, place, HOST_SPEED if rig.startswith("host") else ECR_SPEED) as served:
            return diagnosed(share, release, served[0], faults, served[1])

    shares = [names[first::abreast] for first in range(abreast)]
    with ThreadPoolExecutor(abreast) as pool:
        real = {one.scenario: one for seen in pool.map(serve_and_diagnose, shares) for one in seen}
    virtual = {one.scenario: as_seen_on(listen, one) for one in simulated_here(names, release, rig, faults)}
    if RACE in faults:
        real, virtual = (
            {name: replace(one, codes=()) for name, one in some.items()} for some in (real, virtual)
        )
    assert real == virtual, f"{release} {faults}"


def as_seen_on(listen: str, judged: Judged) -> Judged:
    """A serial line that is cut is lost, since it knows no RST: the one thing that a pty cannot show."""
    if listen != PTY:
        return judged
    codes = sorted((severity, code.replace("link.reset", "link.lost")) for severity, code in judged.codes)
    cause = "comm.disconnected" if judged.cause == "comm.disconnected.reset" else judged.cause
    return replace(judged, codes=tuple(codes), cause=cause)


@LINES
def test_a_served_rig_is_diagnosed_like_the_simulated_one(listen: str, tmp_path: Path) -> None:
    names = SHORT if listen == TCP else SHORT[:2]  # `make slow` plays every scenario over either line
    agree(listen, "counter-fs", "reference/hangang@3.1", names, tmp_path, abreast=2 if listen == TCP else 1)


@pytest.mark.parametrize(
    ("release", "listen"),
    [
        ("reference/cordillera@2.1", TCP),
        ("reference/alsace@2.1", PTY),
        pytest.param("reference/cordillera@2.1", PTY, marks=pytest.mark.slow),
        pytest.param("reference/alsace@2.1", TCP, marks=pytest.mark.slow),
    ],
)
def test_a_terminal_of_a_public_protocol_is_diagnosed_like_the_simulated_one(
    release: str, listen: str, tmp_path: Path
) -> None:
    agree(listen, SOUND[release], release, ["sale-within-balance", "stopped"], tmp_path)


def test_a_served_host_is_diagnosed_like_the_simulated_one(tmp_path: Path) -> None:
    agree(TCP, "host-iso", "reference/iso-direct@4.1", SHORT, tmp_path)


@pytest.mark.parametrize("fault", ["ack-lost:count=1", "refused"])
def test_a_fault_of_a_served_rig_is_diagnosed_like_that_of_the_simulated_one(
    fault: str, tmp_path: Path
) -> None:
    agree(TCP, "counter-fs", "reference/hangang@3.1", SHORT[:1], tmp_path, [fault])


@pytest.mark.slow
@LINES
@pytest.mark.parametrize("release", ["reference/hangang@3.1", "reference/iso-direct@4.1"])
def test_every_scenario_over_every_line(release: str, listen: str, tmp_path: Path) -> None:
    agree(listen, SOUND[release], release, ["*"], tmp_path, abreast=6)


@pytest.mark.slow
@pytest.mark.parametrize("release", [r for r in SOUND if "hangang" not in r and "iso-direct" not in r])
def test_every_rig_with_its_own_product(release: str, tmp_path: Path) -> None:
    agree(
        TCP, SOUND[release], release, [*SHORT, "timeout-reversal", "lost-answer-inquiry"], tmp_path, abreast=3
    )


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, len(FAULTY), ABREAST))
def test_releases_with_faults_of_their_own(first: int, tmp_path: Path) -> None:
    def one(release: str, rig: str, scenarios: Sequence[str]) -> None:
        agree(TCP, rig, release, scenarios, tmp_path)

    with ThreadPoolExecutor(ABREAST) as pool:
        list(pool.map(one, *zip(*FAULTY[first : first + ABREAST], strict=True)))


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, len(FAULTS), ABREAST))
def test_each_fault_over_tcp(first: int, tmp_path: Path) -> None:
    def one(fault: str) -> None:
        agree(TCP, "counter-fs", "reference/hangang@3.1", ["sale-within-balance"], tmp_path, [fault])

    with ThreadPoolExecutor(ABREAST) as pool:
        list(pool.map(one, FAULTS[first : first + ABREAST]))
