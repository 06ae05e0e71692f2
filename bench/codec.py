"""Compares the ISO 8583 codec with pyiso8583 in one run: `python -m bench.codec`.

Both read and write the same 22-field 0200 messages with EMV data. Messages differ in card, amount, texts
and cryptogram, also in length, and come in random order, so that nothing is gained by seeing one twice.
The two take turns; each figure is the median over the turns.
"""

from __future__ import annotations

import copy
import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import iso8583
import yaml
from iso8583.specs import default_ascii

from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.reader import FrameReader
from posdiag.wire.iso8583.spec import IsoSpec

MESSAGES = 400
TURNS = 15
WARM_UP = 3
ALIKE_LONG = 4
QUICK_TURNS = 3
#: What the two figures have to reach.
DECODE_AT_LEAST = 4.0
ENCODE_AT_LEAST = 6.0

_DIALECT = Path(__file__).parents[1] / "profiles" / "dialects" / "iso87-ascii.yaml"


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison: messages a second of the peer and of posdiag, and how many times as many those are."""

    name: str
    peer: float
    ours: float
    ratio: float
    needed: float


def messages(count: int, seed: int) -> list[dict[str, str]]:
    """Sales of 22 data elements: what a till with a chip reader sends, `t` being the message type."""
    rng = random.Random(seed)

    def digits(size: int) -> str:
        return "".join(rng.choices("0123456789", k=size))

    found = []
    for _ in range(count):
        pan = "940000" + digits(rng.choice((10, 10, 10, 13)))
        amount = digits(7).zfill(12)
        chip = (
            f"9F2608{rng.randbytes(8).hex()}9F2701809F1007{rng.randbytes(7).hex()}9F3704{rng.randbytes(4).hex()}"
            f"9F3602{digits(4)}950500800080009A032509109C01009F0206{amount}5F2A02041082023900"
            f"9F1A0204109F03060000000000009F3303E0F8C89F34031F0302"
        ).upper()
        words = " ".join(rng.choices(("APPLE", "RICE", "MILK", "TEA"), k=rng.randint(1, 4)))
        found.append(
            {
                "t": "0200", "2": pan, "3": "000000", "4": amount, "7": "0910" + digits(6), "11": digits(6),
                "12": digits(6), "13": "0910", "14": "2912", "22": "051", "23": "001", "25": "00",
                "35": f"{pan[:16]}=29121010000012345678", "37": digits(12), "41": "10000001",
                "42": "000012300456780", "48": "00CV", "49": "410", "52": rng.randbytes(8).hex().upper(),
                "55": chip, "60": "0001", "61": "food/drink", "62": words,
            }
        )  # fmt: skip
    return found


def peer_spec() -> dict[str, dict[str, Any]]:
    """The same dialect in pyiso8583's words: its ASCII default with a binary bitmap and raw DE52, DE55."""
    spec = copy.deepcopy(default_ascii)
    for element, longest in (("p", 8), ("52", 8), ("55", 999)):
        spec[element] = {**spec[element], "data_enc": "b", "max_len": longest}
    return spec


def our_codec() -> IsoCodec:
    """The shipped iso87-ascii, without a length header, which the peer does not know."""
    options = yaml.load(_DIALECT.read_text(encoding="utf-8"), yaml.CBaseLoader)["options"]
    spec, faults = IsoSpec.build("iso87-ascii", {**options, "length": "none"})
    if faults:
        raise SystemExit(str(faults))
    return IsoCodec(spec)


def rate(run: Callable[[], None], count: int, times: int) -> float:
    """Messages in a second of processor time, which other programs on the machine do not take from."""
    began = time.process_time()
    for _ in range(times):
        run()
    return count * times / (time.process_time() - began)


def compare(
    name: str, peer: Callable[[], None], ours: Callable[[], None], count: int, needed: float, turns: int
) -> Row:
    """Medians over alternating turns, the ratio's over the turns' own ratios.

    A machine's speed wanders, so both halves of a turn stand close together and take about as long. What
    posdiag learns of the shapes of messages it has learned before the first turn.
    """
    peer()
    for _ in range(WARM_UP):
        ours()
    pairs = [(rate(peer, count, 1), rate(ours, count, ALIKE_LONG)) for _ in range(turns)]
    peers, own = zip(*pairs, strict=True)
    ratio = statistics.median(mine / theirs for theirs, mine in pairs)
    return Row(name, statistics.median(peers), statistics.median(own), ratio, needed)


def rows(turns: int = TURNS, count: int = MESSAGES) -> list[Row]:
    """Decode and encode, alike work on both sides; then decode with the canonical message as well."""
    codec, spec = our_codec(), peer_spec()
    careful = FrameReader(codec.spec)
    sales = messages(count, seed=7)
    raw = [bytes(iso8583.encode(dict(sale), spec)[0]) for sale in sales]
    elements = [{path: value for path, value in sale.items() if path != "t"} for sale in sales]
    check_agreement(codec, spec, sales, raw, elements)

    def peer_decode() -> None:
        for frame in raw:
            iso8583.decode(frame, spec)

    def peer_encode() -> None:
        for sale in sales:
            iso8583.encode(sale, spec)

    def our_read() -> None:
        for frame in raw:
            codec.read(frame)

    def our_decode() -> None:
        for frame in raw:
            codec.decode(frame)

    def our_first() -> None:
        for frame in raw:
            careful.read(frame)

    def our_encode() -> None:
        for one in elements:
            codec.encode_fields("0200", one)

    return [
        compare(name, peer, ours, count, needed, turns)
        for name, peer, ours, needed in (
            ("decode: fields, offsets, TLV objects, faults", peer_decode, our_read, DECODE_AT_LEAST),
            ("decode: the same and the message's words", peer_decode, our_decode, 0.0),
            ("decode: the first of its shape, read carefully", peer_decode, our_first, 0.0),
            ("encode", peer_encode, our_encode, ENCODE_AT_LEAST),
        )
    ]


def check_agreement(
    codec: IsoCodec,
    spec: Mapping[str, Any],
    sales: list[dict[str, str]],
    raw: list[bytes],
    elements: list[dict[str, str]],
) -> None:
    """Both must say the same before their speed means anything."""
    for sale, frame, one in zip(sales, raw, elements, strict=True):
        read = codec.read(frame)
        theirs, _ = iso8583.decode(frame, spec)
        ours = {item.path: item.value for item in read.fields}
        assert not read.faults, read.faults
        assert all(ours[path] == theirs[path] == sale[path] for path in one)
        assert codec.encode_fields("0200", one) == frame


def main(quick: bool = False) -> int:
    """Print the table; 1 where a figure is not reached."""
    turns = QUICK_TURNS if quick else TURNS
    found = rows(turns)
    print(f"{MESSAGES} messages of 22 fields, {turns} alternating turns, medians, one process")
    print(f"{'':48} {'pyiso8583/s':>12} {'posdiag/s':>12} {'ratio':>7} {'needed':>7}")
    for row in found:
        needed = f"{row.needed:.1f}" if row.needed else ""
        print(f"{row.name:48} {row.peer:12,.0f} {row.ours:12,.0f} {row.ratio:7.2f} {needed:>7}")
    return 0 if all(row.ratio >= row.needed for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
