"""What one firmware release of a terminal does its own way; defaults are those of a sound, current one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Firmware:
    """The traits of a release. Waits are milliseconds."""

    version: str = "1.0"
    ack_ms: int = 20  # from the end of a frame to its ACK
    ack_wait_ms: int = 3000  # for the POS's ACK of a reply
    frame_tries: int = 3
    gap_ms: int = 1000  # pause inside a frame after which it is given up
    quiet_ms: int = 30  # silence after which a broken frame is refused
    read_ms: tuple[int, int] = (200, 700)  # reading a card
    think_ms: tuple[int, int] = (20, 60)  # between the host's answer and the reply
    host_wait_ms: int = 30000  # for the host's answer
    dedupe: bool = True  # repeats its first reply when a request comes again
    reverse_on_timeout: bool = True  # sends 망취소 when the host does not answer
    reversal_tries: int = 3
    reverse_on_unacked: bool = False  # sends 망취소 when the POS never ACKs an approval
    entries: frozenset[str] = frozenset("CSFTQBKM")
    unsupported: frozenset[str] = frozenset()  # kinds of request that it does not know
    fallback: bool = True  # takes the stripe after a failed chip
    approval_digits: int = 12  # digits of an approval number passed to the POS
    text_cut: str = "characters"  # how a message line is cut to its field
    strict_text: bool = True  # refuses a text that ends within a character
    host_stan: str = "pos"  # pos: the POS's trace number goes to the host; own: the terminal counts
    keeps_last: bool = True  # answers an inquiry from its memory
    tells_format: bool = True  # after the last NAK says in a frame of its own what was wrong
    events: bool = False  # tells of card in and out (fixed layout)
    prints: bool = True
    reader_wait_ms: int = 30000  # an agent's, for the card, where the request names no time of its own
    agent_callback: str = ""  # the only JSONP callback that the agent knows; empty: the request's own
    percent_answers: bool = False  # the agent percent-encodes its answers
    tells_balance: bool = True
    buffer_bytes: int = 0  # longest content of a frame that it takes; 0: as long as frames may be
    clock_s: int = 0  # how far its clock is ahead of the true time
    currency: str = "978"  # numeric code of ISO 4217; only Telium requests name one
