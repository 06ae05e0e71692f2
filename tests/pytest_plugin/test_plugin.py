"""The plugin in a project of its own, as docs/pytest.md has it: passing tests, failures worth reading."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

from posdiag import assembly
from tests.pytest_plugin.project import Ended, run, shown

pytest_plugins = ["pytester"]

FAILING = """
import pytest
from test_shown import pay
import subprocess, sys

@pytest.mark.posdiag(rig="counter-fs", speed=20)
def test_bad_till(posdiag_terminal, posdiag_issuer):
    posdiag_issuer.give(like="prepaid", balances={"coupon": 30000})
    posdiag_terminal.inject("late:ms=38000,count=1")
    words = [sys.executable, "till.py", posdiag_terminal.host, str(posdiag_terminal.port), "8800", "bad"]
    subprocess.run(words, timeout=30)
    assert posdiag_issuer.charges <= 1
"""


@pytest.fixture(autouse=True, scope="module")
def _loaded() -> None:
    """What the runs in this process import must be there before: C modules cannot be loaded twice."""
    assembly.house()
    for name in ("items", "line", "said", "served"):
        import_module(f"posdiag.pytest_plugin.{name}")
    for name in ("world", "serve", "serve_agent", "pty_door"):
        import_module(f"posdiag_sim.{name}")


def beside(pytester: pytest.Pytester, files: Mapping[str, str], *arguments: str) -> Ended:
    """pytest in a folder of its own, in this process: it saves loading everything again."""
    for name, text in {"pytest.ini": "[pytest]\n", **files}.items():
        path = pytester.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:xdist", *arguments)
    return Ended(int(done.ret), done.stdout.str() + done.stderr.str())


@pytest.fixture(scope="module")
def vendor(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """The tests of the page in a project and a process of their own, and beside them one that fails."""
    files = {"test_shown.py": shown(0), "test_bad.py": FAILING}
    return run(tmp_path_factory.mktemp("vendor"), files, "--strict-markers", "-v")


def test_the_vendors_own_tests_of_the_page_pass(vendor: Ended) -> None:
    assert "test_shown.py::test_a_coupon_pays PASSED" in vendor.out, vendor.out
    assert "test_shown.py::test_a_lost_answer_charges_nobody_twice PASSED" in vendor.out
    assert "1 failed, 2 passed" in vendor.out


def test_a_failure_at_a_terminal_is_told_with_ladder_and_cause(vendor: Ended) -> None:
    assert vendor.code == 1
    for words in (
        "posdiag counter-fs at tcp://127.0.0.1:",
        "0200 sale 8,800 won",
        "charged 2 times",
        "again before",
    ):
        assert words in vendor.out, vendor.out


def test_marked_scenarios_are_tests_that_fail_with_their_report_and_no_stack_trace(
    pytester: pytest.Pytester,
) -> None:
    marked = (
        "import pytest\n"
        "@pytest.mark.posdiag(scenario='partial-approval', pos='reference/hangang@>=3.0')\n"
        "def test_parts(posdiag_run):\n    assert posdiag_run.money.agrees\n"
        "@pytest.mark.posdiag('partial-approval', 'reference/hangang@3.0', verdict='incompatible',\n"
        "                     cause='pos.version_incompatible')\n"
        "def test_known():\n    pass\n"
        "@pytest.mark.posdiag('sale-within-balance', 'reference/hangang@3.1')\n"
        "def test_body(posdiag_run):\n    assert posdiag_run.money.charges == 7\n"
    )
    ended = beside(pytester, {"test_marked.py": marked}, "-v")
    assert ended.code == 1
    assert "2 passed" in ended.out
    assert "test_parts[partial-approval-reference/hangang@3.1] PASSED" in ended.out
    assert (
        "wanted compatible, came out incompatible by pos.version_incompatible.partial_approval" in ended.out
    )
    assert "10,000 won" in ended.out
    assert "posdiag diagnose partial-approval --pos reference/hangang@3.0 --seed 0" in ended.out
    assert (
        "posdiag sale-within-balance-reference/hangang@3.1" in ended.out
    )  # what passed, beside the assertion
    assert "Traceback" not in ended.out
    assert "cases.py" not in ended.out


def test_the_marked_scenarios_of_the_page_pass_with_a_profile_of_ones_own(pytester: pytest.Pytester) -> None:
    profile = (
        "id: reference/my-till\nkind: reference\nvendor: reference\nsource: made up\n"
        "name: {ko: 우리 POS, en: Our till}\nrig: counter-fs\nlike: reference/hangang@3.1\n"
        'releases:\n  - {release: "1.0", date: 2026-01-01, source: made up, note: {ko: 가, en: a}, '
        "changes: {retries: 2}}\n"
    )
    files = {"test_page.py": "import pytest\n" + shown(1), "profiles/my-till.yaml": profile}
    ended = beside(pytester, files, "--strict-markers")
    assert ended.code == 0, ended.out
    assert "failed" not in ended.out


def test_scenario_files_are_collected_only_when_asked_for(pytester: pytest.Pytester) -> None:
    shipped = Path(__file__).parents[2] / "profiles" / "scenarios" / "partial-approval.yaml"
    files = {"cases/partial-approval.posdiag.yaml": shipped.read_text("utf-8"), "other.yaml": "a: b\n"}
    assert beside(pytester, files, "--co", "-q").code == 5
    chosen = ("--posdiag", "--posdiag-pos", "reference/hangang@>=3.0")
    ended = beside(pytester, files, *chosen, "--posdiag-lang", "ko")
    assert ended.code == 1
    assert "1 failed, 1 passed" in ended.out
    assert "부분승인 미지원" in ended.out
    assert "Traceback" not in ended.out
    named = beside(pytester, {}, *chosen, "cases/partial-approval.posdiag.yaml", "-q", "--co")
    assert "partial-approval.posdiag.yaml::reference/hangang@3.1" in named.out


def test_what_cannot_be_played_is_told_at_once(pytester: pytest.Pytester) -> None:
    marked = (
        "import pytest\n@pytest.mark.posdiag(scenario='no-such', pos='reference/hangang')\n"
        "def test_x():\n    pass\n"
    )
    slips = (
        "import pytest\n@pytest.mark.posdiag(rigg='counter-fs', speed='fast')\n"
        "def test_y(posdiag_terminal):\n    pass\n"
    )
    files = {"test_x.py": marked, "test_y.py": slips, "bad.posdiag.yaml": "id: bad\n"}
    ended = beside(pytester, files, "--posdiag", "-p", "no:schemathesis")
    assert ended.code != 0
    assert "no scenario `no-such`" in ended.out
    assert "bad.posdiag.yaml:1: `steps` is missing" in ended.out
    assert "test_y: @pytest.mark.posdiag: no setting `rigg` (did you mean `rig`?)" in ended.out
    assert "test_y: @pytest.mark.posdiag: `speed` is 'fast'" in ended.out
    assert "raise InputError" not in ended.out
    assert "INTERNALERROR" not in ended.out


def test_a_terminal_that_cannot_be_served_is_told_without_a_stack_trace(pytester: pytest.Pytester) -> None:
    marked = (
        "import pytest\n@pytest.mark.posdiag(rig='no-such')\ndef test_x(posdiag_terminal):\n    pass\n"
        "@pytest.mark.posdiag(faults='late:ms=x')\ndef test_y(posdiag_terminal):\n    pass\n"
    )
    ended = beside(pytester, {"test_x.py": marked})
    assert "2 errors" in ended.out
    assert "no rig is called `no-such`" in ended.out
    assert "`ms=x` must be a whole number" in ended.out
    assert "raise InputError" not in ended.out


@pytest.mark.skipif(sys.platform == "win32", reason="a pty needs Linux or macOS")
def test_the_other_fixtures_are_there_too(pytester: pytest.Pytester) -> None:
    tests = """
import os, urllib.request, pytest

@pytest.mark.posdiag(rig="counter-fs", listen="pty", speed=50)
def test_pty(posdiag_terminal, posdiag_issuer):
    posdiag_issuer.give(like="card")
    port = os.open(posdiag_terminal.device, os.O_RDWR | os.O_NOCTTY)
    os.write(port, b"\\x02x\\x03x")
    assert os.read(port, 1) == b"\\x15"
    os.close(port)

@pytest.mark.posdiag(speed=50)
def test_agent(posdiag_agent):
    posdiag_agent.issuer.give(like="card")
    assert posdiag_agent.address.startswith("http://127.0.0.1:")
    assert posdiag_agent.issuer.charged_krw == 0

def test_virtual(posdiag_virtual):
    posdiag_virtual.send(b"\\x02x\\x03x")
    assert posdiag_virtual.read(30_000) == b"\\x15"
    assert posdiag_virtual.now_ms == 30_000

def test_many(posdiag_simulate):
    one, other = posdiag_simulate("counter-fs"), posdiag_simulate("kiosk-fs", speed=5)
    assert one.port != other.port
"""
    ended = beside(pytester, {"test_more.py": tests})
    assert ended.code == 0, ended.out
    assert "4 passed" in ended.out


def test_loading_the_plugin_imports_nothing_heavy() -> None:
    code = (
        "import sys, posdiag.pytest_plugin.plugin;"
        "heavy = [n for n in sys.modules if n.startswith(('posdiag.', 'posdiag_sim', 'msgspec', 'yaml'))];"
        "print(sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['posdiag.pytest_plugin', 'posdiag.pytest_plugin.plugin']"
