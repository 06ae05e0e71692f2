"""The files of a case for one party: README, case.json, payments.csv, replays, ladders and captures. Pure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from posdiag.diagnose.causes import CauseTable
from posdiag.escalate.audience import Audience
from posdiag.escalate.readme import readme
from posdiag.intake.contradict import name_of
from posdiag.intake.dossier import Dossier
from posdiag.intake.facts import all_values, best
from posdiag.intake.lexicon import Lexicon
from posdiag.masking import mask_text

SCHEMA = "posdiag/escalation/1"
#: Of a replay, what is told: no command, place or file names of whoever ran it.
_RUN_KEYS = (
    *("schema", "scenario", "scenario_name", "pos", "terminal", "faults", "seed", "verdict", "why", "money"),
    *("findings", "causes", "guidance", "transcript", "statement", "cause", "way", "same"),
)
#: Checks whose answers say what was tried.
_TRIED = (
    "tried-again",
    "last-transaction",
    "card-again",
    "restart",
    "other-card",
    "other-terminal",
    "since-when",
)
_KNOWN_LANES = {"pos": "POS", "terminal": "TERMINAL", "van": "VAN", "issuer": "HOST"}


def files_for(
    dossier: Dossier, audience: Audience, lexicon: Lexicon, causes: CauseTable
) -> Mapping[str, str]:
    """Every file by name. What the audience does not get is in none of them."""
    files = {"case.json": _dumped(case_object(dossier, audience, lexicon, causes))}
    if "payments" in audience.parts and dossier.payments:
        files["payments.csv"] = _payments(dossier.payments, audience.columns)
    for number, run in enumerate(dossier.runs, 1):
        files |= _run_files(number, run, audience)
    files["README.txt"] = readme(dossier, audience, sorted(files), lexicon)
    return files


def case_object(dossier: Dossier, audience: Audience, lexicon: Lexicon, causes: CauseTable) -> dict[str, Any]:
    """The case as far as the audience gets it."""
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "for": audience.id,
        "case": dossier.id,
        "opened": dossier.opened,
        "facts": [_fact(dossier, id_, lexicon) for id_ in audience.facts if best(dossier.facts, id_)],
    }
    if "diagnosis" in audience.parts:
        told["diagnosis"] = {
            "cause": dossier.closed_cause or dossier.cause,
            "causes": [
                {"cause": cause, "probability": share, "name": dict(causes[cause].name)}
                for cause, share in dossier.causes
                if cause in causes
            ],
        }
    if "tried" in audience.parts:
        told["tried"] = list(_tried(dossier, lexicon))
        told["outcome"] = dossier.outcome
    if "alarms" in audience.parts:
        told["alarms"] = [dict(one) for one in dossier.alarms]
    if "story" in audience.parts:
        told["story"] = dossier.story
    return told


def _fact(dossier: Dossier, id_: str, lexicon: Lexicon) -> dict[str, Any]:
    field = lexicon.fields.get(id_)
    fact = best(dossier.facts, id_)
    value = fact.value if fact else ""
    names = {lang: mask_text(name_of(id_, value, lang, lexicon)) for lang in ("ko", "en")}
    many = {"all": list(all_values(dossier.facts, id_))} if field and field.many else {}
    return {
        "field": id_,
        "value": mask_text(value),
        "name": names,
        "source": fact.source if fact else "",
        **many,
    }


def _tried(dossier: Dossier, lexicon: Lexicon) -> Iterator[dict[str, str]]:
    """What was answered about attempts, by check and answer."""
    for one in dossier.answers:
        if one.check in _TRIED:
            yield {"check": one.check, "answer": one.answer, "source": one.source}
    fact = best(dossier.facts, "tried")
    if fact is not None and all(one.check != "tried-again" for one in dossier.answers):
        yield {"check": "tried-again", "answer": fact.value, "source": fact.source}


def _payments(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    room = io.StringIO()
    writer = csv.writer(room, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        cells = (
            mask_text(str(row.get(column, "") if row.get(column) is not None else "")) for column in columns
        )
        writer.writerow([f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in cells])
    return "\ufeff" + room.getvalue()


def _run_files(number: int, run: Mapping[str, Any], audience: Audience) -> dict[str, str]:
    files = {}
    if "runs" in audience.parts:
        files[f"run-{number}.json"] = _dumped({key: run[key] for key in _RUN_KEYS if key in run})
    if "ladder" in audience.parts:
        files[f"run-{number}-ladder.txt"] = "\n".join(run["ladder"][lang] for lang in ("ko", "en"))
    if "capture" in audience.parts:
        files[f"run-{number}-capture.log"] = capture_text(run)
    return files


def capture_text(run: Mapping[str, Any]) -> str:
    """The frames of a replay as a log in hex, masked, one a line, as `posdiag explain` reads it."""
    rows = []
    for frame in run["transcript"]:
        if not frame.get("hex") or frame.get("link") != "ecr":
            continue
        seconds, thousandth = divmod(int(frame["t_ms"]), 1000)
        minutes, second = divmod(seconds, 60)
        clock = f"{10 + minutes // 60:02d}:{minutes % 60:02d}:{second:02d}.{thousandth:03d}"
        way = f"{_KNOWN_LANES.get(frame['from'], 'POS')} -> {_KNOWN_LANES.get(frame['to'], 'TERMINAL')}"
        spaced = " ".join(frame["hex"][at : at + 2] for at in range(0, len(frame["hex"]), 2))
        rows.append(f"{clock} {way}: {spaced}")
    return "\n".join(rows) + "\n"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
