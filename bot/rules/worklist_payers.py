"""Which payer people mean: common names, what the store calls them, and slips of the finger."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.rules.worklist_typed import Typed
from data.claim_models import PayerKind
from data.worklist_models import WorklistPayer

NAMED: tuple[tuple[str, str], ...] = (
    ("UHC", r"uhc|united ?health ?care|united ?health|united|uhg"),
    ("Aetna", r"aetna"),
    ("Cigna", r"cigna"),
    ("Humana", r"humana"),
    ("BCBS", r"bc/?bs(?: of \w+)?|blue ?cross(?:(?: ?/ ?| and | & | )blue ?shield)?|blue ?shield|the blues|blues|bcbs"),
)
"""Payers by the names that people use; the store may write them otherwise."""
KINDS: tuple[tuple[PayerKind, str], ...] = (
    (PayerKind.MEDICARE_ADVANTAGE, r"medicare[ _]advantage|(?:medicare )?part c|ma plans?|mapd|medicare replacements?"),
    (PayerKind.MEDICARE, r"(?:traditional |original )?medicare(?: (?:ffs|part [abd]))?|mcr"),
    (PayerKind.MEDICAID, r"medicaid|mcd|mcaid|state medicaid"),
    (PayerKind.TRICARE, r"tri-?care|champus"),
    (PayerKind.VETERANS, r"veterans(?: (?:affairs|administration))?|champva"),
    (PayerKind.WORKERS_COMPENSATION, r"work(?:ers?|men)?'?s?[ _]?comp(?:ensation)?|wc"),
    (PayerKind.AUTO, r"auto(?: insurance)?|no[- ]fault|mva"),
    (PayerKind.COMMERCIAL, r"commercials?"),
    (PayerKind.SELF_PAY, r"self[- _]?pay|uninsured"),
)
_KIND_NAMES = {
    PayerKind.MEDICARE: re.compile(r"\bMEDICARE\b(?!.*(?:ADVANTAGE|REPLACEMENT|SUPPLEMENT|PART C))", re.IGNORECASE),
    PayerKind.MEDICARE_ADVANTAGE: re.compile(r"\bMEDICARE\b.*(?:ADVANTAGE|REPLACEMENT|PART C)", re.IGNORECASE),
    PayerKind.MEDICAID: re.compile(r"\bMEDICAID\b", re.IGNORECASE),
    PayerKind.TRICARE: re.compile(r"\bTRICARE\b", re.IGNORECASE),
    PayerKind.WORKERS_COMPENSATION: re.compile(r"\bWORKERS?'? COMP", re.IGNORECASE),
    PayerKind.SELF_PAY: re.compile(r"\bSELF[- ]?PAY\b", re.IGNORECASE),
}
"""How a payer's name tells its kind where no claim has told it."""
_GENERIC = frozenset(
    "health plan plans insurance company sample state region part care group medical benefit benefits life mutual "
    "national american the of and compensation workers retiree first mac hmo ppo inc network services administrators "
    "advantage medicare medicaid united blue cross shield claims claim".split()
)
_LEAST_GUESSED = 4


def read_payers(typed: Typed, names: Sequence[str]) -> tuple[list[str], set[PayerKind]]:
    """Whole names in the store first, then what people call payers, then a word that only one name in the store has."""
    payers: list[str] = []
    kinds: set[PayerKind] = set()
    for told, name in _whole_names(tuple(names)):
        if told in typed.text and typed.take(re.escape(told)):
            payers.append(name)
    for name, pattern in NAMED:
        if list(typed.take_each(pattern)):
            payers.append(name)
    if found := typed.take(r"medicare part [abd]"):
        parts = [name for name in names if found[0] in " ".join(name.lower().split())]
        payers += parts
        kinds |= set() if parts else {PayerKind.MEDICARE}
    for kind, pattern in KINDS:
        if list(typed.take_each(pattern)):
            kinds.add(kind)
    for word, name in _telling_words(tuple(names)).items():
        if word in typed.text and typed.take(re.escape(word)):
            payers.append(name)
            for further in name.lower().split():
                typed.take(re.escape(further))
    return list(dict.fromkeys(payers)), kinds


def guess_payer(word: str, names: Sequence[str]) -> tuple[str, PayerKind | None] | None:
    """The one payer that a misspelt word is nearest to, and its kind where it stands for one; None for none or two."""
    if len(word) < _LEAST_GUESSED or not word.isalpha():
        return None
    most = 1 if len(word) < 7 else 2
    near = {
        meant
        for one, meant in _spelled(tuple(names)).items()
        if len(one) >= _LEAST_GUESSED and OSA.distance(word, one, score_cutoff=most) <= most
    }
    return near.pop() if len(near) == 1 else None


def payers_meant(payers: Iterable[str], kinds: Iterable[PayerKind], known: Iterable[WorklistPayer]) -> frozenset[int]:
    """The store's payers that a worklist names; an empty set where it knows none of them."""
    known = list(known)
    found: set[int] = set()
    for name in payers:
        found |= {one.id for one in known if _is_called(one, name)}
    for kind in kinds:
        found |= {one.id for one in known if _is_of_kind(one, kind)}
    return frozenset(found)


def _is_called(payer: WorklistPayer, name: str) -> bool:
    if payer.name.casefold() == name.casefold():
        return True
    pattern = dict(NAMED).get(name)
    if pattern is None:
        return False
    if re.search(rf"\b(?:{pattern})\b", payer.name.lower()):
        return True
    return name == "BCBS" and payer.kind == PayerKind.BLUE_CROSS


def _is_of_kind(payer: WorklistPayer, kind: PayerKind) -> bool:
    if payer.kind == kind:
        return True
    pattern = _KIND_NAMES.get(kind)
    return payer.kind == PayerKind.UNKNOWN and pattern is not None and pattern.search(payer.name) is not None


@lru_cache(maxsize=2)
def _whole_names(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Names of more than one word as they are typed, with the name itself; the longest first. Thousands are many to
    take apart for every list that is asked for.
    """
    several = [name for name in sorted(names, key=len, reverse=True) if " " in name.strip()]
    return tuple((" ".join(name.lower().split()), name) for name in several)


@lru_cache(maxsize=2)
def _telling_words(names: tuple[str, ...]) -> Mapping[str, str]:
    """Words of four letters or more that stand in one name alone."""
    found: dict[str, set[str]] = {}
    for name in names:
        for word in re.findall(r"[a-z0-9']+", name.lower()):
            if len(word) >= _LEAST_GUESSED and word not in _GENERIC and not word.isdecimal():
                found.setdefault(word, set()).add(name)
    return {word: next(iter(owners)) for word, owners in found.items() if len(owners) == 1}


@lru_cache(maxsize=2)
def _spelled(names: tuple[str, ...]) -> Mapping[str, tuple[str, PayerKind | None]]:
    """What a misspelt word may stand for: a payer, or a kind of payer."""
    spelled: dict[str, tuple[str, PayerKind | None]] = {
        word: (name, None) for word, name in _telling_words(names).items()
    }
    spelled |= {one: (name, None) for name, pattern in NAMED for one in _plain_words(pattern)}
    return spelled | {
        one: (kind.replace("_", " ").title(), kind) for kind, pattern in KINDS for one in _plain_words(pattern)
    }


def _plain_words(pattern: str) -> list[str]:
    """The plain words among a pattern's alternatives."""
    return [one for one in pattern.split("|") if one.isalpha()] + re.findall(
        r"(?<![a-z])(medicare|tricare)(?![a-z])", pattern
    )
