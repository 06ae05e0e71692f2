"""What stands inside a frame of Transbank POS Integrado: words between pipes, as its terminal writes them.

A reader and writer of its own, sharing nothing with posdiag. Shapes after the vendor's public SDK
(TransbankDevelopers/transbank-pos-sdk-python): a code of four digits, then fields by their place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from posdiag_sim.ecr_layout import Said

POLL, SALE, LAST_SALE, DETAILS, NORMAL_MODE = "0100", "0200", "0250", "0260", "0300"
CLOSE, TOTALS, LOAD_KEYS, STATUS, REFUND = "0500", "0700", "0800", "0900", "1200"
DETAIL_LINE = "0261"

#: code of a request -> what the world calls it; what stands here no more the terminal does by itself.
_KINDS = {POLL: "check", SALE: "approve", LAST_SALE: "inquire", REFUND: "cancel"}
_REPLIES = {
    "approve": "0210", "inquire": "0260", "cancel": "1210", CLOSE: "0510", TOTALS: "0710", LOAD_KEYS: "0810",
}  # fmt: skip
#: Request codes of multi-shop terminals, whose answers have the next number.
_NEXT = ("0270", "0280", "0290")

#: Response code of the world -> the terminal's own. What is not here is a refusal of the issuer: 01.
RESULTS: Mapping[str, str] = {
    "00": "00",
    "10": "00",  # a part approval has no code of its own: the amount tells
    "13": "10",
    "25": "05",
    "30": "61",
    "58": "73",
    "C1": "09",
    "C2": "09",
    "C3": "06",
    "F1": "61",
    "K1": "12",
    "N1": "11",
    "P8": "04",
    "P9": "60",
    "T1": "02",
    "T2": "03",
    "T3": "68",
    "U1": "07",
}
REFUSED = "01"

#: Intermediate messages: reading the card, asking for the PIN, asking the host.
READING, PIN, SENDING = "78", "81", "82"


def result_of(code: str) -> str:
    """The terminal's response code for one of the world's."""
    return RESULTS.get(code, REFUSED)


def read(content: bytes) -> Said:
    """What a request says; never raises. A sale's ticket stands for the trace number."""
    parts = content.decode("latin-1").split("|")
    code, fields = parts[0], parts[1:]
    kind = _KINDS.get(code, "")
    words = {"stan": "0"}
    wrong: list[str] = []
    if code == SALE:
        named = dict(zip(("amount", "stan", "shares", "rate", "status"), fields, strict=False))
        words |= {name: value for name, value in named.items() if value}
        if not _is_number(words.get("amount", "")):
            wrong.append("amount")
        if len(fields) < 5 or len(words["stan"]) > 6:
            wrong.append("fields")
        words["amount"] = str(int(words["amount"])) if not wrong else ""
    elif code == REFUND:
        words["operation"] = fields[0] if fields else ""
        if not _is_number(words["operation"]):
            wrong.append("operation")
    elif code == DETAILS:
        words["tell"] = fields[0] if fields else ""
    return Said(code, kind, False, words, tuple(wrong))


def reply_code(code: str) -> str:
    """The code of the answer to a request."""
    kind = _KINDS.get(code, code)
    if kind in _REPLIES:
        return _REPLIES[kind]
    if not (len(code) == 4 and code.isascii() and code.isdigit()):
        return "0000"
    return f"{(int(code) + (1 if code in _NEXT else 10)) % 10_000:04d}"


def write(code: str, fields: Sequence[str], closed: bool = False) -> bytes:
    """A content of a code and its fields; `closed` by a pipe behind the last one."""
    text = "|".join([code, *(field.replace("|", " ") for field in fields)])
    return (text + ("|" if closed else "")).encode("ascii", "replace")


def write_status(status: str) -> bytes:
    """An intermediate message."""
    return write(STATUS, [status])


def sale_fields(result: str, words: Mapping[str, str]) -> list[str]:
    """The eighteen fields of the answer to a sale or an inquiry. `sent_at` is YYYYMMDDhhmmss."""
    at = words.get("sent_at", "")
    paid = result in ("00", "04")
    return [
        result,
        words.get("merchant", ""),
        words.get("tid", ""),
        words.get("ticket", ""),
        words.get("approval", "") if paid else "",
        words.get("approved_amount", "0") if paid else "0",
        "0",  # shares
        "",
        words.get("card", "")[-4:],
        words.get("operation", ""),
        "CR" if words.get("card") else "",
        "",  # accounting date and number: of debit cards only
        "",
        words.get("brand", ""),
        at[6:8] + at[4:6] + at[:4],
        at[8:14],
        "",  # employee
        "0",
    ]


def detail_fields(words: Mapping[str, str]) -> list[str]:
    """The eighteen fields of one line of the details; all but the first three empty at their end."""
    sale = sale_fields("00", words)
    if not words.get("approval"):
        return [*sale[:3], *[""] * 15]
    order = (0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 7, 6)
    return [sale[place] for place in order]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9
