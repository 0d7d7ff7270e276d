"""How questions about words are worded: what of a text carries meaning, and whether two words are one; pure."""

import re
import unicodedata

from rapidfuzz.distance import OSA

_LEADS = re.compile(
    r"^(?:please|pls|hi|hey|so|and|ok(?:ay)?|um|glossary|define|definition of|explain|look up|"
    r"what(?:'s|s| is| are| does| do| was)?|whats|who(?:'s| is)|tell me(?: more)? about|meaning of|"
    r"can (?:you|u) (?:explain|tell me|define)|do you know|i need to know|(?:the )?(?:rules?|formula) (?:for|of|on)|"
    r"an?|the|is|are|our|my|that|this|it)\s+",
    re.IGNORECASE,
)
_TAILS = re.compile(
    r"\s+(?:mean(?:s|ing)?|stand(?:s)? for|definition|exactly|please|pls|again|is|in billing|in medical billing|"
    r"on (?:a|my|the) (?:remit|claim|era|eob))$",
    re.IGNORECASE,
)
_LITTLE = frozenset(
    "a an the of is are was be am does do did done to for in on at by with and my i we you us our me it its this that "
    "these those what whats which how when who whom why where can could should would will shall may must have has had "
    "get got need want please pls if so then there here them they their he she his her from as about into out up any "
    "some one mean means meaning define definition explain tell know exactly vs versus".split()
)
_ASKS_HOW = re.compile(
    r"\b(?:how (?:do|does|to|can|should|often|long|many)|can (?:i|we)|may (?:i|we)|when (?:do|should|can) (?:i|we)|"
    r"what (?:do|should) (?:i|we) do|who (?:fixes|works|does|handles)|steps|what now|is it ok)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"\d{5}|[a-z]\d{4}")
"""A procedure's number names no entry."""
SHORTEST_GUESSED = 4


def stripped(text: str) -> str:
    """The text without how it was asked: "so what does COB mean?" -> "COB"."""
    bare = unicodedata.normalize("NFKC", text).replace("’", "'").strip(" \t\n?!.,:;\"'`*_“”()")
    while True:
        shorter = _TAILS.sub("", _LEADS.sub("", bare)).strip(" ?!.,:;\"'")
        if shorter == bare or not shorter:
            return bare
        bare = shorter


def content_words(text: str, *, keep: int = 0) -> list[str]:
    """The words that carry meaning, each once, in their order; all words where none does, or where `keep` or fewer."""
    words = re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKC", text).lower().replace("'s", "").replace("'", ""))
    if len(words) <= keep:
        return list(dict.fromkeys(words))
    telling = [word for word in words if word not in _LITTLE and not _CODE.fullmatch(word)]
    return list(dict.fromkeys(telling or words))


def asks_how(text: str) -> bool:
    """Whether a way to do something is asked for, not what a word means."""
    return bool(_ASKS_HOW.search(text))


def is_same_word(typed: str, known: str) -> float:
    """How surely two words are one: an ending, or a slip of the pen in a long word; 0 for two words."""
    if any(map(str.isdigit, typed + known)):
        return 0.0
    if _stem(typed) == _stem(known):
        return 0.97
    shortest = min(len(typed), len(known))
    if shortest < SHORTEST_GUESSED or typed[0] != known[0]:
        return 0.0
    most = 1 if shortest < 8 else 2
    slips = OSA.distance(typed, known, score_cutoff=most)
    return 0.0 if slips > most else 0.95 - 0.05 * slips


def _stem(word: str) -> str:
    """A word without its commonest endings; short words stay."""
    for ending, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 4 - len(instead):
            return word[: len(word) - len(ending)] + instead
    return word
