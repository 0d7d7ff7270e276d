"""How a drug came to harm, as a text names it: on purpose, as an adverse effect, by too little of it; pure."""

from dataclasses import dataclass

from data.models import Code

_INTENTS = (
    ("6", ("underdosing", "underdose", "underdosed")),
    ("5", ("adverse", "side", "reaction")),
    ("2", ("intentional", "suicide", "suicidal", "deliberate", "purposeful", "purposely")),
    ("3", ("assault", "homicide")),
    ("4", ("undetermined",)),
)
"""The 6th character of T36 to T65. Source: guideline I.C.19.e.5 and the columns of the Table of Drugs."""
_AROUND = frozenset(
    "overdose od poisoning toxicity toxic ingestion attempt attempted self harm inflicted drug effect effects event "
    "adverse side reaction to of from by due taking after on with accidental undetermined medication".split()
)
_FIRST, _LAST = "T36", "T65"
_DRUGS_END = "T50"
_PLACE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """The substance that is named, and the 6th character of the intent."""

    substance: tuple[str, ...]
    intent: str


def harm_of(tokens: tuple[str, ...]) -> Harm | None:
    """ "adverse reaction to ibuprofen" -> ibuprofen, "5"; None where no intent or no substance is named."""
    for intent, words in _INTENTS:
        if any(token in words for token in tokens):
            known = {word for _, all_words in _INTENTS for word in all_words} | _AROUND
            substance = tuple(token for token in tokens if token not in known)
            return Harm(substance=substance, intent=intent) if substance else None
    return None


def with_intent(code: Code, intent: str) -> str:
    """The key of the code for this intent, or "" where the code is none of a substance or has no such intent."""
    key = code.code.replace(".", "")
    if not _FIRST <= key[:3] <= _LAST or len(key) <= _PLACE:
        return ""
    if intent in "56" and key[:3] > _DRUGS_END:
        return ""
    return f"{key[:_PLACE]}{intent}{key[_PLACE + 1 :]}"
