"""A run record as it may be shown: card data masked once, here, before any writer sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from posdiag.diagnose.finding import Finding
from posdiag.masking import mask_text
from posdiag.record import Advice, Proof, RunRecord
from posdiag.report.frames import Codecs, Said, read_frame
from posdiag.transcript import Observation, Statement, Transcript
from posdiag.wire.masked import mask_frame

#: Phrases and advice come again in every run.
_text = lru_cache(maxsize=10_000)(mask_text)


@dataclass(frozen=True, slots=True)
class Shown:
    """A masked record, and what each of its frames says by frame number, read before masking."""

    record: RunRecord
    said: Mapping[int, Said]


def masked(record: RunRecord, codecs: Codecs) -> Shown:
    """The record with card data masked in frames, screens, receipts, statement and prose."""
    said = {
        frame.n: read_frame(codecs.get(frame.link), frame.data, frame.note)
        for frame in record.transcript.frames
    }
    copy = replace(
        record,
        findings=tuple(map(_finding, record.findings)),
        guidance=tuple(map(_advice, record.guidance)),
        transcript=_transcript(record.transcript, codecs),
        why=_texts(record.why),
        command=_text(record.command),
        error=_text(record.error),
    )
    return Shown(copy, said)


def _transcript(transcript: Transcript, codecs: Codecs) -> Transcript:
    frames = [
        replace(frame, data=mask_frame(codecs.get(frame.link), frame.data)) for frame in transcript.frames
    ]
    observations = list(map(_observation, transcript.observations))
    return Transcript(frames, observations, _statement(transcript.statement))


def _observation(seen: Observation) -> Observation:
    return replace(seen, text=_text(seen.text), raw=mask_frame(None, seen.raw))


def _statement(statement: Statement | None) -> Statement | None:
    if statement is None:
        return None
    return replace(statement, rows=tuple(replace(row, note=_text(row.note)) for row in statement.rows))


def _finding(finding: Finding) -> Finding:
    return replace(finding, summary=_texts(finding.summary), facts=_texts(finding.facts))


def _advice(advice: Advice) -> Advice:
    proof = Proof(advice.proof.status, _text(advice.proof.before), _text(advice.proof.after))
    return replace(advice, text=_texts(advice.text), proof=proof)


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: _text(text) for key, text in texts.items()}
