"""Code cells of an export into codes as text; what a code means, and whether it exists, is not judged here."""

import re
from functools import lru_cache

_DIAGNOSIS = re.compile(r"[A-Z]\d[\dA-Z](?:\.?[\dA-Z]{1,4})?")
_PROCEDURE = re.compile(r"([A-Z]\d{4}|\d{5}|\d{4}[A-Z])((?:[-:][\dA-Z]{2})*)(?![\dA-Z])")
_BETWEEN_CODES = re.compile(r"[\s,;|/:]+")


@lru_cache(maxsize=16_384)
def split_codes(text: str) -> tuple[str, ...]:
    """Codes of one or several cells, each once, in order: "e11.9, I10;I10" -> ("E11.9", "I10")."""
    return tuple(dict.fromkeys(code for code in _BETWEEN_CODES.split(text.upper()) if code))


def is_diagnosis(text: str) -> bool:
    """Whether a word has the form of an ICD-10-CM code; the words of a description beside it have not."""
    return _DIAGNOSIS.fullmatch(text) is not None


@lru_cache(maxsize=4_096)
def split_procedure(text: str) -> tuple[str, tuple[str, ...]]:
    """The code and the modifiers written behind it: "99213-25" -> ("99213", ("25",)); a description is left out."""
    match = _PROCEDURE.match(text.upper())
    if not match:
        return text.upper(), ()
    return match[1], tuple(match[2].replace(":", "-").split("-")[1:])
