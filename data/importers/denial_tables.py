"""The shipped tables of denial codes, and an official list that the practice imports; no database, no clock."""

import csv
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from data.denial_models import DenialKind, DenialTables, GroupCode, Remark, StatusCategory, StatusCode
from data.errors import UnreadableFile
from data.importers.reference_tables import read_carc_actions

OfficialTexts = dict[tuple[DenialKind, str], str]
KIND_NAMES = {
    "carc": DenialKind.REASON,
    "reason": DenialKind.REASON,
    "rarc": DenialKind.REMARK,
    "remark": DenialKind.REMARK,
    "category": DenialKind.STATUS_CATEGORY,
    "status category": DenialKind.STATUS_CATEGORY,
    "status": DenialKind.STATUS,
    "status code": DenialKind.STATUS,
    "group": DenialKind.GROUP,
}
_COLUMNS = {"code", "kind", "text"}


def read_denial_tables(official: OfficialTexts | None = None) -> DenialTables:
    """All lists in our own words, with the imported official texts beside them."""
    return DenialTables(
        carcs=read_carc_actions(),
        remarks={row["code"]: Remark(**row) for row in _rows("rarc_actions.csv")},
        categories={row["code"]: StatusCategory(**row) for row in _rows("claim_status_categories.csv")},
        statuses={row["code"]: StatusCode(**row) for row in _rows("claim_status_codes.csv")},
        groups={row["code"]: GroupCode(**row) for row in _rows("group_codes.csv")},
        official=official or {},
    )


def read_official_texts(path: Path) -> tuple[OfficialTexts, list[str]]:
    """Texts of a CSV with the columns code, kind, text; the lines that could not be used, with their numbers.

    An example line: `97,CARC,The text of the list`. Raises UnreadableFile where it is no such CSV.
    """
    texts: OfficialTexts = {}
    problems: list[str] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or []]
            if not set(reader.fieldnames) >= _COLUMNS:
                raise UnreadableFile(path.name, "its first line has to name the columns code, kind and text")
            for row in reader:
                problem = _take(row, texts)
                if problem:
                    problems.append(f"line {reader.line_num}: {problem}")
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFile(path.name, f"it is no CSV in UTF-8 ({type(error).__name__})") from error
    return texts, problems


def _take(row: dict[str, str], texts: OfficialTexts) -> str:
    """Keeps one row; why it cannot be kept, or ""."""
    code, kind, text = ((row.get(name) or "").strip() for name in ("code", "kind", "text"))
    known = KIND_NAMES.get(kind.lower())
    if known is None:
        return f"“{kind}” is no kind; use CARC, RARC, category, status or group"
    if not code or not text:
        return "the code or the text is missing"
    texts[known, code.upper()] = text
    return ""


def _rows(table: str) -> Iterator[dict[str, str]]:
    """Rows of one shipped table. Raises UnreadableFile naming the line that lacks a field."""
    text = (files("data") / "reference" / table).read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines())
    for row in reader:
        if None in row or None in row.values():
            raise UnreadableFile(table, f"line {reader.line_num} has a different number of fields than the header")
        yield row
