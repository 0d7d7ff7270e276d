"""The crosswalk page, over real HTTP on loopback: who gets an answer, that it is written down, that nothing stays."""

import http.client
import logging
import re
import shutil
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from claim_store import TODAY, FilledStore
from command_line import CommandLine, a_command_line
from fixed_clock import FixedClock
from x12_claims import Paid, a_remittance, a_sent_claim

from bot.app import build_services
from bot.app import crosswalk_page as page_of_the_bot
from bot.audit import AuditTrail
from bot.crosswalk import Crosswalk
from bot.crosswalk_html import NOT_A_REFERENCE, NOT_FOUND, STALE
from bot.crosswalk_page import CrosswalkPage, serving
from bot.peers import find_login
from bot.people import local_operator
from bot.settings import read_settings
from data.errors import BillingBotError
from data.people_models import AuditEntry
from data.store.audit import iterate_rows
from data.store.claims_file import ClaimsFile
from data.store.provider_queries import add_query

UNKNOWN = "ZZZ-ZZZ"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Visitor:
    """A browser, as far as the page can tell."""

    page: CrosswalkPage

    def get(self, path: str = "/", **headers: str) -> Answer:
        return self.send("GET", path, None, headers)

    def look_up(self, ref: str, *, token: str | None = None, path: str = "/", **headers: str) -> Answer:
        form = urlencode({"token": self.page.token if token is None else token, "ref": ref})
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.page.url.rstrip("/")}
        return self.send("POST", path, form, sent | headers)

    def send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.page.port, timeout=10)
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        got = connection.getresponse()
        answer = Answer(got.status, dict(got.getheaders()), got.read().decode())
        connection.close()
        return answer


@pytest.fixture
def filled(tmp_path: Path) -> FilledStore:
    paid = Paid(patient_name="AGATE<b>*APRIL", icn="ICN&1001")
    return FilledStore(tmp_path).take_all([a_sent_claim(patient="AGATE<b>*APRIL"), a_remittance(paid)])


@pytest.fixture
def visitor(filled: FilledStore) -> Iterator[Visitor]:
    audit = AuditTrail(filled.store, FixedClock(TODAY))
    page = CrosswalkPage(Crosswalk(filled.store), audit, port=0, own_login_only=True)
    with serving(page):
        yield Visitor(page)


def ref_of(filled: FilledStore) -> str:
    ref: str = filled.claim()["ref"]
    return ref


def rows(filled: FilledStore) -> list[AuditEntry]:
    with filled.store.read() as db:
        return [row.entry for row in iterate_rows(db)]


def test_a_reference_leads_to_numbers_patient_and_day_and_is_written_down(
    visitor: Visitor, filled: FilledStore
) -> None:
    answer = visitor.look_up(ref_of(filled))

    assert answer.status == 200
    for fact in ("1001", "ICN&amp;1001", "AGATE&lt;b&gt;, APRIL", "2026-01-05", ref_of(filled)):
        assert f"<dd>{fact}</dd>" in answer.text
    (row,) = rows(filled)
    assert (row.team, row.user, row.action) == ("local", local_operator().user, "claim.crosswalk")
    assert (row.object, row.place, row.detail) == (ref_of(filled), "crosswalk page", {"found": True})


@pytest.mark.parametrize("typed", ["{ref}", " {ref} ", "{small}", "{joined}"])
def test_a_reference_is_read_as_people_type_it(visitor: Visitor, filled: FilledStore, typed: str) -> None:
    ref = ref_of(filled)

    answer = visitor.look_up(typed.format(ref=ref, small=ref.lower(), joined=ref.replace("-", "")))

    assert "AGATE" in answer.text


def test_a_former_reference_leads_to_the_claim_that_it_became(tmp_path: Path) -> None:
    listed = b'Claim ID,Patient,Insurance,DOS,Charge,Balance\nX77,"AGATE, APRIL",Aetna,01/05/2026,200,200\n'
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), listed])
    refs = [claim["ref"] for claim in filled.claims()]
    filled.desk.join(*(claim["id"] for claim in filled.claims()))

    found = [Crosswalk(filled.store).find(ref) for ref in refs]

    assert [row.claim_number for row in found if row] == ["1001", "1001"]


@pytest.mark.parametrize("typed", ["{ref}", "{small}", "{joined}"])
def test_a_querys_reference_leads_to_the_chart_of_its_claim(visitor: Visitor, filled: FilledStore, typed: str) -> None:
    with filled.store.write() as db:
        _, ref = add_query(db, ref_of(filled))

    answer = visitor.look_up(typed.format(ref=ref, small=ref.lower(), joined=ref.replace("-", "")))

    assert "AGATE" in answer.text
    assert f"<dd>{ref}</dd>" in answer.text
    assert [row.object for row in rows(filled)] == [ref]


def test_an_unknown_reference_is_written_down_and_what_is_none_is_not(visitor: Visitor, filled: FilledStore) -> None:
    assert NOT_FOUND in unescape(visitor.look_up(UNKNOWN).text)
    for typed in ("", "1001", "AGATE", "<script>alert(1)</script>", "K" * 900):
        answer = visitor.look_up(typed)
        assert NOT_A_REFERENCE in unescape(answer.text) or answer.status == 403
        assert "alert(1)" not in answer.text

    assert [(row.object, row.detail) for row in rows(filled)] == [(UNKNOWN, {"found": False})]


def test_what_cannot_be_written_down_is_not_shown(
    visitor: Visitor, filled: FilledStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.audit.PATIENCE_S", 0.1)

    with ClaimsFile(filled.folder).write():
        answer = visitor.look_up(ref_of(filled))

    assert answer.status == 503
    assert "could not write down" in answer.text
    assert "AGATE" not in answer.text


# --- who gets in ---------------------------------------------------------------------------------------------------


def test_it_listens_on_this_machine_alone(visitor: Visitor) -> None:
    assert visitor.page.server_address[0] == "127.0.0.1"
    assert visitor.page.url == f"http://127.0.0.1:{visitor.page.port}/"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", ""])
def test_another_name_that_leads_here_is_refused(visitor: Visitor, filled: FilledStore, host: str) -> None:
    named = host.format(port=visitor.page.port)

    assert visitor.get(Host=named).status == 403
    assert visitor.look_up(ref_of(filled), Host=named).status == 403
    assert rows(filled) == []


def test_localhost_is_this_machine_too(visitor: Visitor, filled: FilledStore) -> None:
    local = f"localhost:{visitor.page.port}"

    assert "AGATE" in visitor.look_up(ref_of(filled), Host=local, Origin=f"http://{local}").text


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "", "https://127.0.0.1:{port}", "http://127.0.0.1:1"]
)
def test_a_form_of_another_site_is_refused(visitor: Visitor, filled: FilledStore, origin: str) -> None:
    answer = visitor.look_up(ref_of(filled), Origin=origin.format(port=visitor.page.port))

    assert answer.status == 403
    assert "AGATE" not in answer.text
    assert rows(filled) == []


@pytest.mark.parametrize("token", ["", "wrong", "ünknown"])
def test_a_form_of_an_earlier_start_is_asked_to_be_sent_again(
    visitor: Visitor, filled: FilledStore, token: str
) -> None:
    answer = visitor.look_up(ref_of(filled), token=token)

    assert answer.status == 403
    assert STALE in answer.text
    assert visitor.page.token in answer.text
    assert rows(filled) == []


def test_every_start_has_a_token_of_its_own(filled: FilledStore) -> None:
    pages = [CrosswalkPage(Crosswalk(filled.store), AuditTrail(filled.store, FixedClock(TODAY)), port=0) for _ in "ab"]
    for page in pages:
        page.server_close()

    assert pages[0].token != pages[1].token
    assert len(pages[0].token) >= 43


def test_a_reference_in_an_address_and_other_addresses_are_refused(visitor: Visitor, filled: FilledStore) -> None:
    ref = ref_of(filled)

    for path in (f"/?ref={ref}", f"/{ref}", "//evil.example/", "/../claims.db", "/favicon.ico"):
        assert visitor.get(path).status == 404
        assert visitor.look_up(ref, path=path).status == 404
    assert visitor.send("PUT", "/", ref, {}).status == 501
    assert rows(filled) == []


@pytest.mark.parametrize(
    "headers",
    [{"Content_Type": "text/plain"}, {"Content_Length": "99999999999999999999"}, {"Content_Length": "-1"}],
)
def test_what_is_no_short_form_is_refused(visitor: Visitor, filled: FilledStore, headers: dict[str, str]) -> None:
    assert visitor.look_up(ref_of(filled), **headers).status == 403
    assert rows(filled) == []


def test_another_login_of_this_machine_is_let_in_only_by_the_bots_own_page(
    filled: FilledStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.crosswalk_page.find_login", lambda **_: "somebody")
    audit = AuditTrail(filled.store, FixedClock(TODAY))

    with serving(mine := CrosswalkPage(Crosswalk(filled.store), audit, port=0, own_login_only=True)):
        assert Visitor(mine).get().status == 403
        assert Visitor(mine).look_up(ref_of(filled)).status == 403
    assert rows(filled) == []
    with serving(shared := CrosswalkPage(Crosswalk(filled.store), audit, port=0)):
        assert "AGATE" in Visitor(shared).look_up(ref_of(filled)).text
    assert [row.user for row in rows(filled)] == ["somebody"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone tells whose a connection is")
def test_linux_tells_whose_connection_it_is() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        ports = {"client_port": client.getsockname()[1], "server_port": server.getsockname()[1]}
        assert find_login(**ports) == local_operator().user
        assert find_login(client_port=1, server_port=ports["server_port"]) == ""


# --- what stays ----------------------------------------------------------------------------------------------------


def test_no_browser_keeps_frames_or_completes_it(visitor: Visitor, filled: FilledStore) -> None:
    for answer in (visitor.get(), visitor.look_up(ref_of(filled))):
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "form-action 'self'; base-uri 'none'; frame-ancestors 'none'" in policy
        assert (answer.headers["Cache-Control"], answer.headers["X-Frame-Options"]) == ("no-store", "DENY")
        assert answer.headers["Server"] == "billing-bot"
        assert 'autocomplete="off"' in answer.text
        assert not re.search(r"""(?:src|href)=["'](?!data:)|@import|url\(|<script""", answer.text)
    assert visitor.look_up(ref_of(filled)).headers["Refresh"] == "120; url=/"
    assert "Refresh" not in visitor.get().headers


def test_nothing_of_a_request_is_logged(
    visitor: Visitor, filled: FilledStore, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        visitor.look_up("CANARYTYPED")
        visitor.look_up(ref_of(filled))
        visitor.get("/CANARYPATH")
        with socket.create_connection(("127.0.0.1", visitor.page.port)) as broken:
            broken.sendall(b"CANARY NONSENSE\r\n\r\n")
            broken.recv(1000)

    out, err = capfd.readouterr()
    logged = caplog.text + out + err
    assert "CANARY" not in logged
    assert ref_of(filled) not in logged


# --- how it starts -------------------------------------------------------------------------------------------------


def test_a_taken_port_is_told_with_what_to_do(visitor: Visitor, filled: FilledStore) -> None:
    with pytest.raises(BillingBotError, match="is taken") as told:
        CrosswalkPage(Crosswalk(filled.store), AuditTrail(filled.store, FixedClock(TODAY)), port=visitor.page.port)

    assert "BILLING_BOT_CROSSWALK_PORT" in told.value.hint


def test_the_bot_serves_it_where_a_port_is_set_and_only_there(codes_dir: Path, filled: FilledStore) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {"BILLING_BOT_CODES_DIR": str(codes_dir)}
    off = read_settings(data_dir=filled.folder, environment=environment)
    on = read_settings(data_dir=filled.folder, environment=environment | {"BILLING_BOT_CROSSWALK_PORT": str(port)})

    services = build_services(on)
    page = page_of_the_bot(on, services)

    assert page_of_the_bot(off, services) is None
    assert page is not None
    with serving(page):
        assert Visitor(page).get().status == 200
        assert page.port == port


@pytest.fixture
def cli(codes_dir: Path, tmp_path: Path) -> CommandLine:
    return a_command_line(codes_dir, tmp_path)


def test_the_command_serves_it_until_it_is_ended(cli: CommandLine) -> None:
    process = cli.start("crosswalk", "--serve")
    try:
        assert process.stdout is not None
        ready = process.stdout.readline().split()
        assert ready[0] == "ready"
        connection = http.client.HTTPConnection("127.0.0.1", int(ready[1].rstrip("/").rpartition(":")[2]), timeout=10)
        connection.request("GET", "/")
        assert "Reference from Slack" in connection.getresponse().read().decode()
    finally:
        process.terminate()
        out, err = process.communicate(timeout=15)

    assert (process.returncode, out, err) == (0, "", "")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Name a file, such as crosswalk.csv, or give --serve"),
        (("out.csv", "--serve"), "one of the two"),
        (("out.csv", "--port", "8361"), "give --serve, too"),
        (("--serve", "--port", "0"), "0 is not in the range"),
    ],
)
def test_a_file_or_the_page_one_of_the_two(cli: CommandLine, words: tuple[str, ...], told: str) -> None:
    result = cli.run("crosswalk", *words)

    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.browser
def test_it_works_in_a_browser_in_light_and_dark(visitor: Visitor, filled: FilledStore) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("Chromium is not installed")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(color_scheme="dark", viewport={"width": 390, "height": 700})
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(visitor.page.url)
        field = page.get_by_label("Reference from Slack")
        sync_api.expect(field).to_be_focused()
        field.fill(ref_of(filled).lower())
        page.keyboard.press("Enter")

        sync_api.expect(page.get_by_role("status")).to_contain_text("AGATE<b>, APRIL")

        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        assert page.evaluate("getComputedStyle(document.querySelector('dl')).display") == "grid"
        assert complaints == []
        browser.close()
