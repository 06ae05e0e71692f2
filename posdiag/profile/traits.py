"""The traits of one POS release: everything by which it can differ at a coupon payment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Entry(StrEnum):
    """How the instrument reaches the till; the value is the letter on the wire."""

    CHIP = "C"
    STRIPE = "S"
    FALLBACK = "F"  # stripe after a failed chip
    CONTACTLESS = "T"
    QR = "Q"  # customer-presented code, read by the shop's scanner (CPM)
    BARCODE = "B"
    KEYED = "K"
    SHOP_QR = "M"  # merchant-presented code: the POS shows it, the customer's phone pays (MPM)


class OnTimeout(StrEnum):
    """What a POS does, in order, when a sale got no answer."""

    INQUIRE = "inquire"
    REVERSE = "reverse"
    RETRY = "retry"


class PartialApproval(StrEnum):
    """What a POS makes of response code 10 with a smaller approved amount."""

    SUPPORTED = "supported"  # books the part, asks the rest by another tender
    AS_FULL = "as-full"  # takes it for the whole
    AS_DECLINE = "as-decline"  # takes it for a refusal and leaves the part charged


class LateAnswer(StrEnum):
    """What a POS does with an answer that comes after it gave up."""

    MATCH = "match"  # compares STAN; takes only the one it waits for
    DROP = "drop"  # throws away whatever lies in the buffer before it sends
    TAKE_NEXT = "take-next"  # takes the next bytes for the answer to the open request


@dataclass(frozen=True, slots=True)
class Timers:
    """Milliseconds that the POS waits."""

    ack_ms: int = 3000  # for the ACK of a frame
    answer_ms: int = 35000  # for the answer to a sale
    gap_ms: int = 1000  # between two bytes of one frame; 0: no such timer
    connect_ms: int = 5000
    reader_ms: int = 30000  # that a local agent is told to wait for the card (DOMAIN 3.2, field 12: 30 s)


@dataclass(frozen=True, slots=True)
class Traits:
    """How one release speaks and behaves. Defaults are those of a sound, current POS."""

    link: str = "ecr"  # ecr: talks to a terminal; host: has the reader itself and talks to the VAN
    dialect: str = "kr-fs"  # a file of profiles/dialects
    wire: Mapping[str, object] = field(default_factory=dict)  # options that differ from the dialect's
    timers: Timers = Timers()
    polls_first: bool = False  # asks whether the terminal is there before each sale, where the link can
    checks_frames: bool = True  # refuses a frame whose check byte is wrong
    frame_tries: int = 3  # times a frame is sent when no ACK or a NAK comes
    reader: str = "terminal"  # terminal or pos: who reads the card
    entry_modes: frozenset[Entry] = frozenset(Entry) - {Entry.FALLBACK}
    chip_fallback: bool = True  # asks for the stripe after a failed chip
    bin_digits: int = 8  # prefix length of the POS's own BIN table; 0: it has none
    bin_table: frozenset[str] = frozenset()  # prefixes known; empty: all are sent on
    barcode_prefixes: frozenset[str] = frozenset()  # first two digits known; empty: all are sent on
    instalment_max: int = 99  # largest instalment code the cashier can enter
    partial_approval: PartialApproval = PartialApproval.SUPPORTED
    approval_from: str = "van"  # van or agent: whose code a POS takes for the approval, by a local agent
    busy_tries: int = 6  # times a request is sent in all while a local agent says that it is busy
    approval_digits: int = 12  # digits of an approval number that are kept for a later cancel
    approval_keep: str = "first"  # which end is kept when it is cut
    on_timeout: tuple[OnTimeout, ...] = (OnTimeout.INQUIRE, OnTimeout.REVERSE)
    retries: int = 1  # sales sent again at most
    stan: str = "counts"  # counts, repeats (one trace number for ever), restarts (at each payment)
    retry_stan: str = "same"  # same or new: trace number of a repeated sale
    reversal_tries: int = 3
    late_answer: LateAnswer = LateAnswer.MATCH
    routes: tuple[str, ...] = ("van",)  # order of routes tried: van, pg
    screen_width: int = 0  # bytes of a message line kept; 0: whole
    screen_cut: str = "characters"  # characters or bytes: where a line is cut
    screen_charset: str = "cp949"  # what the POS reads the answer's text as
    goods_text_cut: str = "characters"  # characters, bytes or never: how the goods' name is cut to its field
    asks: frozenset[str] = frozenset({"check", "inquire", "balance"})  # what a cashier may ask the terminal
    tells_items: bool = True  # tells the terminal what classes of goods are bought
    segment: str = "stream"  # stream: joins pieces; first-read: takes the first piece for the whole
    tid: str = "10000001"  # TID the POS has loaded
    pg_tid: str = "19000001"  # TID of the payment gateway's route, where `routes` has pg
    business_no: str = "1230045678"
    clock_offset_s: int = 0  # POS clock minus true time
    shows_balance: bool = True
