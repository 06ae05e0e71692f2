"""What docs/ci offers to paste works: it parses, its commands exist, and the hook stops a broken profile."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from posdiag.cli.main import build, main
from posdiag.cli.start import VERBS

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / "docs" / "ci"


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every posdiag command line that the files and pages offer, with where it stands."""
    jobs = read(CI / "github.yml")["jobs"]["coupon-payments"]["steps"]
    yield from (("github.yml", shlex.split(step["run"])) for step in jobs if "run" in step)
    yield from (("gitlab.yml", shlex.split(row)) for row in read(CI / "gitlab.yml")["posdiag"]["script"])
    for page in (CI / "README.md", ROOT / "docs" / "learn.md"):
        for row in re.findall(r"^posdiag .*$", page.read_text("utf-8"), re.MULTILINE):
            yield page.name, shlex.split(row, comments=True)
    yield ".pre-commit-hooks.yaml", shlex.split(read(ROOT / ".pre-commit-hooks.yaml")[0]["entry"])


OFFERED = [(place, words) for place, words in commands() if words[0] == "posdiag"]


@pytest.mark.parametrize(("place", "words"), OFFERED, ids=[f"{at} {' '.join(w[1:3])}" for at, w in OFFERED])
def test_every_command_offered_has_a_verb_and_options_that_exist(place: str, words: list[str]) -> None:
    command: click.Command = build("en")
    context = click.Context(command)
    rest = words[1:]
    while isinstance(command, click.Group):
        name, *rest = rest
        if name in ("matrix", "baseline") and name not in VERBS:
            pytest.skip(f"{name} is not built yet")
        found = command.get_command(context, name)
        assert found is not None, f"{place}: no verb `{name}`"
        command = found
    known = {option for parameter in command.params for option in parameter.opts}
    used = {word.partition("=")[0] for word in rest if word.startswith("-") and not word[1:2].isdigit()}
    assert used <= known, f"{place}: {used - known}"


def test_the_files_have_the_shape_that_their_readers_ask_for() -> None:
    workflow = read(CI / "github.yml")
    assert {"name", "jobs"} <= set(workflow)
    assert all({"uses", "run"} & set(step) for step in workflow["jobs"]["coupon-payments"]["steps"])
    job = read(CI / "gitlab.yml")["posdiag"]
    assert {"image", "script", "artifacts"} <= set(job)
    written = " ".join(" ".join(words) for at, words in OFFERED if at == "gitlab.yml")
    assert all(file in written for file in job["artifacts"]["reports"].values())
    (hook,) = read(ROOT / ".pre-commit-hooks.yaml")
    assert {"id", "name", "entry", "language", "files"} <= set(hook)
    asked = read(CI / "pre-commit-config.yaml")["repos"][0]["hooks"]
    assert [one["id"] for one in asked] == [hook["id"]]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A vendor's repository with a sound profile and a broken one, both staged."""
    folder = tmp_path / "posdiag" / "pos" / "reference"
    folder.mkdir(parents=True)
    sound = (ROOT / "profiles" / "pos" / "reference" / "hangang.yaml").read_text("utf-8")
    (folder / "mine.yaml").write_text(sound.replace("reference/hangang", "reference/mine"), encoding="utf-8")
    (folder / "broken.yaml").write_text(
        sound.replace("reference/hangang", "reference/broken").replace("entry_modes", "entrymodes", 1),
        encoding="utf-8",
    )
    (tmp_path / "README.md").write_text("hello\n", encoding="utf-8")
    for words in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    return tmp_path


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_hook_stops_a_broken_profile_and_lets_a_sound_one_pass(
    repository: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As pre-commit does it: staged files that match, given to the entry."""
    (hook,) = read(ROOT / ".pre-commit-hooks.yaml")
    listed = subprocess.run(
        ["git", "diff", "--cached", "--name-only"], cwd=repository, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    staged = [name for name in listed if re.search(hook["files"], name)]
    assert staged == ["posdiag/pos/reference/broken.yaml", "posdiag/pos/reference/mine.yaml"]
    monkeypatch.chdir(repository)
    program, *words = shlex.split(hook["entry"])
    assert program == "posdiag"
    assert main(["--lang", "en", *words, *staged]) == 2
    told = capfd.readouterr().out
    assert re.search(r"broken\.yaml:\d+: unknown key `entrymodes`.*did you mean `entry_modes`", told)
    assert "mine.yaml" not in told
    assert main(["--lang", "en", *words, staged[1]]) == 0


ACME = """\
id: acme/till
kind: documented
vendor: acme
source: "Acme till, integration guide 4"
name: {ko: 아크메 포스, en: Acme till}
rig: counter-fs
base:
  dialect: kr-fs
  timers: {answer_ms: 60000}
  entry_modes: [chip, stripe, keyed]
releases:
  - {release: "2.3", date: 2025-03-07, source: "guide 4", note: {ko: 첫 판, en: first}}
  - release: "3.10"
    date: 2026-10-07
    source: "guide 5"
    note: {ko: QR, en: QR}
    changes:
      entry_modes: [chip, stripe, contactless, keyed, qr, barcode]
"""


def pasted(place: str, verb: str) -> list[str]:
    """The words of the one command of this verb that a file offers."""
    (words,) = [words for at, words in OFFERED if at == place and words[1] == verb]
    return words[1:]


@pytest.mark.parametrize("place", ["github.yml", "gitlab.yml"])
def test_a_pipeline_works_as_pasted_in_a_vendors_repository(
    place: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "posdiag" / "pos" / "acme").mkdir(parents=True)
    (tmp_path / "posdiag" / "pos" / "acme" / "till.yaml").write_text(ACME, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    matrix = [os.path.expandvars(word) for word in pasted(place, "matrix")]
    few = ["-k", "scenario:barcode", "--prove", "none"]

    assert main(["--lang", "en", *pasted(place, "profiles")]) == 0
    assert main(["--lang", "en", *matrix, *few]) == 2
    assert "write one with `posdiag baseline write`" in capfd.readouterr().err
    assert main(["--lang", "en", *pasted("README.md", "baseline"), "-k", "scenario:sale-within-balance"]) == 0
    assert main(["--lang", "en", *matrix, *few]) == 1
    told = capfd.readouterr().out
    assert "posdiag diagnose barcode --profiles posdiag --pos acme/till@2.3 --seed 0" in told
    if place == "github.yml":
        assert "::error file=posdiag/pos/acme/till.yaml,line=12,title=new%3A barcode" in told
        assert "barcode" in (tmp_path / "summary.md").read_text("utf-8")
    written = [word.partition("=")[2] for word in matrix if re.match(r"[a-z]+=[a-z]", word)]
    assert len(written) >= 3
    assert all((tmp_path / name).stat().st_size > 100 for name in written)
