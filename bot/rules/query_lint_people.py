"""What names a patient beside what `scrubbing` catches: names, record and account numbers, street addresses.

It says what kind was found and repeats nothing of it.
"""

import re
from collections.abc import Iterable, Iterator

_TITLE_THEN_NAME = re.compile(r"\b(?:[Mm]rs?|[Mm]s|[Mm]iss|[Mm]x|MRS?|MS)\b\.?\s+[A-Z][\w'-]+")
_NAME = r"[A-Z][a-z'’-]+(?:\s+[A-Z]\.?)?\s+[A-Z][a-z'’-]+"
_NAMED = re.compile(
    rf"\b(?:(?:[Pp]atient|[Pp]t)(?:'s)?\.?(?:\s+[Nn]ame)?(?:\s+is)?[:,]?|[Nn]ame(?:\s+is)?:?|[Rr]e:|[Nn]amed|[Cc]alled)\s+"
    rf"({_NAME})\b"
)
_AGED = re.compile(rf"\b({_NAME}),?\s+(?:is\s+)?(?:an?\s+)?\d{{1,3}}[- ]?(?:y/?o|yo|years?|yr)", re.MULTILINE)
_LAST_FIRST = re.compile(r"\b(?:[Pp]atient|[Pp]t|[Nn]ame|[Rr]e)\b:?\s+([A-Z][a-z'-]+,\s*[A-Z][a-z'-]+)\b")
_NO_NAMES = frozenset(
    "health safety education history status care record records portal questionnaire instructions admission admitted "
    "emergency intensive operating physical progress discharge surgical medical nursing internal general family "
    "right left "
    "acute chronic type stage grade activated controlled reported centered".split()
)
_NUMBERS = re.compile(
    r"\b(?:mrn|medical record|record|account|acct|chart|member|subscriber|policy|encounter|visit|claim|patient)\b\.?"
    r"(?:\s*(?:number|no\.?|id|#))*\s*[:#]?\s*(?:is\s+)?(?=[A-Z0-9-]*\d{4})[A-Z0-9][A-Z0-9-]{4,}\b",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b\d{1,6}\s+(?:[NSEW]\.?\s+)?[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?\s+"
    r"(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Ln|Lane|Dr|Drive|Ct|Court|Way|Pl|Place)\b"
)
_SHORTEST_NAME = 3


def names_in(text: str, names: Iterable[str], *, guesses: bool) -> Iterator[str]:
    """Kinds of what was found. `names` are the patient's own, looked for as whole words.

    `guesses`: two capitalized words in a place where a name stands count as one.
    """
    if _TITLE_THEN_NAME.search(text) or any(_holds(text, name) for name in names) or (guesses and _guessed(text)):
        yield "a patient's name"
    if _NUMBERS.search(text):
        yield "a record or account number"
    if _STREET.search(text):
        yield "an address"


def _holds(text: str, name: str) -> bool:
    """As a name is written: in "kidney stone" the patient Stone is not named."""
    name = name.strip()
    written = {name.title(), name.upper(), name.capitalize()}
    return len(name) >= _SHORTEST_NAME and any(re.search(rf"\b{re.escape(one)}\b", text) for one in written)


def _guessed(text: str) -> bool:
    if _AGED.search(text) or _LAST_FIRST.search(text):
        return True
    found = (re.split(r"\s+", match[1].lower()) for match in _NAMED.finditer(text))
    return any(not set(words) & _NO_NAMES for words in found)
