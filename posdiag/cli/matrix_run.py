"""A matrix carried out: played, written down as it goes, like failures diagnosed once, and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from posdiag.cli.interrupt import held
from posdiag.cli.matrix_progress import MatrixProgress
from posdiag.cli.texts import tell
from posdiag.errors import InputError, PosdiagError, Problem
from posdiag.matrix.baseline import Entry
from posdiag.matrix.compare import Compared, Standing, compare
from posdiag.matrix.tally import Group, Tally

if TYPE_CHECKING:
    from posdiag.assembly_crew import Crew
    from posdiag.assembly_matrix import Job, Task
    from posdiag.cli.matrix_journal import JournalFile
    from posdiag.cli.matrix_options import Asked
    from posdiag.cli.reports_out import Reports
    from posdiag.matrix.cells import Matrix
    from posdiag.matrix.played import Played
    from posdiag.report.matrix_report import MatrixReport
    from posdiag.report.redact import Shown

#: Replays in one task: few enough to be told of often, enough to be worth the way to another process.
_CHUNK = 16
_CHUNK_FAR = 64
#: Full records are made of so many groups; the rest of a matrix that fails everywhere is counted.
MOST_WHOLE = 1_000

Stop = KeyboardInterrupt | PosdiagError


@dataclass(frozen=True, slots=True)
class Known:
    """A baseline as it is compared with: its entries, and the day that it is."""

    entries: Mapping[str, Entry]
    today: date
    given: bool = False


def read_entries(path: Path, lang: str) -> dict[str, Entry]:
    """The entries of a baseline file; InputError with every fault of it."""
    from posdiag.marked import MAX_FILE_BYTES, Faults
    from posdiag.matrix.baseline import read_baseline

    faults = Faults()
    entries: dict[str, Entry] = {}
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = getattr(error, "strerror", None) or str(error)
        key = "matrix.unread_remedy" if isinstance(error, OSError) else "matrix.unread_text"
        faults.add(str(path), tell(lang, "matrix.unread", what=what), tell(lang, key))
    else:
        if len(text) > MAX_FILE_BYTES:
            faults.add(str(path), tell(lang, "matrix.large", most=f"{MAX_FILE_BYTES:,}"))
        else:
            entries = read_baseline(text, path.as_posix(), faults)
    if faults:
        raise InputError(faults.problems)
    return entries


def day_of(text: str | None, lang: str) -> date:
    """`--today`, or the day that it is here."""
    from posdiag import assembly

    if text is None:
        return datetime.fromtimestamp(assembly.clock_us() / 1e6, UTC).astimezone().date()
    return day(text, "--today", lang)


def day(text: str, option: str, lang: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        what, remedy = tell(lang, "matrix.no_day"), tell(lang, "matrix.no_day_remedy")
        raise InputError(Problem(f"{option} {text}", what, remedy)) from error


def carry_out(
    asked: Asked, matrix: Matrix, known: Known, reports: Reports | None
) -> tuple[MatrixReport, Stop | None]:
    """Play the matrix; the report, and what cut it short.

    What was played before Ctrl-C or the loss of a worker is reported: with `--resume` it is kept too.
    """
    from posdiag.assembly_matrix import Job, data_digest

    job = Job(matrix, data_digest())
    tally = Tally(matrix, apart=asked.prove == "all")
    wholes: dict[int, Shown] = {}
    progress = MatrixProgress(asked.lang)
    stop: Stop | None = None
    with closing(progress):
        journal = _journal(asked, job)
        try:
            if journal is not None:
                for result in journal.known():
                    _take(result, tally, known, reports)
            with closing(_crew(asked, job)) as crew:
                try:
                    _play(crew, asked, tally, known, reports, journal, progress)
                    if reports is not None:
                        wholes |= _diagnose(crew, asked, tally, known, progress)
                except (KeyboardInterrupt, PosdiagError) as ended:
                    if isinstance(ended, PosdiagError) and not tally.total:
                        raise
                    stop = ended
        finally:
            if journal is not None:
                journal.close()
    return _report(tally, known, wholes, len(matrix)), stop


def _journal(asked: Asked, job: Job) -> JournalFile | None:
    if asked.resume is None:
        return None
    from posdiag.assembly_matrix import version_of_posdiag
    from posdiag.cli.matrix_journal import JournalFile
    from posdiag.matrix.journal import Head

    head = Head(job.matrix.digest(), job.data, version_of_posdiag(), len(job.matrix))
    return JournalFile(asked.resume, head, asked.lang)


def _crew(asked: Asked, job: Job) -> Crew:
    import os

    if asked.engine is not None:
        from posdiag.assembly_dask import DaskCrew

        return DaskCrew(job, asked.engine)
    from posdiag.assembly_crew import Alone, Processes

    jobs = min(asked.jobs or os.cpu_count() or 1, -(-len(job.matrix) // _CHUNK))
    return Processes(job, jobs) if jobs > 1 else Alone(job)


def _play(
    crew: Crew,
    asked: Asked,
    tally: Tally,
    known: Known,
    reports: Reports | None,
    journal: JournalFile | None,
    progress: MatrixProgress,
) -> None:
    """Play what is left; each stretch is written down before the next is looked at."""
    from posdiag import assembly

    total = len(tally.matrix)
    progress.begin(tell(asked.lang, "matrix.playing"), total, tally.total, assembly.clock_us())
    for answer in crew.work(_tasks(tally.total, total, asked.engine is not None)):
        assert isinstance(answer, list)
        with held() as meanwhile:
            if journal is not None:
                journal.write(answer)
            for result in answer:
                _take(result, tally, known, reports)
            progress.at(tally.total, assembly.clock_us())
        if meanwhile.asked:
            raise KeyboardInterrupt


def _tasks(start: int, total: int, far: bool) -> Iterator[Task]:
    from posdiag.assembly_matrix import Play

    size = _CHUNK_FAR if far else _CHUNK
    for at in range(start, total, size):
        yield Play(at, min(at + size, total))


def _take(result: Played, tally: Tally, known: Known, reports: Reports | None) -> None:
    print_ = tally.take(result)
    if reports is not None and reports.streams:
        from posdiag.report.matrix_json import cell_row

        reports.row(cell_row(tally.matrix, result, print_, _standing(print_, known) if print_ else ""))


def _standing(print_: str, known: Known) -> Standing:
    entry = known.entries.get(print_)
    if entry is None:
        return Standing.NEW
    return Standing.EXPIRED if entry.expired(known.today) else Standing.KNOWN


def _diagnose(
    crew: Crew, asked: Asked, tally: Tally, known: Known, progress: MatrixProgress
) -> dict[int, Shown]:
    """The full record of the first failure of each group. What is known is shown, not proven again."""
    from posdiag import assembly
    from posdiag.assembly_matrix import Whole

    groups = tally.groups[:MOST_WHOLE]
    progress.begin(tell(asked.lang, "matrix.diagnosing"), len(groups), 0, assembly.clock_us())
    tasks = (
        Whole(group.first.index, asked.prove != "none" and not _all_known(group, known)) for group in groups
    )
    wholes: dict[int, Shown] = {}
    for group, answer in zip(groups, crew.work(tasks), strict=False):
        assert not isinstance(answer, list)
        wholes[group.number] = answer
        progress.at(len(wholes), assembly.clock_us())
    return wholes


def _all_known(group: Group, known: Known) -> bool:
    return all(_standing(print_, known) is Standing.KNOWN for print_ in group.failures)


def _report(tally: Tally, known: Known, wholes: dict[int, Shown], planned: int) -> MatrixReport:
    from posdiag import assembly
    from posdiag.assembly_matrix import version_of_posdiag
    from posdiag.report.matrix_report import MatrixReport

    return MatrixReport(
        tally,
        compared(tally, known),
        wholes,
        assembly.cause_names(),
        version_of_posdiag(),
        planned if tally.total < planned else None,
        known.given,
    )


def compared(tally: Tally, known: Known) -> Compared:
    """What was played against the baseline; of what there is, the library tells."""
    from posdiag import assembly

    products = assembly.library().products.values()
    labels = frozenset(release.label for product in products for release in product.releases)
    scenarios = frozenset(assembly.scenarios()) | {one.id for one in tally.matrix.scenarios}
    return compare(tally, known.entries, known.today, scenarios, labels)
