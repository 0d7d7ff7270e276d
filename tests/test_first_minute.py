"""A stranger's first minute in Chromium: open, type, read, click to the card, find by type-ahead. Takes the pictures.

`--pictures DIR` keeps the pictures of the pages in docs/.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, ViewportSize, expect, sync_playwright

pytestmark = pytest.mark.browser

_CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_WIDE, _NARROW = ViewportSize(width=1280, height=800), ViewportSize(width=390, height=780)
_TALL = ViewportSize(width=1000, height=1040)
_LEADS, _LOW = ViewportSize(width=1060, height=1040), ViewportSize(width=1060, height=780)
_IN_FORCE = "2026-01-15"
_UNTIL_TOLD_MS = 30_000
"""The first day's messages go out one a second."""
Keeper = Callable[[Page | Locator, str], None]


@pytest.fixture(scope="module")
def keep(pytestconfig: pytest.Config) -> Keeper:
    """Keeps a picture under the folder given with --pictures; without one it does nothing."""
    folder = pytestconfig.getoption("pictures")

    def keep_picture(shown: Page | Locator, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            shown.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")

    return keep_picture


@pytest.fixture(scope="module")
def playground(codes_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The playground as its own command starts it; its address."""
    with a_playground(codes_dir, tmp_path_factory) as address:
        yield address


@pytest.fixture(scope="module")
def minimum(codes_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The playground in the mode that a practice starts with: no names, numbers, days or cents."""
    with a_playground(codes_dir, tmp_path_factory, BILLING_BOT_MODE="minimum") as address:
        yield address


@contextmanager
def a_playground(codes_dir: Path, tmp_path_factory: pytest.TempPathFactory, **settings: str) -> Iterator[str]:
    if not _CHROMIUM and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed")
    assert _CHROMIUM, "CI needs Chromium"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path_factory.mktemp("home")),
        "BILLING_BOT_CODES_DIR": str(codes_dir),
    } | settings
    command = [sys.executable, "-m", "bot", "playground", "--no-open", "--today", _IN_FORCE]
    command += ["--data-dir", str(tmp_path_factory.mktemp("data"))]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        ready = process.stdout.readline().split()
        assert ready[:1] == ["ready"], ready
        yield ready[1]
    finally:
        process.terminate()
        assert process.wait(15) == 0


@pytest.fixture(scope="module")
def browser(playground: str) -> Iterator[Browser]:
    with sync_playwright() as driver:
        driver.selectors.set_test_id_attribute("data-test")
        running = driver.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
        yield running
        running.close()


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser, playground: str) -> Iterator[Page]:
    """A new visitor's page. Whatever the console complains of fails the test."""
    with a_page(browser, playground, scheme=request.param, viewport=_WIDE) as opened:
        yield opened


@pytest.fixture(params=["light", "dark"])
def billers_page(request: pytest.FixtureRequest, browser: Browser, minimum: str) -> Iterator[Page]:
    """A biller's page, in `minimum`."""
    with a_page(browser, f"{minimum}#/bea/billing", scheme=request.param, viewport=_TALL) as opened:
        yield opened


@pytest.fixture(params=["light", "dark"])
def leads_page(request: pytest.FixtureRequest, browser: Browser, playground: str) -> Iterator[Page]:
    """A lead's page, at the channel that denials go to."""
    with a_page(browser, f"{playground}#/lee/denials", scheme=request.param, viewport=_LEADS) as opened:
        yield opened


@contextmanager
def a_page(browser: Browser, address: str, *, scheme: str, viewport: ViewportSize) -> Iterator[Page]:
    context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
    opened = context.new_page()
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    opened.on("console", note)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(address)
    yield opened
    context.close()
    assert not complaints


def _go(page: Page, place: str) -> None:
    page.evaluate("place => { location.hash = `#/${place}`; }", place)


def _say(page: Page, text: str) -> None:
    composer = page.get_by_test_id("composer")
    composer.fill(text)
    composer.press("Enter")


def test_the_first_minute(page: Page, request: pytest.FixtureRequest, keep: Keeper) -> None:
    scheme = request.node.callspec.params["page"]
    expect(page.get_by_test_id("composer")).to_be_focused()
    expect(page.get_by_test_id("examples").get_by_role("button").last).to_be_in_viewport()
    keep(page, f"start-{scheme}")

    _say(page, "/code heart attack")
    answer = page.get_by_test_id("ephemeral").last
    expect(answer).to_contain_text("I21.9")
    expect(page.get_by_test_id("examples")).to_have_count(0)
    expect(answer).to_contain_text("Only visible to you")
    keep(page, f"list-{scheme}")

    answer.get_by_role("button", name="Open").first.click()
    expect(answer).to_contain_text("✅ Billable")
    expect(answer).to_contain_text("Acute myocardial infarction, unspecified")
    keep(page, f"card-{scheme}")

    answer.get_by_role("button", name="Back to the list").click()
    expect(answer).to_contain_text("6 of")

    page.get_by_test_id("shortcuts").click()
    page.get_by_test_id("shortcut-find_code").click()
    modal = page.get_by_test_id("modal")
    field = modal.locator("[data-action-id=find_code_choice]")
    field.click()
    field.press_sequentially("frozen should")
    expect(page.get_by_role("option").first).to_contain_text("Adhesive capsulitis")
    keep(page, f"suggest-{scheme}")
    page.get_by_role("option").first.click()
    expect(modal).to_contain_text("Adhesive capsulitis")
    keep(page, f"find-{scheme}")
    page.keyboard.press("Escape")
    expect(modal).to_have_count(0)


def test_a_claim_in_minimum_names_nobody_and_says_what_to_do(
    billers_page: Page, request: pytest.FixtureRequest, keep: Keeper
) -> None:
    page, scheme = billers_page, request.node.callspec.params["billers_page"]
    _say(page, "/claims denied")
    answer = page.get_by_test_id("ephemeral").first
    expect(answer).to_contain_text("Read as: denied")
    keep(answer, f"worklist-{scheme}")

    answer.get_by_role("button", name="Open").first.click()
    card = page.get_by_test_id("ephemeral").nth(1)
    expect(card).to_contain_text("Why it is denied")
    expect(card).to_contain_text("Usual next step")
    assert not re.search(r"\.\d\d\b|20\d\d-\d\d-\d\d|claim number|patient [A-Z]\.", card.inner_text())
    keep(card, f"claim-{scheme}")

    card.get_by_role("button", name="Details").click()
    details = page.get_by_test_id("modal")
    expect(details).to_contain_text("Diagnoses and procedures are not shown here.")
    keep(details, f"details-{scheme}")
    page.keyboard.press("Escape")
    expect(details).to_have_count(0)
    expect(card.get_by_role("button", name="Details")).to_be_focused()

    _say(page, "/denial CO-97 N30")
    advice = page.get_by_test_id("ephemeral").nth(2)
    expect(advice).to_contain_text("What to do: CO-97 N30")
    keep(advice, f"denial-{scheme}")


def test_what_is_due_is_told_in_a_channel_in_messages_and_in_app_home(
    leads_page: Page, request: pytest.FixtureRequest, keep: Keeper
) -> None:
    page, scheme = leads_page, request.node.callspec.params["leads_page"]
    why = page.get_by_role("button", name="Why am I seeing this?")
    reminder = page.get_by_test_id("message").filter(has=why).filter(has_text="Usual next step").first
    expect(reminder).to_contain_text("Deadline:", timeout=_UNTIL_TOLD_MS)
    expect(reminder.get_by_role("button", name="Take")).to_be_visible()
    keep(reminder, f"reminder-{scheme}")

    _go(page, "lee/dm")
    day = page.get_by_test_id("message").filter(has=page.get_by_role("heading", name="Your day")).first
    expect(day.get_by_role("button", name="Open").first).to_be_visible(timeout=_UNTIL_TOLD_MS)
    keep(day, f"day-{scheme}")

    page.set_viewport_size(_LOW)
    _go(page, "lee/home")
    home = page.get_by_role("main")
    expect(home).to_contain_text("Your work")
    expect(home).to_contain_text("/claims denied aetna over 60")
    keep(home, f"home-{scheme}")


def test_a_lead_settles_where_claims_are_posted(leads_page: Page, request: pytest.FixtureRequest, keep: Keeper) -> None:
    page, scheme = leads_page, request.node.callspec.params["leads_page"]
    _say(page, "/billing settings")
    settings = page.get_by_test_id("modal")
    expect(settings).to_contain_text("Where claims are posted")
    expect(settings).to_contain_text("denials takes denials and appeals")
    keep(settings, f"settings-{scheme}")
    page.keyboard.press("Escape")
    expect(settings).to_have_count(0)


def test_a_narrow_window_has_no_sideways_scroll(browser: Browser, playground: str, keep: Keeper) -> None:
    context = browser.new_context(viewport=_NARROW)
    page = context.new_page()
    page.goto(playground)
    _say(page, "/code E11.22")
    expect(page.get_by_test_id("ephemeral").last).to_contain_text("Billable")

    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert wider == 0
    keep(page, "narrow")
    context.close()


def test_a_tall_answer_is_shown_from_its_beginning(browser: Browser, playground: str) -> None:
    context = browser.new_context(viewport=_NARROW)
    page = context.new_page()
    page.goto(f"{playground}#/ada/coding")
    _say(page, "/code E11.22")
    answer = page.get_by_test_id("ephemeral").last
    expect(answer).to_contain_text("Billable")

    expect(answer.get_by_text("E11.22", exact=True).first).to_be_in_viewport()
    _say(page, "/code S52.501A")
    expect(page.get_by_test_id("ephemeral").last.get_by_text("S52.501A", exact=True).first).to_be_in_viewport()

    context.close()


def test_a_reload_returns_to_the_person_and_place(browser: Browser, playground: str) -> None:
    context = browser.new_context(viewport=_WIDE)
    page = context.new_page()
    page.goto(f"{playground}#/cody/coding")
    _say(page, "/code gout")
    expect(page.get_by_test_id("ephemeral").last).to_contain_text("M10.9")

    page.reload()

    expect(page.get_by_test_id("person-switcher")).to_contain_text("Cody Coder")
    expect(page.get_by_test_id("composer")).to_have_attribute("placeholder", "Message #coding")
    expect(page.get_by_test_id("ephemeral")).to_have_count(0)
    context.close()


def test_home_and_direct_messages_work(browser: Browser, playground: str) -> None:
    context = browser.new_context(viewport=_WIDE)
    page = context.new_page()
    page.goto(f"{playground}#/pat/home")
    expect(page.get_by_role("main")).to_contain_text("98,186 codes")

    page.goto(f"{playground}#/pat/dm")
    _say(page, "wheelchair")

    expect(page.get_by_test_id("message").last).to_contain_text("HCPCS Level II")
    context.close()


def test_hostile_text_stays_text(browser: Browser, playground: str) -> None:
    context = browser.new_context(viewport=_WIDE)
    page = context.new_page()
    page.goto(f"{playground}#/lee/denials")
    _say(page, "<img src=x onerror=alert(1)> <!channel> " + "x" * 3000)

    hostile = page.get_by_test_id("message").filter(has_text="<img src=x onerror=alert(1)>")
    expect(hostile).to_have_count(1)
    assert page.locator("[data-test=message] img[src=x]").count() == 0
    assert json.loads(page.evaluate("JSON.stringify(document.documentElement.scrollWidth <= innerWidth)"))
    context.close()
