"""The official ICD-10-CM order file and its yearly addenda, read into rows; no database, no clock.

Order file (CMS and CDC, ASCII): columns 1-5 number, 7-13 code without dot, 15 header (0) or valid (1), 17-76 short
title, 78 on long title. Addenda: "Add:", "Delete:", "Revise from:", "Revise to:" up to column 12, then 14 flag, 16-22
code, 24-83 short title, 85 on long title; a footer counts headers and codes before and after, against which the rows
are held.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data.errors import UnreadableFile

ORDER_LINE = re.compile(r"[0-9]{5} ([A-Z0-9 ]{7}) ([01]) (.{60}) (\S.*)")
ADDENDA_LINE = re.compile(r"(Add:|Delete:|Revise from:|Revise to:) *(?<=^.{13})([01]) ([A-Z0-9 ]{7}) (.{60}) (\S.*)")
_CODE = re.compile(r"[A-Z][0-9A-Z]{2,6}")
_LONGEST_LINE = 600
_TOTAL = re.compile(r"([0-9]+) (headers|codes) in \S*?(20[0-9]{2})\S*")
_CHANGES = re.compile(r"([0-9]+) (additions|deletions|revisions)")


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One code as an order file has it: `key` without dot."""

    key: str
    billable: bool
    title: str

    @property
    def code(self) -> str:
        return self.key if len(self.key) == 3 else f"{self.key[:3]}.{self.key[3:]}"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the addenda: what is done with the row that stands in it."""

    line: int
    verb: str
    row: OrderRow


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAddenda:
    """One year's changes, and the footer's counts: (headers, codes) before and after."""

    year: int
    changes: tuple[Change, ...]
    before: tuple[int, int]
    after: tuple[int, int]


def read_order(text: str, *, source: str) -> list[OrderRow]:
    """All rows in their order. Raises UnreadableFile naming the line that is no row or lacks one before it."""
    rows = []
    for number, line in _lines(text, source):
        found = ORDER_LINE.fullmatch(line)
        if not found or not _CODE.fullmatch(found[1].rstrip()):
            raise UnreadableFile(source, f"line {number} is no row of an order file")
        if int(line[:5]) != number:
            raise UnreadableFile(source, f"line {number} has the number {int(line[:5])}, so that rows are missing")
        rows.append(OrderRow(found[1].rstrip(), found[2] == "1", found[4].strip()))
    _check_whole(rows, source)
    return rows


def _lines(text: str, source: str) -> Iterator[tuple[int, str]]:
    lines = text.split("\n")
    if lines[-1].strip("\x1a\r "):
        raise UnreadableFile(source, f"line {len(lines)} breaks off: the file does not end with a line's end")
    for number, line in enumerate(lines[:-1], 1):
        if len(line) > _LONGEST_LINE:
            raise UnreadableFile(source, f"line {number} is longer than any row")
        yield number, line.rstrip("\r ")


def _check_whole(rows: list[OrderRow], source: str) -> None:
    """A code is valid when no longer one begins with it; the list goes on to Z99, and U where a year has it."""
    keys = {row.key for row in rows}
    if len(keys) != len(rows):
        [(twice, _)] = Counter(row.key for row in rows).most_common(1)
        raise UnreadableFile(source, f"{twice} stands in it twice")
    begun = {key[:length] for key in keys for length in range(3, len(key))}
    for number, row in enumerate(rows, 1):
        if row.billable == (row.key in begun):
            what = "marked valid, though longer codes follow" if row.billable else "a header without codes below it"
            raise UnreadableFile(source, f"line {number}: {row.key} is {what}")
    if not rows or rows[0].key[:3] != "A00" or not (rows[-1].key.startswith("U") or rows[-1].key[:3] == "Z99"):
        raise UnreadableFile(source, "it does not hold the list from A00 to its end: rows are missing")


def read_addenda(text: str, *, source: str) -> OrderAddenda:
    """The changes with the footer's counts. Raises UnreadableFile naming the line or the count that is wrong."""
    changes: list[Change] = []
    footer: list[tuple[int, str]] = []
    for number, line in _lines(text, source):
        found = ADDENDA_LINE.fullmatch(line)
        if found and not footer and _CODE.fullmatch(found[3].rstrip()):
            row = OrderRow(found[3].rstrip(), found[2] == "1", found[5].strip())
            changes.append(Change(number, found[1].rstrip(":"), row))
        elif line.strip() in ("Headers", "Codes") or (footer and _is_footer(line)):
            footer.append((number, line.strip()))
        elif line.strip():
            raise UnreadableFile(source, f"line {number} is no line of order addenda")
    return _with_footer(changes, footer, source)


def _is_footer(line: str) -> bool:
    text = line.strip()
    return not text or text == "of which" or bool(_TOTAL.fullmatch(text) or re.match(r"[0-9]+ \w", text))


def _with_footer(changes: list[Change], footer: Iterable[tuple[int, str]], source: str) -> OrderAddenda:
    totals: dict[str, list[tuple[int, int]]] = {"headers": [], "codes": []}
    stated: dict[tuple[str, str], int] = {}
    part = ""
    for _, line in footer:
        if line in ("Headers", "Codes"):
            part = line.lower()
        elif total := _TOTAL.fullmatch(line):
            totals[total[2]].append((int(total[3]), int(total[1])))
        elif change := _CHANGES.fullmatch(line):
            stated[part, change[2]] = int(change[1])
    if [len(each) for each in totals.values()] != [2, 2] or len(stated) != 6:
        raise UnreadableFile(source, "its footer, which counts headers and codes, is missing or breaks off")
    (old_year, old_headers), (year, new_headers) = totals["headers"]
    if year != old_year + 1:
        raise UnreadableFile(source, f"its footer leads from {old_year} to {year}, not from one year to the next")
    _check_counts(changes, stated, source)
    return OrderAddenda(
        year=year,
        changes=tuple(changes),
        before=(old_headers, totals["codes"][0][1]),
        after=(new_headers, totals["codes"][1][1]),
    )


def _check_counts(changes: list[Change], stated: dict[tuple[str, str], int], source: str) -> None:
    verbs = {"Add": "additions", "Delete": "deletions", "Revise to": "revisions"}
    counted = Counter(
        ("codes" if one.row.billable else "headers", verbs[one.verb]) for one in changes if one.verb in verbs
    )
    for (part, what), number in stated.items():
        if counted[part, what] != number:
            raise UnreadableFile(
                source, f"its footer states {number} {what} of {part}, its lines have {counted[part, what]}"
            )


def apply_addenda(before: Iterable[OrderRow], addenda: OrderAddenda, *, source: str) -> list[OrderRow]:
    """The next year's rows, in the order of their codes, verified against the footer.

    Raises UnreadableFile naming the line that does not fit the rows, or the count that differs.
    """
    rows = {row.key: row for row in before}
    if _counts(rows.values()) != addenda.before:
        raise UnreadableFile(
            source,
            f"it changes an edition of {sum(addenda.before):,} rows, and FY{addenda.year - 1} has {len(rows):,} here",
        )
    for change in sorted(addenda.changes, key=lambda one: one.verb == "Add"):
        _apply(rows, change, source)
    if _counts(rows.values()) != addenda.after:
        raise UnreadableFile(source, f"with it come {_counts(rows.values())} headers and codes, not {addenda.after}")
    return sorted(rows.values(), key=lambda row: row.key)


def _apply(rows: dict[str, OrderRow], change: Change, source: str) -> None:
    row, known = change.row, rows.get(change.row.key)
    if change.verb == "Add":
        if known is not None:
            raise UnreadableFile(source, f"line {change.line} adds {row.key}, which is there")
    elif known is None or known.billable != row.billable:
        raise UnreadableFile(source, f"line {change.line} changes {row.key}, which is not there so")
    if change.verb == "Delete":
        del rows[row.key]
    elif change.verb != "Revise from":
        rows[row.key] = row


def _counts(rows: Iterable[OrderRow]) -> tuple[int, int]:
    counted = Counter(row.billable for row in rows)
    return counted[False], counted[True]
