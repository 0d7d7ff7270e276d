"""A patient's name as exported into last and first name; birth dates and numbers written beside it are left out."""

import re

_BESIDE = re.compile(r"\([^)]*\)|\[[^]]*\]|\bDOB\b.*|\S*\d\S*", re.IGNORECASE)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def split_name(text: str) -> tuple[str, str]:
    """Last and first name: "Sample, Pat Q" and "Pat Q. Sample" -> ("Sample", "Pat"); single initials are left out."""
    bare = " ".join(_BESIDE.sub(" ", text).split()).strip(" ,-:")
    last, comma, first = bare.partition(",")
    if comma:
        return last.strip(), _without_initials(first.replace(",", " ").split())
    words = bare.split()
    if len(words) < 2:
        return bare, ""
    at = len(words) - (2 if words[-1].lower().strip(".") in _SUFFIXES and len(words) > 2 else 1)
    return " ".join(words[at:]), _without_initials(words[:at])


def _without_initials(words: list[str]) -> str:
    kept = words[:1] + [word for word in words[1:] if len(word.strip(".")) > 1]
    return " ".join(kept)
