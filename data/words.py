"""Text to search words: the code store indexes and a query is read in the same way; it knows no codes.

A word is a lower-case run of ASCII letters or digits, its plural ending taken off, a Roman numeral II to IV turned
into its digit, British spellings of word parts folded to American.
"""

import re
import unicodedata
from functools import lru_cache

_RUN = re.compile(r"[a-z]+|[0-9]+")
_POSSESSIVE = re.compile(r"['’`]s\b")
_ROMAN = {"ii": "2", "iii": "3", "iv": "4"}
_NUMBERED_BY_I = {"type", "stage", "grade", "class", "bipolar", "level"}
_UNCHANGED_ENDINGS = ("ss", "us", "is", "as", "os")
_BRITISH = (
    ("haem", "hem"),
    ("oedema", "edema"),
    ("anaem", "anem"),
    ("aemia", "emia"),
    ("oesoph", "esoph"),
    ("diarrhoea", "diarrhea"),
    ("orrhoea", "orrhea"),
    ("paed", "ped"),
    ("gynaec", "gynec"),
    ("tumour", "tumor"),
    ("foet", "fet"),
    ("coeliac", "celiac"),
    ("caec", "cec"),
    ("faec", "fec"),
    ("oestr", "estr"),
    ("anaesth", "anesth"),
    ("ischaem", "ischem"),
    ("behaviour", "behavior"),
    ("colour", "color"),
    ("odour", "odor"),
    ("labour", "labor"),
    ("litre", "liter"),
    ("fibre", "fiber"),
    ("centre", "center"),
)


_MOST_DIGITS = 3
"""A word of free text with more may be a member number, a date or a phone."""


def fold(text: str) -> str:
    """Lower-case ASCII: accents off, ligatures and symbols without an ASCII form dropped."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").replace("–", "-"))
    return decomposed.encode("ascii", "ignore").decode("ascii").lower()


def plain(text: str) -> str:
    """`fold`ed words parted by single spaces, unstemmed, letters and digits joined: "A-fib, B12" -> "a fib b12"."""
    return " ".join(re.findall(r"[a-z0-9]+", _POSSESSIVE.sub("", fold(text))))


def search_words(text: str) -> list[str]:
    """The search words of a text in their order: "Type II, kidneys" -> ["type", "2", "kidney"]."""
    runs = _RUN.findall(_POSSESSIVE.sub("", fold(text)))
    words: list[str] = []
    for place, run in enumerate(runs):
        before = runs[place - 1] if place else ""
        words.append("1" if run == "i" and before in _NUMBERED_BY_I else stem(run))
    return words


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """One word without its plural ending: "fractures" -> "fracture", "biopsies" -> "biopsy"; "diabetes" stays."""
    if word in _ROMAN:
        return _ROMAN[word]
    for british, american in _BRITISH:
        if british in word:
            word = word.replace(british, american)
            break
    if len(word) < 4 or not word.endswith("s") or word.endswith(_UNCHANGED_ENDINGS) or word == "diabetes":
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def without_identifiers(message: str) -> str:
    """A source's free text without words of many digits: "MEMBER W123456789 NOT FOUND" -> "MEMBER … NOT FOUND"."""
    return " ".join("…" if sum(sign.isdigit() for sign in word) > _MOST_DIGITS else word for word in message.split())
