"""What the glossary holds: entries, how-tos, differences, and what a team wrote itself; frozen, naming only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EntryKind(StrEnum):
    """A word explained, or a way to do something."""

    TERM = "term"
    HOWTO = "howto"


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    """One of ours. `advice` is what to do or to watch out for, `see` are ids, `steps` are a how-to's."""

    id: str
    term: str
    aliases: tuple[str, ...]
    topic: str
    kind: EntryKind
    meaning: str
    advice: str
    steps: tuple[str, ...]
    see: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What tells two entries apart, by their ids."""

    one: str
    other: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """All that is shipped: entries by id in the order of the page, and the differences."""

    entries: dict[str, GlossaryEntry]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamWords:
    """What a team's entry says."""

    term: str
    aliases: tuple[str, ...] = ()
    meaning: str
    advice: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamEntry:
    """One version of a team's own entry: `entry_id` is the same for all of them, `change_id` this one's.

    `by_*` wrote this version, `owner_*` the first one: the entry is theirs.
    """

    entry_id: int
    change_id: int
    words: TeamWords
    at: datetime
    by_team: str
    by_user: str
    by_name: str
    owner_team: str
    owner_user: str
    is_withdrawn: bool
