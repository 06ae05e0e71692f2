"""Drives `pyTeliumManager` for a test: JSON lines in and out. Run by .peers/bin/python, never imported.

    {"amount": 88.0, "full": true, "mode": "debit"}  ->  {"accepted": true, "answer": {...}}

What it raises comes back as {"error": "…"}. Its class for 7E1 lines cannot open a Linux pty; its base
class, which is 8N1, can.
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any


def main(port: str) -> None:
    telium = importlib.import_module("telium")
    device = telium.Telium(port, baudrate=9600, timeout=2)
    print(json.dumps({"answer": "open"}), flush=True)
    for line in sys.stdin:
        print(json.dumps(obey(telium, device, json.loads(line))), flush=True)
    device.close()


def obey(telium: Any, device: Any, asked: dict[str, Any]) -> dict[str, Any]:
    """One call of the library and what came of it."""
    try:
        if asked.get("do") == "is_ok":
            return {"answer": device.is_ok()}
        if asked.get("do") == "native":
            telium.TeliumNativeSerial(device._path)
            return {"answer": "open"}
        request = telium.TeliumAsk.new_payment(
            asked["amount"],
            payment_mode=asked.get("mode", "debit"),
            target_currency=asked.get("currency", "EUR"),
            checkout_unique_id=asked.get("pos", "1"),
            wait_for_transaction_to_end=asked.get("wait", True),
            collect_payment_source_info=asked.get("full", True),
            force_bank_verification=asked.get("force", False),
        )
        accepted = device.ask(request)
        answer = device.verify(request, waiting_timeout=asked.get("patience", 20)) if accepted else None
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    told = None if answer is None else answer.__dict__ | {"succeeded": answer.has_succeeded}
    return {"accepted": accepted, "answer": told, "request": request.encode()}


main(sys.argv[1])
