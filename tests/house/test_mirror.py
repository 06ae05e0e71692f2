"""The tests mirror the tree: each source file has its test file, and each test file its source."""

from __future__ import annotations

from pathlib import Path

#: Source folder -> folder of its tests.
MIRRORS = {"posdiag": "tests", "simulators/posdiag_sim": "tests/posdiag_sim"}
#: Sources without a test of their own, each with its reason. One that has a test must leave this list.
EXEMPT = {
    "posdiag/__main__.py": "two lines; tests/cli/test_main.py starts it",
    "posdiag/record.py": "dataclasses only; every report test builds them",
    "posdiag/transcript.py": "dataclasses only; every replay test reads them",
    "posdiag/errors.py": "dataclasses only; every linter's tests read them",
    "posdiag/capture/events.py": "dataclasses only; every reader's tests compare them",
    "posdiag/capture/packets.py": "dataclasses and numbers only; the readers' tests compare them",
    "posdiag/diagnose/finding.py": "dataclasses only; every detector's tests read them",
    "posdiag/entitle/question.py": "dataclasses only; tests/entitle/test_decide.py fills and reads them",
    "posdiag/statement/payment.py": "dataclasses only; every reader of statements fills them",
    "posdiag/link/api.py": "the interface alone; every link's tests hold to it",
    "posdiag/link/station.py": "a dataclass only; tests/test_assembly.py fills it",
    "posdiag/payment/money.py": "dataclasses only; tests/replay/test_account.py fills them",
    "posdiag/profile/model.py": "dataclasses only; tests/profile fills them",
    "posdiag/profile/traits.py": "dataclasses and their defaults only",
    "posdiag/replay/steps.py": "dataclasses only; tests/replay/test_till.py speaks them",
    "posdiag/replay/variant.py": "a dataclass only; tests/guidance/test_deeds.py changes it",
    "posdiag/replay/scenario.py": "dataclasses only; tests/replay/test_load_scenario.py fills them",
    "posdiag/web/api/table.py": "a list only; tests/web/test_openapi.py walks it",
    "posdiag/web/desk.py": "dataclasses only; tests/web/conftest.py builds them",
    "posdiag/web/worker/__main__.py": "tests/web/test_jobs.py starts it as the server does",
    "posdiag/wire/codec.py": "the interface alone; every codec's tests hold to it",
    "posdiag/wire/message.py": "dataclasses only; every codec's tests read them",
}
#: Folders of sources that are words alone; tests/house/test_languages.py reads them all.
WORDS = ("posdiag/cli/phrases/", "posdiag/web/phrases/", "posdiag/korean/")
#: Folders of tests that cross rooms: they mirror nothing.
ACROSS = {"house", "peers", "playbook", "vectors", "whole", "bench"}


def sources(root: Path) -> dict[str, str]:
    """Source path -> path of the test that mirrors it."""
    pairs = {}
    for folder, tests in MIRRORS.items():
        for path in sorted((root / folder).rglob("*.py")):
            inner = path.relative_to(root / folder)
            if path.name != "__init__.py" and not f"{folder}/{inner.as_posix()}".startswith(WORDS):
                pairs[f"{folder}/{inner.as_posix()}"] = (
                    f"{tests}/{inner.with_name('test_' + path.name).as_posix()}"
                )
    return pairs


def test_each_source_file_has_its_test_file(root: Path) -> None:
    missing = [
        f"{source}: no {test}; write it"
        for source, test in sources(root).items()
        if source not in EXEMPT and not (root / test).is_file()
    ]
    assert not missing, "\n".join(missing)


def test_each_test_file_has_its_source_file(root: Path) -> None:
    mirrored = set(sources(root).values())
    homeless = []
    for path in sorted((root / "tests").rglob("test_*.py")):
        test = path.relative_to(root)
        if test.parts[1] not in ACROSS and test.as_posix() not in mirrored:
            homeless.append(
                f"{test.as_posix()}: mirrors no source file; rename it after one, "
                f"or move it to tests/whole if it crosses rooms"
            )
    assert not homeless, "\n".join(homeless)


def test_no_exemption_outlives_its_reason(root: Path) -> None:
    pairs = sources(root)
    stale = [
        f"{source}: {'has a test now' if source in pairs else 'is gone'}; take it out of EXEMPT"
        for source in EXEMPT
        if source not in pairs or (root / pairs[source]).is_file()
    ]
    assert not stale, "\n".join(stale)
