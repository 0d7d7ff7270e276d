"""Where the Index says "see Brucellosis": the codes of the entry that it leads to; pure, it reads no file.

A reference names the other entry's path, each part without its variants: "Hemorrhage, conjunctiva" leads to the term
"conjunctiva" below the main term "Hemorrhage, hemorrhagic (concealed)". References to a whole table ("see Neoplasm,
by site"), to a category or to "condition" lead to no one entry and are left as they are.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from data.models import IndexEntry
from data.words import search_words

_REFERENCE = re.compile(r"^see (?!also |category |subcategory |condition\b)(.+)$")
_BY_WHAT = re.compile(r",? by (?:site|type)\b.*$", re.IGNORECASE)
_LITTLE_WORDS = frozenset({"of", "and", "the"})
_MOST_STEPS = 3


def path_key(parts: Sequence[str]) -> str:
    """A path's words in a fixed order, whatever order and punctuation it is written in."""
    words = {word for part in parts for word in search_words(part)} - _LITTLE_WORDS
    return " ".join(sorted(words))


def follow_references(entries: Sequence[IndexEntry], keys: Sequence[str]) -> list[IndexEntry]:
    """The entries, each that has no code and refers to one entry with the codes of that; `keys` are their paths."""
    first: dict[str, IndexEntry] = {}
    for entry, key in zip(entries, keys, strict=True):
        known = first.get(key)
        if known is None or (not _leads(known) and _leads(entry)):
            first[key] = entry
    return [replace(entry, led_to=codes) if (codes := _codes(entry, first)) else entry for entry in entries]


def _leads(entry: IndexEntry) -> bool:
    return bool(entry.codes) or bool(_REFERENCE.match(entry.see))


def _codes(entry: IndexEntry, first: dict[str, IndexEntry]) -> tuple[str, ...]:
    if entry.codes:
        return ()
    here: IndexEntry | None = entry
    for _ in range(_MOST_STEPS):
        found = _REFERENCE.match(here.see) if here else None
        if found is None:
            return ()
        here = first.get(path_key(_BY_WHAT.sub("", found.group(1).split("; ")[0]).split(", ")))
        if here is not None and here.codes and not here.column:
            return here.codes
    return ()
