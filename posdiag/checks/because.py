"""Why this check comes next, in a sentence of both languages: how far it narrows, and what it tells apart."""

from __future__ import annotations

from collections.abc import Mapping

from posdiag.checks.choose import Choice

Names = Mapping[str, Mapping[str, str]]
#: The number of likely causes is called halved where it comes to between these parts of itself.
_HALF = (0.42, 0.58)


def because(choice: Choice, names: Names) -> dict[str, str]:
    """The reason by language. `names` are those of the causes, by id and language.

    So many equally likely causes would be as uncertain as the real ones are: two to the power of the entropy.
    """
    before, after = 2**choice.before_bits, 2 ** (choice.before_bits - choice.gain_bits)
    halves = _HALF[0] <= after / before <= _HALF[1]
    korean = [f"그럴듯한 원인 약 {_count(before)}가지를 약 {_count(after)}가지로 줄입니다"]
    english = [f"narrows about {_count(before)} likely causes to about {_count(after)}"]
    if _count(before) == _count(after):
        korean[0] = f"그럴듯한 원인 약 {_count(before)}가지를 조금 좁힙니다"
        english[0] = f"narrows about {_count(before)} likely causes a little"
    elif halves:
        korean[0] = f"그럴듯한 원인 약 {_count(before)}가지를 절반으로 줄입니다"
        english[0] = f"halves the likely causes, about {_count(before)}"
    if choice.money_first:
        korean.insert(0, "결제된 돈이 있을 수 있어 먼저 확인합니다")
        english.insert(0, "money may be open, so this comes first")
    if choice.pair is not None:
        one, other = choice.pair
        korean.append(f"‘{_name(one, names, 'ko')}’ 쪽인지 ‘{_name(other, names, 'ko')}’ 쪽인지 가려 줍니다")
        english.append(f"separates “{_name(one, names, 'en')}” from “{_name(other, names, 'en')}”")
    return {"ko": ". ".join(korean) + ".", "en": "; ".join(english)}


def _count(number: float) -> str:
    return f"{number:.0f}" if number >= 9.95 else f"{number:.1f}"


def _name(cause: str, names: Names, lang: str) -> str:
    return names.get(cause, {}).get(lang) or cause
