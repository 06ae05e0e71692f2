"""What a till makes of a local VAN agent's own result, beside the VAN's code."""

from __future__ import annotations

from posdiag.profile.traits import Traits
from posdiag.wire.message import Message

#: A sound POS leaves a busy agent so long before it asks again, in milliseconds.
BUSY_WAIT_MS = 3_000


def is_busy(answer: Message | None) -> bool:
    """Whether the agent says that another request is open."""
    return answer is not None and answer.get("agent_state") == "busy"


def result_of(answer: Message, traits: Traits) -> str:
    """The code by which this release judges a sale.

    A release that takes the agent's result for the approval finds `00` wherever the agent did its own
    part, whatever the VAN said (DOMAIN 3.2: two codes).
    """
    if traits.approval_from == "agent" and answer.get("agent_state") == "ok":
        return "00"
    return answer.get("result")
