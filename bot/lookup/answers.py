"""What a look-up answers: matches with their reasons, and the note that goes with all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.models import Code, Release, System


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
    others: tuple[Code, ...] = ()
    """The same condition on other sides or for other visits, which stand in this row instead of rows of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupAnswer:
    """The answer to one query as of `on`. `note` says what the person must know beside the matches."""

    query: str
    on: date
    kind: AnswerKind
    matches: tuple[Match, ...] = ()
    note: str = ""


def official_hcpcs(releases: Iterable[Release]) -> str:
    """Name of the newest official HCPCS file that is loaded, "" where only our starter list is."""
    names = [one.name for one in releases if one.system is System.HCPCS and not one.is_starter]
    return names[-1] if names else ""


def of_another_year(release: Release) -> str:
    """The sentence that goes with notes which are not of the edition's own year, else ""."""
    if release.notes_of in ("", release.name):
        return ""
    return (
        f"The tabular list of {release.name} is not loaded here: the notes are those of {release.notes_of}, left out "
        f"where {release.name} changed the code. Check them against the {release.name} list."
    )


def dated_note(code: Code, release: Release, on: date) -> str:
    """What to know of a code on a day, "" when it is plainly in force: ended, after its edition, before it.

    An edition's own sentences name no code, so that a list says them once.
    """
    if code.valid_to is not None and on > code.valid_to:
        now = f" The official file names {code.now} in its place." if code.now else ""
        return f"{code.code} ended on {code.valid_to}: it is not valid on {on}.{now}"
    if release.year_ends is not None and on > release.year_ends:
        return (
            f"{release.name} ended on {release.year_ends} and a newer edition is not loaded here: "
            f"check against the edition in force on {on} before you bill."
        )
    if on >= code.valid_from:
        return ""
    if code.valid_from == release.valid_from and release.follows:
        return f"{code.code} is new in {release.name}: it is valid from {code.valid_from} on, not on {on}."
    if code.valid_from == release.valid_from:
        return (
            f"{release.name} starts on {release.valid_from}, and the edition in force on {on} is not loaded here: "
            "this does not show what was valid then."
        )
    return (
        f"The list loaded here shows {code.code} as it stands since {code.valid_from}; "
        f"it does not show whether it was valid on {on}."
    )
