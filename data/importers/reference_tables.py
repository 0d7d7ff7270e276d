"""The small tables we ship (data/reference/*.csv), read into code sets and vocabulary; no database, no clock."""

import csv
from collections.abc import Iterator
from datetime import date
from importlib.resources import files

from data.claim_models import CarcAction
from data.errors import UnreadableFile
from data.models import CodeSet, NewCode, System, VocabularyTerm

_STARTER_RELEASE = "January 2026 starter list"
_STARTER_FROM = date(2026, 1, 1)
_QUARTER_ENDS = date(2026, 3, 31)
"""CMS publishes HCPCS every quarter: after it the list may be out of date, and answers say so."""


def read_hcpcs_starter() -> CodeSet:
    """The commonest HCPCS Level II codes in our own words.

    `valid_from` is the official row's latest effective date,
    so a code may be older than it says."""
    return _code_set(System.HCPCS, "hcpcs_starter.csv", _STARTER_RELEASE, _STARTER_FROM)


def read_modifiers() -> CodeSet:
    """The Level II modifiers in daily use, in our own words."""
    return _code_set(System.MODIFIER, "modifiers.csv", _STARTER_RELEASE, _STARTER_FROM)


def read_places_of_service() -> CodeSet:
    """Place of service codes, in our own words; the description opens with the official short name."""
    table = "place_of_service.csv"
    codes = [
        NewCode(code=row["code"], description=f"{row['name']}: {row['description']}", billable=True, words=row["name"])
        for row in _rows(table)
    ]
    return CodeSet(
        system=System.POS,
        release="2026 list",
        valid_from=_STARTER_FROM,
        year_ends=None,
        source=f"data/reference/{table}",
        codes=codes,
    )


def read_vocabulary() -> Iterator[VocabularyTerm]:
    """How people write items, services and conditions, as official words and usual codes.

    A term that is both ("cpap", the device and the dependence on it) keeps both, the billed item first.
    """
    terms: dict[str, VocabularyTerm] = {}
    for table in ("hcpcs_vocabulary.csv", "vocabulary.csv"):
        for row in _rows(table):
            before = terms.get(row["term"])
            terms[row["term"]] = VocabularyTerm(
                term=row["term"],
                kind=before.kind if before else row["kind"],
                means=(*(before.means if before else ()), *_parts(row["means"])),
                codes=(*(before.codes if before else ()), *_parts(row["code"])),
            )
    yield from terms.values()


def read_word_forms() -> Iterator[tuple[str, ...]]:
    """Words that say the same of a body part or thing: ("anus", "anal"); the noun first."""
    for row in _rows("word_forms.csv"):
        yield (row["word"], *_parts(row["forms"]))


def read_everyday_words() -> frozenset[str]:
    """Common English words that are no misspelt condition: "printer" is not "pointer"."""
    return frozenset(row["word"] for row in _rows("everyday_words.csv"))


def read_carc_actions() -> dict[str, CarcAction]:
    """Claim adjustment reason codes in our own words, by number, those that are retired too."""
    return {
        row["code"]: CarcAction(
            code=row["code"],
            groups=tuple(row["group_hint"].split("/")) if row["group_hint"] else (),
            category=row["category"],
            next_step=row["next_step"],
            fallback=row["fallback"],
            owner=row["owner"],
            meaning=row["meaning"],
            confidence=row["confidence"],
            note=row["note"],
            retired=row["status"] != "current",
        )
        for row in _rows("carc_actions.csv")
    }


def read_all_tables() -> bytes:
    """The shipped tables' bytes in the order of their names: what changes when any of them does."""
    folder = files("data") / "reference"
    return b"".join(table.read_bytes() for table in sorted(folder.iterdir(), key=str) if table.name.endswith(".csv"))


def _code_set(system: System, table: str, release: str, valid_from: date) -> CodeSet:
    return CodeSet(
        system=system,
        release=release,
        valid_from=valid_from,
        year_ends=_QUARTER_ENDS,
        source=f"data/reference/{table}",
        is_starter=True,
        codes=[
            NewCode(
                code=row["code"],
                description=row["description"],
                billable=True,
                valid_from=date.fromisoformat(row["valid_from"]),
                words=row["words"],
            )
            for row in _rows(table)
        ],
    )


def _rows(table: str) -> Iterator[dict[str, str]]:
    """Rows of one shipped table. Raises UnreadableFile naming the line that lacks a field."""
    text = (files("data") / "reference" / table).read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines())
    for row in reader:
        if None in row or None in row.values():
            raise UnreadableFile(table, f"line {reader.line_num} has a different number of fields than the header")
        yield row


def _parts(cell: str) -> Iterator[str]:
    return (part.strip() for part in cell.split("|") if part.strip())
