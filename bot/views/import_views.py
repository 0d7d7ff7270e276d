"""What people see of imports: the summary for a channel, the files that wait, their columns, the trial, the result."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.imports.report import FileReport, Received
from bot.imports.words import summary_line
from bot.views.blocks import Block, View, actions, button, context, divider, escape, message, option, section, shorten
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
_KNOWN_ENDINGS = frozenset("csv tsv txt xlsx xls pdf zip edi x12 dat 835 837 837p 837i 999 277 277ca ta1".split())
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
    "paid": "Paid, all insurers",
    "adjusted": "Adjusted, all together",
    "patient_paid": "Paid by patient",
    "insurance_balance": "Balance, insurers",
    "patient_balance": "Balance, patient",
    "balance": "Balance",
    "payer": "Payer (primary)",
    "payer_paid": "Primary payer: paid",
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
    """What the import modal says: the folder's name where it may be shown, the files that wait, and what came last."""

    folder: str
    waiting: tuple[tuple[str, str], ...]
    """(file id, name as it may be shown)."""
    recent: tuple[str, ...]
    """A line for each file that came in last, the newest first."""


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
        summary_line(one.report, escape(one.report.name) if show_names else _nameless(number, one))
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
    if len(state.waiting) > _MOST_FILES:
        blocks.append(context(f"and {counted(len(state.waiting) - _MOST_FILES, 'file')} more, when these are done"))
    lines = "\n".join(f"• {escape(line)}" for line in state.recent) or "None yet."
    blocks += [divider(), section(f"*What came in last*\n{lines}")]
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
        left = counted(len(open_ones) - len(shown), "column")
        notes.append(f"{left} left out here, those without a likely meaning first: Slack shows {MOST_COLUMNS} at most.")
    blocks = [
        section("What does each column mean? I ask once; files with the same headings are then taken by themselves."),
        *(_column(one.place, one.heading, one.field) for one in shown),
        *([context(*notes)] if notes else []),
    ]
    return _modal(VIEW_IMPORT_COLUMNS, "Columns", blocks, submit="Try it", private=file_id)


def working_view(text: str) -> View:
    return _modal(VIEW_IMPORT, "Imports", [section(text)])


def trouble_view(text: str) -> View:
    """A sentence in place of what was asked for: nothing waits behind it."""
    return _modal(VIEW_IMPORT, "Imports", [section(escape(text))])


def trial_view(file_id: str, report: FileReport, columns: str) -> View:
    """What the import would come to, to be confirmed; a file that cannot be taken has nothing to confirm."""
    again = actions([button("Change the columns", f"{IMPORT_COLUMNS}:again", f"{file_id}|{columns}")])
    if report.unusable:
        return _modal(VIEW_IMPORT, "Not possible so", _outcome(report, "Nothing was kept.") + again)
    blocks = _outcome(report, "This is what an import would come to. Nothing is kept yet.")
    return _modal(VIEW_IMPORT_NOW, "Import it?", blocks + again, submit="Import", private=f"{file_id}|{columns}")


def result_view(report: FileReport) -> View:
    return _modal(VIEW_IMPORT, "Imported" if not report.unusable else "Not imported", _outcome(report, ""))


def field_options(typed: str) -> list[Block]:
    """The meanings that a column can have, for a few typed letters."""
    wanted = typed.strip().lower()
    options = [option("(not read)", NOT_READ), *(option(label, field) for field, label in FIELD_LABELS.items())]
    return [one for one in options if wanted in one["text"]["text"].lower()]


def _outcome(report: FileReport, opening: str) -> list[Block]:
    """The reason why a file cannot be used is its last problem; it stands above the others."""
    problems = list(report.problems)
    texts = [opening]
    if report.unusable and problems:
        texts.append(escape(problems.pop().text))
    elif not report.unusable:
        counts = [
            f"{counted(report.claims, 'claim')} read",
            f"{report.new:,} new, {report.changed:,} changed, {report.unchanged:,} unchanged",
        ]
        if report.duplicate:
            counts.append("this very file was imported before")
        texts.append("\n".join(f"• {one}" for one in counts))
    lines = [f"• {escape(one.place)}: {escape(one.text)}" for one in problems[:_MOST_PROBLEMS]]
    if len(problems) > _MOST_PROBLEMS:
        lines.append(f"and {len(problems) - _MOST_PROBLEMS:,} more")
    if lines:
        texts.append("*Problems*\n" + "\n".join(lines))
    return [section(text) for text in texts if text]


def _column(place: int, heading: str, field: str) -> Block:
    """Meanings come as they are asked for: a menu of them in every column would be too large for Slack."""
    chosen = option(FIELD_LABELS[field], field) if field else option("(not read)", NOT_READ)
    return {
        "type": "input",
        "block_id": f"column:{place}",
        "label": {"type": "plain_text", "text": shorten(heading or f"Column {place + 1}", 150)},
        "element": {
            "type": "external_select",
            "action_id": COLUMN_CHOICE,
            "min_query_length": 0,
            "initial_option": chosen,
        },
    }


def _nameless(number: int, one: Received) -> str:
    """The file by its place in the list; its ending only where nothing else says its kind, and it is a usual one."""
    ending = one.ending.lstrip(".").lower()
    return f"File {number} ({ending})" if one.report.unusable and ending in _KNOWN_ENDINGS else f"File {number}"


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
