"""Imports as people see them in Slack: what came in, which files wait, what their columns mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.imports.report import Received
from bot.inbox import Inbox, file_id_of
from bot.views.blocks import View
from bot.views.import_views import (
    NOT_READ,
    Column,
    InboxState,
    columns_view,
    import_summary,
    import_view,
    result_view,
    trial_view,
    working_view,
)
from data.errors import BillingBotError
from data.importers.tables.fields import SEVERAL, Field
from data.importers.tables.suggestions import Confidence

DEMO = "demo"


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
        names = [path.name if self._show_names else f"File {number}" for number, path in enumerate(waiting, 1)]
        return import_view(
            InboxState(
                folder=str(self._inbox.folder) if self._show_names else "",
                waiting=tuple((file_id_of(path), name) for path, name in zip(waiting, names, strict=True)),
            )
        )

    def columns(self, file_id: str) -> View:
        """Raises FileGone or UnreadableTable."""
        columns = [
            Column(
                place=place,
                heading=column.header,
                field=column.field.value if column.field else "",
                is_personal=column.confidence is Confidence.PERSONAL,
            )
            for place, column in enumerate(self._inbox.columns_of(file_id).columns)
        ]
        return columns_view(file_id, columns)

    def working(self, what: str) -> View:
        """What the modal shows while a file is read."""
        return working_view(what)

    def trial(self, file_id: str, chosen: str) -> View:
        """What an import with the chosen columns would come to. Raises FileGone."""
        return trial_view(file_id, self._inbox.try_columns(file_id, self._options(file_id, chosen)), chosen)

    def run(self, file_id: str, chosen: str) -> View:
        """Imports with the chosen columns. Raises FileGone, for a second time too."""
        return result_view(self._inbox.name_columns(file_id, self._options(file_id, chosen)).report)

    def _options(self, file_id: str, chosen: str) -> list[str]:
        headers = [column.header for column in self._inbox.columns_of(file_id).columns]
        pairs = [pair.split("=") for pair in chosen.split(";") if pair]
        if any(int(place) >= len(headers) for place, _ in pairs):
            raise BillingBotError("The file has other columns now.", hint="Name its columns again: /billing import.")
        return [f"{headers[int(place)]}={field}" for place, field in pairs]


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
