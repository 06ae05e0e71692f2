"""The README of an archive in Korean and English: what happened, what is inside, and what was left out.
Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from posdiag.escalate.audience import Audience
from posdiag.intake.contradict import name_of
from posdiag.intake.dossier import Dossier
from posdiag.intake.facts import all_values, best
from posdiag.intake.lexicon import Lexicon
from posdiag.masking import mask_text
from posdiag.report.case_words import put_or

_HEAD = {
    "ko": "posdiag 사례 {number} · {name}에 보내는 자료",
    "en": "posdiag case {number} · for {name}",
}
_FACTS = {"ko": "거래", "en": "The payment"}
_INSIDE = {"ko": "들어 있는 것", "en": "What is inside"}
_LEFT_OUT = {
    "ko": "카드번호는 앞 6자리와 뒤 4자리만 남기고, 이름과 전화번호는 모두 가렸습니다. 이 목록에 없는 "
    "것은 넣지 않았습니다.",
    "en": "Of card numbers the first six and last four digits are left; names and phone numbers are hidden. "
    "What is not in this list was left out.",
}
_CHECK = {
    "ko": "온전한지 확인: sha256sum -c SHA256SUMS",
    "en": "To check that it is whole: sha256sum -c SHA256SUMS",
}
_FILES: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("case.json", {"ko": "사례의 사실과 진단(JSON)", "en": "facts and diagnosis of the case (JSON)"}),
    ("payments.csv", {"ko": "결제 내역", "en": "the payments of the statement"}),
    (
        "-ladder.txt",
        {"ko": "가상 단말기로 재현한 통신의 흐름", "en": "a replay at a simulated terminal, as a ladder"},
    ),
    (
        "-capture.log",
        {
            "ko": "가상 단말기로 재현한 전문(16진수, 가림). 실제 거래의 전문이 아닙니다.",
            "en": "messages of a replay at a simulated terminal (hex, masked); not those of the real sale",
        },
    ),
    (
        "run-",
        {
            "ko": "가상 단말기로 재현한 결제의 진단(JSON)",
            "en": "diagnosis of a replay at a simulated terminal (JSON)",
        },
    ),
)


def readme(dossier: Dossier, audience: Audience, names: Sequence[str], lexicon: Lexicon) -> str:
    """The text, Korean first."""
    return "\n".join(
        (
            *_part(dossier, audience, names, lexicon, "ko"),
            "",
            *_part(dossier, audience, names, lexicon, "en"),
            "",
        )
    )


def _part(
    dossier: Dossier, audience: Audience, names: Sequence[str], lexicon: Lexicon, lang: str
) -> Iterator[str]:
    head = _HEAD[lang].format(number=dossier.id, name=audience.name[lang])
    yield head
    yield "=" * 60
    yield audience.why[lang]
    yield ""
    yield _FACTS[lang]
    for id_ in audience.facts:
        fact = best(dossier.facts, id_)
        if fact is not None:
            field = lexicon.fields.get(id_)
            values = all_values(dossier.facts, id_) if field and field.many else (fact.value,)
            told = " / ".join(name_of(id_, value, lang, lexicon) for value in values)
            yield f"  {put_or(lang, f'field.{id_}', id_)}: {mask_text(told)}"
    yield ""
    yield _INSIDE[lang]
    for name in names:
        what = next(
            (text[lang] for ending, text in _FILES if name.endswith(ending) or name.startswith(ending)), ""
        )
        yield f"  {name}  {what}"
    yield ""
    yield _LEFT_OUT[lang]
    yield _CHECK[lang]
