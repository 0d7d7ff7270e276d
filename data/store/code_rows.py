"""Decides which codes of an edition stand as in the edition before it and which need a row of their own; no SQL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from data.errors import BuildFailed
from data.models import CodeSet, NewCode
from data.words import search_words

_DEFAULT_FILLERS = frozenset(
    "unspecified nos type without complication uncomplicated mention of or with other not stated the and site "
    "organism part quadrant region severity trimester".split()
)
"""Words that a header's default child may add to its title: they say that nothing more is known."""


@dataclass(slots=True, kw_only=True)
class Edition:
    """One edition's codes with the row of each; `new` are the codes that must be stored, `ended` rows that it has not.

    `headings` are the ids of its blocks and chapters by name.
    """

    codes: dict[str, NewCode]
    ids: dict[str, int]
    headings: Mapping[str, int]
    new: list[NewCode]
    ended: list[int]


def edition_rows(code_set: CodeSet, before: Edition | None, headings: Mapping[str, int], *, next_id: int) -> Edition:
    """Rows of an edition against those of the edition before it, if any. Raises BuildFailed.

    A code below a changed header gets a row of its own too, so that what stands above a row is one and the same in all
    its editions.
    """
    ids = {code.code: next_id + place for place, code in enumerate(code_set.codes)}
    if len(ids) != len(code_set.codes):
        raise BuildFailed(f"{code_set.source} names a code twice")
    codes = {code.code: code for code in code_set.codes}
    edition = Edition(codes=codes, ids=ids, headings=headings, new=code_set.codes, ended=[])
    if before is not None:
        _keep_unchanged(edition, before)
        edition.new = [code for code in code_set.codes if ids[code.code] >= next_id]
        kept = set(ids.values())
        edition.ended = [row_id for row_id in before.ids.values() if row_id not in kept]
    return edition


def _keep_unchanged(edition: Edition, before: Edition) -> None:
    """Codes are looked at after those above them, so that a changed one changes all below it."""
    for code in sorted(edition.codes.values(), key=lambda one: len(one.code)):
        known = before.codes.get(code.code)
        if (
            known is not None
            and (known is code or _says_the_same(known, code))
            and edition.ids.get(code.parent) == before.ids.get(known.parent)
            and edition.headings.get(code.block) == before.headings.get(known.block)
        ):
            edition.ids[code.code] = before.ids[code.code]


def _says_the_same(one: NewCode, other: NewCode) -> bool:
    return replace(one, parent="", block="") == replace(other, parent="", block="")


def default_children(codes: list[NewCode]) -> Iterator[tuple[str, str]]:
    """(header, the billable code below it that adds nothing to its title but "unspecified" and the like)."""
    by_code = {code.code: code for code in codes}
    defaults: dict[str, tuple[int, str]] = {}
    for code in codes:
        if not code.billable or code.seventh:
            continue
        words = set(search_words(code.description))
        above = by_code.get(code.parent)
        while above is not None:
            added = words - set(search_words(above.description))
            if added <= _DEFAULT_FILLERS and not _says_more(added):
                rank = (0 if "unspecified" in words else 1) * 100 + len(added)
                if above.code not in defaults or rank < defaults[above.code][0]:
                    defaults[above.code] = (rank, code.code)
            above = by_code.get(above.parent)
    return ((header, code) for header, (_, code) in defaults.items())


def _says_more(added: set[str]) -> bool:
    """Whether filler words name something known after all: a complication, or "other" than what has its own code."""
    return ("complication" in added and "without" not in added) or ("other" in added and "unspecified" not in added)
