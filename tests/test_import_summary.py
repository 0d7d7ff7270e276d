"""Imports as views: what the channel and the modals may say of a file, within Slack's limits."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bot_in_chat import buttons, words
from slack_sdk.errors import SlackClientError

from bot.import_desk import read_choices
from bot.imports.report import FileReport, Received
from bot.imports.words import read_report_head, report_text, without_name
from bot.playground.limits import find_problems, find_view_problems
from bot.scheduling import take_inbox
from bot.views.import_views import (
    FIELD_LABELS,
    MOST_COLUMNS,
    Column,
    InboxState,
    columns_view,
    field_options,
    import_summary,
    import_view,
    trial_view,
)
from data.importers.tables.fields import Field

MOST_OF_A_VIEW = 250_000
"""Characters: Slack takes no larger view."""


def came_in(name: str, *, file_id: str = "f00d", **facts: Any) -> Received:
    report = FileReport(name=name, **facts)
    return Received(report=report, where="done", file_id=file_id, ending=Path(name).suffix)


def test_files_are_named_by_their_place_and_kind() -> None:
    view = import_summary(
        [came_in("Agate April.835", kind="835", claims=40), came_in("Topaz May.csv", kind="table", unusable=True)],
        show_names=False,
    )

    assert "• File 1 (835): 40 claims read\n• File 2 (csv): not imported" in words(view["blocks"])


def test_an_ending_that_may_be_a_name_is_not_shown() -> None:
    view = import_summary([came_in("claims.Agate", unusable=True)], show_names=False)

    assert "agate" not in json.dumps(view).lower()


def test_the_playground_shows_names() -> None:
    view = import_summary([came_in("<!channel>.835", kind="835")], show_names=True)

    assert "&lt;!channel&gt;.835 (835)" in words(view["blocks"])


def test_a_waiting_file_has_a_button_with_its_opaque_id() -> None:
    waiting = came_in("Topaz May.csv", file_id="abc123", kind="table", unusable=True, needs_columns=True)

    view = import_summary([came_in("a.835", kind="835"), waiting], show_names=False)

    assert [(one["text"]["text"], one["value"]) for one in buttons(view["blocks"])] == [("Name the columns", "abc123")]
    assert "Topaz" not in json.dumps(view)


def test_problems_are_told_to_the_channel_as_a_count() -> None:
    received = came_in("a.835", kind="835", claims=3)
    received.report.problem("claim 4711", "is out of balance")

    view = import_summary([received], show_names=False)

    assert "3 claims read, 1 problem" in words(view["blocks"])
    assert "4711" not in json.dumps(view)


def test_many_files_are_one_message_that_slack_takes() -> None:
    received = [came_in(f"{number}.csv", needs_columns=True, unusable=True) for number in range(200)]

    view = import_summary(received, show_names=False)

    assert view["text"] == "200 files came in"
    assert find_problems(view["blocks"], surface="message") == []
    assert "and 180 files more" in words(view["blocks"])


def test_a_summary_that_cannot_be_posted_is_logged_and_posted_no_second_time(caplog: pytest.LogCaptureFixture) -> None:
    bot, client = _OneFile(), _Refusing()

    taken = [take_inbox(bot, client) for _ in range(2)]  # type: ignore[arg-type]

    assert (taken, client.asked) == ([1, 0], 1)
    assert "import summary not posted" in caplog.text
    assert "Agate" not in caplog.text


def test_the_columns_of_the_widest_export_fit_one_modal() -> None:
    columns = [
        Column(place=place, heading="H" * 80, field="diagnosis" if place > 100 else "", is_personal=place < 50)
        for place in range(200)
    ]

    view = columns_view("f" * 16, columns)

    chosen = [block for block in view["blocks"] if block["type"] == "input"]
    likely = [block for block in chosen if block["element"]["initial_option"]["value"] == "diagnosis"]
    assert find_view_problems(view) == []
    assert (len(chosen), len(likely)) == (MOST_COLUMNS, MOST_COLUMNS)
    assert "60 columns" in words(view["blocks"])
    assert len(json.dumps(view)) < MOST_OF_A_VIEW


def test_the_widest_choice_fits_the_views_that_carry_it() -> None:
    chosen = read_choices({"column:0": "claim_number"} | {f"column:{place}": "diagnosis" for place in range(110, 199)})
    report = FileReport(name="x.csv", kind="table", claims=1)
    for line in range(200):
        report.refuse(f"line {line}", 'column "DOS" ' + "holds no date " * 20)

    assert find_view_problems(trial_view("f" * 16, report, chosen.as_text())) == []


def test_a_full_inbox_fits_one_modal() -> None:
    waiting = tuple((f"{number:016x}", f"File {number}, came in 2026-01-15 12:00 UTC") for number in range(300))

    view = import_view(InboxState(folder="", waiting=waiting, recent=("2026-01-15 12:00 UTC: 835: 1 claim read",)))

    assert find_view_problems(view) == []
    assert "and 280 files more" in words(view["blocks"])


def test_every_field_has_its_words_and_can_be_found_by_them() -> None:
    assert set(FIELD_LABELS) == {str(field) for field in Field}
    assert len(set(FIELD_LABELS.values())) == len(FIELD_LABELS)
    assert [one["value"] for one in field_options("claim")] == ["claim_number"]
    assert len(field_options("")) == len(FIELD_LABELS) + 1 <= 100


def test_a_report_says_when_a_file_came_in_and_what_came_of_it() -> None:
    report = FileReport(name="two\nlines.835", kind="835", claims=2)

    text = report_text(report, datetime(2026, 1, 15, 12, tzinfo=UTC))

    assert read_report_head(text) == ("two lines.835", "2026-01-15 12:00 UTC", "835: 2 claims read")
    assert read_report_head("some other text") is None


def test_a_files_name_can_be_left_out_of_its_report() -> None:
    report = FileReport(name="Agate April.csv", unusable=True, hint="billing-bot import Agate April.csv")
    report.refuse("Agate April.csv", "Agate April.csv is empty.")

    shown = without_name(report, "the file")

    assert "Agate" not in repr(shown)
    assert shown.problems[0].text == "the file is empty."
    assert report.name == "Agate April.csv"


class _OneFile:
    """Services whose inbox gives one file once."""

    import_channel = "C0BILLING1"

    def __init__(self) -> None:
        self.imports = self
        self._left = [came_in("Agate April.835", kind="835")]

    def look(self) -> list[Received]:
        received, self._left = self._left, []
        return received

    def summary(self, received: list[Received]) -> dict[str, Any]:
        return import_summary(received, show_names=False)


class _Refusing:
    """A Slack that takes no message."""

    asked = 0

    def chat_postMessage(self, **_: object) -> None:  # noqa: N802
        self.asked += 1
        raise SlackClientError
