"""The bot's own claim references: random, so that they say nothing of a patient (45 CFR 164.514(c)): K7M-4QX."""

import secrets

_FIRST = "BCDFGHJKMNPQRSTVWXYZ"
_REST = "23456789" + _FIRST
"""No vowels, so that no word comes out; no L, 0 and 1: they read as other signs."""
_QUERY = "Q-"


def new_ref() -> str:
    """A letter first, so that a reference is never a number; some 340 million of them."""
    number = int.from_bytes(secrets.token_bytes(5))
    signs = [_FIRST[number % len(_FIRST)]]
    number //= len(_FIRST)
    for _ in range(5):
        signs.append(_REST[number % len(_REST)])
        number //= len(_REST)
    return f"{''.join(signs[:3])}-{''.join(signs[3:])}"


def read_ref(text: str) -> str:
    """The reference as it is kept, from how people type it (small letters, no hyphen), or "" where it is none."""
    signs = text.strip().upper().replace("-", "").replace(" ", "")
    if len(signs) != 6 or signs[0] not in _FIRST or any(sign not in _REST for sign in signs):
        return ""
    return f"{signs[:3]}-{signs[3:]}"


def new_query_ref() -> str:
    """Of a query to a provider: no claim's reference, so that neither is taken for the other: Q-K7M-4QX."""
    return f"{_QUERY}{new_ref()}"


def read_query_ref(text: str) -> str:
    """As `read_ref` reads a claim's: "q k7m 4qx" -> "Q-K7M-4QX"; "" where it is none."""
    signs = text.strip().upper().replace("-", "").replace(" ", "")
    ref = read_ref(signs[1:]) if len(signs) == 7 and signs.startswith(_QUERY[0]) else ""
    return f"{_QUERY}{ref}" if ref else ""
