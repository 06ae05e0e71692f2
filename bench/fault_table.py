"""What each fault is varied over, and which class of cause is right for it, with the reason.

A class is the first two words of a cause (`comm.timeout.host_slow` is of class `comm.timeout`). The
reasons argue from the definitions of the taxonomy.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: Draws the parameters of a fault: a source of chance, and whether the POS is on the host link itself.
Draw = Callable[[random.Random, bool], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One fault: its parameters, the classes that count as right, and why.

    `reader` is how the POS reads: `stream`, as every newest release does, or `first-read`, the trait
    that makes a fault of delivery matter. `ecr_only` keeps it off releases without an ECR link.
    """

    fault: str
    right: tuple[str, ...]
    why: str
    draw: Draw
    reader: str = "stream"
    ecr_only: bool = False


def _wide(rng: random.Random, least: int, most: int) -> int:
    """From `least` to `most`, each order of magnitude as likely as the next."""
    return round(least * math.pow(most / least, rng.random()))


def _how_often(rng: random.Random, most: int = 4) -> str:
    """From the first or second request on, once, a few times or for ever."""
    count = rng.choice(("", f",count={rng.randint(1, most)}"))
    return f"from={rng.choice((1, 1, 1, 2))}{count}"


def _way(rng: random.Random, host: bool, usual: str = "") -> str:
    ways = ["to-pos", "to-van" if host else "to-terminal", "both"]
    return f"way={usual or rng.choice(ways)}"


def _host_or_ecr(rng: random.Random, host: bool) -> str:
    """The POS's own link, or once in five the link between terminal and VAN."""
    if host or rng.random() < 0.8:
        return _way(rng, host)
    return f"link=host,way={rng.choice(('to-terminal', 'to-van', 'both'))}"


def _slow_card(rng: random.Random, _: bool) -> str:
    return f"ms={_wide(rng, 1_000, 90_000)}"


def _busy(rng: random.Random, _: bool) -> str:
    return f"ms={_wide(rng, 1_000, 60_000)}"


def _latency(rng: random.Random, host: bool) -> str:
    return f"ms={_wide(rng, 20, 40_000)},{_host_or_ecr(rng, host)}"


def _host_slow(rng: random.Random, host: bool) -> str:
    return f"ms={_wide(rng, 2_000, 120_000)},{_how_often(rng)}"


def _late(rng: random.Random, host: bool) -> str:
    return f"ms={_wide(rng, 500, 100_000)},{_how_often(rng)}"


def _drop(rng: random.Random, host: bool) -> str:
    """A few frames: a line that drops everything is a dead one, which is half-open's business.

    A host link repeats nothing, so that two requests lost in a row look like a dead connection too.
    """
    few = f"from={rng.choice((1, 1, 1, 2))},count={1 if host else rng.randint(1, 4)}"
    return f"{few},{_host_or_ecr(rng, host)}"


def _corrupt(rng: random.Random, host: bool) -> str:
    chance = rng.choice(("", "", ",p=0.7"))
    return f"bits={rng.randint(1, 8)},{_how_often(rng)},{_way(rng, host)}{chance}"


def _truncate(rng: random.Random, host: bool) -> str:
    return f"keep={rng.randint(1, 60)},{_how_often(rng)},{_way(rng, host)}"


def _pause(rng: random.Random, host: bool) -> str:
    """Short ones, that no reader minds, and those that outlast the reader's timer.

    In between a frame arrives whole and late: to any observer that is a slow line.
    """
    cut_ms = 10_000 if host else 1_000
    ms = _wide(rng, 10, 300) if rng.random() < 0.3 else _wide(rng, cut_ms + 100, 3 * cut_ms)
    return f"ms={ms},at={rng.randint(1, 60)},{_how_often(rng)},{_way(rng, host)}"


def _split(rng: random.Random, host: bool) -> str:
    return f"bytes={rng.randint(1, 48)},ms={_wide(rng, 5, 800)},{_how_often(rng)},{_way(rng, host, 'to-pos')}"


def _to_pos(rng: random.Random, host: bool) -> str:
    return f"{_how_often(rng)},{_way(rng, host, 'to-pos')}"


def _duplicate(rng: random.Random, host: bool) -> str:
    return f"after_ms={_wide(rng, 10, 2_500)},{_how_often(rng)},{_way(rng, host)}"


def _often_and_way(rng: random.Random, host: bool) -> str:
    return f"{_how_often(rng)},{_way(rng, host)}"


def _often(rng: random.Random, host: bool) -> str:
    return _how_often(rng)


def _for_ever(rng: random.Random, host: bool) -> str:
    return f"from={rng.choice((1, 1, 2))}"


def _breaking(rng: random.Random, host: bool) -> str:
    return f"when={rng.choice(('request', 'answer'))},{_how_often(rng)}"


def _refused(rng: random.Random, host: bool) -> str:
    return rng.choice(("", f"count={rng.randint(1, 5)}"))


def _check(rng: random.Random, host: bool) -> str:
    return rng.choice(("", "rule=xor-after-stx", "rule=xor-from-stx", "rule=none"))


def _length(rng: random.Random, host: bool) -> str:
    ecr = ("none", "binary-be", "binary-le", "bcd", "ascii4")
    iso = ("none", "binary2-le", "binary4-be", "ascii2", "ascii4", "bcd2", "hex4")
    return f"kind={rng.choice(iso if host else ecr)}"


def _header(rng: random.Random, host: bool) -> str:
    """A TPDU, or a fixed header in characters, as hosts and terminals put before their messages."""
    tpdu = "60" + rng.randbytes(4).hex()
    words = "".join(rng.choices("0123456789ABCDEFGHISO", k=rng.randint(1, 12)))
    return f"hex={rng.choice((tpdu, words.encode().hex()))}"


def _unrestored(rng: random.Random, host: bool) -> str:
    return f"of={rng.choice(('cancel', 'reversal', 'both'))},to={rng.choice(('nothing', 'card'))}"


_NOISE = "frames arrive damaged, and a repeat may arrive whole"
_TIMEOUT = "nobody answered before the timer"
_SHAKE = "ACK count, ENQ/EOT use or NAK handling differ"
_GONE = "cannot connect, reset, cable, network down"
_PARSE = "a message that the other side cannot parse"

TABLE: Sequence[Row] = (
    Row("latency", ("comm.timeout",), f"{_TIMEOUT}: of the ACK, of the answer, or of the host", _latency),
    Row("host-slow", ("comm.timeout",), f"{_TIMEOUT}; detail host_slow", _host_slow),
    Row("drop", ("comm.timeout",), f"{_TIMEOUT}: what was sent is gone", _drop),
    Row(
        "late",
        ("txn.late_response", "comm.timeout"),
        "the approval comes after the POS gave up; one that comes sooner is only slow, a kind of timeout",
        _late,
        ecr_only=True,
    ),
    Row("corrupt", ("comm.line_noise",), _NOISE, _corrupt),
    Row(
        "truncate",
        ("comm.line_noise",),
        f"{_NOISE}: cut short",
        _truncate,
    ),
    Row("pause", ("comm.line_noise",), "detail gap: a pause longer than the reader's timer", _pause),
    Row(
        "split",
        ("pos.message_format",),
        "detail segment: takes the first read for the whole message",
        _split,
        reader="first-read",
    ),
    Row(
        "join",
        ("pos.message_format",),
        "detail segment: two units in one read are taken for one message",
        _to_pos,
        reader="first-read",
    ),
    Row(
        "ack-lost",
        ("comm.handshake",),
        "detail ack_lost: the sender repeats a frame that had arrived",
        _often_and_way,
        ecr_only=True,
    ),
    Row(
        "nak-storm",
        ("comm.handshake",),
        "detail nak_storm: endless refusals without progress",
        _for_ever,
        ecr_only=True,
    ),
    Row("duplicate", ("comm.handshake",), f"{_SHAKE}: a frame twice that was acknowledged once", _duplicate),
    Row(
        "reorder",
        ("comm.handshake",),
        f"{_SHAKE}: the reply overtakes the ACK before it",
        _to_pos,
        ecr_only=True,
    ),
    Row("reset", ("comm.disconnected",), f"{_GONE}; detail reset", _breaking),
    Row("refused", ("comm.disconnected",), f"{_GONE}; detail refused", _refused),
    Row("half-open", ("comm.disconnected",), f"{_GONE}; detail half_open", _breaking),
    Row("check-rule", ("pos.message_format",), f"{_PARSE}; detail check_rule", _check, ecr_only=True),
    Row(
        "length-prefix",
        ("pos.message_format",),
        f"{_PARSE}; detail length_prefix",
        _length,
    ),
    Row("extra-header", ("pos.message_format",), f"{_PARSE}; detail extra_header", _header),
    Row(
        "platform-outage",
        ("host.unavailable",),
        "issuer, VAN, bank or voucher platform is down",
        _often,
    ),
    Row(
        "slow-card",
        ("comm.timeout",),
        "nobody answered before the timer: the customer still looked for the card",
        _slow_card,
        ecr_only=True,
    ),
    Row(
        "busy",
        ("host.busy",),
        "another sale is open: try again later",
        _busy,
        ecr_only=True,
    ),
    Row(
        "pg-first",
        ("pos.config", "channel.unsupported"),
        "detail pg_before_van: a route list with the PG first; where the POS has no say in the route "
        "and only sees the gateway's merchant or refusal, it is a PG-routed payment",
        _often,
    ),
    Row(
        "cancel-unrestored",
        ("txn.reversal_failed",),
        "cancel or network cancel stuck: approved to the POS, and the coupon has its money not back",
        _unrestored,
    ),
)
