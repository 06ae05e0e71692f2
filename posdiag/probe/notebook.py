"""Turns what was heard, or not opened at all, into evidence, and says when enough of it is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from posdiag.link.api import Why
from posdiag.link.opening import Bar
from posdiag.probe.banner import AGENT_PORTS, other_protocol
from posdiag.probe.bits import FEWEST, looks_slower, shares
from posdiag.probe.claims import SETTLED, Claim, Evidence, What, scores, sign
from posdiag.probe.ears import Ears, Frame, Reading
from posdiag.probe.retell import retell
from posdiag.probe.settings import SPEEDS, LineSettings
from posdiag.probe.steps import Barred, Sound
from posdiag.wire.ecr.spec import Handshake

_BARS: Final[Mapping[Bar, What]] = {
    Bar.BUSY: What.IN_USE,
    Bar.FORBIDDEN: What.FORBIDDEN,
    Bar.SETTINGS: What.UNKNOWN,
    Bar.TLS: What.OTHER_PROTOCOL,
    Bar.CERTIFICATE: What.OTHER_PROTOCOL,
    Bar.CUT: What.UNKNOWN,
    Bar.OTHER: What.UNKNOWN,
}
#: Bytes of which so many are letters, digits and line ends are text.
_TEXT_SHARE: Final = 0.95
_WORD_SHARE: Final = 0.7


class Notebook:
    """The evidence so far. `network`: a line without speed and parity, on which hosts may be met."""

    def __init__(self, ears: Ears, network: bool = False, port: int = 0) -> None:
        self.ears = ears
        self.network = network
        self.evidence: list[Evidence] = []
        self.suspects: list[LineSettings] = []  # settings that the bytes point at, the newest last
        self.heard_bytes = 0
        self.tried: set[LineSettings | None] = set()
        self.asked: set[str] = set()
        self.fixed_speed = network
        self.sensible = False  # whether what was heard last makes sense at the settings it was heard at
        self.agent = AGENT_PORTS.get(port, "")
        self.port = port

    @property
    def settled(self) -> bool:
        """Whether a known dialect or protocol has so much behind it that more questions are idle."""
        return any(
            score >= SETTLED and claim.what in (What.DIALECT, What.OTHER_PROTOCOL)
            for claim, score in scores(self.evidence).items()
        )

    def add(self, code: str, claim: Claim, weight: float | None = None, **facts: object) -> None:
        self.evidence.append(sign(code, claim, weight, **facts))

    # -- opening ---------------------------------------------------------------------------------

    def barred(self, barred: Barred) -> None:
        """The line could not be opened."""
        what = _BARS.get(barred.why, What.NOBODY)
        protocol = "tls" if barred.why is Bar.CERTIFICATE else "plain" if barred.why is Bar.TLS else ""
        holders = f": {', '.join(barred.holders)}" if barred.holders else ""
        group = f" ({barred.group})" if barred.group else ""
        facts = {"told": barred.told, "holders": holders, "group": group}
        self.add(f"open.{barred.why}", Claim(what, protocol=protocol), None, **facts)

    def gone(self, why: Why) -> None:
        """The line closed while it was listened to."""
        if not self.network:
            self.add("line.lost", Claim(What.GONE), None)
        elif why is not Why.LOST:
            self.add("open.cut", Claim(What.UNKNOWN), 1.5)

    # -- listening -------------------------------------------------------------------------------

    def silence(self, wait_ms: int) -> None:
        """Nothing was heard for so long."""
        what = What.UNKNOWN if self.network else What.NOBODY
        self.add("heard.nothing", Claim(what), None, wait_s=f"{wait_ms / 1000:g}")
        self.add("heard.unasked", Claim(What.UNKNOWN))

    def heard(self, sound: Sound, tls: bool = False) -> bool:
        """Bytes that came unasked, or could not be taken for an answer; whether they made sense."""
        self.sensible = self._heard(sound, tls)
        return self.sensible

    def _heard(self, sound: Sound, tls: bool) -> bool:
        data = bytes(sound.data)
        self.heard_bytes += len(data)
        if not data:
            return False
        protocol = other_protocol(data)
        reading = self.ears.read(data, self.network)
        if any(sound.damaged or ()) and self._otherwise(sound):
            return True  # text survives a wrong parity, but the port saw it
        if reading.frames:
            self._frames(reading.frames, sound.settings, tls)
        elif protocol:
            claim = Claim(What.OTHER_PROTOCOL, sound.settings, protocol=protocol, tls=tls)
            self.add("heard.banner", claim, None, protocol=protocol)
        elif not self._otherwise(sound) and not self._sensible(reading, sound, tls):
            self._garble(sound, tls)
            return False
        return True

    def _frames(self, frames: tuple[Frame, ...], settings: LineSettings | None, tls: bool) -> None:
        for frame in frames:
            for dialect in frame.dialects:
                claim = Claim(What.DIALECT, settings, dialect, tls=tls)
                self.add("heard.frame", claim, None, dialect=dialect, kind=kind_of(frame))

    def _sensible(self, reading: Reading, sound: Sound, tls: bool) -> bool:
        """Bytes that make sense although no known dialect has them."""
        unknown = Claim(What.UNKNOWN, sound.settings, tls=tls)
        if reading.strange is not None:
            claim = replace(unknown, protocol="stx-etx")
            weight = 2.5 if reading.strange.count > 1 else 1.5
            facts = {"check": reading.strange.check, "count": reading.strange.count}
            self.add("heard.strange", claim, weight, **facts)
        elif reading.controls and reading.covered >= 0.9:
            self._controls(reading, unknown)
        elif _is_text(sound):
            self.add("heard.text", Claim(What.OTHER_PROTOCOL, sound.settings, protocol="text", tls=tls))
        else:
            return False
        return True

    def _controls(self, reading: Reading, unknown: Claim) -> None:
        calls = reading.controls["ENQ"]
        if not calls:
            told = ", ".join(f"{name} {count}" for name, count in sorted(reading.controls.items()))
            self.add("heard.controls", unknown, None, controls=told)
            return
        self.add("heard.enq", replace(unknown, protocol="enq"), 1.0, count=calls)
        for codec in self.ears.ecr:
            if codec.spec.handshake is Handshake.ENQ_EOT:
                claim = Claim(What.DIALECT, unknown.settings, codec.name)
                self.add("heard.enq", claim, 1.0, count=calls)

    def _otherwise(self, sound: Sound) -> bool:
        """Whether the bytes make sense with another parity; if so, what they then say is evidence."""
        for told in retell(sound):
            reading = self.ears.read(told.data, False)
            if told.sign == "parity.controls":
                self.add(told.sign, Claim(What.WRONG_PARITY, told.settings))
            elif reading.frames:
                self._frames(reading.frames, told.settings, False)
                for dialect in {name for frame in reading.frames for name in frame.dialects}:
                    self.add(told.sign, Claim(What.DIALECT, told.settings, dialect))
            elif reading.strange is not None:
                self.add(told.sign, Claim(What.WRONG_PARITY, told.settings))
            else:
                continue
            self.suspect(told.settings)
            return True
        return False

    def _garble(self, sound: Sound, tls: bool) -> None:
        data, settings = bytes(sound.data), sound.settings
        self.add("heard.unknown", Claim(What.UNKNOWN, settings, tls=tls), None, count=len(data))
        if settings is None or self.fixed_speed:
            return
        slower = looks_slower(data)
        if slower:
            speed = min(SPEEDS, key=lambda baud: abs(baud - settings.baud / slower))
            if speed >= settings.baud:
                speed = max((baud for baud in SPEEDS if baud < settings.baud), default=settings.baud)
            claim = Claim(What.WRONG_SPEED, LineSettings(speed))
            self.add("garble.slower", claim, None, factor=slower, heard_at=settings.baud)
            for baud in sorted(SPEEDS, key=lambda baud: abs(baud - speed)):
                if baud < settings.baud:
                    self.suspect(LineSettings(baud))
        elif len(data) >= FEWEST:
            damaged = "-" if sound.damaged is None else f"{sum(sound.damaged)}/{len(sound.damaged)}"
            claim = Claim(What.WRONG_SPEED, None)
            weight = None if _noise(sound) else 1.0
            self.add("garble.faster", claim, weight, heard_at=settings.baud, damaged=damaged)
            for baud in sorted(baud for baud in SPEEDS if baud > settings.baud):
                self.suspect(LineSettings(baud))

    def suspect(self, settings: LineSettings) -> None:
        """Settings worth a try before others."""
        if settings not in self.suspects and settings not in self.tried:
            self.suspects.append(settings)

    # -- the end ---------------------------------------------------------------------------------

    def nothing_came(self, cut_short: bool = False) -> None:
        """At the end: all questions (`cut_short`: those there was time for), and not one byte."""
        if self.heard_bytes or not self.asked:
            return
        if self.network:
            self.add("asked.connected", Claim(What.UNKNOWN))
        else:
            facts = {"count": len(self.asked), "settings": max(1, len(self.tried))}
            self.add("asked.nothing", Claim(What.NOBODY), 1.5 if cut_short else None, **facts)


def kind_of(frame: Frame) -> str:
    """What a frame says, in a word or two; nothing of its content."""
    message = frame.decoded.message
    if message is None:
        return "event"
    return f"{message.kind} {'reply' if message.reply else 'request'}"


def _is_text(sound: Sound) -> bool:
    """Whether the bytes are lines or words that people read: noise is no such thing for long."""
    data = bytes(sound.data)
    if len(data) < FEWEST or any(sound.damaged or ()):
        return False
    plain = sum(0x20 <= byte < 0x7F or byte in b"\r\n\t" for byte in data)
    words = sum(byte in b" \r\n" or chr(byte).isalnum() for byte in data if byte < 0x7F)
    return plain >= _TEXT_SHARE * len(data) and words >= _WORD_SHARE * len(data) and len(set(data)) >= FEWEST


def _noise(sound: Sound) -> bool:
    """Whether bytes look like a faster line: many with bit 7, or stop bits wrong."""
    if sound.damaged and sum(sound.damaged) >= 0.25 * len(sound.damaged):
        return True
    return shares(bytes(sound.data))[2] >= 0.4
