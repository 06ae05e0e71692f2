"""Several reports at once: each in its place, whole or not there, and none kept from the others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from posdiag.cli import reports_out
from posdiag.cli.reports_out import KINDS, Reports, Wanted, document, wanted_reports
from posdiag.errors import InputError
from tests.report.by_hand import full_report


def test_the_report_of_format_goes_to_stdout_or_to_a_plain_path() -> None:
    assert wanted_reports("text", [], "en") == (Wanted("text", None),)
    assert wanted_reports("json", ["a.json"], "en") == (Wanted("json", Path("a.json")),)


def test_named_reports_come_beside_it() -> None:
    wanted = wanted_reports("text", ["junit=j.xml", "sarif=out/s.sarif"], "en")
    assert wanted == (
        *(Wanted("text", None), Wanted("junit", Path("j.xml"))),
        Wanted("sarif", Path("out/s.sarif")),
    )


def test_another_report_may_have_stdout_and_annotations_stand_beside_the_text() -> None:
    assert wanted_reports("text", ["sarif=-"], "en") == (Wanted("sarif", None),)
    assert wanted_reports("text", ["github=-"], "en") == (Wanted("text", None), Wanted("github", None))


def test_a_path_may_hold_an_equals_sign() -> None:
    assert wanted_reports("text", ["./a=b.txt"], "en") == (Wanted("text", Path("a=b.txt")),)
    assert wanted_reports("text", ["c:\\a=b"], "en") == (Wanted("text", Path("c:\\a=b")),)


@pytest.mark.parametrize(
    ("outputs", "told"),
    [
        (["a.txt", "b.txt"], "a second place for one report"),
        (["junit=x", "sarif=./x"], "two reports in one file"),
        (["html="], "no file name"),
        (["jnit=j.xml"], "no report `jnit`"),
        (["a=b.txt"], "no report `a`"),
    ],
)
def test_two_reports_in_one_place_and_unknown_kinds_are_refused(outputs: list[str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        wanted_reports("text", outputs, "en")


def written(folder: Path, kinds: tuple[str, ...]) -> Reports:
    reports = Reports("en")
    reports.begin([Wanted(kind, folder / kind) for kind in kinds])
    reports.row('{"n":1}')
    reports.row('{"n":2}')
    reports.end(full_report())
    return reports


def test_every_kind_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    assert written(tmp_path, KINDS).failed == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(KINDS)
    assert all(path.stat().st_size for path in tmp_path.iterdir())
    assert (tmp_path / "jsonl").read_text() == '{"n":1}\n{"n":2}\n'
    assert json.loads((tmp_path / "json").read_text())["runs"] == [{"n": 1}, {"n": 2}]


def test_one_that_cannot_be_opened_keeps_none_from_being_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = Reports("en")
    reports.begin([Wanted("junit", tmp_path / "no" / "x"), Wanted("sarif", tmp_path / "s")])
    assert reports.failed == 1
    reports.end(full_report())
    assert json.loads((tmp_path / "s").read_text())["version"] == "2.1.0"
    err = capsys.readouterr().err
    assert "the result cannot be written" in err
    assert "choose a file in a folder you may write to" in err


def test_a_full_disk_is_told_and_leaves_no_half_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    reports = Reports("en")
    reports.begin([Wanted("markdown", Path("/dev/full")), Wanted("junit", tmp_path / "j")])
    reports.end(full_report())
    assert reports.failed == 1
    assert (tmp_path / "j").is_file()
    assert "/dev/full" in capsys.readouterr().err


def test_a_bug_in_one_writer_is_raised_after_the_others_were_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(kind: str, report: object, lang: str) -> Iterator[str]:
        if kind == "junit":
            yield "half of it"
            raise ZeroDivisionError
        yield from document(kind, report, lang)  # type: ignore[arg-type]

    monkeypatch.setattr(reports_out, "document", broken)
    with pytest.raises(ZeroDivisionError):
        written(tmp_path, ("junit", "sarif", "html"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["html", "sarif"]


def test_what_goes_wrong_altogether_leaves_the_old_reports(tmp_path: Path) -> None:
    (tmp_path / "j").write_text("old")
    reports = Reports("en")
    reports.begin([Wanted("json", tmp_path / "j")])
    reports.row("{}")
    reports.drop()
    assert [path.name for path in tmp_path.iterdir()] == ["j"]
    assert (tmp_path / "j").read_text() == "old"


def test_the_summary_of_a_step_is_added_to(tmp_path: Path) -> None:
    (tmp_path / "github-summary").write_text("# before\n")
    written(tmp_path, ("github-summary",))
    assert (tmp_path / "github-summary").read_text().startswith("# before\n## Coupon payment")
