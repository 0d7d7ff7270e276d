"""Worklists as people ask for them: words become a page, a file, or a list kept under a name."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.recent import RecentLists
from bot.rules.privacy import Mode, Place, may_ask_by_number, shown_in
from bot.rules.roles import Permission, may
from bot.rules.scrubbing import person_named_in
from bot.rules.worklist_rows import CSV_COLUMNS, csv_row
from bot.views.blocks import View
from bot.views.claim_list import only_by_reference
from bot.views.ids import COMMAND_CLAIMS
from bot.views.plain import counted
from bot.views.worklist import PAGE_SIZE, Worklist, save_form, saved_lists, told, worklist, worklist_help
from bot.worklist_finding import Found, Wanted, find, is_ref
from data.people_models import Person
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.saved_filters import delete_filter, find_filter, list_filters, save_filter
from data.worklist_models import Sort

MOST_EXPORTED = 10_000
_ASKS_HELP = ("help", "?", "-h", "--help")
_ASKS_SAVED = ("saved", "my lists", "saved lists", "lists")
_SORT_WORDS = {
    Sort.BALANCE: "by balance",
    Sort.AGE: "by age",
    Sort.DUE: "by due",
    Sort.PAYER: "by payer",
    Sort.PRIORITY: "by priority",
}
Seen = Callable[[list[str]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file for the person's own messages, and the sentence that goes with it."""

    name: str
    content: str
    told: str
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWorklist:
    """What to ask again for another page. "Mine" stays the person's who asked. `sort` stands in place of the words'."""

    words: str
    team: str
    user: str
    sort: Sort | None = None


class WorklistDesk:
    """One desk for every surface on which lists of claims are asked for."""

    def __init__(self, store: ClaimsFile, clock: Clock, mode: str) -> None:
        self._store = store
        self._clock = clock
        self._mode = Mode(mode)
        self._open: RecentLists[OpenWorklist] = RecentLists(COMMAND_CLAIMS)

    def answer(self, words: str, place: Place, person: Person, *, seen: Seen | None = None) -> View:
        """The first page of what the words ask for: of the person's own claims where there are none.

        `seen` is told which claims are about to be shown; where it raises, none is.
        """
        words = " ".join(words.split())
        if words.lower() in _ASKS_HELP:
            return worklist_help()
        if words.lower() in _ASKS_SAVED:
            return self.saved(person)
        with self._store.read() as db:
            kept = find_filter(db, person.team, person.user, words) if words else None
        opened = OpenWorklist(words=kept.words if kept else words, team=person.team, user=person.user)
        return self._page(self._open.keep(opened), opened, 0, place, person, seen)

    def page(self, list_id: str, page: int, place: Place, person: Person, *, seen: Seen | None = None) -> View:
        """Another page of an open list. Raises ListGone."""
        return self._page(list_id, self._open.get(list_id), page, place, person, seen)

    def sorted(self, list_id: str, sort: Sort, place: Place, person: Person, *, seen: Seen | None = None) -> View:
        """The list in another order, from its first page; a list of its own. Raises ListGone."""
        opened = replace(self._open.get(list_id), sort=sort)
        return self._page(self._open.keep(opened), opened, 0, place, person, seen)

    def export(self, list_id: str, person: Person) -> Export:
        """The list as a CSV, within what the person may be shown alone. Raises ListGone."""
        shown, today = shown_in(self._mode, Place.DIRECT), self._clock.today()
        with self._store.read() as db:
            found = self._find(db, self._open.get(list_id), offset=0, most=MOST_EXPORTED)
        stream = io.StringIO()
        writer = csv.writer(stream)
        writer.writerow(CSV_COLUMNS)
        for claim in found.page.claims:
            owner = found.people.get(claim.position.overlay.owner_id or 0)
            writer.writerow(csv_row(claim, owner.name if owner else "", today, shown))
        count = len(found.page.claims)
        left = found.page.total - count
        rest = f" The first {count:,} of {found.page.total:,}: narrow the list for the others." if left > 0 else ""
        return Export(
            name=f"claims-{today.isoformat()}.csv",
            content=stream.getvalue(),
            told=f"Your export: {counted(count, 'claim')}.{rest}",
            refs=tuple(claim.ref for claim in found.page.claims),
        )

    def refs(self, list_id: str, person: Person) -> tuple[str, ...]:
        """All claims of an open list, in its order, as far as an export holds them. Raises ListGone."""
        return self.export(list_id, person).refs

    # --- lists under a name ----------------------------------------------------------------------------------------

    def saved(self, person: Person) -> View:
        with self._store.read() as db:
            return saved_lists(list_filters(db, person.team, person.user))

    def ask_name(self, list_id: str) -> View:
        """The form that asks for a name. Raises ListGone."""
        self._open.get(list_id)
        return save_form(list_id)

    def save(self, list_id: str, name: str, person: Person) -> str:
        """Keeps an open list's words under a name; "" or why not. Words that were not understood are not kept.

        Raises ListGone.
        """
        opened = self._open.get(list_id)
        name = " ".join(name.split())
        if not name or name.lower() in (*_ASKS_HELP, *_ASKS_SAVED):
            return "Choose another name: that word has a meaning of its own."
        if kind := person_named_in(name):
            return f"That holds what looks like {kind}. Choose a name that tells of no patient."
        with self._store.read() as db:
            found = self._find(db, opened, offset=0, most=1)
        if found.left_out or found.asked.text:
            return "This list has words that I did not understand, or a number. Ask again without them, then save it."
        words = f"{opened.words} {_SORT_WORDS[opened.sort]}".strip() if opened.sort else opened.words or "mine"
        with self._store.write() as db:
            save_filter(db, person.team, person.user, name=name, words=words, at=self._clock.now())
        return ""

    def open_saved(self, filter_id: int, place: Place, person: Person, *, seen: Seen | None = None) -> View:
        with self._store.read() as db:
            kept = next((one for one in list_filters(db, person.team, person.user) if one.id == filter_id), None)
        if kept is None:
            return told("That list is no longer kept. Send `/claims saved` to see yours.")
        return self.answer(kept.words, place, person, seen=seen)

    def forget(self, filter_id: int, person: Person) -> View:
        with self._store.write() as db:
            delete_filter(db, person.team, person.user, filter_id)
        return self.saved(person)

    # --- parts -----------------------------------------------------------------------------------------------------

    def _page(
        self, list_id: str, opened: OpenWorklist, page: int, place: Place, person: Person, seen: Seen | None
    ) -> View:
        shown = shown_in(self._mode, place)
        with self._store.read() as db:
            found = self._find(db, opened, offset=page * PAGE_SIZE, most=PAGE_SIZE)
        if found.asked.text and not is_ref(found.asked.text) and not may_ask_by_number(self._mode):
            return only_by_reference(is_public=place is Place.CHANNEL)
        if seen and found.page.claims:
            seen([claim.ref for claim in found.page.claims])
        is_echoed = may_ask_by_number(self._mode) and place is Place.DIRECT
        return worklist(
            Worklist(
                found=found.page,
                described=found.described if is_echoed else found.plain_described,
                notes=(*(found.notes if is_echoed else found.plain_notes), *found.warnings),
                owners={one.id: one.name for one in found.people.values()},
                list_id=list_id,
                page=page,
                sort=opened.sort or found.asked.sort or Sort.BALANCE,
                can_export=may(person, Permission.EXPORT),
                shown=shown,
                today=self._clock.today(),
            )
        )

    def _find(self, db: ClaimsDb, opened: OpenWorklist, *, offset: int, most: int) -> Found:
        """Without words what is mine; where nothing is, what nobody has."""
        wanted = Wanted(
            words=opened.words or "mine",
            today=self._clock.today(),
            team=opened.team,
            user=opened.user,
            offset=offset,
            most=most,
            sort=opened.sort,
        )
        found = find(db, wanted)
        if opened.words or found.page.total:
            return found
        free = find(db, replace(wanted, words="unassigned"))
        sentence = "Nothing is yours, so here is what nobody has taken."
        return replace(free, notes=(sentence,), plain_notes=(sentence,))
