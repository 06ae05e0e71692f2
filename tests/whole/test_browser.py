"""A real browser: a call by the keyboard alone, a live replay, an upload, two agents, no barrier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from posdiag import assembly_serve
from posdiag.web.rooms import Rooms
from posdiag.web.settings import Limits, Settings
from tests.postgres import Postgres
from tests.web.served import served
from tests.whole.processes import ECR_SPEED, bench_of, diagnosed, simulated
from tests.whole.test_tapped import tapped

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed: no page is seen in a browser"
)

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[2] / ".peers" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
OPEN = Settings(limits=Limits(rate=0))
PAID_TWICE = """\
이용일시,가맹점명,이용금액,승인번호,비고
2026-09-21 12:00:05,한강식당,12300,30000001,카드 9400001234567897
2026-09-21 12:00:41,한강식당,12300,30000002,
"""
PAGES = ("/", "/cases", "/cases/1", "/cases/1/sheet", "/clusters", "/runs", "/matrix", "/captures", "/taps",
         "/rules?programme=onnuri", "/self", "/help", "/login", "/cases/999")  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip("Debian's chromium is not installed: no page is seen in a browser")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def taps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which taps record."""
    folder = tmp_path_factory.mktemp("lines") / "taps"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, taps: Path) -> Iterator[str]:
    database = str(tmp_path_factory.mktemp("seen") / "cases.db")
    settings = Settings(limits=Limits(rate=0), watch=taps)
    with served(settings, database, Rooms(), assembly_serve.worker_command()) as url:
        yield url


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page of which nothing complains: no message on its console, no request to another host."""
    context = chromium.new_context(locale="ko-KR", permissions=["clipboard-read", "clipboard-write"])
    shown = context.new_page()
    complaints: list[str] = []
    shown.on("console", lambda message: complaints.append(message.text))
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    yield shown
    context.close()
    assert not complaints
    assert all(url.startswith(("http://127.0.0.1:", "data:")) for url in asked), asked


@pytest.fixture(autouse=True)
def patience(chromium: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """No page waits for longer than this unless it is told to."""
    for kind in ("new_page", "new_context"):
        plain = getattr(chromium, kind)

        def patient(*options: Any, plain: Any = plain, **named: Any) -> Any:
            made = plain(*options, **named)
            made.set_default_timeout(10_000)
            return made

        monkeypatch.setattr(chromium, kind, patient)


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def barriers(page: Any) -> list[str]:
    """What axe-core finds on the page as it stands; nothing where it is not installed."""
    if not AXE.exists():
        return []
    page.evaluate(
        AXE.read_text(encoding="utf-8")
    )  # by the debugger: the page's own policy would not let it in
    told = page.evaluate("axe.run({resultTypes: ['violations']})")  # the rest is counted, not listed
    assert len(told["passes"]) > 10
    return [f"{page.url}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in told["violations"]]


def test_an_agent_solves_a_call_by_the_keyboard_alone(page: Any, address: str) -> None:
    garbled = "이 키오스크는 PG 결제라서 쿠폰을 지원하지 않는 기기래요".encode("cp949").decode("latin-1")
    page.goto(address)
    page.keyboard.insert_text(garbled)  # the field has the focus, as after pasting
    press(page, "Control+Enter")
    page.wait_for_url(re.compile(r"/cases/\d+$"))
    assert "결제 경로 미지원" in page.inner_text("main")
    assert "깨진 글자를 되살려 읽었습니다" in page.inner_text("main")
    press(page, "c")
    page.wait_for_selector("#told p")
    assert "카운터의 카드 단말기에서 결제해 주세요" in page.evaluate("navigator.clipboard.readText()")
    asked = page.inner_text("#ask strong")
    press(page, "0")
    page.wait_for_function("asked => document.querySelector('#ask strong')?.innerText !== asked", arg=asked)
    press(page, "o", "Tab")  # to the outcome: the first field of its form, where the first choice stands
    assert page.evaluate("document.activeElement.name") == "outcome"
    press(page, "Control+Enter")
    page.wait_for_selector("#outcome .fine")
    assert "안내가 통했음" in page.inner_text("#outcome")
    press(page, "g", "l")
    page.wait_for_url("**/cases")
    press(page, "j", "Enter")
    page.wait_for_url(re.compile(r"/cases/\d+$"))


def test_the_ladder_of_a_replay_grows_while_it_runs(page: Any, address: str) -> None:
    page.goto(f"{address}/runs?scenario=timeout-retry&pos=reference/hangang@2.0&pace=20")
    page.select_option("[name=pace]", "20")
    page.press("[name=seed]", "Control+Enter")
    page.wait_for_url(re.compile(r"/runs/\w+$"))
    page.wait_for_selector("#live .rung", timeout=20_000)
    first = page.locator("#live .rung").count()
    page.wait_for_function(
        "n => document.querySelectorAll('#live .rung').length > n", arg=first, timeout=20_000
    )
    page.wait_for_selector("#ladder", timeout=60_000)
    assert page.locator("#ladder .rung").count() > first
    page.locator("#ladder [data-frame]").first.focus()
    press(page, "Enter")
    page.wait_for_selector("#frame[open] .bytes")
    assert "0200" in page.inner_text("#frame")
    press(page, "Escape")
    assert not page.is_visible("#frame")


def test_the_ladder_of_a_line_grows_while_a_tap_runs(page: Any, address: str, taps: Path) -> None:
    """A rig in one process, the tap before it in another, and a till that pays through the tap in a third."""
    with simulated("counter-fs", "tcp://127.0.0.1:0", taps.parent, ECR_SPEED) as (terminal, environment):
        bench = bench_of(int(terminal.rpartition(":")[2]), environment)
        with tapped(terminal, taps / "counter-1.pcapng", environment) as near:
            paid = f"{near}?bench={bench}&speed={ECR_SPEED}"
            page.goto(f"{address}/taps")
            assert "counter-1" in page.inner_text("main")
            press(page, "/")  # the first recording's button, and pressed by that
            page.wait_for_url(re.compile(r"/runs/\w+$"))
            assert page.locator("#live .rung").count() == 0
            for number in (1, 2):
                before = page.locator("#live .rung").count()
                diagnosed(["sale-within-balance"], "reference/hangang@3.1", paid, (), environment)
                for what, least in (("#live .rung", before + 4), ("#payments li", number)):
                    grown = "([what, least]) => document.querySelectorAll(what).length >= least"
                    page.wait_for_function(grown, arg=[what, least], timeout=30_000)
            assert barriers(page) == []
            page.locator("#live [data-frame]").first.focus()
            press(page, "Enter")
            page.wait_for_selector("#frame[open] table")
            assert "0200" in page.inner_text("#frame")
            press(page, "Escape")
            page.locator("#payments a").first.focus()
            press(page, "Enter")
            page.wait_for_selector("#ladder .rung")
            press(page, "Control+Home")
            page.click("text=회선으로 돌아가기")
            assert page.locator("#live .rung").count() >= 8  # drawn by the server now
            page.click(".stop button")
            page.wait_for_selector("#live-state:has-text('중지함')")


def test_a_statement_is_attached_by_the_keyboard_alone(page: Any, address: str) -> None:
    page.goto(address)
    page.keyboard.insert_text("두 번 결제된 것 같아요")
    press(page, "Control+Enter")
    page.wait_for_url(re.compile(r"/cases/\d+$"))
    press(page, "d")
    assert page.evaluate("document.activeElement.name") == "text"
    page.keyboard.insert_text(PAID_TWICE)
    press(page, "Control+Enter")
    page.wait_for_selector("#statement .odd")
    assert barriers(page) == []
    told = page.inner_text("#statement")
    assert "결제 2건을 읽었습니다" in told
    assert "12,300 원" in told
    assert "9400001234567897" not in page.content()
    press(page, "d")  # another in its place: the form opens, and what is pasted replaces the first
    press(page, "Tab")
    page.keyboard.insert_text("2026-09-21 12:00:05,한강식당,12300,30000001\n")
    press(page, "Control+Enter")
    page.wait_for_selector("#statement .fine")
    assert "결제 1건을 읽었습니다" in page.inner_text("#statement")


def test_a_capture_that_is_dropped_is_diagnosed(page: Any, address: str, tmp_path: Path) -> None:
    log = "> 2026/09/21 12:00:00.000000  length=1 from=0 to=0\n 05\n"
    log += "< 2026/09/21 12:00:00.100000  length=1 from=0 to=0\n 06\n"
    page.goto(f"{address}/captures")
    given = page.evaluate_handle(
        "text => { const d = new DataTransfer(); d.items.add(new File([text], 'shop.log')); return d; }", log
    )
    page.dispatch_event(".drop", "drop", {"dataTransfer": given})
    page.wait_for_url(re.compile(r"/runs/\w+$"))
    page.wait_for_selector("text=0", timeout=60_000)


def test_two_agents_on_two_servers_see_each_others_case(chromium: Any, database_server: Postgres) -> None:
    database = database_server.new_database()
    with ExitStack() as stack:
        one, other = (stack.enter_context(served(OPEN, database, Rooms())) for _ in range(2))
        kim, lee = chromium.new_page(), chromium.new_page()
        kim.goto(one)
        kim.fill("[name=text]", "잔액 부족이라고 나와요")
        kim.keyboard.press("Control+Enter")
        kim.wait_for_url(re.compile(r"/cases/1$"))
        lee.goto(f"{other}/cases")
        lee.click("main tbody a")
        assert "잔액 부족이라고 나와요" in lee.inner_text("main")
        lee.fill("#note", "제가 다시 전화합니다")
        lee.keyboard.press("Enter")
        lee.wait_for_selector("text=제가 다시 전화합니다")  # kept, since the page that shows it is a new one
        kim.reload()
        assert "제가 다시 전화합니다" in kim.inner_text("main")
        kim.close()
        lee.close()


def test_without_script_a_call_goes_all_the_same(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.fill("[name=text]", "한도초과라고 나와요")
    page.click("main button.primary")
    page.wait_for_url(re.compile(r"/cases/\d+$"))
    page.select_option("[name=outcome]", "worked")
    page.click("#outcome button.primary")
    page.wait_for_selector("#outcome .fine")
    context.close()


@pytest.mark.parametrize("width", [360, 640])
def test_on_a_phone_and_at_twice_the_size_nothing_runs_off_the_page(
    chromium: Any, address: str, width: int
) -> None:
    """A window of 1280 at 200 % shows 640 CSS pixels."""
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(address)
    page.fill("[name=text]", "키오스크에서 쿠폰이 안 되고 일반 카드로 결제됐어요")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/cases/\d+$"))
    wide = []
    for path in PAGES:
        page.goto(address + path)
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        wide += [path] * (beyond > 0)
    page.close()
    assert not wide


@pytest.mark.parametrize(
    ("lang", "theme"),
    [
        ("ko", "light"),
        pytest.param("ko", "dark", marks=pytest.mark.slow),
        pytest.param("en", "light", marks=pytest.mark.slow),
        pytest.param("en", "dark", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_no_barrier_on_any_page(chromium: Any, address: str, lang: str, theme: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed (npm): no page is looked through for barriers")
    page = chromium.new_page(color_scheme=theme, viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.fill("[name=text]", "단말기에 통신오류라고 나와요 9400001234567897")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/cases/\d+$"))
    found = []
    for path in PAGES:
        page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={lang}&theme={theme}")
        found += barriers(page)
    page.close()
    assert not found, "\n".join(found)
