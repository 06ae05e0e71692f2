"""What `posdiag programmes` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "programmes.about": (
        "PROGRAMME이 없으면 목록을, 있으면 그 규칙을 날짜, 근거, 근거의 등급과 함께 보여 줍니다.",
        "Without PROGRAMME the list; with one, its rules with dates, sources and their grades.",
    ),
    "programmes.on": ("이 날짜에 적용되는 규칙만.", "Only the rules in force on this day."),
}
