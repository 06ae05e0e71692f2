"""Captures drawn by a seed: what the short ways tell of them is, byte for byte, what the careful ways tell.

Dialects side by side, ECR lines with the host's behind them, damage, and TCP at its worst: segments split,
sent twice, out of order and lost.
"""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from posdiag import assembly
from posdiag.cli import surveyed
from posdiag.cli.surveyed import Asked
from posdiag.cli.surveyed import surveyed as steps_of
from posdiag.explain.plain import Plains
from posdiag.explain.routes import Routes
from posdiag.report.captures import teller_of
from posdiag.wire.iso8583 import quick
from posdiag.wire.message import Kind
from tests.explain.scenes import START_US, Said, answer, codec, ecr_sale, sale

HOSTS = ("iso87-ascii", "iso87-bcd", "iso87-ebcdic", "iso87-ascii-hex")
NUMBERS = (b"9400001111111117", b"9400002222222226")
CARDS = ("9400001111111117", "9400002222222226", "9400001111111117=29121010000012345678")
#: A TCP segment on its way: when, of which line, whether end a sends it, its sequence number and bytes.
Segment = tuple[int, int, bool, int, bytes]


def exchanges(rng: random.Random, name: str, line: int, count: int) -> Iterator[Said]:
    """Payments of one terminal: approved, refused, unanswered, reversed, damaged."""
    own, at_ms = codec(name), rng.randrange(3_000)
    for number in range(count):
        stan, amount = f"{line * 1000 + number:06d}", str(rng.randrange(100, 900_000))
        kind = rng.choice([Kind.APPROVE] * 6 + [Kind.BALANCE, Kind.CANCEL, Kind.REVERSE])
        more = {"orig_stan": f"{line * 1000 + number - 1:06d}"} if kind in (Kind.CANCEL, Kind.REVERSE) else {}
        text = rng.choice(["TEA", "RICE", "라면", "010-1234-5678", "9400001111111117"])
        words = {"tid": f"1000{line:04d}", "card": rng.choice(CARDS), "text": text}
        result = rng.choice(["00"] * 5 + ["51", "54", "Z9"])
        ask = own.encode(sale(stan, amount, kind, **words, **more))
        told = own.encode(answer(stan, amount, kind, tid=words["tid"], result=result))
        if rng.random() < 0.1:
            told = told[:8] + bytes((rng.randrange(256),)) + told[9:]
        yield at_ms, True, ask
        if rng.random() > 0.08:
            yield at_ms + rng.randrange(30, 2_500), False, told
        at_ms += rng.randrange(2_600, 9_000)


def joined(rng: random.Random, count: int) -> tuple[list[Said], list[Said]]:
    """A cable of POS and terminal in TCP, and the terminal's line to its host."""
    front: list[Said] = []
    behind: list[Said] = []
    for number in range(count):
        stan, amount, at_ms = f"{900_000 + number}", str(rng.randrange(1_000, 90_000)), number * 8_000
        front += ecr_sale(stan, at_ms, amount)
        own = codec("iso87-ascii")
        behind += [(at_ms + 100, True, own.encode(sale(stan, amount)))]
        behind += [(at_ms + 900, False, own.encode(answer(stan, amount)))]
    return front, behind


def segments(rng: random.Random, lines: list[list[Said]], rough: float) -> Iterator[Segment]:
    """What was said, in TCP segments; `rough` is how often something happens to one."""
    for line, said in enumerate(lines):
        at = {True: 1_000, False: 5_000}
        for at_ms, from_a, data in said:
            cuts = [0, len(data)]
            if rng.random() < rough:
                cuts[1:1] = sorted(rng.sample(range(1, len(data)), min(2, len(data) - 1)))
            for start, end in pairwise(cuts):
                late_us = rng.randrange(50_000) if rng.random() < rough else 0
                one = (at_ms * 1000 + start + late_us, line, from_a, at[from_a], data[start:end])
                at[from_a] += end - start
                if rng.random() < rough / 4:
                    continue  # not captured
                yield one
                if rng.random() < rough:
                    yield (one[0] + rng.randrange(20_000), *one[1:])


def capture(seed: int) -> bytes:
    """A pcap file of many lines."""
    rng = random.Random(seed)
    names = rng.sample(HOSTS, rng.randrange(1, 4))
    lines = [list(exchanges(rng, rng.choice(names), line, 40)) for line in range(1, 7)]
    if rng.random() < 0.5:
        lines += joined(rng, 8)
    out = [struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65_535, 1)]
    heard = {
        (line, from_a): 1_000 if from_a else 5_000 for line in range(len(lines)) for from_a in (True, False)
    }
    for at_us, line, from_a, seq, data in sorted(segments(rng, lines, rng.choice([0.0, 0.02, 0.2]))):
        heard[line, from_a] = max(heard[line, from_a], seq + len(data))
        ends = [bytes((10, 0, 0, line + 1)), bytes((10, 0, 1, 1 + line // 2))]
        ports = [40_000 + line, 9_100 + (line >= 6) * (line - 5)]
        if not from_a:
            ends, ports = ends[::-1], ports[::-1]
        ip = struct.pack(">BBHHHBBH", 0x45, 0, 40 + len(data), 0, 0, 64, 6, 0) + b"".join(ends)
        tcp = struct.pack(">HHIIBBHHH", *ports, seq, heard[line, not from_a], 0x50, 0x18, 8192, 0, 0)
        packet = b"\x02\0\0\0\0\x02\x02\0\0\0\0\x01\x08\0" + ip + tcp + data
        seconds, micros = divmod(START_US + at_us, 1_000_000)
        out += [struct.pack("<IIII", seconds, micros, len(packet), len(packet)), packet]
    return b"".join(out)


def told(path: Path) -> list[bytes]:
    """The lines of `explain --format jsonl`."""
    written: list[bytes] = []
    asked = Asked()
    teller = teller_of("jsonl", assembly.house(), asked.hints(), "en", "", written.append)
    teller.begin(path.name)
    for step in steps_of(str(path), asked):
        teller.take(step.payments)
    teller.end()
    return b"".join(written).splitlines()


def otherwise_wrapped(capture: bytes, by_ipv6: bool) -> bytes:
    """The same segments in a file of nanoseconds, big end first, each in a VLAN: no short cut takes those."""
    out, at = [struct.pack(">IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 65_535, 1)], 24
    while at < len(capture):
        seconds, micros, size, _ = struct.unpack_from("<IIII", capture, at)
        packet, at = capture[at + 16 : at + 16 + size], at + 16 + size
        ip, tcp = packet[14:34], packet[34:]
        kind = b"\x08\0"
        if by_ipv6:
            kind, ends = (
                b"\x86\xdd",
                (b"\x20\x01\x0d\xb8" + bytes(8) + ip[place : place + 4] for place in (12, 16)),
            )
            ip = struct.pack(">IHBB", 6 << 28, len(tcp), 6, 64) + b"".join(ends)
        packet = packet[:12] + b"\x81\0\0\x07" + kind + ip + tcp
        out += [struct.pack(">IIII", seconds, micros * 1000, len(packet), len(packet)), packet]
    return b"".join(out)


def without_ends(lines: list[bytes]) -> list[dict[str, object]]:
    """The lines without the addresses in them."""
    return [json.loads(line) | {"terminal": ""} for line in lines]


@pytest.mark.parametrize("seed", [11, pytest.param(12, marks=pytest.mark.slow)])
def test_packets_in_a_vlan_and_of_ipv6_tell_the_same(seed: int, tmp_path: Path) -> None:
    path, plain = tmp_path / "shop.pcap", capture(seed)
    path.write_bytes(plain)
    lines = told(path)
    path.write_bytes(otherwise_wrapped(plain, by_ipv6=False))
    assert told(path) == lines
    path.write_bytes(otherwise_wrapped(plain, by_ipv6=True))
    assert without_ends(told(path)) == without_ends(lines)
    assert len(lines) > 100


@pytest.mark.parametrize(
    "seed", [*range(3), *(pytest.param(more, marks=pytest.mark.slow) for more in range(3, 12))]
)
def test_the_short_ways_tell_what_the_careful_ones_tell(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shop.pcap"
    path.write_bytes(capture(seed))
    monkeypatch.setattr(quick, "_PATTERN_AFTER", 2)
    short = told(path)
    with monkeypatch.context() as changed:
        changed.setattr(surveyed, "LARGE_BYTES", 0)
        changed.setattr(surveyed, "_processors", lambda: 2)
        assert told(path) == short
    plain = sum(b'"findings":[]' in line for line in short)
    monkeypatch.setattr(Routes, "lane", lambda *_: None)
    assert told(path) == short
    monkeypatch.setattr(Plains, "of", lambda *_: None)
    monkeypatch.setattr(Routes, "glances", lambda *_: None)
    assert told(path) == short
    assert plain >= 5
    assert not any(card in line for line in short for card in NUMBERS)
    frames = [frame for line in short for frame in json.loads(line)["transcript"]]
    read = [bytes.fromhex(frame["hex"]) for frame in frames]
    assert not any(card in data for data in read for card in NUMBERS)
