"""Claim numbers as they are compared: systems change their case, blanks and leading zeros on the way."""

from functools import lru_cache

_KEPT = 20_000
"""A number is compared several times while its file is read."""
_NO_NUMBERS = frozenset({"UNKNOWN", "UNK", "NONE", "NA", "NULL", "NOTGIVEN", "NOTAVAILABLE", "MISSING"})
_SHORTEST_PAYER_NUMBER = 5


@lru_cache(_KEPT)
def claim_key(number: str) -> str:
    """Capitals without blanks and leading zeros; "" for what names no claim: empty, zeros (X12 RFI 535), UNKNOWN."""
    key = "".join(number.split()).upper().lstrip("0")
    return "" if "".join(filter(str.isalnum, key)) in {"", *_NO_NUMBERS} else key


@lru_cache(_KEPT)
def payer_key(number: str) -> str:
    """A payer's claim number, capitals without blanks; "" where it is too short or empty to name one claim."""
    key = "".join(number.split()).upper()
    usable = len(key) >= _SHORTEST_PAYER_NUMBER and key.strip("0") and key not in _NO_NUMBERS
    return key if usable else ""
