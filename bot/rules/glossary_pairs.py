"""Reads a text that asks for the difference between two things into the two; it knows no entry and reads no file."""

import re

_MARKED = re.compile(
    r"\b(?:dif+\w*nce\w*|differ(?:ent|s)?|diff|compare(?:d)?|comparison|distinguish|versus|vs)\b"
    r"|\binstead of\b|\brather than\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:(?:please|what(?:'s|s| is| are)?|how (?:is|are|do|does)|(?:can you )?(?:tell|explain|show)(?: me)?|"
    r"is there|are there|the|a|an|any|"
    r"main|key|real|(?:when|should|do|does) (?:do |should |can )?(?:i|we|you|to)(?: use| bill| need)?|"
    r"dif+\w*nce\w*|diff|compare|comparison|distinguish|between|of|in)\s+)+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\s+(?:dif+\w*nce\w*|diff|differ|different|compared|comparison|is|are|explained))+$", re.IGNORECASE
)
_SPLITS = (
    re.compile(
        r"\s*(?:\bversus\b|\bvs\b\.?|\binstead of\b|\brather than\b|\bcompared (?:to|with)\b|"
        r"\bdiffer(?:ent|s)? from\b)\s*",
        re.IGNORECASE,
    ),
    re.compile(r"\s+(?:and|or|&)\s+|\s*[/,]\s*", re.IGNORECASE),
    re.compile(r"\s+(?:from|to|with)\s+", re.IGNORECASE),
)
"""How two names are parted, the plainest way first; the last one only where the words ask for a difference."""


def asks_difference(text: str) -> bool:
    """Whether the words themselves say that two things are to be told apart."""
    return bool(_MARKED.search(text))


def sides(text: str) -> list[tuple[str, str]]:
    """Every way to take the text as two things, the likeliest first: "modifier 25 vs 59" -> ("modifier 25", "59")."""
    bare = text.strip(" ?!.")
    found: list[tuple[str, str]] = []
    for split in _SPLITS if asks_difference(text) else _SPLITS[:-1]:
        for place in split.finditer(bare):
            one, other = _name(bare[: place.start()]), _name(bare[place.end() :])
            if one and other:
                found.append((one, other))
    return list(dict.fromkeys(found))


def completions(part: str, whole: str, *, is_first: bool) -> list[str]:
    """What a part may stand for beside the other: "59" beside "modifier 25" is "modifier 59", too.

    `is_first` where the part stood before the other: "clean" before "corrected claim" may be "clean claim".
    """
    words = whole.split()
    made = [part]
    if is_first:
        made += [f"{part} {' '.join(words[place:])}" for place in range(1, len(words))]
    else:
        made += [f"{' '.join(words[:place])} {part}" for place in range(len(words) - 1, 0, -1)]
    if part.isdigit() and whole[-1:].isdigit():
        made.append(re.sub(r"\d+$", part, whole))
    return [name for name in dict.fromkeys(made) if name != whole]


def _name(side: str) -> str:
    """A side without the words around it that only ask."""
    bare = re.sub(r"\s+", " ", side).strip(" ?!.,:;\"'“”")
    return _AFTER.sub("", _BEFORE.sub("", f"{bare} ").strip()).strip()
