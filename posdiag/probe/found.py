"""What a probe leaves behind: the hypotheses, how far it came, and the address to use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from posdiag.link.address import SerialAddress, TcpAddress
from posdiag.probe.claims import Hypothesis, What, is_found, rank
from posdiag.probe.drive import Opener, drive
from posdiag.probe.ears import Ears
from posdiag.probe.lines import settings_of
from posdiag.probe.notebook import Notebook
from posdiag.probe.plan import Done, Plan, Wanted
from posdiag.probe.steps import Step
from posdiag.wire.codec import Codec

#: What keeps a line from being opened at all.
_SHUT = frozenset({What.NOBODY, What.IN_USE, What.FORBIDDEN, What.GONE})


@dataclass(frozen=True, slots=True)
class ProbeRecord:
    """One probe. `urls` stand beside the hypotheses, empty where there is nothing to use.

    `opened` is False where the line could not be opened at all; `no_wire`: speed and parity mean nothing.
    """

    address: str
    asked: bool  # whether asking was allowed
    hypotheses: tuple[Hypothesis, ...]
    urls: tuple[str, ...]
    done: Done
    heard_bytes: int
    opened: bool
    no_wire: bool

    @property
    def found(self) -> bool:
        return is_found(self.hypotheses)


def probe_line(
    text: str,
    address: SerialAddress | TcpAddress,
    opener: Opener,
    codecs: Sequence[Codec],
    wanted: Wanted,
    watch: Callable[[Step], None] = lambda step: None,
) -> ProbeRecord:
    """Probe the line at `address`, which the user wrote as `text`."""
    ears = Ears(codecs)
    network = isinstance(address, TcpAddress)
    notes = Notebook(ears, network, address.port if isinstance(address, TcpAddress) else 0)
    plan = Plan(wanted, ears, codecs, notes)
    done = drive(plan.run(), opener, codecs, watch)
    hypotheses = rank(notes.evidence, _given(text, address))
    urls = tuple(_url(each, address, notes.fixed_speed and not network) for each in hypotheses)
    opened = bool(done.tried)
    no_wire = notes.fixed_speed and opened
    return ProbeRecord(text, wanted.ask, hypotheses, urls, done, notes.heard_bytes, opened, no_wire)


def wanted_of(
    address: SerialAddress | TcpAddress, ask: bool, listen_ms: int, limit_ms: int, sent_at: str
) -> Wanted:
    """What a user wants of an address."""
    if isinstance(address, SerialAddress):
        return Wanted(settings_of(address), False, "", ask, listen_ms, limit_ms, sent_at)
    host = f"[{address.host}]" if ":" in address.host else address.host
    place = f"{host}:{address.port}"
    return Wanted(None, address.tls is not None, place, ask, listen_ms, limit_ms, sent_at)


def _given(text: str, address: SerialAddress | TcpAddress) -> dict[str, object]:
    """The settings that the user stated; what an address leaves open is not wrong."""
    if isinstance(address, TcpAddress):
        return {"tls": address.tls is not None}
    stated = {pair.partition("=")[0] for pair in urlsplit(text).query.split("&")}
    every = {"baud": address.baud, "bits": address.bits, "parity": address.parity, "stop": address.stop}
    return {name: value for name, value in every.items() if name in stated}


def _url(hypothesis: Hypothesis, address: SerialAddress | TcpAddress, no_wire: bool) -> str:
    """The address to use if the hypothesis is right; empty where there is nothing to speak to."""
    if hypothesis.what in _SHUT:
        return ""
    if isinstance(address, SerialAddress):
        if no_wire and hypothesis.settings in (None, settings_of(address)):
            return f"serial://{address.device}"
        return hypothesis.settings.url(address.device) if hypothesis.settings else ""
    host = f"[{address.host}]" if ":" in address.host else address.host
    kinds = {"http": ("http", "https"), "websocket": ("ws", "wss"), "tls": ("tls", "tls")}
    plain, secured = kinds.get(hypothesis.protocol, ("tcp", "tls"))
    if hypothesis.what is What.OTHER_PROTOCOL and hypothesis.protocol not in kinds:
        return ""
    return f"{secured if hypothesis.tls else plain}://{host}:{address.port}"
