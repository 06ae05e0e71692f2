"""What stands inside a frame of Ingenico Telium E+: fields of fixed width, as its terminal writes them.

A reader and writer of its own, sharing nothing with posdiag. Widths after public integrations
(Ousret/pyTeliumManager, akretion/pypostelium). Amounts are in the smallest unit of the currency.
"""

from __future__ import annotations

from collections.abc import Mapping

from posdiag_sim.ecr_layout import Said

REQUEST_WIDTHS = {
    "pos": 2, "amount": 8, "answer": 1, "mode": 1, "type": 1, "currency": 3, "private": 10, "delay": 4,
    "authorisation": 4,
}  # fmt: skip
REQUEST_BYTES = sum(REQUEST_WIDTHS.values())
REPORT_BYTES = 55

DEBIT, CREDIT, REFUND, AUTO = "0", "1", "2", "4"
_KINDS = {DEBIT: "approve", CREDIT: "approve", AUTO: "approve", REFUND: "cancel"}
FULL_ANSWER = "1"
AT_ONCE = "A011"
DONE, REJECTED, NOT_VERIFIED = "0", "7", "9"


def read(content: bytes) -> Said:
    """What a request says; never raises. It has no trace number, which is left at zeros."""
    text = content.decode("latin-1")
    words = {"stan": "0"}
    for name, width in REQUEST_WIDTHS.items():
        words[name], text = text[:width], text[width:]
    wrong = ["length"] if len(content) != REQUEST_BYTES else []
    wrong += [name for name in ("amount", "currency") if not _is_number(words[name])]
    flags = words["answer"] + words["delay"][:3] + words["authorisation"][:3]
    if flags not in ("0A01B01", "1A01B01"):
        wrong.append("flags")
    words["amount"] = "" if "amount" in wrong else str(int(words["amount"]))
    kind = "" if len(content) != REQUEST_BYTES else _KINDS.get(words["type"], "")
    return Said(words["type"], kind, False, words, tuple(wrong))


def write(result: str, words: Mapping[str, str], reply: Mapping[str, str]) -> bytes:
    """The answer to a request of these words: 80 bytes where it asked for a report, else 25."""
    paid = reply.get("approved_amount") or words.get("amount", "")
    text = words.get("pos", "")[:2].rjust(2, "0") + result
    text += f"{int(paid or 0) % 10**8:08d}" + (words.get("mode", "")[:1] or "1")
    if words.get("answer") == FULL_ANSWER:
        text += reply.get("card", "")[:REPORT_BYTES].ljust(REPORT_BYTES)
    text += words.get("currency", "")[:3].rjust(3, "0") + reply.get("approval", "")[:10].ljust(10)
    return text.encode("ascii", "replace")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
