"""Takes what names a patient out of text that people type: what is taken out is named by its kind, never repeated.

Social security and Medicare numbers, telephone numbers, e-mail addresses, and days beside a word for birth. It catches
shapes, not names: a floor, not a promise.
"""

import re
import unicodedata
from dataclasses import dataclass

_GAP = r"[-.\s]?"
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = (
    rf"(?:\d{{4}}[-/. ]\d{{1,2}}[-/. ]\d{{1,2}}|\d{{1,2}}[-/. ]\d{{1,2}}[-/. ]\d{{2,4}}|\d{{8}}|\d{{6}}|"
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{2,4}})"
)
_BIRTH = (
    r"(?:\bd\.?\s?o\.?\s?b\b\.?|\bborn(?:\s+on)?\b|\bbirth\s*-?\s*(?:date|day)\b|\bdate\s+of\s+birth\b|"
    r"\bb-?day\b)"
)
_MBI_LETTER, _MBI_SIGN = "[AC-HJKMNP-RT-Y]", "[0-9AC-HJKMNP-RT-Y]"
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an e-mail address", re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)),
    ("a date of birth", re.compile(rf"{_BIRTH}\W{{0,6}}(?:(?:is|was|of|on)\W{{1,3}})?{_DAY}(?!\d)", re.IGNORECASE)),
    ("a date of birth", re.compile(rf"(?<!\d){_DAY}\W{{0,6}}{_BIRTH}", re.IGNORECASE)),
    (
        "a Medicare number",
        re.compile(
            rf"\b[1-9]{_MBI_LETTER}{_MBI_SIGN}\d{_GAP}{_MBI_LETTER}{_MBI_SIGN}\d{_GAP}{_MBI_LETTER}{{2}}\d{{2}}\b",
            re.IGNORECASE,
        ),
    ),
    ("a social security number", re.compile(r"(?<![\d-])\d{3}[-. ]\d{2}[-. ]\d{4}(?![\d-])")),
    (
        "a social security number",
        re.compile(
            r"\b(?:ssn?|social(?:\s+security)?)\b(?:\s*(?:number|no\.?|#))?\W{0,4}(?:is\s+)?\d{9}(?!\d)", re.IGNORECASE
        ),
    ),
    ("a telephone number", re.compile(r"(?<!\d)(?:\+?1[-. ]?)?(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)")),
    (
        "a telephone number",
        re.compile(
            r"\b(?:phone|tel|telephone|cell|mobile|call(?:\s+(?:back|me))?(?:\s+at)?)\b\W{0,4}(?:is\s+)?(?:\+?1)?\d{10}(?!\d)",
            re.IGNORECASE,
        ),
    ),
)
_TAKEN = "[removed]"
_REFERENCE = re.compile(r"[A-Za-z0-9]{1,20}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrubbed:
    """The text without it, and the kinds of what was taken out, each once."""

    text: str
    removed: tuple[str, ...]


def scrub(text: str) -> Scrubbed:
    """ "call 555-123-4567" -> "call [removed]", ("a telephone number",)."""
    clean = unicodedata.normalize("NFKC", text).translate(_DASHES)
    removed: list[str] = []
    for kind, pattern in _RULES:
        clean, count = pattern.subn(_TAKEN, clean)
        if count and kind not in removed:
            removed.append(kind)
    return Scrubbed(text=clean.strip() if removed else text.strip(), removed=tuple(removed))


_WAYS_TO_REACH = ("an e-mail address", "a telephone number")
"""Of a payer they are wanted; of a patient they are not."""


def person_named_in(text: str) -> str:
    """What in a text about payers or lists names a patient, by its kind, such as "a date of birth"; "" for nothing."""
    return next((kind for kind in scrub(text).removed if kind not in _WAYS_TO_REACH), "")


def is_plain_reference(text: str) -> bool:
    """Letters and digits alone, 20 at most, and no number that names a person: what `minimum` keeps of a call."""
    return bool(_REFERENCE.fullmatch(text)) and not scrub(text).removed
