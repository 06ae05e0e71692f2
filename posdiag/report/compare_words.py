"""Phrases of the report on two compared releases, in Korean and English."""

from __future__ import annotations

from collections.abc import Mapping

#: key -> (Korean, English). `{…}` are filled in by `compare_say`.
COMPARE_PHRASES: Mapping[str, tuple[str, str]] = {
    "same": ("결제에 관한 특성이 모두 같습니다.", "They are the same in every trait of a payment."),
    "changes": ("바뀐 특성 {count}개", "{count} trait(s) changed"),
    "place": ("{before} → {after}", "{before} → {after}"),
    "no_scenario": (
        "재생한 시나리오 {count}개 가운데 결과가 달라지거나 바뀐 특성이 필요한 것이 없습니다.",
        "None of the {count} scenarios replayed comes out otherwise or needs a changed trait.",
    ),
    "only_read": (
        "재생하지 않았습니다: 시나리오가 무엇을 필요로 하는지만 보았습니다.",
        "Not replayed: only what each scenario needs was read.",
    ),
    "not_at_all": ("바뀐 특성이 필요한 시나리오가 없습니다.", "No scenario needs a changed trait."),
    "touch.worse": ("✗ 나빠짐: 호환이다가 아니게 된 시나리오", "✗ worse: compatible before, not now"),
    "touch.better": ("✓ 좋아짐: 호환이 된 시나리오", "✓ better: compatible now, not before"),
    "touch.other": ("~ 달라짐: 판정이나 원인이나 돈이 다른 시나리오", "~ other verdict, cause or money"),
    "touch.read": (
        "= 결과는 같으나 바뀐 특성이 필요한 시나리오",
        "= the same outcome, though it needs a changed trait",
    ),
    "by": ("{traits} 때문 (재생으로 확인)", "by {traits} (proven by replay)"),
    "by_unknown": ("어느 특성 때문인지 재생으로 가리지 못함", "replay does not tell which trait did it"),
    "needs": ("{traits} 필요", "needs {traits}"),
    "repeat": ("다시 비교    {command}", "repeat it    {command}"),
    "heading.group": ("분류", "about"),
    "heading.trait": ("특성", "trait"),
    "heading.before": ("이전", "before"),
    "heading.after": ("이후", "after"),
    "heading.place": ("위치", "where"),
    "heading.scenario": ("시나리오", "scenario"),
    "heading.touch": ("영향", "effect"),
    "heading.why": ("이유", "why"),
    "short.worse": ("나빠짐", "worse"),
    "short.better": ("좋아짐", "better"),
    "short.other": ("달라짐", "other"),
    "short.read": ("같음", "same"),
}


def compare_say(lang: str, key: str, **values: object) -> str:
    """The phrase `key` in `lang`, its blanks filled in."""
    korean, english = COMPARE_PHRASES[key]
    text = korean if lang == "ko" else english
    return text.format(**values) if values else text
