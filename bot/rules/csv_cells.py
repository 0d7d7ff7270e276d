"""Cells of a CSV that a spreadsheet opens: nothing in them is taken for a formula."""

import re

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NEGATIVE = re.compile(r"-\d+(\.\d+)?")


def safe_cell(text: str) -> str:
    """The text, after an apostrophe where a spreadsheet would compute it. Plain negative numbers stay numbers."""
    if text.startswith(_STARTS_A_FORMULA) and not _NEGATIVE.fullmatch(text):
        return f"'{text}"
    return text


def dollars(cents: int) -> str:
    """ "1234.56", "-0.50": without sign of currency or thousands."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"
