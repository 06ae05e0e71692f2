"""The terminal's card reader: what reading this instrument in this way gives."""

from __future__ import annotations

from dataclasses import dataclass

from posdiag_sim.firmware import Firmware
from posdiag_sim.instrument import Instrument
from posdiag_sim.texts import FALLBACK_OFF, lines


@dataclass(frozen=True, slots=True)
class Reading:
    """A number, or the terminal's own response code with its message line."""

    number: str = ""
    code: str = ""
    text: str = ""


def read_instrument(
    instrument: Instrument | None, entry: str, firmware: Firmware, chip_failed: bool
) -> Reading:
    """Read what is presented.

    Chip first: a chip that is broken or missing gives C1, after which the stripe is taken (entry F);
    a chip card that is swiped outright gives C2 (DOMAIN F05).
    """
    if entry not in firmware.entries:
        return _failed("C3")
    if instrument is None:
        return Reading(code="U1", text=lines("U1")[0])
    media = instrument.media
    match entry:
        case "C":
            sound = "chip" in media and not instrument.says("chip_broken")
            return Reading(instrument.number) if sound else _failed("C1")
        case "S":
            if "chip" in media:
                return _failed("C2")
            return Reading(instrument.number) if "stripe" in media else _failed("C3")
        case "F":
            if not firmware.fallback:
                return Reading(code="C3", text=FALLBACK_OFF)
            # a swipe that reads nothing is a failed reading like any other
            chip_may_work = "chip" in media and not chip_failed
            if chip_may_work:
                return _failed("C2")
            return Reading(instrument.number) if "stripe" in media else _failed("C1")
        case "T":
            return Reading(instrument.number) if "contactless" in media else _failed("C3")
        case "Q":
            shown = "qr" in media or instrument.kind == "voucher-qr"
        case "B":
            shown = "barcode" in media or instrument.kind == "voucher-barcode"
        case "M":
            shown = True  # the customer's phone reads the shop's code
        case _:
            shown = True  # keyed: the number stands on it
    return Reading(instrument.number) if shown else _failed("C3")


def _failed(code: str) -> Reading:
    return Reading(code=code, text=lines(code)[0])
