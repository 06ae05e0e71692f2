"""The entry point: options, marker, hooks and fixtures; the rest of posdiag is imported when it is used.

See docs/pytest.md.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from posdiag.pytest_plugin.cases import Case
    from posdiag.pytest_plugin.line import VirtualTill
    from posdiag.pytest_plugin.served import Issuer, ServedTerminal
    from posdiag.record import RunRecord

#: The fixture by which a marked function becomes one test a scenario and release; of no use by itself.
CASE = "_posdiag_case"
_MARKER = (
    "posdiag(scenario, pos, terminal=None, faults=(), seed=0, verdict='compatible', cause=None, "
    "rig='counter-fs', listen='tcp://127.0.0.1:0', speed=1.0): replay scenarios on POS releases as tests, or "
    "say at which simulated terminal a test of your own pays; see docs/pytest.md"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of the command line and of the ini file."""
    group = parser.getgroup("posdiag")
    group.addoption(
        "--posdiag", action="store_true", help="collect *.posdiag.yaml and scenario files given as tests"
    )
    group.addoption(
        "--posdiag-pos",
        action="append",
        default=[],
        metavar="ID[@RELEASE]|FILE.yaml",
        help="POS releases on which collected scenarios are replayed",
    )
    group.addoption("--posdiag-terminal", metavar="URL", help="terminal instead of each product's own rig")
    group.addoption(
        "--posdiag-lang", choices=("ko", "en"), default="en", help="language of posdiag's reports"
    )
    parser.addini("posdiag_pos", "POS releases on which collected scenarios are replayed", type="args")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", _MARKER)


# -- scenarios as tests ------------------------------------------------------------------------------


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """With --posdiag: `*.posdiag.yaml` anywhere, and YAML files that were named on the command line."""
    if file_path.suffix not in (".yaml", ".yml") or not parent.config.getoption("--posdiag"):
        return None
    named = file_path.name.endswith((".posdiag.yaml", ".posdiag.yml"))
    if not named and not parent.session.isinitpath(file_path):
        return None
    from posdiag.pytest_plugin.items import ScenarioFile

    return ScenarioFile.from_parent(parent, path=file_path)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A function with the marker and a scenario becomes one test for each scenario and release."""
    marker = metafunc.definition.get_closest_marker("posdiag")
    if marker is None:
        return
    from posdiag.pytest_plugin.marker import marker_faults

    if faults := marker_faults(marker.kwargs):
        place = f"{metafunc.definition.nodeid}: @pytest.mark.posdiag"
        raise pytest.Collector.CollectError("\n".join(f"{place}: {fault}" for fault in faults))
    if not _scenario_of(marker):
        return
    from posdiag.pytest_plugin.cases import cases_of_marker

    cases = cases_of_marker(marker, metafunc.config)
    metafunc.fixturenames.append(CASE)
    metafunc.parametrize(CASE, cases, ids=[case.id for case in cases], indirect=True)


def _scenario_of(marker: pytest.Mark) -> object:
    return marker.args[0] if marker.args else marker.kwargs.get("scenario")


@pytest.fixture(name=CASE)
def _case(request: pytest.FixtureRequest) -> object:
    return request.param


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Before a marked function: its scenario must come out as the marker says."""
    case = _case_of(pyfuncitem)
    if case is not None:
        case.require(pyfuncitem.config)
    return (yield)


def _case_of(item: pytest.Item) -> Case | None:
    """The scenario and release of a marked test."""
    params = item.callspec.params if hasattr(item, "callspec") else {}
    case: Case | None = params.get(CASE)
    return case


@pytest.fixture
def posdiag_run(request: pytest.FixtureRequest) -> RunRecord:
    """The record of the marked scenario's replay: verdict, money, findings, causes, transcript."""
    case = _case_of(request.node)
    if case is None:
        pytest.fail("posdiag_run needs @pytest.mark.posdiag(scenario=…, pos=…)", pytrace=False)
    return case.record


# -- simulated terminals -----------------------------------------------------------------------------


@pytest.fixture
def posdiag_simulate(request: pytest.FixtureRequest) -> Iterator[Callable[..., ServedTerminal]]:
    """`posdiag_simulate(rig, listen=…, speed=…, faults=…)` serves a terminal until the test ends."""
    from posdiag.pytest_plugin.served import ServedTerminal

    opened: list[ServedTerminal] = []

    def serve(rig: str = "counter-fs", **settings: Any) -> ServedTerminal:
        terminal = ServedTerminal(rig, **settings)
        terminal.open()
        opened.append(terminal)
        return terminal

    request.node.stash[_TERMINALS] = opened
    try:
        yield serve
    finally:
        for terminal in opened:
            terminal.close()


@pytest.fixture
def posdiag_terminal(
    request: pytest.FixtureRequest, posdiag_simulate: Callable[..., ServedTerminal]
) -> ServedTerminal:
    """A simulated terminal on TCP, or on a pty, as the marker says: `listen="pty"`."""
    return posdiag_simulate(**_settings(request, "counter-fs", "tcp://127.0.0.1:0"))


@pytest.fixture
def posdiag_agent(
    request: pytest.FixtureRequest, posdiag_simulate: Callable[..., ServedTerminal]
) -> ServedTerminal:
    """A simulated VAN agent on HTTP; `rig="agent-ws"` in the marker for a WebSocket."""
    settings = _settings(request, "agent-form", "")
    scheme = "ws" if settings["rig"] == "agent-ws" else "http"
    if not settings["listen"]:
        settings["listen"] = f"{scheme}://127.0.0.1:0"
    return posdiag_simulate(**settings)


@pytest.fixture
def posdiag_issuer(posdiag_terminal: ServedTerminal) -> Issuer:
    """The issuer behind `posdiag_terminal`: gives cards and coupons, and tells what was booked."""
    return posdiag_terminal.issuer


@pytest.fixture
def posdiag_virtual(request: pytest.FixtureRequest) -> VirtualTill:
    """The POS's end of a simulated terminal's line in virtual time: a wait of 30 s costs nothing."""
    from posdiag.pytest_plugin.line import VirtualTill

    settings = _settings(request, "counter-fs", "")
    return VirtualTill(settings["rig"], settings["seed"], settings["faults"])


def _settings(request: pytest.FixtureRequest, rig: str, listen: str) -> dict[str, Any]:
    marker = request.node.get_closest_marker("posdiag")
    given = dict(marker.kwargs) if marker is not None else {}
    usual: dict[str, Any] = {"rig": rig, "listen": listen, "speed": 1.0, "faults": (), "seed": 0}
    chosen = {name: given.get(name, value) for name, value in usual.items()}
    if isinstance(chosen["faults"], str):  # one fault may stand without a list around it
        chosen["faults"] = (chosen["faults"],)
    return chosen


_TERMINALS: pytest.StashKey[list[ServedTerminal]] = pytest.StashKey()


# -- failures ----------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed scenario is told by its own report; a failed test at a terminal gets what passed there."""
    report = yield
    if call.excinfo is None or not report.failed:
        return report
    opened = item.stash.get(_TERMINALS, [])
    case = _case_of(item)
    if type(call.excinfo.value).__name__ == "Incompatible":
        from posdiag.pytest_plugin.cases import Incompatible

        if isinstance(call.excinfo.value, Incompatible):
            report.longrepr = str(call.excinfo.value)
    elif call.when == "setup" and _is_users(call.excinfo.value):
        report.longrepr = str(call.excinfo.value)
    elif opened and call.when == "call":
        from posdiag.pytest_plugin.said import terminal_sections

        report.sections += terminal_sections(opened, item.config.getoption("--posdiag-lang"))
    elif case is not None and call.when == "call":
        from posdiag.pytest_plugin.cases import report_of

        text = report_of(case.run, item.config.getoption("--posdiag-lang"))
        report.sections.append((f"posdiag {case.id}", text))
    return report


def _is_users(error: BaseException) -> bool:
    """Whether the user can mend it: then place and remedy are said, and no stack trace helps."""
    from posdiag.errors import PosdiagError

    return isinstance(error, PosdiagError)
