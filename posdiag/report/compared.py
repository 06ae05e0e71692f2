"""Two compared releases, for people: changed traits by what they are about, and the scenarios they touch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from posdiag.isolate.compare import Comparison, Touch, Touched
from posdiag.isolate.outcome import Outcome
from posdiag.isolate.traits_changed import TraitChange
from posdiag.profile.trait_words import GROUP_NAMES, Group, words_of
from posdiag.report.columns import columns, pad, shown, wrap
from posdiag.report.compare_words import compare_say
from posdiag.report.isolate_words import isolate_say
from posdiag.report.lines import Line, line
from posdiag.report.words import say, won

CauseNames = Mapping[str, Mapping[str, str]]
_STYLES = {Touch.WORSE: "bad", Touch.BETTER: "good", Touch.OTHER: "unsure", Touch.READ: "dim"}


def grouped(changes: Sequence[TraitChange]) -> dict[Group, list[TraitChange]]:
    """The changes by what they are about, in the order in which a payment meets them."""
    found: dict[Group, list[TraitChange]] = {}
    for group in Group:
        some = [change for change in changes if words_of(change.path).group is group]
        if some:
            found[group] = some
    return found


def compared_lines(
    done: Comparison, lang: str, width: int, names: CauseNames, command: str = ""
) -> Iterator[Line]:
    """The whole comparison."""
    yield line(f"{done.before.label} → {done.after.label}", "head")
    yield line(f"  {done.before.place} → {done.after.place}", "dim")
    if not done.changes:
        yield line(compare_say(lang, "same"))
    for group, some in grouped(done.changes).items():
        yield line()
        yield line(GROUP_NAMES[group][lang], "head")
        for change in some:
            yield from _change(change, lang, width)
    yield line()
    if not done.played:
        yield line(compare_say(lang, "only_read"), "unsure")
    if not done.touched:
        key = "no_scenario" if done.played else "not_at_all"
        yield line(compare_say(lang, key, count=done.played), "good")
    yield from _scenarios(done, lang, width, names)
    if command:
        yield line()
        yield line(shown(compare_say(lang, "repeat", command=command)), "dim")


def _change(change: TraitChange, lang: str, width: int) -> Iterator[Line]:
    before, after = change.words()
    yield line(f"  {change.path}  {shown(before)} → {shown(after)}  {change.place}", "mark")
    for row in wrap(words_of(change.path).text[lang], width - 4):
        yield line(f"    {row}", "dim")


def _scenarios(done: Comparison, lang: str, width: int, names: CauseNames) -> Iterator[Line]:
    room = max((columns(one.scenario.id) for one in done.touched), default=0)
    for touch in Touch:
        some = [one for one in done.touched if one.touch is touch]
        if some:
            yield line(f"{compare_say(lang, f'touch.{touch}')} ({len(some)})", _STYLES[touch])
        for one in some:
            opening = f"  {pad(one.scenario.id, room)}  "
            for row in wrap(shown(why_words(one, lang, names)), width - columns(opening)):
                yield line(opening + row)
                opening = " " * columns(opening)


def why_words(one: Touched, lang: str, names: CauseNames) -> str:
    """What a scenario came to on both releases, and the trait that did it."""
    parts = []
    if one.before is not None and one.after is not None:
        before, after = (_outcome(seen, lang, names) for seen in (one.before, one.after))
        parts.append(before if before == after else f"{before} → {after}")
        if one.before.money != one.after.money and before == after:
            parts.append(f"{_money(one.before, lang)} → {_money(one.after, lang)}")
    if one.culprit is not None:
        parts.append(compare_say(lang, "by", traits=", ".join(c.path for c in one.culprit.changes)))
    elif one.touch is not Touch.READ:
        parts.append(compare_say(lang, "by_unknown"))
    else:
        parts.append(compare_say(lang, "needs", traits=", ".join(one.exercised)))
    return " · ".join(parts)


def _outcome(seen: Outcome, lang: str, names: CauseNames) -> str:
    verdict = say(lang, f"verdict.{seen.verdict}")
    cause = "" if seen.passed else names.get(seen.cause, {}).get(lang, seen.cause)
    return f"{verdict} ({cause})" if cause else verdict


def _money(seen: Outcome, lang: str) -> str:
    money = seen.money
    amount, belief = won(lang, money.charged_krw), say(lang, f"belief.{money.pos_believes}")
    return isolate_say(lang, "bisect.money", charges=money.charges, amount=amount, belief=belief)


# -- markdown ----------------------------------------------------------------------------------------


def compared_markdown(done: Comparison, lang: str, names: CauseNames, command: str = "") -> str:
    """The comparison as two tables, for a pull request or release notes."""
    rows = [f"## {done.before.label} → {done.after.label}", ""]
    if done.changes:
        heads = ("group", "trait", "before", "after", "place")
        rows += _table([compare_say(lang, f"heading.{head}") for head in heads], _change_rows(done, lang))
    else:
        rows.append(compare_say(lang, "same"))
    rows.append("")
    if not done.played:
        rows += [compare_say(lang, "only_read"), ""]
    if done.touched:
        columns_ = ("scenario", "touch", "why")
        cells = [
            (f"`{one.scenario.id}`", compare_say(lang, f"short.{one.touch}"), why_words(one, lang, names))
            for one in done.touched
        ]
        rows += _table([compare_say(lang, f"heading.{head}") for head in columns_], cells)
    else:
        rows.append(compare_say(lang, "no_scenario" if done.played else "not_at_all", count=done.played))
    rows += ["", f"`{command}`"] if command else []
    return "\n".join(rows) + "\n"


def _change_rows(done: Comparison, lang: str) -> Iterator[Sequence[str]]:
    for group, some in grouped(done.changes).items():
        for change in some:
            yield (GROUP_NAMES[group][lang], f"`{change.path}`", *change.words(), f"`{change.place}`")


def _table(heads: Sequence[str], rows: Iterator[Sequence[str]] | list[tuple[str, str, str]]) -> list[str]:
    made = [_row(heads), "|" + " --- |" * len(heads)]
    return [*made, *(_row(row) for row in rows)]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(shown(cell).replace("|", "\\|") for cell in cells) + " |"
