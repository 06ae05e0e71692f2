"""Between the words of a payment and the elements of ISO 8583: the reference VAN's mapping."""

from __future__ import annotations

from collections.abc import Mapping

ENTRY_CODES = {"C": "051", "S": "021", "F": "801", "T": "071", "Q": "033", "B": "032", "K": "011", "M": "034"}
_ENTRY_LETTERS = {code: letter for letter, code in ENTRY_CODES.items()}
#: kind -> (message type, processing code); a reply's message type is ten higher.
_TYPES = {
    "approve": ("0200", "000000"),
    "cancel": ("0200", "020000"),
    "balance": ("0100", "310000"),
    "reverse": ("0400", "000000"),
    "inquire": ("0600", ""),
    "check": ("0800", ""),
}
#: word -> element, where the value goes over as it is.
_PLAIN = {
    "stan": 11, "unique_no": 37, "result": 39, "tid": 41, "issuer": 57, "orig_result": 60,
    "items": 61, "text": 62,
}  # fmt: skip


def request_elements(kind: str, words: Mapping[str, str], repeat: bool = False) -> tuple[str, dict[int, str]]:
    """Message type and elements of a request."""
    mti, processing = _TYPES[kind]
    elements = _common(kind, words, processing)
    card, entry = words.get("card", ""), words.get("entry", "")
    if card:
        elements[2 if card.isdigit() and len(card) <= 19 and entry not in ("Q", "M") else 59] = card
    if entry in ENTRY_CODES:
        elements[22] = ENTRY_CODES[entry]
    if kind in ("approve", "cancel", "balance"):
        elements[25] = "00"
        instalment = (words.get("instalment") or "0")[-2:].rjust(2, "0")
        elements[48] = f"{instalment}{entry or ' '}{words.get('route') or 'V'}"
        elements[49] = "410"
    if words.get("business_no"):
        elements[42] = words["business_no"]
    if words.get("orig_approval"):
        elements[38] = words["orig_approval"][-6:]
        elements[44] = words["orig_approval"]
    amount = words.get("orig_amount") if kind in ("cancel", "reverse") else words.get("amount")
    if amount or words.get("amount"):
        elements[4] = amount or words["amount"]
    if words.get("orig_stan") or (kind == "cancel" and words.get("orig_date")):
        date = words.get("orig_date", "")[-4:].rjust(4, "0")
        elements[90] = f"0200{words.get('orig_stan', '').rjust(6, '0')}{date}000000" + "0" * 22
    if kind == "check":
        elements[70] = "301"
    return (mti[:3] + "1" if repeat else mti), elements


def reply_elements(kind: str, mti: str, words: Mapping[str, str]) -> tuple[str, dict[int, str]]:
    """Message type and elements of the answer to a request of type `mti`."""
    elements = _common(kind, words, _TYPES.get(kind, ("", ""))[1])
    if words.get("merchant"):
        elements[42] = words["merchant"]
    if words.get("approval"):
        elements[38] = words["approval"][-6:]
        elements[44] = words["approval"]
    amount = words.get("approved_amount") or words.get("amount")
    if amount:
        elements[4] = amount
    if words.get("balance"):
        elements[54] = f"0002410C{int(words['balance']):012d}"
    if words.get("text1") or words.get("text2"):
        elements[63] = f"{words.get('text1', '')}|{words.get('text2', '')}"
    if words.get("orig_stan"):
        elements[90] = f"0200{words['orig_stan'].rjust(6, '0')}" + "0" * 32
    if kind == "check":
        elements[70] = "301"
    return mti[:2] + f"{int(mti[2]) + 1}0", elements


def _common(kind: str, words: Mapping[str, str], processing: str) -> dict[int, str]:
    elements = {element: words[word] for word, element in _PLAIN.items() if words.get(word)}
    if processing:
        elements[3] = processing
    sent_at = words.get("sent_at", "")
    if len(sent_at) == 14 and sent_at.isdigit():
        elements |= {7: sent_at[4:], 12: sent_at[8:], 13: sent_at[4:8]}
    return elements


def kind_of(mti: str, elements: Mapping[int, str]) -> str:
    """What a message is for; empty where the message type is not served."""
    match mti[1:2], elements.get(3, "")[:2]:
        case (("1" | "2"), "31"):
            return "balance"
        case (("1" | "2"), "02"):
            return "cancel"
        case (("1" | "2"), _):
            return "approve"
        case "4", _:
            return "reverse"
        case "6", _:
            return "inquire"
        case "8", _:
            return "check"
        case _:
            return ""


def read_words(mti: str, elements: Mapping[int, str]) -> dict[str, str]:
    """The words of a message; what is absent is left out."""
    reply = mti[2:3] in ("1", "3")
    words = {word: elements[element] for word, element in _PLAIN.items() if elements.get(element)}
    if 4 in elements:
        words["approved_amount" if reply else "amount"] = str(int(elements[4]))
    if 7 in elements:
        words["sent_at"] = elements[7]
    card = elements.get(2) or elements.get(59) or elements.get(35, "").split("=")[0]
    if card:
        words["card"] = card
    if 42 in elements:
        words["merchant" if reply else "business_no"] = elements[42].strip()
    if 44 in elements or 38 in elements:
        words["approval" if reply else "orig_approval"] = (elements.get(44) or elements.get(38, "")).strip()
    entry = _ENTRY_LETTERS.get(elements.get(22, ""), "")
    private = elements.get(48, "").ljust(4)
    words |= {
        "instalment": private[:2].strip(),
        "entry": entry or private[2].strip(),
        "route": private[3].strip(),
    }
    if elements.get(54, "")[8:].isdigit():
        words["balance"] = str(int(elements[54][8:20]))
    if 63 in elements:
        words["text1"], _, words["text2"] = elements[63].partition("|")
    if 90 in elements:
        words["orig_stan"] = elements[90][4:10].replace("000000", "")
        words["orig_date"] = elements[90][10:14].replace("0000", "")
    return {word: value for word, value in words.items() if value}
