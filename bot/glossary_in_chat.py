"""The glossary as people see it in Slack: a text or a button becomes a card, a list or a form; it decides no match."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from bot.glossary import Answer, GlossaryDesk, may_edit, may_withdraw
from bot.rules.glossary_entry import MOST_TERM
from bot.rules.privacy import Mode
from bot.rules.roles import Permission, may
from bot.rules.scrubbing import scrub
from bot.views.blocks import View
from bot.views.forms import entered
from bot.views.glossary_card import (
    EntryCard,
    TeamShown,
    comparison_card,
    entry_card,
    nothing_known,
    posted_comparison,
    posted_entry,
    which_entry,
)
from bot.views.glossary_forms import entry_form, history_view, kept_view, trouble_view
from bot.views.glossary_ids import FIELDS, INDEX, TEAM_LIST, GlossaryRef, TeamRef, read_team_ref
from bot.views.glossary_index import PAGE_SIZE, IndexPage, ListPage, index_view, list_view
from data.errors import BillingBotError
from data.glossary_models import GlossaryEntry, TeamEntry
from data.importers.glossary_pages import entry_id
from data.people_models import Person

_DIGITS = "0-9"


class GlossaryInChat:
    """One desk for `/billing glossary`. `person` decides what is offered; who may is asked for every request."""

    def __init__(self, desk: GlossaryDesk, time_zone: ZoneInfo) -> None:
        self.desk = desk
        self._time_zone = time_zone

    def answer(self, text: str, person: Person, *, can_post: bool) -> View:
        """The entry, the difference, which one is meant, or how to ask; the index for nothing."""
        if not text.strip():
            return self.index(person)
        answer = self.desk.answer(text)
        if answer.comparison:
            return self._pair(answer.comparison.one, answer.comparison.other, GlossaryRef(), can_post=can_post)
        found = answer.found
        if found and found.is_sure:
            ref = GlossaryRef(entry_id=found.entry.id)
            return self._card(answer, person, ref, read_as=found.read_as, can_post=can_post)
        if answer.team:
            return self._card(answer, person, GlossaryRef(), can_post=False)
        if found:
            return which_entry((found.entry, *found.near))
        return nothing_known(can_add=may(person, Permission.GLOSSARY))

    def open(self, ref: GlossaryRef, person: Person, *, can_post: bool) -> View:
        """The card that a button stands for; the index where an older version's entry is gone."""
        answer = self.desk.entry(ref.entry_id)
        return self._card(answer, person, ref, can_post=can_post) if answer.found else self.index(person)

    def open_team(self, ref: GlossaryRef, person: Person) -> View:
        """A team's entry alone. Raises GlossaryEntryNotFound."""
        entry = self.desk.team_entry(int(ref.entry_id))
        place = GlossaryRef(list_key=ref.list_key, page=ref.page)
        return self._card(Answer(team=(entry,)), person, place, can_post=False)

    def pair(self, ref: GlossaryRef, person: Person, *, can_post: bool) -> View:
        one, other = (self.desk.book.entries.get(each) for each in (ref.entry_id, ref.other_id))
        return self._pair(one, other, ref, can_post=can_post) if one and other else self.index(person)

    def posted(self, ref: GlossaryRef, person: Person) -> View:
        """For everybody in a channel."""
        answer = self.desk.entry(ref.entry_id)
        other = self.desk.book.entries.get(ref.other_id)
        if answer.found and other:
            one = answer.found.entry
            return posted_comparison(one, other, self._line(one, other), person.user)
        team = tuple(self._shown(each, person) for each in answer.team)
        entry = answer.found.entry if answer.found else None
        return posted_entry(EntryCard(entry=entry, ref=ref, team=team), person.user)

    # --- lists ---

    def index(self, person: Person, *, told: str = "") -> View:
        entries = self.desk.book.entries.values()
        topics = list(dict.fromkeys(one.topic for one in entries))
        letters = sorted({_letter(one) for one in entries})
        return index_view(
            IndexPage(
                topics=tuple((topic, entry_id(topic), sum(one.topic == topic for one in entries)) for topic in topics),
                letters=tuple((letter, letter) for letter in letters),
                total=len(entries),
                team=len(self.desk.team_entries()),
                can_add=may(person, Permission.GLOSSARY),
                told=told,
            )
        )

    def listed(self, ref: GlossaryRef, person: Person) -> View:
        """A page of a topic, a letter, or the team's own; the index for anything else."""
        if ref.list_key == INDEX:
            return self.index(person)
        title, rows = self._rows(ref.list_key)
        first = ref.page * PAGE_SIZE
        return list_view(ListPage(title=title, ref=ref, rows=rows[first : first + PAGE_SIZE], total=len(rows)))

    # --- what the team writes ---

    def new_form(self, about: str = "") -> View:
        """`about` is an entry's id, or a word that was typed: in `minimum` nothing that was typed is repeated."""
        entry = self.desk.book.entries.get(about)
        is_kept_back = about == "new" or self.desk.mode is Mode.MINIMUM or scrub(about).removed
        typed = "" if is_kept_back else " ".join(about.split())[:MOST_TERM]
        return entry_form(TeamRef(), None, term=entry.term if entry else typed)

    def edit_form(self, ref: TeamRef) -> View:
        """With what stands there now; `ref` is what somebody had before their eyes. Raises GlossaryEntryNotFound."""
        entry = self.desk.team_entry(ref.entry_id)
        return entry_form(TeamRef(entry_id=ref.entry_id, after=entry.change_id), entry.words)

    def problems(self, view: Mapping[str, Any]) -> dict[str, str]:
        """What is wrong with the form, by field."""
        return self.desk.problems(_written(view))

    def keep(self, view: Mapping[str, Any], person: Person) -> View:
        """What then stands in the form's place."""
        ref = read_team_ref(view["private_metadata"])
        try:
            kept = self.desk.keep(person, _written(view), entry_id=ref.entry_id or None, after=ref.after)
        except BillingBotError as error:
            return trouble_view(f"{error} {error.hint}".strip())
        return kept_view(kept.words.term, is_new=not ref.entry_id)

    def kept_already(self, view: Mapping[str, Any]) -> View:
        """The same for a form that Slack sends again."""
        is_new = not read_team_ref(view["private_metadata"]).entry_id
        return kept_view(_written(view)["term"], is_new=is_new)

    def withdraw(self, ref: TeamRef, person: Person) -> View:
        """Raises NotAllowed, GlossaryEntryNotFound, GlossaryEntryChanged."""
        self.desk.withdraw(person, ref.entry_id, after=ref.after)
        return self.index(person, told="The entry is withdrawn. Its versions are kept.")

    def history(self, ref: TeamRef) -> View:
        return history_view([(self._day(one), one) for one in self.desk.history(ref.entry_id)])

    # --- parts ---

    def _card(self, answer: Answer, person: Person, ref: GlossaryRef, *, read_as: str = "", can_post: bool) -> View:
        found = answer.found if answer.found and answer.found.is_sure else None
        entry, book = found.entry if found else None, self.desk.book
        unsure = answer.found if answer.found and not answer.found.is_sure else None
        return entry_card(
            EntryCard(
                entry=entry,
                ref=ref,
                see=tuple(book.entries[one] for one in entry.see) if entry else (),
                howtos=tuple(book.howtos_of(entry.id)) if entry else (),
                pairs=tuple(self._mixed_up(entry)) if entry else (),
                team=tuple(self._shown(one, person) for one in answer.team),
                near=(unsure.entry, *unsure.near) if unsure else (),
                read_as=read_as,
                can_post=can_post,
                can_add=may(person, Permission.GLOSSARY),
            )
        )

    def _mixed_up(self, entry: GlossaryEntry) -> list[GlossaryEntry]:
        pairs = self.desk.book.differences_of(entry.id)
        return [self.desk.book.entries[one.other if one.one == entry.id else one.one] for one in pairs]

    def _pair(self, one: GlossaryEntry, other: GlossaryEntry, ref: GlossaryRef, *, can_post: bool) -> View:
        place = GlossaryRef(entry_id=one.id, other_id=other.id, list_key=ref.list_key, page=ref.page)
        return comparison_card(one, other, self._line(one, other), place, can_post=can_post)

    def _line(self, one: GlossaryEntry, other: GlossaryEntry) -> str:
        return self.desk.book.difference(one.id, other.id)

    def _shown(self, entry: TeamEntry, person: Person) -> TeamShown:
        return TeamShown(
            entry=entry,
            day=self._day(entry),
            can_edit=may_edit(person, entry),
            can_withdraw=may_withdraw(person, entry),
        )

    def _day(self, entry: TeamEntry) -> str:
        return entry.at.astimezone(self._time_zone).date().isoformat()

    def _rows(self, key: str) -> tuple[str, tuple[GlossaryEntry, ...] | tuple[TeamEntry, ...]]:
        entries = self.desk.book.entries.values()
        if key == TEAM_LIST:
            return "your team's own", self.desk.team_entries()
        by_topic = [one for one in entries if entry_id(one.topic) == key]
        if by_topic:
            return by_topic[0].topic, tuple(by_topic)
        by_letter = [one for one in entries if _letter(one) == key]
        return key, tuple(sorted(by_letter, key=lambda one: one.term.casefold()))


def _letter(entry: GlossaryEntry) -> str:
    return entry.term[0].upper() if entry.term[0].isalpha() else _DIGITS


def _written(view: Mapping[str, Any]) -> dict[str, str]:
    return {field: entered(dict(view), field) for field in FIELDS}
