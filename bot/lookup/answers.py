"""What a look-up answers: matches with their reasons, and the note that goes with all of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.models import Code, Release


class AnswerKind(StrEnum):
    """How the matches came about."""

    EXACT = "exact"
    WORDS = "words"
    NEAREST = "nearest"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One code with its score (0 to 100) and the reason in the person's words."""

    code: Code
    score: float
    why: str
    dated: str = ""
    """What its dates mean for the day asked about, or "" where there is nothing to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupAnswer:
    """The answer to one query as of `on`. `note` says what the person must know beside the matches."""

    query: str
    on: date
    kind: AnswerKind
    matches: tuple[Match, ...] = ()
    note: str = ""


def dated_note(code: Code, release: Release, on: date) -> str:
    """What to know of a code on a day, "" when it is plainly in force: ended, after its edition, before it.

    An edition's own sentences name no code, so that a list says them once.
    """
    if code.valid_to is not None and on > code.valid_to:
        return f"{code.code} ended on {code.valid_to}: it is not valid on {on}."
    if release.year_ends is not None and on > release.year_ends:
        return (
            f"{release.name} ended on {release.year_ends} and a newer edition is not loaded here: "
            f"check against the edition in force on {on} before you bill."
        )
    if on >= code.valid_from:
        return ""
    if code.valid_from == release.valid_from:
        return (
            f"{release.name} starts on {release.valid_from}, and the edition in force on {on} is not loaded here: "
            "this does not show what was valid then."
        )
    return (
        f"The list loaded here shows {code.code} as it stands since {code.valid_from}; "
        f"it does not show whether it was valid on {on}."
    )
