"""What `posdiag terms` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "terms.about": (
        "WORD는 찾는 말입니다(망취소, PG, late answer). 없으면 모두 보여 줍니다.",
        "WORD is the term looked for (PG, late answer, reversal); without one all are shown.",
    ),
    "terms.unknown": ("`{word}`은(는) 설명이 없는 말입니다", "`{word}` is not explained here"),
}
