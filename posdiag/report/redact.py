"""A run record as it may be shown: card data masked once, here, before any writer sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from posdiag.diagnose.finding import Finding
from posdiag.masking import MASK, mask_card, mask_text
from posdiag.record import Advice, Behind, RunRecord
from posdiag.report.frames import Codecs, Said, read_frame
from posdiag.transcript import Observation, Statement, Transcript
from posdiag.wire.codec import Codec
from posdiag.wire.masked import CARD_PATHS, CARD_TAGS, mask_frame
from posdiag.wire.message import Decoded, Fault, Field
from posdiag.worded import Worded

#: Phrases and advice come again in every run.
_text = lru_cache(maxsize=10_000)(mask_text)


@dataclass(frozen=True, slots=True)
class Shown:
    """A masked record, and what each of its frames says by frame number, read before masking."""

    record: RunRecord
    said: Mapping[int, Said]


@dataclass(frozen=True, slots=True)
class Run:
    """A record as the engine gave it, with what reads its frames: not for showing before it is masked.

    Masking takes as long as the replay did, so a report asks for it only where it shows frames.
    """

    record: RunRecord
    codecs: Codecs

    def shown(self) -> Shown:
        """The masked copy."""
        return masked(self.record, self.codecs)


def masked(record: RunRecord, codecs: Codecs) -> Shown:
    """The record with card data masked in frames, screens, receipts, statement and prose."""
    read = {
        frame.n: codec.decode(frame.data)
        for frame in record.transcript.frames
        if (codec := codecs.get(frame.link)) is not None
    }
    said = {
        frame.n: read_frame(codecs.get(frame.link), frame.data, frame.note, read.get(frame.n))
        for frame in record.transcript.frames
    }
    copy = replace(
        record,
        findings=tuple(map(_finding, record.findings)),
        guidance=tuple(map(_advice, record.guidance)),
        behind=_behind(record.behind),
        transcript=_transcript(record.transcript, codecs, said, read),
        why=_texts(record.why),
        command=_text(record.command),
        error=_text(record.error),
    )
    return Shown(copy, said)


def masked_fields(codec: Codec | None, data: bytes, decoded: Decoded) -> Decoded:
    """What was read of `data`, with the value of every field hidden whose bytes would be."""
    hidden = mask_frame(codec, data)
    fields = tuple(
        Field(field.path, field.offset, field.length, _value(field), field.name)
        if _is_card(field) or _bytes_of(field, data) != _bytes_of(field, hidden)
        else field
        for field in decoded.fields
    )
    faults = tuple(Fault(fault.offset, fault.code, _masked_words(fault.message)) for fault in decoded.faults)
    return Decoded(decoded.dialect, fields, faults, decoded.message, decoded.consumed)


def _bytes_of(field: Field, data: bytes) -> bytes:
    return data[field.offset : field.offset + field.length]


def _is_card(field: Field) -> bool:
    tag = field.path.rpartition(".")[2].upper()
    return field.name == "card" or field.path in CARD_PATHS or tag in CARD_TAGS


def _value(field: Field) -> str:
    if _is_card(field):
        return mask_card(field.value)
    hidden = mask_text(field.value)
    return hidden if hidden != field.value else MASK * len(field.value)


def _transcript(
    transcript: Transcript, codecs: Codecs, said: Mapping[int, Said], read: Mapping[int, Decoded]
) -> Transcript:
    frames = [
        frame
        if said[frame.n].control
        else replace(frame, data=mask_frame(codecs.get(frame.link), frame.data, read.get(frame.n)))
        for frame in transcript.frames
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


def _behind(behind: Behind | None) -> Behind | None:
    return None if behind is None else replace(behind, findings=tuple(map(_finding, behind.findings)))


def _advice(advice: Advice) -> Advice:
    proof = replace(
        advice.proof,
        before=_texts(advice.proof.before),
        after=_texts(advice.proof.after),
        why=_texts(advice.proof.why),
    )
    return replace(advice, text=_texts(advice.text), proof=proof)


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: _text(text) for key, text in texts.items()}


def _masked_words(text: str) -> str:
    """A text masked; one that may be shown in Korean stays so where its blanks alone need masking."""
    plain = mask_text(text)
    if not isinstance(text, Worded):
        return plain
    changed = text.changed(mask_text)
    return changed if changed == plain else plain
