"""Invented files in the layouts of CMS and CDC, for the importers: as long and as whole as these check them to be."""

from data.importers.reference_tables import read_hcpcs_starter, read_modifiers

FY2026_HEADERS, FY2026_CODES = 23_467, 74_719
Change = tuple[str, int, str, str]
"""(verb, flag, code without dot, title)."""


def an_order_file(*rows: tuple[str, int, str]) -> str:
    """Rows (code, flag, title) numbered from 1, between A00 and Z99."""
    whole = [("A00", 1, "Odd disease"), *rows, ("Z99", 1, "Odd dependence")]
    lines = [f"{n:05} {code:<7} {flag} {title[:60]:<60} {title}" for n, (code, flag, title) in enumerate(whole, 1)]
    return "".join(f"{line}\r\n" for line in lines)


def an_addenda(*changes: Change, year: int = 2027, before: tuple[int, int] = (FY2026_HEADERS, FY2026_CODES)) -> str:
    """The changes with the footer that fits them."""
    lines = [f"{verb + ':':<12} {flag} {code:<7} {title[:60]:<60} {title}" for verb, flag, code, title in changes]
    parts = [_footer("Headers", 0, changes, year, before[0]), _footer("Codes", 1, changes, year, before[1])]
    return "".join(f"{line}\r\n" for line in [*lines, "", *parts[0], "", *parts[1]])


def _footer(title: str, flag: int, changes: tuple[Change, ...], year: int, before: int) -> list[str]:
    counted = [sum(one[0] == verb and one[1] == flag for one in changes) for verb in ("Add", "Delete", "Revise to")]
    unit = title.lower()
    return [
        title,
        f"  {before} {unit} in icd10cm_order_{year - 1}.txt",
        f"  {before + counted[0] - counted[1]} {unit} in icd10cm_order_{year}.txt",
        f"  {counted[0]} additions",
        f"  {counted[1]} deletions",
        f"  {counted[2]} revisions",
        "of which",
        f"  {counted[2]} revisions to both long and short titles",
        "  0 revisions to long title only",
        "  0 revisions to short title only",
    ]


def a_hcpcs_record(
    code: str, title: str, *, kind: str = "3", since: str = "20260101", ended: str = "", now: str = ""
) -> str:
    """One line of 293 columns; `now` are cross references of five columns each."""
    begin = f"{f'{code:>5}00100{kind}{title:<80}{title[:28]:<28}':<204}{now}"
    return f"{begin:<268}{since:<8}{since:<8}{ended:<8}N".ljust(293)


def a_hcpcs_file(*more: str) -> str:
    """Every code and modifier of our own list under an invented title, and `more` records before the V codes."""
    codes = [code.code for code in read_hcpcs_starter().codes]
    modifiers = [a_hcpcs_record(one.code, f"Odd mark {one.code}", kind="7") for one in read_modifiers().codes]
    items = [a_hcpcs_record(code, f"Odd item {code}") for code in codes if not code.startswith("V")]
    last = [a_hcpcs_record(code, f"Odd item {code}") for code in codes if code.startswith("V")]
    return "".join(f"{line}\r\n" for line in [*modifiers, *items, *more, *last, a_hcpcs_record("V9999", "Last item")])


def an_index(body: str, *, title: str = "ICD-10-CM INDEX TO DISEASES and INJURIES", year: int = 2026) -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<ICD10CM.index>\n<version>{year}</version>\n<title>{title}</title>\n'
        f"<letter>\n<title>O</title>\n{body}\n</letter>\n</ICD10CM.index>\n"
    )


def a_neoplasm_table(body: str) -> str:
    heads = ["Neoplasm", "Malignant Primary", "Malignant Secondary", "Ca in situ", "Benign"]
    columns = "".join(f'<head col="{number}">{head}</head>' for number, head in enumerate(heads, 1))
    return (
        "<ICD10CM.index>\n<version>2026</version>\n"
        f"<indexHeading>{columns}</indexHeading><letter><title>N</title>{body}</letter></ICD10CM.index>\n"
    )


HCPCS_COLUMNS = ("HCPC", "SEQNUM", "RECID", "LONG DESCRIPTION", "SHORT DESCRIPTION", "ADD_DT", "ACT_EFF_DT", "TERM_DT")


def hcpcs_rows(text: str) -> list[tuple[str, ...]]:
    """The records of a text as CMS's tables have them: one row a line, every field in a column of its own."""
    return [
        (line[:5].strip(), line[5:10], line[10], line[11:91].strip(), line[91:119].strip(), *_days(line))
        for line in text.splitlines()
    ]


def _days(line: str) -> tuple[str, str, str]:
    return line[268:276].strip(), line[276:284].strip(), line[284:292].strip()
