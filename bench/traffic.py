"""Makes the captures of the explain bench: pcap files of host links, written by hand and at once.

Nothing of posdiag's reader or writer of captures is used, so that a mistake in one cannot cancel the other.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from pathlib import Path

from bench.codec import messages
from posdiag.wire.iso8583.codec import IsoCodec

PORT = 9100
CONNECTIONS = 16
#: Sales of which the messages are made; stamps, trace numbers and amounts are put in anew each time.
_SALES = 400
_ETHERNET = bytes.fromhex("02000000000202000000000108 00".replace(" ", ""))
_FIN, _SYN, _PUSH, _ACK = 0x01, 0x02, 0x08, 0x10
_STEP_US = 900
#: One sale in so many: refused, never answered and reversed, answered but damaged.
_REFUSED, _UNANSWERED, _DAMAGED = 12, 250, 333


class Pcap:
    """A classic pcap file of microseconds, in the byte order of this machine's network: big end first."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", buffering=1 << 20)
        self._file.write(struct.pack(">IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262_144, 1))
        self._sequence: dict[tuple[int, bool], int] = {}
        self.at_us = 1_790_000_000_000_000
        self.size = 24

    def segment(self, line: int, from_a: bool, flags: int, payload: bytes = b"") -> None:
        """One TCP segment of a connection, 900 microseconds after the last one."""
        self.at_us += _STEP_US
        own = self._sequence.setdefault((line, from_a), 1000 + line)
        other = self._sequence.setdefault((line, not from_a), 1000 + line)
        self._sequence[line, from_a] = (own + len(payload) + (1 if flags & (_SYN | _FIN) else 0)) & 0xFFFFFFFF
        client, server = b"\x0a\x00\x00" + bytes([1 + line % 250]), b"\x0a\x00\x01\x01"
        ports = (40_000 + line, PORT) if from_a else (PORT, 40_000 + line)
        ends = client + server if from_a else server + client
        ip = struct.pack(">BBHHHBBH", 0x45, 0, 40 + len(payload), 0, 0, 64, 6, 0) + ends
        tcp = struct.pack(">HHIIBBHHH", *ports, own, other, 0x50, flags, 8192, 0, 0)
        packet = _ETHERNET + ip + tcp + payload
        seconds, micros = divmod(self.at_us, 1_000_000)
        self._file.write(struct.pack(">IIII", seconds, micros, len(packet), len(packet)) + packet)
        self.size += 16 + len(packet)

    def close(self) -> None:
        self._file.close()


class _Dialogue:
    """Requests and answers of many terminals: 22 fields and DE55 a request, drawn by a seed."""

    def __init__(self, codec: IsoCodec, seed: int) -> None:
        self._codec = codec
        self._rng = random.Random(seed)
        self._sales = messages(_SALES, seed)
        self._stan = 0

    def next(self) -> Iterator[tuple[bool, bytes]]:
        """The messages of one payment, each with whether the terminal sends it."""
        self._stan = self._stan % 999_999 + 1
        rng = self._rng
        sale = dict(rng.choice(self._sales))
        sale.pop("t")
        sale |= {"11": f"{self._stan:06d}", "4": f"{rng.randrange(1_000, 900_000):012d}"}
        sale |= {"41": f"1{self._stan % CONNECTIONS:07d}", "3": "000000"}
        yield True, self._codec.encode_fields("0200", sale)
        if self._stan % _UNANSWERED == 0:
            original = f"0200{sale['11']}{sale['7']}{'0' * 22}"
            kept = {path: sale[path] for path in ("2", "3", "4", "7", "12", "13", "41", "42", "49")}
            kept["11"] = f"{(self._stan + 500_000) % 999_999:06d}"
            yield True, self._codec.encode_fields("0400", {**kept, "90": original})
            yield False, self._codec.encode_fields("0410", {**kept, "39": "00"})
            return
        refused = self._stan % _REFUSED == 0
        answer = {path: sale[path] for path in ("3", "4", "7", "11", "12", "13", "37", "41", "42", "49")}
        answer |= {"39": "51"} if refused else {"39": "00", "38": f"{rng.randrange(10**6):06d}"}
        frame = self._codec.encode_fields("0210", answer)
        if self._stan % _DAMAGED == 0:
            frame = frame[:8] + b"\xff" + frame[9:]  # inside the bitmap
        yield False, frame


def write_host_traffic(path: Path, codec: IsoCodec, count: int, most_bytes: int = 0, seed: int = 7) -> int:
    """A pcap of `count` messages, or of as many as fill `most_bytes`; how many there are."""
    capture = Pcap(path)
    dialogue = _Dialogue(codec, seed)
    for line in range(CONNECTIONS):
        capture.segment(line, True, _SYN)
        capture.segment(line, False, _SYN | _ACK)
        capture.segment(line, True, _ACK)
    written = 0
    line = 0
    while capture.size < most_bytes if most_bytes else written < count:
        line = (line + 1) % CONNECTIONS
        for from_a, frame in dialogue.next():
            capture.segment(line, from_a, _PUSH | _ACK, frame)
            written += 1
    for line in range(CONNECTIONS):
        capture.segment(line, True, _FIN | _ACK)
    capture.close()
    return written
