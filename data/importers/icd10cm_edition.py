"""An ICD-10-CM edition made of order rows: what stands above each code comes from the rows and the edition before."""

from collections.abc import Container, Iterable
from datetime import date

from data.importers.icd10cm_order import OrderRow
from data.models import CodeSet, NewCode, NewHeading, System

_STEM = 6


def rows_of(code_set: CodeSet) -> list[OrderRow]:
    return [OrderRow(code.code.replace(".", ""), code.billable, code.description) for code in code_set.codes]


def edition_of(year: int, rows: Iterable[OrderRow], *, like: CodeSet | None, source: str) -> CodeSet:
    """The edition of a fiscal year. `like` is an edition near it, whose blocks its codes are put into.

    It has no notes: an order file has none.
    """
    headings = list(like.headings) if like else []
    known = {code.code: code for code in like.codes} if like else {}
    meanings = {(seventh.character, seventh.meaning) for seventh in like.sevenths} if like else set()
    codes: dict[str, NewCode] = {}
    for row in sorted(rows, key=lambda one: (len(one.key), one.key)):
        before = known.get(row.code)
        if before and before.description == row.title and before.billable == row.billable:
            codes[row.code] = before
        else:
            codes[row.code] = _new_code(row, codes, known, headings, meanings)
    return CodeSet(
        system=System.ICD10CM,
        release=f"FY{year}",
        valid_from=date(year - 1, 10, 1),
        year_ends=date(year, 9, 30),
        source=source,
        codes=sorted(codes.values(), key=lambda code: code.code),
        headings=headings,
    )


def with_rows(code_set: CodeSet, rows: Iterable[OrderRow], *, source: str) -> CodeSet:
    """A tabular edition with the codes and titles of the same year's order file; its notes stay where codes do."""
    edition = edition_of(int(code_set.release[2:]), rows, like=code_set, source=f"{code_set.source}; {source}")
    kept = {code.code for code in edition.codes} | {heading.name for heading in code_set.headings}
    edition.notes = [note for note in code_set.notes if note.owner in kept]
    edition.sevenths = [seventh for seventh in code_set.sevenths if seventh.owner in kept]
    return edition


def _new_code(
    row: OrderRow,
    codes: dict[str, NewCode],
    known: dict[str, NewCode],
    headings: Iterable[NewHeading],
    meanings: Container[tuple[str, str]],
) -> NewCode:
    above = _above(row.key, codes)
    if above is not None:
        block = above.block
    else:
        block = known[row.code].block if row.code in known else _block(row.key[:3], headings)
    return NewCode(
        code=row.code,
        description=row.title,
        billable=row.billable,
        parent=above.code if above else "",
        block=block,
        seventh=_seventh(row, above, known, meanings),
    )


def _above(key: str, codes: dict[str, NewCode]) -> NewCode | None:
    """The longest shorter code that begins it; a placeholder X that was filled in is no code of its own."""
    for length in range(len(key) - 1, 2, -1):
        code = codes.get(key[:3] if length == 3 else f"{key[:3]}.{key[3:length]}")
        if code is not None:
            return code
    return None


def _seventh(
    row: OrderRow, above: NewCode | None, known: dict[str, NewCode], meanings: Container[tuple[str, str]]
) -> str:
    """The 7th character where the title is that of the stem with a character's meaning added."""
    if row.code in known:
        return known[row.code].seventh
    if len(row.key) <= _STEM or above is None:
        return ""
    added = row.title.removeprefix(f"{above.description}, ")
    return row.key[_STEM] if (row.key[_STEM], added) in meanings else ""


def _block(category: str, headings: Iterable[NewHeading]) -> str:
    """The narrowest block that spans a category."""
    spans = [heading.name.partition("-") for heading in headings if "-" in heading.name]
    holding = [(first, last) for first, _, last in spans if first <= category <= last]
    if not holding:
        return ""
    first, last = max(holding, key=lambda span: (span[0], [-ord(sign) for sign in span[1]]))
    return f"{first}-{last}"
