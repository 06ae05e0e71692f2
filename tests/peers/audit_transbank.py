"""A till that pays with `transbank-pos-sdk`, for an audit. Run by .peers/bin/python, never imported.

    audit_transbank.py DEVICE PAYMENTS

It does what an integrator who read the SDK would: a sale, and where the SDK raises, the last sale is
asked for. One line for each payment says what came of it.
"""

from __future__ import annotations

import importlib
import sys
import termios
from typing import Any

#: Looks of 0.2 s each that the SDK takes for an answer; its own default is 150,000.
PATIENCE = 15
AMOUNT = 8800


def main(device: str, payments: int) -> None:
    till = importlib.import_module("transbank.POS.POSIntegrado").POSIntegrado()
    till.timeout = PATIENCE
    till.open_port(device)
    for number in range(1, payments + 1):
        print(pay(till, device, f"A{number:05d}"), flush=True)
    till.close_port()


def pay(till: Any, device: str, ticket: str) -> str:
    """One payment, in a line."""
    try:
        return told(till.sale(amount=AMOUNT, ticket=ticket), ticket)
    except Exception as error:
        print(f"sale {ticket} raised {reason(error)}", flush=True)
    try:
        return found(last_sale(till, device), ticket)
    except Exception as error:
        return f"FAILED {ticket} {reason(error)}"


def last_sale(till: Any, device: str) -> Any:
    """The last sale; where the port is gone, it is opened anew."""
    try:
        return till.last_sale()
    except Exception as error:
        if not isinstance(error.__cause__, (OSError, termios.error)):
            raise
        till.open_port(device)
        return till.last_sale()


def told(answer: Any, ticket: str) -> str:
    """The answer to a sale, in a line: approved where the SDK says so."""
    return f"{'APPROVED' if answer['success'] else 'DECLINED'} {ticket} <- {words(answer)}"


def found(answer: Any, ticket: str) -> str:
    """The last sale, in a line: it may be another one."""
    approved = answer["success"] and answer["ticket"] == ticket
    return f"{'APPROVED' if approved else 'DECLINED'} {ticket} <- last sale {words(answer)}"


def words(answer: Any) -> str:
    names = ("ticket", "amount", "authorization_code", "response_message")
    return " ".join(str(answer[name]) for name in names)


def reason(error: Exception) -> str:
    """What the SDK says, and what it hides behind that."""
    return f"{type(error).__name__}: {error} ({error.__cause__!r})"


main(sys.argv[1], int(sys.argv[2]))
