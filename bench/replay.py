"""Compares one whole replay with the cost of its own messages: `python -m bench replay`.

A replay is both ends, the transcript and the verdict. Its codec cost is what its messages cost alone:
each is encoded once by the codec of the party that sends it, decoded once by that of the party that
hears it, and decoded once by posdiag for the verdict (which for what the POS hears is the same). The
two take turns in one process; each figure is the median over the turns, in processor time, which other
programs do not take from. The ratio is the median of the turns' own ratios: turns are short, so that the
two halves of one meet the same machine, be it a quick or a slow one at the time.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import truediv

from bench.stage import Play, perform, plays
from posdiag.diagnose.case import Case
from posdiag.diagnose.reading import Reading
from posdiag.transcript import LinkName, Party
from posdiag.wire.codec import Codec
from posdiag_sim.ecr_bytes import EcrReader, EcrWire, write_frame
from posdiag_sim.ecr_layout import read_content, write_content
from posdiag_sim.host_frames import HostReader, HostWire, write_host_frame
from posdiag_sim.host_words import kind_of, read_words, reply_elements, request_elements
from posdiag_sim.iso_bytes import read_message, write_message
from posdiag_sim.rig import load_rig

#: A sale on each kind of link, and a longer story.
STORIES = (
    ("reference/hangang@3.1", "sale-within-balance"),
    ("reference/namsan@3.0", "sale-within-balance"),
    ("reference/seorak@3.1", "sale-within-balance"),
    ("reference/iso-direct@4.1", "sale-within-balance"),
    ("reference/hangang@3.1", "cancel-same-day"),
)
TURNS = 161
EACH = 5
#: A replay may cost at most this many times its codecs.
AT_MOST = 5.0

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Cost:
    """Microseconds of one replay, and of its `pieces` of codec work; how many times the one is the other."""

    name: str
    pieces: int
    replay_us: float
    codec_us: float
    ratio: float


def codec_work(play: Play) -> list[Work]:
    """What must be encoded and decoded in a replay, each once."""
    case = perform(play, seed=0).examined.case
    rig = load_rig(play.release.rig)
    work: list[Work] = []
    for reading in messages(case):
        frame = reading.frame
        codec = case.ecr_codec if frame.link is LinkName.ECR else case.host_codec
        assert codec is not None
        our_encode, our_decode = _ours(codec, reading)
        theirs = _ecr(rig.wire, frame.data) if frame.link is LinkName.ECR else _host(rig.host, frame.data)
        their_encode, their_decode = theirs
        work += [our_encode if frame.sender is Party.POS else their_encode, our_decode]
        if frame.receiver is not Party.POS:
            work.append(their_decode)
    return work


def messages(case: Case) -> list[Reading]:
    return [reading for reading in case.readings if reading.message is not None]


def _ours(codec: Codec, reading: Reading) -> tuple[Work, Work]:
    message, frame = reading.message, reading.frame.data
    assert message is not None
    return lambda: codec.encode(message), lambda: codec.decode(frame)


def _ecr(wire: EcrWire, frame: bytes) -> tuple[Work, Work]:
    def decode() -> object:
        (token,) = EcrReader(wire).feed(frame)
        return read_content(wire, token.content)

    (token,) = EcrReader(wire).feed(frame)
    said = read_content(wire, token.content)
    return lambda: write_frame(wire, write_content(wire, said.kind, said.reply, said.fields)), decode


def _host(wire: HostWire, frame: bytes) -> tuple[Work, Work]:
    def decode() -> object:
        (message,) = HostReader(wire).feed(frame)
        mti, elements = read_message(wire.fields, message)
        return kind_of(mti, elements), read_words(mti, elements)

    (message,) = HostReader(wire).feed(frame)
    mti, elements = read_message(wire.fields, message)
    kind, words = kind_of(mti, elements), read_words(mti, elements)
    is_reply = mti[2] in "13"
    asked = f"{mti[:2]}{int(mti[2]) - is_reply}0"

    def encode() -> object:
        told = reply_elements(kind, asked, words) if is_reply else request_elements(kind, words)
        return write_host_frame(wire, write_message(wire.fields, *told), reply=is_reply)

    return encode, decode


def measure(play: Play, turns: int = TURNS, each: int = EACH) -> Cost:
    """Medians over alternating turns."""
    work = codec_work(play)

    def replay() -> None:
        perform(play, seed=0)

    def codecs() -> None:
        for piece in work:
            piece()

    replay_us: list[float] = []
    codec_us: list[float] = []
    for _ in range(turns):
        replay_us.append(_us(replay, each))
        codec_us.append(_us(codecs, each))
    ratio = statistics.median(map(truediv, replay_us, codec_us))
    return Cost(play.name, len(work), statistics.median(replay_us), statistics.median(codec_us), ratio)


def _us(run: Callable[[], None], times: int) -> float:
    began = time.process_time_ns()
    for _ in range(times):
        run()
    return (time.process_time_ns() - began) / times / 1000


def stories() -> Sequence[Play]:
    found = {(play.release.label, play.scenario.id): play for play in plays()}
    return [found[story] for story in STORIES]


def main(quick: bool = False) -> int:
    """Print the table; 1 where any story costs more than it may."""
    costs = [measure(play, *((20, 2) if quick else (TURNS, EACH))) for play in stories()]
    print(f"{'':46} {'codings':>8} {'replay µs':>10} {'codecs µs':>10} {'ratio':>6}  (at most {AT_MOST})")
    for cost in costs:
        print(
            f"{cost.name:46} {cost.pieces:8} {cost.replay_us:10.0f} {cost.codec_us:10.0f} {cost.ratio:6.2f}"
        )
    return 0 if all(cost.ratio <= AT_MOST for cost in costs) else 1
