"""A measured terminal as a rig file: a simulated terminal that does what the real one was seen to do."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from posdiag.learn.measured import Measured
from posdiag.learn.profile_file import left_out_rows
from posdiag.profile.show import plain_value


def rig_text(done: Measured, base: Mapping[str, object], name: str, release: str) -> str:
    """The YAML of a rig. `base` speaks as the terminal does; its VAN, issuer and shop are taken."""
    traits = {one.path: _word(one.value) for one in done.values if "." not in one.path}
    measured: dict[str, object] = {
        "kind": "measured",
        "date": done.date,
        "transcript": done.transcript or "not kept",
        "terminal": done.subject,
    }
    if done.figures:
        measured["seen"] = {one.path: _word(one.value) for one in done.figures}
    document = {
        **base,
        "rig": name,
        "source": done.source,
        "name": {"ko": "측정한 단말기", "en": "a terminal as measured"},
        "measured": measured,
        "firmware": {release: traits},
    }
    for one in done.values:
        room, dot, key = one.path.partition(".")
        if dot:
            held = document.get(room)
            document[room] = {**(held if isinstance(held, dict) else {}), key: _word(one.value)}
    if document.get("kind") == "host":
        del document["firmware"]
    head = f"# What posdiag measured at {done.subject}; VAN, issuer and shop are those of a shipped rig.\n"
    body: str = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)
    return head + body + "".join(f"{row}\n" for row in left_out_rows(done))


def _word(value: object) -> str:
    """A firmware's trait as a rig file writes it; entries are letters without blanks."""
    plain = plain_value(value)
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    if isinstance(plain, list):
        letters = all(len(str(member)) == 1 for member in plain)
        return ("" if letters else " ").join(str(member) for member in plain)
    return str(plain)
