"""The tables of the accuracy bench, as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bench.accuracy.judge import BINS, NOTHING, Calibration, Judged, Tally, confusion
from bench.accuracy.samples import Sample
from bench.accuracy.views import VIEWS
from bench.faults import class_of
from posdiag.diagnose.causes import UNKNOWN

#: What is asked of a view: (right detail first, right class first), where anything is.
ASKED: Mapping[str, tuple[float, float]] = {
    "both links, receipt, statement": (0.95, 0.98),
    "ECR link alone": (0.0, 0.90),
    "host link alone": (0.0, 0.90),
}
BOTH_IN_THREE = 0.90


def by_view(found: Sequence[Judged], samples: Sequence[Sample]) -> Iterator[str]:
    """One cause: how often its detail and its class come first, view by view."""
    heads = f"{'detail first':>17} {'class first':>17} {'cannot tell':>11}  hidden  asked"
    yield f"{'one cause, seen by':52} {heads}"
    for number, view in enumerate(VIEWS):
        mine = [one for one in found if one.sample.view == number and not one.sample.terse]
        detail, classes = tally(mine, "detail_right"), tally(mine, "class_right")
        unsure = sum(one.first in (UNKNOWN, NOTHING) for one in mine)
        hidden = sum(sample.view == number and not sample.shows for sample in samples)
        asked = ASKED.get(view.name)
        wanted = "" if asked is None else _asked(asked)
        yield f"{view.title:52} {detail!s:>17} {classes!s:>17} {unsure:11}  {hidden:6}  {wanted}"
        terse = [one for one in found if one.sample.view == number and one.sample.terse]
        if terse:
            name = "  at terminals that tell no reason (counted apart)"
            detail, classes = tally(terse, "detail_right"), tally(terse, "class_right")
            unsure = sum(one.first in (UNKNOWN, NOTHING) for one in terse)
            yield f"{name:52} {detail!s:>17} {classes!s:>17} {unsure:11}"


def _asked(asked: tuple[float, float]) -> str:
    detail = f"detail {asked[0]:.0%}, " if asked[0] else ""
    return f"{detail}class {asked[1]:.0%}"


def tally(found: Sequence[Judged], what: str) -> Tally:
    """How many of these are right in one respect."""
    counted = Tally()
    for one in found:
        counted.count(bool(getattr(one, what)))
    return counted


def two_causes(found: Sequence[Judged]) -> Iterator[str]:
    """Two causes: both classes among the first three, where each shows itself, and where one hides."""
    heads = f"{'both in three':>17} {'first is one':>17} {'one hides: both':>17} {'first is one':>17}"
    yield f"{'two causes at once, seen by':52} {heads}"
    for number, view in enumerate(VIEWS):
        mine = [one for one in found if one.sample.view == number]
        show = [one for one in mine if one.sample.both_show]
        hide = [one for one in mine if not one.sample.both_show]
        if mine:
            cells = [tally(some, what) for some in (show, hide) for what in ("both_in_three", "class_right")]
            yield f"{view.title:52} " + " ".join(f"{cell!s:>17}" for cell in cells)


def answers_of_two(found: Sequence[Judged]) -> Tally:
    """How often the diagnosis stands by two causes at once."""
    counted = Tally()
    for one in found:
        counted.count(one.answers > 1)
    return counted


def calibration(found: Sequence[Judged]) -> tuple[Calibration, list[str]]:
    """How often answers of like certainty are right, over all views."""
    cells = Calibration()
    for one in found:
        cells.add(one)
    lines = [f"{'share of the first cause':26} {'answers':>8} {'mean share':>11} {'right':>8}"]
    for number, (right, count, shares) in enumerate(cells.bins):
        if count:
            span = f"{number / BINS:.1f} to {(number + 1) / BINS:.1f}"
            lines.append(f"{span:26} {count:8.0f} {shares / count:11.3f} {right / count:8.1%}")
    lines.append(f"expected calibration error {cells.error:.3f} (asked: at most 0.05)")
    lines.append(f"of answers given with 0.9 or more, right: {cells.sure} (asked: at least 95 %)")
    return cells, lines


def weakest(found: Sequence[Judged], most: int = 20) -> Iterator[str]:
    """The causes that are named wrongly most often, and what for, in the fullest view."""
    wrong: Counter[tuple[str, str]] = Counter()
    of: Counter[str] = Counter()
    for one in found:
        of[one.sample.causes[0]] += 1
        if not one.detail_right:
            wrong[one.sample.causes[0], one.first] += 1
    for (was, named), count in wrong.most_common(most):
        yield f"  {was} named {named}: {count} of {of[was]}"


def confusion_table(found: Sequence[Judged]) -> Iterator[str]:
    """Class by class: how often it was right, and what it was taken for."""
    counts = confusion(found)
    rows: dict[str, Counter[str]] = {}
    for (was, named), count in counts.items():
        rows.setdefault(was, Counter())[named] += count
    for was, row in sorted(rows.items()):
        total = sum(row.values())
        others = ", ".join(f"{named} {count}" for named, count in row.most_common() if named != was)
        yield f"  {was:34} {row[was]:5} of {total:5}  {others}"


def class_names(found: Sequence[Judged]) -> set[str]:
    """All classes that were enacted."""
    return {class_of(cause) for one in found for cause in one.sample.causes}
