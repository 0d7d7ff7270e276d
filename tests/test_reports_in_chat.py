"""Reports as people see them in Slack: who may, what stands there, files in their messages, what is written down."""

import csv
import io
import struct
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bot_in_chat import Chat, a_chat, buttons, words
from claim_store import FilledStore
from people import BEA, LEE
from x12_claims import Paid, a_claim_answer, a_remittance, a_sent_claim

from bot.rules.report_asking import Asked, ReportKind, asked_value, read_asked, read_value
from data.report_models import AgeBy, AgeFrom, Period
from data.store.audit import iterate_rows

Json = dict[str, Any]
TODAY = date(2026, 1, 15)
FILES = [
    a_sent_claim(),
    a_claim_answer(),
    a_sent_claim(
        "1002",
        charge="150.49",
        payer="=CIGNA <A&B>",
        service="20250905",
        patient="BERYL*MAY",
        control="0002",
        group="8",
    ),
    a_sent_claim(
        "1003",
        charge="99.50",
        service="20251205",
        sent_on="20251206",
        patient="CORAL*JUNE",
        control="0003",
        group="9",
    ),
    a_remittance(
        Paid(
            number="1003",
            charge="99.50",
            paid="0",
            icn="I3",
            patient_name="CORAL*JUNE",
            adjustments=("CO*197*99.50",),
        ),
        paid_on="20260110",
    ),
]
DECEMBER = Period(start=date(2025, 12, 1), end=date(2025, 12, 31))
LAST_YEAR = Period(start=date(2025, 1, 1), end=date(2025, 12, 31))


class Office:
    """A chat in a practice with three claims."""

    def __init__(self, chat: Chat, filled: FilledStore) -> None:
        self.chat = chat
        self.store = filled.store

    def report(self, text: str, *, user: str = "bea") -> Json:
        answer = self.chat.door.command("/billing", text, user=user, channel="billing")
        assert answer["ok"], answer
        return self.chat.door.last_message(user=user, channel="billing")

    def press(self, message: Json, label: str, *, user: str = "bea") -> Json:
        return self.chat.press(message, label, user=user)

    def files(self, user: str) -> list[Json]:
        return [file for one in self.chat.door.messages(user=user, channel="dm") for file in one["files"]]

    def file(self, user: str, suffix: str, *, wait_s: float = 20.0) -> Json:
        """The newest of that kind, which may have to be drawn first."""
        until = time.monotonic() + wait_s
        while not (found := [one for one in self.files(user) if one["name"].endswith(suffix)]):
            assert time.monotonic() < until, "no file came"
            time.sleep(0.05)
        return found[-1]

    def audited(self) -> list[tuple[str, str, str]]:
        with self.store.read() as db:
            return [(row.entry.user, row.entry.action, row.entry.object) for row in iterate_rows(db)]


@pytest.fixture(scope="module")
def office(codes_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    filled = FilledStore(tmp_path_factory.mktemp("reports")).take_all(FILES)
    with a_chat(codes_dir, filled.folder) as chat:
        yield Office(chat, filled)


# --- what is asked -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", Asked(kind=ReportKind.AGING)),
        ("aging", Asked(kind=ReportKind.AGING)),
        ("Ageing by owner", Asked(kind=ReportKind.AGING, by=AgeBy.OWNER)),
        ("aging from first bill", Asked(kind=ReportKind.AGING, age_from=AgeFrom.FIRST_BILL)),
        ("aging by payer from service", Asked(kind=ReportKind.AGING)),
        ("ar by person since sent", Asked(kind=ReportKind.AGING, by=AgeBy.OWNER, age_from=AgeFrom.FIRST_BILL)),
        ("aging in color", Asked(kind=ReportKind.AGING, is_unread=True)),
        ("kpi", Asked(kind=ReportKind.KPI)),
        ("kpi for december", Asked(kind=ReportKind.KPI, period=DECEMBER)),
        ("figures 2025", Asked(kind=ReportKind.KPI, period=LAST_YEAR)),
        ("kpi someday", Asked(kind=ReportKind.KPI, is_unread=True)),
        ("weather", Asked(kind=ReportKind.AGING, is_unread=True)),
    ],
)  # fmt: skip
def test_words_say_which_report(typed: str, asked: Asked) -> None:
    assert read_asked(typed, TODAY) == asked


@pytest.mark.parametrize("typed", ["aging by owner from first bill", "aging", "kpi", "kpi 2025"])
def test_a_button_carries_which_report_it_opens(typed: str) -> None:
    asked = read_asked(typed, TODAY)

    assert read_value(asked_value(asked)) == asked


@pytest.mark.parametrize("value", ["", "aging", "aging|payer|never", "kpi|2026-01-01|soon", "weather||", "a|b|c|d"])
def test_a_value_that_is_none_of_ours_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_value(value)


# --- what stands there ---------------------------------------------------------------------------------------------


def test_aging_stands_in_a_narrow_table_and_a_line_a_payer(office: Office) -> None:
    shown = office.report("report aging")

    told = words(shown["blocks"])
    table = told.partition("```")[2].partition("```")[0].splitlines()
    assert shown["ephemeral"]
    assert "*Open balances: $450* in 3 claims on 2026-01-15" in told
    assert [line.split() for line in table] == [
        ["0-30", "$200", "1", "claim"],
        ["31-60", "$100", "1", "claim"],
        ["61-90", "$0", "0", "claims"],
        ["91-120", "$0", "0", "claims"],
        ["over", "120", "$150", "1", "claim"],
    ]
    assert max(map(len, table)) <= 36
    assert "*AETNA* $300 in 2 claims" in told
    assert "*=CIGNA &lt;A&amp;B&gt;* $150 in 1 claim, $150 over 120 days" in told


def test_a_report_shows_no_claim_and_no_exact_amount_where_little_may_be_shown(office: Office) -> None:
    seen = [
        office.report(text) for text in ("report aging", "report aging by owner", "report kpi", "report kpi december")
    ]

    for message in seen:
        text = message["text"] + str(message["blocks"])
        for hidden in ("1001", "1003", "AGATE", "CORAL", "99.50", "150.49", "E119", "99213"):
            assert hidden not in text
        assert "$" not in message["text"]


def test_buttons_change_rows_and_clock_in_place(office: Office) -> None:
    shown = office.report("report")

    by_owner = office.press(shown, "By owner")
    from_bill = office.press(by_owner, "From the first bill")

    assert by_owner["id"] == from_bill["id"] == shown["id"]
    assert "*By owner*\n*(nobody)* $450 in 3 claims" in words(by_owner["blocks"])
    assert "In days since the first bill:" in words(from_bill["blocks"])
    assert [one["text"]["text"] for one in buttons(from_bill["blocks"])][:2] == ["By payer", "From the day of service"]


def test_each_figure_stands_with_its_formula_and_period(office: Office) -> None:
    told = words(office.report("report kpi")["blocks"])

    assert "*Billing figures* for 2025-10-18 to 2026-01-15 (90 days)" in told
    assert "*Denial rate: 100.0%*\n1 claims denied in whole of 1 claims remitted." in told
    assert "*Overturn rate: too few*\nToo few: 0 of at least 20 decided appeals." in told
    assert told.count("÷") >= 7
    assert "*197 (" in told


def test_words_that_were_not_understood_are_said_to_be_and_not_repeated(office: Office) -> None:
    told = words(office.report("report kpi for agate april")["blocks"])

    assert "I did not understand all of that." in told
    assert "agate" not in told.lower()


# --- who may -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("user", ["cody", "pat", "fran"])
def test_who_may_not_look_at_reports_is_told_so(office: Office, user: str) -> None:
    shown = office.report("report aging", user=user)

    assert "Open balances" not in words(shown.get("blocks") or [])
    assert "look at reports" in shown["text"] or "not on" in shown["text"]


def test_a_button_of_a_report_is_refused_to_who_may_not(office: Office) -> None:
    shown = office.report("report aging", user="bea")
    button = next(one for one in buttons(shown["blocks"]) if one["text"]["text"] == "Figures")

    office.chat.door.click(button["action_id"], user="cody", message=shown["id"], value=button["value"])

    assert ("U0CODY001", "report.view", "kpi") not in office.audited()


# --- files ---------------------------------------------------------------------------------------------------------


def test_a_csv_comes_to_the_persons_own_messages_and_no_cell_is_a_formula(office: Office) -> None:
    shown = office.report("report aging", user="lee")

    office.press(shown, "CSV to my messages", user="lee")

    file = office.file("lee", ".csv")
    rows = list(csv.reader(io.StringIO(office.chat.door.download(file["url"]).decode())))
    assert file["name"] == "aging-2026-01-15.csv"
    assert rows[0][:3] == ["payer", "0-30 claims", "0-30 dollars"]
    assert [row[0] for row in rows[1:]] == ["AETNA", "'=CIGNA <A&B>", "total"]
    assert rows[-1][-2:] == ["3", "450"]


def test_the_figures_come_as_a_csv_too(office: Office) -> None:
    office.press(office.report("report kpi", user="lee"), "CSV to my messages", user="lee")

    rows = list(csv.DictReader(io.StringIO(office.chat.door.download(office.files("lee")[-1]["url"]).decode())))
    assert {row["what"] for row in rows} == {"figure", "denials by payer", "denials by CARC", "denials by category"}
    denial = next(row for row in rows if row["name"] == "Denial rate")
    assert (denial["value"], denial["top"], denial["bottom"]) == ("100.0%", "1", "1")


def test_a_picture_comes_to_the_persons_own_messages_with_words_for_who_cannot_see_it(office: Office) -> None:
    office.press(office.report("report aging", user="lee"), "Picture to my messages", user="lee")

    file = office.file("lee", ".png")
    raw = office.chat.door.download(file["url"])
    assert file["name"] == "report-2026-01-15.png"
    assert struct.unpack(">II", raw[16:24]) == (1080, 1110)
    assert "Open balances on 2026-01-15, days since the day of service: $450 in all" in file["alt_txt"]
    assert "AETNA 100.0% (1 of 1)" in file["alt_txt"]


def test_reports_and_their_files_are_written_down(office: Office) -> None:
    shown = office.report("report kpi", user="lee")
    office.press(shown, "CSV to my messages", user="lee")
    office.press(office.report("ageing by owner", user="bea"), "Figures", user="bea")

    seen = office.audited()
    assert {(LEE, "report.view", "kpi"), (LEE, "report.export", "kpi-2026-01-15.csv")} <= set(seen)
    assert seen[-2:] == [(BEA, "report.view", "aging"), (BEA, "report.view", "kpi")]
