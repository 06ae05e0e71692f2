"""What a release can do at a coupon payment, in words that scenarios may need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from posdiag.profile.model import PosRelease
from posdiag.profile.trait_types import ENTRY_WORDS
from posdiag.profile.traits import LateAnswer, OnTimeout, PartialApproval, Traits

#: Barcode prefixes of coupons in the reference world (DOMAIN F11: wallets are told by two digits).
BARCODE_PREFIXES = tuple(f"{number:02d}" for number in range(10, 46))

#: What every scenario needs: the till and its terminal must understand each other at all.
ALWAYS_NEEDED = ("wire", "stream", "charset", "clock", "tid", "van-code")

#: The reference TID and business number of the shop; another one is not loaded (DOMAIN F04).
REFERENCE_TID = "10000001"
REFERENCE_BUSINESS_NO = "1230045678"

#: A clock further from the truth than this is refused by hosts.
CLOCK_TOLERANCE_S = 300

#: The host may answer this late; a sound timer is longer (VAN documents name 30 s: PROTOCOLS 1.8).
HOST_ANSWER_MS = 30_000

#: A customer may take this long to present the card (DOMAIN 3.3: readers wait 30 s).
READER_MS = 30_000

#: Every ability, with what it says; scenarios may name no other.
ABILITIES: dict[str, str] = {
    **{f"entry:{word}": f"takes a payment by {word}" for word in ENTRY_WORDS if word != "fallback"},
    **{f"instalment:{code}": f"lets the cashier enter instalment code {code}" for code in range(100)},
    **{f"approval-digits:{n}": f"keeps {n} digits of an approval number" for n in range(1, 13)},
    **{f"barcode:{prefix}": f"takes barcodes that begin with {prefix}" for prefix in BARCODE_PREFIXES},
    "fallback": "asks for the stripe after a failed chip",
    "bin:6": "knows cards by six digits",
    "bin:8": "sends cards of an eight-digit BIN on",
    "partial-approval": "books a part approval as a part and asks for the rest",
    "timer": "waits longer for an answer than the host may take",
    "reader-wait": "gives the customer 30 s to present the card",
    "busy-retry": "asks a busy agent again",
    "timeout-safe": "inquires or reverses before it sends a sale again",
    "inquiry": "asks for the last transaction",
    "reversal": "sends a network cancel",
    "late-safe": "tells a late answer from the one it waits for",
    "balance": "shows the balance left",
    "van-code": "takes the VAN's code for the approval, not the local agent's",
    "route:van": "tries the VAN before any payment gateway",
    "charset": "reads Korean messages in the charset they are written in",
    "screen-text": "shows long Korean messages without cutting a character",
    "asks:check": "lets the cashier check the terminal",
    "asks:inquire": "lets the cashier ask for the last transaction",
    "asks:balance": "lets the cashier ask for a balance",
    "items": "tells the terminal what classes of goods are bought",
    "goods-text": "cuts a long goods name between characters",
    "wire": "writes what its terminal reads",
    "stream": "joins the pieces of an answer",
    "clock": "has the right time",
    "tid": "has loaded the shop's TID and business number",
}


class HasNeeds(Protocol):
    """A scenario, as far as this room may know it."""

    @property
    def needs(self) -> tuple[str, ...]: ...


def abilities(traits: Traits) -> frozenset[str]:
    """Every ability of a release with these traits, `wire` left out: that takes its rig to tell."""
    return frozenset([*_reading(traits), *_numbers(traits), *_silence(traits), *_rest(traits)])


def supports(release: PosRelease, scenario: HasNeeds) -> tuple[str, ...]:
    """What the release lacks for a scenario, in the scenario's order; empty where it lacks nothing."""
    able = abilities(release.traits) | ({"wire"} if release.speaks_rig else set())
    return tuple(need for need in (*ALWAYS_NEEDED, *scenario.needs) if need not in able)


def _reading(traits: Traits) -> Iterator[str]:
    words = {entry: word for word, entry in ENTRY_WORDS.items()}
    yield from (f"entry:{words[entry]}" for entry in traits.entry_modes)
    if traits.chip_fallback:
        yield "fallback"
    prefixes = traits.barcode_prefixes or BARCODE_PREFIXES
    yield from (f"barcode:{prefix}" for prefix in prefixes)
    yield "bin:6"
    if traits.reader == "terminal" or not traits.bin_table or traits.bin_digits >= 8:
        yield "bin:8"


def _numbers(traits: Traits) -> Iterator[str]:
    yield from (f"instalment:{code}" for code in range(traits.instalment_max + 1))
    yield from (f"approval-digits:{digits}" for digits in range(1, traits.approval_digits + 1))
    if traits.partial_approval is PartialApproval.SUPPORTED:
        yield "partial-approval"


def _silence(traits: Traits) -> Iterator[str]:
    deeds = traits.on_timeout
    if traits.timers.answer_ms > HOST_ANSWER_MS:
        yield "timer"
    if READER_MS <= traits.timers.reader_ms < traits.timers.answer_ms:
        yield "reader-wait"
    if traits.busy_tries > 1:
        yield "busy-retry"
    if deeds and deeds[0] is not OnTimeout.RETRY:
        yield "timeout-safe"
    if OnTimeout.INQUIRE in deeds:
        yield "inquiry"
    if OnTimeout.REVERSE in deeds and traits.reversal_tries:
        yield "reversal"
    if traits.late_answer is LateAnswer.MATCH:
        yield "late-safe"


def _rest(traits: Traits) -> Iterator[str]:
    if traits.shows_balance:
        yield "balance"
    if traits.approval_from == "van":
        yield "van-code"
    if traits.routes and traits.routes[0] == "van":
        yield "route:van"
    if traits.screen_charset in ("cp949", "euc-kr"):
        yield "charset"
    if not traits.screen_width or traits.screen_cut == "characters":
        yield "screen-text"
    if traits.goods_text_cut == "characters":
        yield "goods-text"
    yield from (f"asks:{kind}" for kind in sorted(traits.asks))
    if traits.tells_items:
        yield "items"
    if traits.segment == "stream":
        yield "stream"
    if abs(traits.clock_offset_s) <= CLOCK_TOLERANCE_S:
        yield "clock"
    if (traits.tid, traits.business_no) == (REFERENCE_TID, REFERENCE_BUSINESS_NO):
        yield "tid"
