"""Faults of the payment itself: the platform is down, the wrong route comes first, frames are refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from posdiag_sim.faults.base import Fault


@dataclass(slots=True)
class PlatformOutage(Fault):
    """The voucher platform is down: vouchers on a card are paid as ordinary cards, all else gets 91."""

    name: ClassVar[str] = "platform-outage"

    def outage(self, request: int) -> bool:
        return self.fires(request)


@dataclass(slots=True)
class PgFirst(Fault):
    """The route list has the payment gateway before the VAN; what the gateway approves stays there."""

    name: ClassVar[str] = "pg-first"

    def pg_first(self, request: int) -> bool:
        return self.fires(request)


@dataclass(slots=True)
class NakStorm(Fault):
    """The terminal answers every frame with NAK, for ever."""

    name: ClassVar[str] = "nak-storm"
    ecr_only: ClassVar[bool] = True

    def refuses_frame(self, request: int) -> bool:
        return self.fires(request)
