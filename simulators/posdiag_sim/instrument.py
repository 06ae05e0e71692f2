"""What the customer shows: the instruments known to the issuer, and the shop they are shown in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: A coupon that sits on a card: what it does not cover is an ordinary card payment.
ON_CARD = frozenset(("coupon-credit", "coupon-check", "voucher-linked"))
#: Nothing stands behind these: what the purse cannot pay is refused.
STAND_ALONE = frozenset(("prepaid", "voucher-qr", "voucher-barcode"))
KINDS = ON_CARD | STAND_ALONE | {"card"}

STATE_KEYS = frozenset(
    [
        "valid_from",
        "valid_until",
        "region",
        "excluded_sectors",
        "excluded_items",
        "max_sales_krw",
        "per_use_limit_krw",
        "daily_limit_krw",
        "active",
        "stopped",
        "used",
        "unknown",
        "card_expiry",
        "needs_instalment",
        "registered_only",
        "chip_broken",
        "partial",
        "routes",
        "min_amount_krw",
    ]
)
INSTRUMENT_KEYS = frozenset(["kind", "programme", "number", "balances", "media", "state", "entry"])
SHOP_KEYS = frozenset(
    [
        "tid", "business_no", "merchant", "region", "sector", "annual_sales_krw", "programmes", "enrolled",
    ]
)  # fmt: skip
ENTRIES = frozenset("CSFTQBKM")
#: Synthetic number of an instrument that came without one.
FIRST_NUMBER = 9400001200000000


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument. `state` and `balances` (purse -> won at the start) are those of the bench."""

    name: str
    kind: str = "card"
    programme: str = ""
    number: str = ""
    balances: Mapping[str, int] = field(default_factory=dict)
    media: frozenset[str] = frozenset(("chip", "stripe", "contactless"))
    state: Mapping[str, str] = field(default_factory=dict)

    def says(self, key: str) -> bool:
        """Whether a yes-or-no key of the state is yes."""
        return self.state.get(key, "").lower() in ("yes", "true", "on")

    def amount(self, key: str) -> int | None:
        """An amount of the state in won, or None where it is not set."""
        text = self.state.get(key, "").replace("_", "")
        return int(text) if text.isdigit() else None

    def members(self, key: str) -> frozenset[str]:
        """The members of a comma list of the state."""
        text = self.state.get(key, "")
        return frozenset(word.strip() for word in text.split(",") if word.strip()) if text else frozenset()


@dataclass(frozen=True, slots=True)
class Shop:
    """The shop as VAN and card companies have it on record."""

    tid: str = "10000001"
    business_no: str = "1230045678"
    merchant: str = "000012300456780"
    region: str = "seoul"
    sector: str = "restaurant"
    annual_sales_krw: int = 300_000_000
    programmes: frozenset[str] = frozenset()
    enrolled: bool = True


def shop_from(values: Mapping[str, str]) -> Shop:
    """A shop from its keys, all texts; keys that are absent keep their defaults.

    Raises:
        ValueError: an unknown key or a number that is none; the text says which.
    """
    unknown = sorted(set(values) - SHOP_KEYS)
    if unknown:
        raise ValueError(f"unknown shop key `{unknown[0]}`; known: {', '.join(sorted(SHOP_KEYS))}")
    given: dict[str, object] = dict(values)
    if "annual_sales_krw" in values:
        given["annual_sales_krw"] = won(values["annual_sales_krw"], "annual_sales_krw")
    if "programmes" in values:
        given["programmes"] = frozenset(
            word.strip() for word in values["programmes"].split(",") if word.strip()
        )
    if "enrolled" in values:
        given["enrolled"] = values["enrolled"].lower() in ("yes", "true", "on")
    return Shop(**given)  # type: ignore[arg-type]


def won(value: object, what: str) -> int:
    """An amount of won given as a number or a text.

    Raises:
        ValueError: it is neither; the text names `what`.
    """
    text = str(value).replace("_", "")
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()) or len(text) > 15:
        raise ValueError(f"`{what}` must be an amount in won, not `{value}`")
    return int(text)


def instrument_from(name: str, given: Mapping[str, object], ordinal: int = 0) -> Instrument:
    """An instrument from its keys as the bench or a rig gives them.

    Raises:
        ValueError: something in it makes no sense; the text says what.
    """
    if not given.keys() <= INSTRUMENT_KEYS:
        raise ValueError(f"unknown key `{min(given.keys() - INSTRUMENT_KEYS)}` in instrument `{name}`")
    kind = str(given.get("kind", "card"))
    if kind not in KINDS:
        raise ValueError(f"unknown instrument kind `{kind}`; one of: {', '.join(sorted(KINDS))}")
    balances, state = given.get("balances", {}), given.get("state", {})
    media = given.get("media", ["chip", "stripe", "contactless"])
    if (
        not isinstance(balances, Mapping)
        or not isinstance(state, Mapping)
        or not isinstance(media, (list, tuple))
    ):
        raise ValueError(f"`balances` and `state` of `{name}` must be mappings, `media` a list")
    strange = sorted(set(map(str, state)) - STATE_KEYS)
    if strange:
        raise ValueError(f"unknown state `{strange[0]}` of `{name}`; known: {', '.join(sorted(STATE_KEYS))}")
    number = str(given.get("number") or "") or with_check_digit(str(FIRST_NUMBER + ordinal * 10))
    purses = {str(purse): won(amount, f"balances.{purse}") for purse, amount in balances.items()}
    states = {str(key): _flag_text(value) for key, value in state.items()}
    media_names = frozenset(map(str, media))
    return Instrument(name, kind, str(given.get("programme", "")), number, purses, media_names, states)


def _flag_text(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def with_check_digit(number: str) -> str:
    """A number with its last digit replaced by the Luhn check digit."""
    total = 0
    for place, digit in enumerate(reversed(number[:-1])):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return number[:-1] + str(-total % 10)
