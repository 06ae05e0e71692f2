"""One replay as JSON: the keys of DESIGN section 6, which scripts rely on and which are never renamed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from posdiag.diagnose.answer import RuledOut
from posdiag.diagnose.finding import CauseShare, Finding
from posdiag.payment.money import MoneyAccount
from posdiag.record import Advice, Behind, NextCheck, Reenacted, RunRecord, Tried
from posdiag.report.frames import Said, phrase
from posdiag.report.redact import Shown
from posdiag.report.words import pick
from posdiag.transcript import Observation, Statement

RUN_SCHEMA = "posdiag/run/1"
RUNS_SCHEMA = "posdiag/runs/1"

Value = TypeVar("Value")


def run_object(shown: Shown, lang: str) -> dict[str, Any]:
    """The record as plain lists and dicts, keys always in the same order.

    `lang` chooses the one language of `summary` and of the frames' `text`; `summaries`, `why` and
    guidance carry both.
    """
    record = shown.record
    return {
        "schema": RUN_SCHEMA,
        "scenario": record.scenario,
        "scenario_name": _sorted(record.scenario_name),
        "pos": {"id": record.pos_id, "release": record.release},
        "terminal": record.terminal,
        "faults": list(record.faults),
        "seed": record.seed,
        "verdict": str(record.verdict),
        "why": _sorted(record.why),
        "error": record.error,
        "money": _money(record.money),
        "findings": [_finding(finding, lang) for finding in record.findings],
        "causes": [_cause(share) for share in record.causes],
        "guidance": [_advice(advice, lang) for advice in record.guidance],
        **_reasoning(record, lang),
        **({} if record.next is None else {"next": _next(record.next)}),
        **_tried(record.tried),
        "command": record.command,
        "place": record.place,
        "transcript": _frames(shown, lang),
        "observations": [_observation(seen) for seen in record.transcript.observations],
        "statement": _statement(record.transcript.statement),
    }


def run_line(shown: Shown, lang: str) -> str:
    """The record as one line of JSON, without the line's end."""
    return dump(run_object(shown, lang))


def runs_document(shown: Sequence[Shown], lang: str, interrupted: bool = False) -> Iterator[str]:
    """An object with `runs`, one run a line, so that two documents can be compared by eye.

    `interrupted` stands in it where runs are missing that were asked for.
    """
    yield f'{{"schema":"{RUNS_SCHEMA}","runs":[\n'
    for index, one in enumerate(shown):
        yield run_line(one, lang) + (",\n" if index + 1 < len(shown) else "\n")
    yield '],"interrupted":true}\n' if interrupted else "]}\n"


def runs_lines(shown: Iterable[Shown], lang: str) -> Iterator[str]:
    """JSON lines: one run a line."""
    for one in shown:
        yield run_line(one, lang) + "\n"


def _money(money: MoneyAccount) -> dict[str, Any]:
    return {
        "charges": money.charges,
        "charged": money.charged_krw,
        "from": _sorted(money.from_purse),
        "pos_believes": str(money.pos_believes),
        "booked": money.booked_krw,
        "agrees": money.agrees,
        "seen_by": str(money.seen_by),
    }


def _finding(finding: Finding, lang: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "party": str(finding.party),
        "summary": pick(finding.summary, lang),
        "summaries": _sorted(finding.summary),
        "evidence": list(finding.evidence),
        "observed": list(finding.observed),
        "facts": _sorted(finding.facts),
    }


def _cause(share: CauseShare) -> dict[str, Any]:
    return {
        "cause": share.cause,
        "probability": round(share.probability, 4),
        "party": share.party,
        "because": list(share.because),
        "against": list(share.against),
        **({"beside": round(share.beside, 4)} if share.beside else {}),
    }


#: Keys that stand behind `guidance` where something is wrong.
REASONING = ("answer", "ruled_out", "missing", "reenacted")


def _reasoning(record: RunRecord, lang: str) -> dict[str, Any]:
    """What the diagnosis stands by and why; nothing where nothing is wrong."""
    if not record.answer:
        return {}
    return {
        "answer": list(record.answer),
        "ruled_out": [_ruled_out(one) for one in record.ruled_out],
        "missing": list(record.missing),
        "reenacted": [_reenacted(trial) for trial in record.reenacted],
        **({} if record.behind is None else {"behind": _behind(record.behind, lang)}),
    }


def _behind(behind: Behind, lang: str) -> dict[str, Any]:
    """Without the numbers of frames, which are those of another replay."""
    told = (replace(finding, evidence=(), observed=()) for finding in behind.findings)
    return {
        "lifted": behind.lifted,
        "card": behind.card,
        "findings": [_finding(finding, lang) for finding in told],
        "causes": [_cause(share) for share in behind.causes],
    }


def _ruled_out(one: RuledOut) -> dict[str, Any]:
    return {"cause": one.cause, "party": one.party, "by": one.by, "unexplained": one.unexplained}


def _reenacted(trial: Reenacted) -> dict[str, Any]:
    return {
        "cause": trial.cause,
        "way": trial.way,
        "values": trial.values,
        "likeness": trial.likeness,
        "reproduces": trial.reproduces,
    }


def _advice(advice: Advice, lang: str) -> dict[str, Any]:
    proof = advice.proof
    return {
        "id": advice.id,
        "kind": advice.kind,
        "audience": advice.audience,
        "cause": advice.cause,
        "text": _sorted(advice.text),
        **({"after": advice.after} if advice.after else {}),
        "proof": {
            "status": str(proof.status),
            "before": pick(proof.before, lang),
            "after": pick(proof.after, lang),
            "passes": proof.passes,
            "replays": proof.replays,
            "failed_without": proof.failed_without,
            "seeds": list(proof.seeds),
            "before_money": None if proof.before_money is None else _money(proof.before_money),
            "after_money": None if proof.after_money is None else _money(proof.after_money),
            "why": _sorted(proof.why),
        },
    }


def _next(check: NextCheck) -> dict[str, Any]:
    return {
        "id": check.id,
        "kind": check.kind,
        "who": check.who,
        "effort_min": check.effort_min,
        "gain_bits": round(check.gain_bits, 4),
        "pays": check.pays,
        "text": _sorted(check.text),
        "why": _sorted(check.why),
        "answers": [{"id": id_, "text": _sorted(text)} for id_, text in check.answers],
    }


def _tried(tried: Tried) -> dict[str, Any]:
    """Deeds of advice that were replayed; what was refuted is advice to nobody and only counted."""
    if not tried.deeds:
        return {}
    counts = {"deeds": tried.deeds, "proven": tried.proven, "refuted": tried.refuted}
    return {"tried": {**counts, "replays": tried.replays}}


def _frames(shown: Shown, lang: str) -> list[dict[str, Any]]:
    return [
        {
            "n": frame.n,
            "t_ms": frame.t_ms,
            "link": str(frame.link),
            "from": str(frame.sender),
            "to": str(frame.receiver),
            "hex": frame.data.hex(),
            "text": phrase(shown.said[frame.n], lang),
            "note": frame.note,
            **_codes(shown.said[frame.n]),
        }
        for frame in shown.record.transcript.frames
    ]


def _codes(said: Said) -> dict[str, Any]:
    """The three codes of a local agent's answer, each by its own name; nothing on other links."""
    if not (said.http_status or said.agent_result):
        return {}
    codes = {"http_status": said.http_status, "agent_result": said.agent_result, "result": said.result}
    return {"codes": codes}


def _observation(seen: Observation) -> dict[str, Any]:
    return {
        "n": seen.n,
        "t_ms": seen.t_ms,
        "kind": str(seen.kind),
        "by": str(seen.by),
        "text": seen.text,
        "hex": seen.raw.hex(),
        "wait_ms": seen.wait_ms,
    }


def _statement(statement: Statement | None) -> dict[str, Any] | None:
    if statement is None:
        return None
    rows = [
        {
            "t_ms": row.t_ms,
            "kind": row.kind,
            "amount": row.amount_krw,
            "purse": row.purse,
            "approval": row.approval,
            "merchant": row.merchant,
            "stan": row.stan,
            "note": row.note,
        }
        for row in statement.rows
    ]
    return {"rows": rows, "balances": dict(statement.balances), "opening": dict(statement.opening)}


def _sorted(pairs: Mapping[str, Value]) -> dict[str, Value]:
    return dict(sorted(pairs.items()))


def dump(value: object) -> str:
    """JSON as all reports write it: no blanks, letters of any language as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
