"""The glossary as everybody asks it: our entries, what tells two apart, and what the team wrote itself.

`find`, `compare` and `compared` only look things up: they write nothing and take some milliseconds. Who may write is
asked before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.audit import AuditTrail
from bot.clock import Clock
from bot.rules.glossary import PhraseIndex, squeezed
from bot.rules.glossary_book import Comparison, Found, GlossaryBook
from bot.rules.glossary_entry import read_entry
from bot.rules.glossary_words import stripped
from bot.rules.privacy import Mode
from bot.rules.roles import Permission, may, refusal_sentence
from data.errors import NotAllowed
from data.glossary_models import GlossaryEntry, TeamEntry, TeamWords
from data.importers.glossary_pages import read_glossary
from data.people_models import Person
from data.store.claims_file import ClaimsFile
from data.store.glossary import (
    get_team_entry,
    glossary_version,
    list_team_entries,
    save_team_entry,
    team_entry_history,
)

__all__ = ["Answer", "Comparison", "Found", "GlossaryDesk", "shipped_glossary"]
ADDED, CHANGED, WITHDRAWN = "glossary.add", "glossary.change", "glossary.withdraw"
PATIENCE_S = 1.0
"""How long a change may wait for an import that is writing: the answer in Slack must be out within 3 seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All that a text gets. `team` is what the team wrote about the same, beside ours and never in its place."""

    found: Found | None = None
    comparison: Comparison | None = None
    team: tuple[TeamEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class _TeamBook:
    version: int
    entries: dict[str, TeamEntry]
    index: PhraseIndex


@cache
def shipped_glossary() -> GlossaryBook:
    """Read once for all. Raises UnreadableFile."""
    return GlossaryBook(read_glossary())


class GlossaryDesk:
    """One desk for `/billing glossary`, the command line and questions in sentences."""

    def __init__(self, store: ClaimsFile, clock: Clock, audit: AuditTrail, mode: str) -> None:
        self._store = store
        self._clock = clock
        self._audit = audit
        self.mode = Mode(mode)
        self._kept: _TeamBook | None = None
        self.book = shipped_glossary()

    # --- asking ---

    def find(self, text: str) -> Found | None:
        """The entry of ours that a word or question means ("what is a clean claim", "how do i appeal"), else None.

        `Found.is_sure` is False where somebody should be asked. A how-to is an entry with `steps`.
        """
        return self.book.find(text)

    def compare(self, one: str, other: str) -> Comparison | None:
        """What tells two things apart, by their names; `text` is "" where both are known and the line is not."""
        return self.book.compare(one, other)

    def compared(self, text: str) -> Comparison | None:
        """The same out of a sentence: "denial vs rejection", "difference between modifier 25 and 59"."""
        return self.book.compared(text)

    def answer(self, text: str) -> Answer:
        """A difference where one is asked for, else the entry, with the team's own beside it."""
        comparison = self.book.compared(text)
        if comparison is not None and not comparison.is_same:
            return Answer(comparison=comparison)
        found = self.book.find(text)
        if comparison is not None:
            found = Found(entry=comparison.one, is_sure=True)
        return Answer(found=found, team=self._team_for(text, found))

    def entry(self, entry_id: str) -> Answer:
        """One of ours by its id, with the team's own beside it; nothing found where there is none."""
        entry = self.book.entries.get(entry_id)
        if entry is None:
            return Answer()
        return Answer(found=Found(entry=entry, is_sure=True), team=self.team_about(entry))

    def team_about(self, entry: GlossaryEntry) -> tuple[TeamEntry, ...]:
        """What the team wrote under one of the entry's names."""
        names = self.book.phrases_of(entry)
        return tuple(one for one in self.team_entries() if names & _names_of(one))

    def team_entries(self) -> tuple[TeamEntry, ...]:
        """All in force, by their term."""
        return tuple(self._team().entries.values())

    def team_entry(self, entry_id: int) -> TeamEntry:
        """Raises GlossaryEntryNotFound."""
        with self._store.read() as db:
            return get_team_entry(db, entry_id)

    def history(self, entry_id: int) -> list[TeamEntry]:
        """Every version of a team's entry, the newest first."""
        with self._store.read() as db:
            return team_entry_history(db, entry_id)

    # --- writing ---

    def problems(self, entered: Mapping[str, str]) -> dict[str, str]:
        """What is wrong with an entry as it was entered, by field."""
        read = read_entry(entered, self.mode)
        return read if isinstance(read, dict) else {}

    def keep(self, by: Person, entered: Mapping[str, str], *, entry_id: int | None, after: int) -> TeamEntry:
        """A new entry, or what one says from now on. Call it with what `problems` finds nothing in.

        Raises NotAllowed, GlossaryEntryNotFound, GlossaryEntryChanged.
        """
        words = read_entry(entered, self.mode)
        if not isinstance(words, TeamWords):
            raise ValueError(f"not fit to keep: {', '.join(words)}")
        with self._store.write(patience_s=PATIENCE_S) as db:
            if entry_id is not None:
                before = get_team_entry(db, entry_id)
                if not may_edit(by, before):
                    raise NotAllowed(_ITS_OWN, why=Permission.GLOSSARY)
                if before.words == words:
                    return before
            kept = save_team_entry(db, words, entry_id=entry_id, after=after, at=self._clock.now(), by=_by(by))
            self._record(by, ADDED if entry_id is None else CHANGED, kept)
        return kept

    def withdraw(self, by: Person, entry_id: int, *, after: int) -> TeamEntry:
        """The entry is shown no more; its versions stay. Raises NotAllowed and as `keep` does."""
        with self._store.write(patience_s=PATIENCE_S) as db:
            before = get_team_entry(db, entry_id)
            if not may_withdraw(by, before):
                raise NotAllowed(refusal_sentence(Permission.GLOSSARY_OTHERS), why=Permission.GLOSSARY_OTHERS)
            kept = save_team_entry(
                db, before.words, entry_id=entry_id, after=after, at=self._clock.now(), by=_by(by), is_withdrawn=True
            )
            self._record(by, WITHDRAWN, kept)
        return kept

    # --- parts ---

    def _team_for(self, text: str, found: Found | None) -> tuple[TeamEntry, ...]:
        """What the team wrote under the typed name or a slip of it, and under the names of what was found."""
        team = self._team()
        typed = [team.entries[one.key] for one in team.index.search(stripped(text)) if one.score >= _ALMOST]
        beside = self.team_about(found.entry) if found and found.is_sure else ()
        return tuple({one.entry_id: one for one in (*typed, *beside)}.values())

    def _team(self) -> _TeamBook:
        version = glossary_version(self._store.db)
        if self._kept is None or self._kept.version != version:
            with self._store.read() as db:
                version = glossary_version(db)
                entries = {str(one.entry_id): one for one in list_team_entries(db)}
            names = {key: (one.words.term, *one.words.aliases) for key, one in entries.items()}
            self._kept = _TeamBook(version, entries, PhraseIndex(names))
        return self._kept

    def _record(self, by: Person, action: str, entry: TeamEntry) -> None:
        """The number alone: what was written is the team's, and stands in its history."""
        self._audit.record(by, action, f"glossary/{entry.entry_id}", "modal", {"version": entry.change_id})


_ALMOST = 0.9
_ITS_OWN = "Somebody else wrote that entry. Write one of your own beside it: `/billing glossary add`."


def may_edit(person: Person, entry: TeamEntry) -> bool:
    """Their own: nobody puts words into another's mouth."""
    return may(person, Permission.GLOSSARY) and (entry.owner_team, entry.owner_user) == (person.team, person.user)


def may_withdraw(person: Person, entry: TeamEntry) -> bool:
    """Their own; leads and administrators anybody's."""
    return may_edit(person, entry) or may(person, Permission.GLOSSARY_OTHERS)


def _names_of(entry: TeamEntry) -> set[str]:
    return {squeezed(name) for name in (entry.words.term, *entry.words.aliases)}


def _by(person: Person) -> tuple[str, str, str]:
    return person.team, person.user, person.name
