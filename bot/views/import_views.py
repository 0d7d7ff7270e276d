"""What people see of imports: the summary for a channel, the files that wait, their columns, the trial, the result."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.imports.report import FileReport, Received
from bot.imports.words import summary_line
from bot.views.blocks import Block, View, actions, button, context, escape, message, option, section, shorten
from bot.views.ids import (
    COLUMN_CHOICE,
    IMPORT_COLUMNS,
    IMPORT_OPEN,
    VIEW_IMPORT,
    VIEW_IMPORT_COLUMNS,
    VIEW_IMPORT_NOW,
)
from bot.views.plain import counted

MOST_COLUMNS = 90
NOT_READ = "-"
_MOST_PROBLEMS = 15
_MOST_FILES = 20
FIELD_LABELS = {
    "claim_number": "Claim number",
    "account_number": "Account number",
    "patient_name": "Patient: last, first",
    "patient_last": "Patient: last name",
    "patient_first": "Patient: first name",
    "provider": "Provider",
    "service_from": "Date of service",
    "service_to": "Date of service, last day",
    "sent_on": "Date sent",
    "status": "Status",
    "billed": "Charge",
    "paid": "Paid by insurers",
    "adjusted": "Adjusted",
    "patient_paid": "Paid by patient",
    "insurance_balance": "Balance, insurers",
    "patient_balance": "Balance, patient",
    "balance": "Balance",
    "payer": "Payer (primary)",
    "payer_paid": "Primary: paid",
    "payer_adjusted": "Primary: adjusted",
    "secondary_payer": "Secondary payer",
    "secondary_paid": "Secondary: paid",
    "secondary_adjusted": "Secondary: adjusted",
    "tertiary_payer": "Tertiary payer",
    "tertiary_paid": "Tertiary: paid",
    "tertiary_adjusted": "Tertiary: adjusted",
    "diagnosis": "Diagnosis",
    "procedure": "Procedure",
    "modifier": "Modifier",
    "units": "Units",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxState:
    """What the import modal says: the folder's name where it may be shown, and the files that wait."""

    folder: str
    waiting: tuple[tuple[str, str], ...]
    """(file id, name as it may be shown)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a waiting file, its place from 0; `field` is what it seems to mean, "" where that is not known."""

    place: int
    heading: str
    field: str
    is_personal: bool


def import_summary(received: Sequence[Received], *, show_names: bool) -> View:
    """Counts only: no claim number, and no file name where it may not be shown."""
    lines = [
        summary_line(one.report, escape(one.report.name) if show_names else f"File {number}{_ending(one)}")
        for number, one in enumerate(received, 1)
    ]
    buttons = [
        button("Name the columns", f"{IMPORT_OPEN}:{number}", one.file_id)
        for number, one in enumerate(received[:_MOST_FILES], 1)
        if one.report.needs_columns
    ]
    title = f"{counted(len(received), 'file')} came in"
    shown = "\n".join(f"• {line}" for line in lines[:_MOST_FILES])
    more = [context(f"and {counted(len(lines) - _MOST_FILES, 'file')} more")] if len(lines) > _MOST_FILES else []
    advice = "Reports lie beside the files, in `done`, `refused` and `waiting` of the inbox folder."
    return message(title, [section(f"*{title}*\n{shown}"), *more, *actions(buttons), context(advice)])


def import_view(state: InboxState) -> View:
    where = f"`{escape(state.folder)}`" if state.folder else "the inbox folder on the machine that runs me"
    blocks = [
        section(
            f"Put files into {where}: 837, 999, TA1, 277CA, 277, 835, and exports as CSV, TSV or XLSX. "
            "I look every half minute and tell the import channel what came in."
        )
    ]
    if not state.waiting:
        blocks.append(section("No file waits for its columns to be named."))
    for number, (file_id, name) in enumerate(state.waiting[:_MOST_FILES], 1):
        choose = button("Name its columns", f"{IMPORT_COLUMNS}:{number}", file_id)
        blocks.append(section(f"*{escape(name)}* waits: which column means what?", accessory=choose))
    return _modal(VIEW_IMPORT, "Imports", blocks)


def columns_view(file_id: str, columns: Sequence[Column]) -> View:
    """One choice a column, headings only; cells may name patients."""
    open_ones = [column for column in columns if not column.is_personal]
    personal = [column.heading for column in columns if column.is_personal]
    likely_first = sorted(open_ones, key=lambda one: not one.field)
    shown = sorted(likely_first[:MOST_COLUMNS], key=lambda one: one.place)
    notes = []
    if personal:
        notes.append(f"Never read, because they are personal: {', '.join(map(escape, personal))}.")
    if len(shown) < len(open_ones):
        notes.append(f"{counted(len(open_ones) - len(shown), 'column')} without a likely meaning left out.")
    blocks = [
        section("What does each column mean? I ask once; files with the same headings are then taken by themselves."),
        *(_column(one.place, one.heading, one.field) for one in shown),
        *([context(shorten(" ".join(notes), 2900))] if notes else []),
    ]
    return _modal(VIEW_IMPORT_COLUMNS, "Columns", blocks, submit="Try it", private=file_id)


def working_view(text: str) -> View:
    return _modal(VIEW_IMPORT, "Imports", [section(text)])


def trial_view(file_id: str, report: FileReport, columns: str) -> View:
    """What the import would come to, to be confirmed; a file that cannot be taken has nothing to confirm."""
    blocks = _outcome(report, "This is what an import would come to. Nothing is kept yet.")
    if report.unusable:
        return _modal(VIEW_IMPORT, "Not possible so", blocks)
    return _modal(VIEW_IMPORT_NOW, "Import it?", blocks, submit="Import", private=f"{file_id}|{columns}")


def result_view(report: FileReport) -> View:
    return _modal(VIEW_IMPORT, "Imported" if not report.unusable else "Not imported", _outcome(report, ""))


def _outcome(report: FileReport, opening: str) -> list[Block]:
    counts = [
        f"{counted(report.claims, 'claim')} read",
        f"{report.new:,} new, {report.changed:,} changed, {report.unchanged:,} unchanged",
    ]
    if report.duplicate:
        counts.append("this very file was imported before")
    problems = [f"• {escape(one.place)}: {escape(one.text)}" for one in report.problems[:_MOST_PROBLEMS]]
    left = len(report.problems) - len(problems)
    if left > 0:
        problems.append(f"and {left:,} more")
    texts = [opening, "\n".join(f"• {one}" for one in counts)]
    if problems:
        texts.append("*Problems*\n" + "\n".join(problems))
    if report.hint and not report.needs_columns:
        texts.append(escape(report.hint))
    return [section(text) for text in texts if text]


def _column(place: int, heading: str, field: str) -> Block:
    choices = [option("(not read)", NOT_READ), *(option(label, field) for field, label in FIELD_LABELS.items())]
    chosen = option(FIELD_LABELS[field], field) if field else choices[0]
    return {
        "type": "input",
        "block_id": f"column:{place}",
        "label": {"type": "plain_text", "text": shorten(heading or f"Column {place + 1}", 150)},
        "element": {
            "type": "static_select",
            "action_id": COLUMN_CHOICE,
            "options": choices,
            "initial_option": chosen,
        },
    }


def _ending(one: Received) -> str:
    ending = one.ending.lstrip(".").lower()
    return f" ({ending})" if ending.isalnum() else ""


def _modal(callback_id: str, title: str, blocks: list[Block], *, submit: str = "", private: str = "") -> View:
    view: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": {"type": "plain_text", "text": title},
        "close": {"type": "plain_text", "text": "Close"},
        "private_metadata": private,
        "blocks": blocks,
    }
    if submit:
        view["submit"] = {"type": "plain_text", "text": submit}
    return view
