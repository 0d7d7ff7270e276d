"""Imports as people see them in Slack: what came in, which files wait, what their columns mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.audit import Actor
from bot.imports.report import FileReport, Past, Received
from bot.imports.words import without_name
from bot.inbox import Inbox
from bot.inbox_files import file_id_of
from bot.views.blocks import Block, View
from bot.views.import_views import (
    NOT_READ,
    Column,
    InboxState,
    columns_view,
    field_options,
    import_summary,
    import_view,
    result_view,
    trial_view,
    trouble_view,
    working_view,
)
from data.errors import BillingBotError
from data.importers.tables.errors import UnreadableTable
from data.importers.tables.fields import SEVERAL, Field
from data.importers.tables.suggestions import ColumnSuggestion, Confidence

DEMO = "demo"
_MOST_RECENT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenColumns:
    """Column place -> field, as chosen; `errors` are by column place, in words."""

    fields: Mapping[int, Field]
    errors: Mapping[int, str]

    def as_text(self) -> str:
        """As a modal carries it: "0=claim_number;3=payer"."""
        return ";".join(f"{place}={field}" for place, field in self.fields.items())


class ImportsInChat:
    """One desk for the import modal and the import channel. File names are shown in the playground only."""

    def __init__(self, inbox: Inbox, mode: str) -> None:
        self._inbox = inbox
        self._show_names = mode == DEMO

    def look(self) -> list[Received]:
        return self._inbox.look()

    def summary(self, received: Sequence[Received]) -> View:
        return import_summary(received, show_names=self._show_names)

    def view(self) -> View:
        waiting = self._inbox.waiting()
        return import_view(
            InboxState(
                folder=str(self._inbox.folder) if self._show_names else "",
                waiting=tuple((file_id_of(path), self._name(number, path)) for number, path in enumerate(waiting, 1)),
                recent=tuple(self._line(past) for past in self._inbox.recent(_MOST_RECENT)),
            )
        )

    def fields(self, typed: str) -> list[Block]:
        """Type-ahead: what a column can mean."""
        return field_options(typed)

    def columns(self, file_id: str, chosen: str = "") -> View:
        """As they seem to be, or as they were chosen before. Raises BillingBotError."""
        before = dict(_pairs(chosen))
        columns = [
            Column(
                place=place,
                heading=column.header,
                field=before.get(place, "") if before else column.field or "",
                is_personal=column.confidence is Confidence.PERSONAL,
            )
            for place, column in enumerate(self._columns_of(file_id))
        ]
        return columns_view(file_id, columns)

    def working(self, what: str) -> View:
        """What the modal shows while a file is read."""
        return working_view(what)

    def trouble(self, error: BillingBotError) -> View:
        """An error in the modal, in words."""
        return trouble_view(f"{error} {error.hint}".strip())

    def fault(self) -> View:
        return trouble_view("That did not work, through a fault of mine. I have sent you a message about it.")

    def trial(self, file_id: str, chosen: str, person: Actor) -> View:
        """What an import with the chosen columns would come to. Raises FileGone and AuditUnwritable."""
        report = self._inbox.try_columns(file_id, self._options(file_id, chosen), person)
        return trial_view(file_id, self._shown(report), chosen)

    def run(self, file_id: str, chosen: str, person: Actor) -> View:
        """Imports with the chosen columns. Raises FileGone, for a second time too, InboxBusy and AuditUnwritable."""
        received = self._inbox.name_columns(file_id, self._options(file_id, chosen), person)
        return result_view(self._shown(received.report))

    def _columns_of(self, file_id: str) -> Sequence[ColumnSuggestion]:
        """Raises FileGone, or BillingBotError without the file's name where it cannot be read any more."""
        name = self._inbox.waiting_file(file_id).name
        try:
            return self._inbox.columns_of(file_id).columns
        except UnreadableTable as error:
            said = str(error) if self._show_names else str(error).replace(name, "The file")
            raise BillingBotError(said, hint=error.hint) from error

    def _name(self, number: int, path: Path) -> str:
        since = self._inbox.waits_since(path)
        name = path.name if self._show_names else f"File {number}"
        return f"{name}, came in {since}" if since else name

    def _line(self, past: Past) -> str:
        name = f"{past.name}, " if self._show_names else ""
        return f"{name}{past.came_in}: {past.outcome}"

    def _shown(self, report: FileReport) -> FileReport:
        return report if self._show_names else without_name(report, "the file")

    def _options(self, file_id: str, chosen: str) -> list[str]:
        headers = [column.header for column in self._columns_of(file_id)]
        pairs = _pairs(chosen)
        if any(place >= len(headers) for place, _ in pairs):
            raise BillingBotError("The file has other columns now.", hint="Name its columns again: /billing import.")
        return [f"{headers[place]}={field}" for place, field in pairs]


def read_choices(values: Mapping[str, str]) -> ChosenColumns:
    """What was chosen for each column block ("column:3" -> field), held against what a file needs."""
    fields: dict[int, Field] = {}
    errors: dict[int, str] = {}
    chosen = sorted((int(block_id.partition(":")[2]), value) for block_id, value in values.items())
    for place, value in chosen:
        if value == NOT_READ:
            continue
        field = Field(value)
        if field in fields.values() and field not in SEVERAL:
            errors[place] = "Another column has this meaning already."
        fields[place] = field
    if chosen and Field.CLAIM_NUMBER not in fields.values():
        errors[chosen[0][0]] = "One column must be the claim number. Choose it here or below."
    return ChosenColumns(fields=fields, errors=errors)


def _pairs(chosen: str) -> list[tuple[int, str]]:
    """What `ChosenColumns.as_text` wrote."""
    pairs = [pair.split("=") for pair in chosen.split(";") if pair]
    return [(int(place), field) for place, field in pairs]
