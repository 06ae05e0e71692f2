"""Drives `transbank-pos-sdk` for a test: JSON lines in and out. Run by .peers/bin/python, never imported.

    {"do": "sale", "args": {"amount": 8800, "ticket": "A00001"}}  ->  {"answer": {...}, "statuses": [...]}

What the SDK raises comes back as {"error": "…"}.
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any


def main(port: str) -> None:
    till = importlib.import_module("transbank.POS.POSIntegrado").POSIntegrado()
    till.timeout = 100  # looks of 0.2 s each, as the SDK counts
    till.open_port(port)
    print(json.dumps({"answer": "open"}), flush=True)
    for line in sys.stdin:
        print(json.dumps(obey(till, json.loads(line))), flush=True)
    till.close_port()


def obey(till: Any, asked: dict[str, Any]) -> dict[str, Any]:
    """One call of the SDK and what came of it."""
    statuses: list[Any] = []
    arguments = dict(asked.get("args", {}))
    if arguments.get("send_status"):
        arguments["callback"] = statuses.append
    try:
        answer = getattr(till, asked["do"])(**arguments)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}", "cause": repr(error.__cause__)}
    return {"answer": answer, "statuses": statuses}


main(sys.argv[1])
