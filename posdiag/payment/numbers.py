"""Numbers of coupons and cards: only synthetic ones may stand in data (law 8)."""

from __future__ import annotations

from posdiag.worded import worded

#: Six-digit prefixes of made-up cards: national use (9…) without an issuer behind it.
SYNTHETIC_FIRST, SYNTHETIC_LAST = 940000, 940099

_CARD_KINDS = ("coupon-credit", "coupon-check", "voucher-linked", "prepaid", "card")


def luhn_digit(body: str) -> str:
    """The check digit that makes `body` a number by ISO/IEC 7812 (mod 10)."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def luhn_holds(number: str) -> bool:
    """Whether the last digit is the check digit of the others."""
    return number.isascii() and number.isdigit() and len(number) > 1 and luhn_digit(number[:-1]) == number[-1]


def number_fault(kind: str, number: str) -> str:
    """What is wrong with a number of this kind of instrument; empty where nothing is.

    Cards: 16 digits from 940000 to 940099, Luhn. Barcodes: 18 digits, the first two 10 to 45. QR: the
    reference customer code `KRCPM1` + digits, or an EMVCo text.
    """
    if kind in _CARD_KINDS:
        if not (number.isascii() and number.isdigit() and len(number) == 16):
            return worded("a card number of other than 16 digits")
        if not SYNTHETIC_FIRST <= int(number[:6]) <= SYNTHETIC_LAST:
            return worded("a card number outside the synthetic range 940000 to 940099")
        return (
            ""
            if luhn_holds(number)
            else worded("a check digit that should be {number}", number=luhn_digit(number[:-1]))
        )
    if kind == "voucher-barcode":
        digits = number.isascii() and number.isdigit() and len(number) == 18
        return (
            ""
            if digits and 10 <= int(number[:2]) <= 45
            else worded("a barcode of other than 18 digits from 10 to 45")
        )
    if kind == "voucher-qr":
        known = number.startswith(("KRCPM1", "000201", "hQVDUFYwM"))
        return "" if known else worded("a QR text that is neither `KRCPM1…` nor EMVCo")
    return ""
