"""The shipped table of appeal levels, read into models; no database, no clock, no decision."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from data.appeal_models import AppealLevel
from data.claim_models import PayerKind
from data.errors import UnreadableFile

_TABLE = "appeal_levels.csv"
_YES_NO = {"yes": True, "no": False}


@cache
def read_appeal_levels() -> Mapping[PayerKind, tuple[AppealLevel, ...]]:
    """The levels of each kind of payer, the first one first."""
    return appeal_levels_of((files("data") / "reference" / _TABLE).read_text(encoding="utf-8"), _TABLE)


def appeal_levels_of(text: str, name: str) -> Mapping[PayerKind, tuple[AppealLevel, ...]]:
    """Raises UnreadableFile that names the bad line."""
    found: dict[PayerKind, list[AppealLevel]] = {}
    reader = csv.DictReader(text.splitlines())
    for row in reader:
        try:
            one = _level(row)
        except (KeyError, ValueError, TypeError) as error:
            raise UnreadableFile(name, f"line {reader.line_num}: {error}") from None
        levels = found.setdefault(one.kind, [])
        if one.level != len(levels) + 1:
            raise UnreadableFile(name, f"line {reader.line_num}: level {one.level} does not follow the one before it")
        levels.append(one)
    return {kind: tuple(levels) for kind, levels in found.items()}


def _level(row: Mapping[str, str]) -> AppealLevel:
    if not row["name"] or not row["source"]:
        raise ValueError("the name or the source is missing")
    return AppealLevel(
        kind=PayerKind(row["payer_kind"]),
        level=int(row["level"]),
        name=row["name"],
        goes_to=row["goes_to"],
        rule_id=row["rule"],
        needs_amount=_YES_NO[row["needs_amount"]],
        is_asked_only=_YES_NO[row["asked_only"]],
        source=row["source"],
        note=row["note"],
    )
