"""The real codes nearest to a typed one that does not exist; it says why each is near and decides nothing else."""

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from bot.lookup.typed import TypedCode
from bot.rules.code_formats import is_dental_shape, padded
from data.models import Code, System
from data.store.codes import CodeStore

_SHORTEST = 3
_LONGEST = 7
_LOOKED_AT = 400


def nearest_codes(
    store: CodeStore, typed: TypedCode, system: System | None, *, limit: int
) -> list[tuple[Code, float, str]]:
    """(code, score, reason), nearest first; none for shapes that no loaded system has."""
    key = typed.keys[0]
    if key[0].isdigit() or is_dental_shape(key):
        return []
    mended = store.find(padded(key), system) if padded(key) else []
    if mended:
        return [(code, 95.0, "with placeholder X, so that the 7th character stands in its place") for code in mended]
    without = store.find(key.replace("X", ""), system) if len(key) > _LONGEST else []
    if without:
        return [(code, 95.0, "without placeholder X, for all six characters are used") for code in without]
    found = [*_family(store, key, system), *_misspelt(store, key, system)]
    kept: dict[int, tuple[Code, float, str]] = {}
    for one in sorted(found, key=lambda item: (-item[1], len(item[0].code), item[0].code)):
        kept.setdefault(one[0].id, one)
    return list(kept.values())[:limit]


def _family(store: CodeStore, key: str, system: System | None) -> list[tuple[Code, float, str]]:
    """The longest code that the typed one begins with, and the codes directly below it."""
    for length in range(len(key) - 1, _SHORTEST - 1, -1):
        heads = store.find(key[:length], system)
        if heads:
            below = [child for head in heads for child in store.children(head.id)]
            return [(head, 90.0, f"{head.code} exists, with fewer characters") for head in heads] + [
                (child, 60.0 + 0.2 * fuzz.ratio(key, _key(child)), f"one of the codes below {heads[0].code}")
                for child in below
            ]
    return []


def _misspelt(store: CodeStore, key: str, system: System | None) -> list[tuple[Code, float, str]]:
    """Codes of the same beginning that are one slip away: a character wrong, missing, doubled or swapped."""
    near = store.starting_with(key[:2], system, limit=_LOOKED_AT)
    return [
        (code, 75.0, "one character different")
        for code in near
        if DamerauLevenshtein.distance(key, _key(code), score_cutoff=1) == 1 and not key.startswith(_key(code))
    ]


def _key(code: Code) -> str:
    return code.code.replace(".", "")
