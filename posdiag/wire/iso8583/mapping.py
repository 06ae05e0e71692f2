"""Between the words of a message and data elements; which element holds what is the spec's data.

DE7, DE12 and DE13 carry no year, so a time read back is MMDDhhmmss and a date MMDD.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, overload

from posdiag.wire.iso8583.build import PLACES
from posdiag.wire.iso8583.spec import FieldType, IsoSpec, KindForm
from posdiag.wire.message import Kind, Message
from posdiag.wire.tlv import chip_objects, write_tlv


class _Get(Protocol):
    """`get` of the elements read, by path."""

    @overload
    def __call__(self, path: str, /) -> str | None: ...
    @overload
    def __call__(self, path: str, default: str, /) -> str: ...


#: Words that go over as they are, by their place.
_PLAIN = ("stan", "unique_no", "result", "tid", "issuer", "orig_result", "items", "text")
_CONDITION = "00"
_WON = "410"
#: Amount block of DE54: account 00, available balance 02, won, credit.
_BALANCE = f"0002{_WON}C"
_MONEY_KINDS = frozenset({Kind.APPROVE, Kind.CANCEL, Kind.REVERSE, Kind.BALANCE})
_CHIP_ENTRIES = frozenset({"C", "T"})
_APPROVED = frozenset({"00", "10", ""})
_ORIG_KINDS = frozenset({Kind.CANCEL, Kind.REVERSE})
#: DE90: MTI 4, STAN 6, DE7 10, acquirer 11, forwarder 11.
_NO_INSTITUTIONS = "0" * 22


class Mapping8583:
    """Turns messages into data elements and back, for one spec."""

    def __init__(self, spec: IsoSpec) -> None:
        self._spec = spec
        self._at = {place: str(number) for place, number in spec.places.items()}
        self._paths = {place: self._at.get(place, "") for place in PLACES}
        self._forms: dict[Kind, KindForm] = {form.kind: form for form in spec.kinds}
        self._by_class: dict[str, tuple[KindForm, ...]] = {}
        for form in spec.kinds:
            for mti in dict.fromkeys(m[:2] for m in (form.mti, *form.also)):
                self._by_class[mti] = (*self._by_class.get(mti, ()), form)
        self._entries = {code: letter for letter, code in spec.entry_modes.items()}
        card = spec.fields.get(spec.places.get("card", 0))
        self._card_digits = card.size if card is not None and card.type is FieldType.N else 0
        self._plain = [(word, self._at[word]) for word in _PLAIN if word in self._at]

    # -- writing -----------------------------------------------------------------------------------

    def elements_of(self, message: Message) -> tuple[str, dict[str, str]]:
        """Message type and elements. A kind that the spec has not gets message type 0000."""
        form = self._forms.get(message.kind)
        placed = {word: message.get(word) for word in _PLAIN}
        placed |= self._times(message) | self._parties(message) | self._card(message)
        placed |= self._original(message) | self._sale(message)
        if form is not None:
            placed["processing"] = form.processing
            placed["network"] = form.network
        at = self._at
        return mti_of(form, message), {
            at[place]: text for place, text in placed.items() if text and place in at
        }

    def _times(self, message: Message) -> dict[str, str]:
        sent_at = message.get("sent_at")
        if len(sent_at) not in (10, 14):
            return {}
        short = sent_at[-10:]
        return {"sent_at": short, "date": short[:4], "time": short[4:]}

    def _parties(self, message: Message) -> dict[str, str]:
        reply = message.reply
        approval = message.get("approval" if reply else "orig_approval")
        lines = (message.get("text1"), message.get("text2"))
        balance = message.get("balance")
        return {
            "shop": message.get("merchant" if reply else "business_no"),
            "approval": approval,
            "approval_short": approval[-6:],
            "texts": "|".join(lines) if any(lines) else "",
            "balance": _BALANCE + balance.zfill(12) if balance else "",
        }

    def _card(self, message: Message) -> dict[str, str]:
        card, entry = message.get("card"), message.get("entry")
        placed = {"entry_mode": self._spec.entry_modes.get(entry, "")}
        pan, separator, rest = card.partition("=")
        if separator and pan.isdigit():
            return placed | {"card": pan, "track": card, "expiry": rest[:4]}
        fits = card.isascii() and card.isdigit() and len(card) <= self._card_digits
        placed["card" if fits and entry not in ("Q", "M") else "card_text"] = card
        return placed

    def _original(self, message: Message) -> dict[str, str]:
        stan, date = message.get("orig_stan"), message.get("orig_date")
        if not stan and not date:
            return {}
        approve = self._forms.get(Kind.APPROVE)
        mti = approve.mti if approve is not None else "0200"
        day = date[-4:].rjust(4, "0")
        return {"original": f"{mti}{stan[-6:].rjust(6, '0')}{day}000000{_NO_INSTITUTIONS}"}

    def _sale(self, message: Message) -> dict[str, str]:
        """Amount, currency, instalment and what else belongs to moving money."""
        if message.kind in _ORIG_KINDS:
            amount = message.get("orig_amount") or message.get("amount")
        else:
            amount = message.get("amount")
        if message.reply:
            amount = message.get("approved_amount") or amount
        instalment, entry, route = message.get("instalment"), message.get("entry"), message.get("route")
        placed = {"amount": amount}
        if instalment or entry or route:
            placed["sale_options"] = f"{instalment[-2:]:>2}{entry[:1]:1}{route[:1]:1}"
        if message.kind in _MONEY_KINDS:
            placed["currency"] = _WON
            if not message.reply:
                placed["condition"] = _CONDITION
        if amount and not message.reply and message.kind is Kind.APPROVE and entry in _CHIP_ENTRIES:
            placed["chip"] = write_tlv(chip_objects(message)).hex().upper()
        return placed

    # -- reading -----------------------------------------------------------------------------------

    def message_of(self, mti: str, elements: Mapping[str, str]) -> Message | None:
        """What a message says, or None where its type is none of the spec's kinds."""
        at, get = self._paths, elements.get
        kind = self._kind(mti, get(at["processing"], ""))
        if kind is None:
            return None
        reply = mti[2] in "13"
        words = {word: elements[path].rstrip(" ") for word, path in self._plain if path in elements}
        if sent_at := get(at["sent_at"]) or get(at["date"], "") + get(at["time"], ""):
            words["sent_at"] = sent_at
        if entry := self._entries.get(get(at["entry_mode"], "")):
            words["entry"] = entry
        if options := get(at["sale_options"]):
            _read_options(options, words)
        if original := get(at["original"]):
            _read_original(original, words)
        if reply:
            self._read_reply(get, words)
        else:
            self._read_request(kind, get, words)
        return Message(kind, reply, words, repeat=mti[3] in "135", advice=mti[2] in "23")

    def _read_request(self, kind: Kind, get: _Get, words: dict[str, str]) -> None:
        at = self._paths
        if track := get(at["track"]):
            words["card"] = track.replace("D", "=")
        elif card := get(at["card"]) or get(at["card_text"]):
            words["card"] = card
        if shop := get(at["shop"], "").rstrip(" "):
            words["business_no"] = shop
        if approval := (get(at["approval"]) or get(at["approval_short"], "")).rstrip(" "):
            words["orig_approval"] = approval
        if amount := _won(get(at["amount"], "")):
            words["amount"] = amount
            if kind in _ORIG_KINDS:
                words["orig_amount"] = amount

    def _read_reply(self, get: _Get, words: dict[str, str]) -> None:
        at = self._paths
        if card := get(at["card"]) or get(at["card_text"]):
            words["card"] = card
        if shop := get(at["shop"], "").rstrip(" "):
            words["merchant"] = shop
        if approval := (get(at["approval"]) or get(at["approval_short"], "")).rstrip(" "):
            words["approval"] = approval
        if amount := _won(get(at["amount"], "")):
            words["approved_amount" if words.get("result", "") in _APPROVED else "amount"] = amount
        lines = get(at["texts"], "").partition("|")
        words |= {word: line for word, line in (("text1", lines[0]), ("text2", lines[2])) if line}
        balance = get(at["balance"], "")
        if len(balance) >= len(_BALANCE) + 12:
            words["balance"] = _won(balance[len(_BALANCE) : len(_BALANCE) + 12])

    def _kind(self, mti: str, processing: str) -> Kind | None:
        """The kind of a message type; processing codes decide where several kinds share one."""
        forms = self._by_class.get(mti[:2], ())
        if mti[2] not in "0123":
            return None
        if len(forms) == 1 or not processing:
            return forms[0].kind if forms else None
        return next((form.kind for form in forms if form.processing[:2] == processing[:2]), None)


def mti_of(form: KindForm | None, message: Message) -> str:
    """The message type: the request's, with the digits for reply, advice and repeat added."""
    if form is None:
        return "0000"
    function = int(form.mti[2]) + (2 if message.advice else 0) + (1 if message.reply else 0)
    return f"{form.mti[:2]}{function}{'1' if message.repeat else form.mti[3]}"


def _read_options(options: str, words: dict[str, str]) -> None:
    if len(options) == 4:
        parts = {"instalment": options[:2], "entry": options[2], "route": options[3]}
        words |= {word: text for word, part in parts.items() if (text := part.strip(" "))}


def _read_original(original: str, words: dict[str, str]) -> None:
    if len(original) == 42:
        parts = {"orig_stan": original[4:10], "orig_date": original[10:14]}
        words |= {word: part for word, part in parts.items() if part.strip("0 ")}


def _won(digits: str) -> str:
    """An amount without leading zeros; what is no number stays as it is."""
    if digits.isascii() and digits.isdigit():
        return digits.lstrip("0") or "0"
    return digits
