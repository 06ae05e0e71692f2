"""What a terminal keeps in mind: every request of the POS, what became of it, and the last sale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Requests a terminal remembers; the oldest are forgotten.
MAX_REMEMBERED = 1000
#: What the answer to an inquiry repeats of the sale's answer.
_REPEATED = ("approval", "approved_amount", "balance", "unique_no", "issuer", "merchant", "text1", "text2")


@dataclass(slots=True)
class Asked:
    """One request of the POS and what became of it."""

    kind: str
    words: dict[str, str]
    request: int  # its number on the ECR link
    host_stan: str = ""  # trace number under which the VAN knows it
    reply: dict[str, str] = field(default_factory=dict)  # empty while it is worked on
    card_in: bool = False  # the POS was told so and not yet of its being taken out

    @property
    def stan(self) -> str:
        return self.words["stan"]

    @property
    def outcome_known(self) -> bool:
        """Whether the terminal itself knows what became of a sale."""
        return bool(self.reply) and self.reply["result"] != "T1"


class Memory:
    """Requests by kind and trace number."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, str], Asked] = {}
        self.last_sale: Asked | None = None

    def recall(self, kind: str, stan: str) -> Asked | None:
        return self._asked.get((kind, stan))

    def keep(self, asked: Asked) -> None:
        if len(self._asked) >= MAX_REMEMBERED:
            del self._asked[next(iter(self._asked))]
        self._asked[asked.kind, asked.stan] = asked

    def host_stan(self, stan: str) -> str:
        """The trace number under which the VAN knows the sale that the POS calls `stan`."""
        sale = self.recall("approve", stan)
        return sale.host_stan if sale is not None else stan

    def finished(self, asked: Asked) -> None:
        """Take note of an answer: of a new last sale, or that a sale was undone."""
        if asked.kind == "approve":
            self.last_sale = asked
        if asked.kind not in ("cancel", "reverse") or asked.reply["result"] != "00":
            return
        approval, stan = asked.words.get("orig_approval"), asked.words.get("orig_stan")
        for sale in self._asked.values():
            named = approval and sale.reply.get("approval", "").startswith(approval)
            if sale.kind == "approve" and sale.reply and (named or sale.stan == stan):
                sale.reply = sale.reply | {"orig_result": "P8"}

    @staticmethod
    def retold(sale: Asked) -> Mapping[str, str]:
        """The answer to an inquiry for a sale whose outcome is known; P8 where it was undone since."""
        told = {name: sale.reply[name] for name in _REPEATED if sale.reply.get(name)}
        outcome = sale.reply.get("orig_result") or sale.reply["result"]
        return told | {"result": "00", "orig_result": outcome, "orig_stan": sale.stan}
