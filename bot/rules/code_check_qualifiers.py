"""The words after a note's codes that narrow them ("with .17, .27", "with 7th character B"); it knows no code."""

import re
from collections.abc import Callable
from functools import cache

Holds = Callable[[str], bool]
"""Whether a code (upper case, no dot) is among those that are meant."""

_PLACES = {"fifth": 4, "5th": 4, "sixth": 5, "six": 5, "6th": 5, "seventh": 6, "7th": 6}
_DECIMALS = re.compile(r"(?:final characters\s+)?(?P<ends>\.\d+[-.]?(?:(?:\s*(?:,|or|-)\s*|\s+)\.?\d+-?)*)")
_FINAL = re.compile(r"final characters\s+-(?P<ends>\d+)")
_AT_PLACE = re.compile(
    r"(?P<place>fifth|5th|sixth|6th|seventh|7th)(?:\s+(?:or|to)\s+(?P<other>sixth|six))?[\s-]+characters?\s+"
    r"\.?(?P<values>[0-9A-Z]+(?:\s*(?:-|or)\s*[0-9A-Z]+)*)"
)
_FINAL_INTENT = re.compile(r"final character\s+(?P<values>\d)")


@cache
def read_qualifier(text: str) -> Holds | None:
    """What "with ..." asks of a code; None where its words are not understood, so that nothing is concluded."""
    words = text.strip(" ,.").removeprefix("with").strip()
    if found := _FINAL.fullmatch(words):
        return _ends_with(found["ends"])
    if found := _DECIMALS.fullmatch(words):
        return _decimals(found["ends"])
    if found := _FINAL_INTENT.fullmatch(words):
        return _intent(found["values"])
    if found := _AT_PLACE.fullmatch(words):
        return _at_place(found["place"], found["other"] or "", found["values"])
    return None


def _ends_with(end: str) -> Holds:
    return lambda key: key.endswith(end)


def _decimals(text: str) -> Holds:
    """ ".17, .27" or ".51-.52": what stands after the point begins so, or lies between."""
    spans = [(first, last or first) for first, last in re.findall(r"\.?(\d+)(?:-\.(\d+))?", text.replace(" or ", ","))]
    return lambda key: any(first <= key[3 : 3 + len(first)] <= last for first, last in spans)


def _at_place(place: str, other: str, values: str) -> Holds:
    """ "fifth or sixth character" is where T36-T65 keep the intent; "fifth to sixth characters" are both of them."""
    if other and len(values) > 1 and values.isdigit():
        return lambda key: key[4:6] == values
    if other:
        return _intent(values)
    at = _PLACES[place]
    allowed = _characters(values)
    return lambda key: key[at : at + 1] in allowed


def _intent(values: str) -> Holds:
    allowed = _characters(values)
    return lambda key: intent_of(key) in allowed


def intent_of(key: str) -> str:
    """How a substance of T36-T65 did harm: 1-4 poisoning, 5 adverse effect, 6 underdosing; "" where not coded yet."""
    return key[5:6] if key[5:6] != "X" else key[4:5]


def _characters(values: str) -> frozenset[str]:
    """ "1-4 or 6" -> 1, 2, 3, 4, 6."""
    spans = [part.split("-") for part in re.split(r"\s+or\s+", values)]
    return frozenset(chr(one) for span in spans for one in range(ord(span[0].strip()), ord(span[-1].strip()) + 1))
