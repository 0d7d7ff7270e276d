"""What was typed to be checked, read into codes and a date of service; it opens no store."""

import re
from dataclasses import dataclass
from datetime import date

from bot.lookup.typed import TypedCode, read_query
from bot.rules.typed_dates import split_date

MOST_CHECKED = 50
_PIECE = 10
"""Tokens that are read at once: a query is short, a list of codes may be long."""
_CHECK = re.compile(r"\s*(?:please\s+)?(?:re)?check(?:\s+(?:these|those|the))?(?:\s+codes?)?\b[\s:,;-]*", re.IGNORECASE)
_SHORTEST_CODE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedCheck:
    """The codes of one check in their order. `unread` are tokens that are no code; `left_out` counts codes too many."""

    codes: tuple[TypedCode, ...]
    on: date | None
    unread_date: str
    unread: tuple[str, ...]
    left_out: int = 0


def after_check(text: str) -> str | None:
    """What stands after "check"; None where the text does not begin so: "check I10, E11.22" -> "I10, E11.22"."""
    found = _CHECK.match(text)
    return text[found.end() :].strip() if found else None


def read_check(text: str, today: date) -> TypedCheck:
    """Codes with commas, blanks or lines between them, a date anywhere."""
    rest, on, unread_date = split_date(re.sub(r"[`*_~]", " ", text), today)
    tokens = [token for token in re.split(r"[\s,;|]+", _with_decimal_points(rest)) if token]
    codes: list[TypedCode] = []
    unread: list[str] = []
    for start in range(0, len(tokens), _PIECE):
        query = read_query(", ".join(tokens[start : start + _PIECE]), today)
        codes += [code for code in query.codes if len(code.keys[0]) >= _SHORTEST_CODE]
        unread += [code.typed for code in query.codes if len(code.keys[0]) < _SHORTEST_CODE]
        unread += query.words.split()
    return TypedCheck(
        codes=tuple(codes[:MOST_CHECKED]),
        on=on,
        unread_date=unread_date,
        unread=tuple(dict.fromkeys(unread)),
        left_out=max(0, len(codes) - MOST_CHECKED),
    )


def _with_decimal_points(text: str) -> str:
    """ "E11,22" without a blank is a code with a decimal comma, as long as no other code could stand there."""
    return re.sub(r"\b([A-Za-z]\d[0-9A-Za-z]),(\d[0-9A-Za-z]{0,3})\b(?!\.)", r"\1.\2", text)
