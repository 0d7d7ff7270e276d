"""Words become the claims that they ask for: reads the filter, asks the store; it makes no views."""

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.rules.payer_sheet_names import under_all_names
from bot.rules.queues import QUEUES
from bot.rules.worklist_filter import LEFT_OUT, WorklistFilter, read_filter
from bot.rules.worklist_people import owners_meant
from bot.rules.worklist_query import Known, query_of
from bot.rules.worklist_saying import describe
from data.routing_models import SMALL_BALANCE_CENTS
from data.store.claims_file import ClaimsDb
from data.store.payer_sheets import same_payers
from data.store.refs import read_ref
from data.store.routing import find_practice
from data.store.worklist import find_page, list_worklist_payers, list_worklist_people
from data.worklist_models import Queue, Sort, WorklistPage, WorklistPerson

PAGE_SIZE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked, by whom and when. `user` is a member id (with its `team` in Slack) or a name; "" is nobody."""

    words: str
    today: date
    team: str = ""
    user: str = ""
    offset: int = 0
    most: int = PAGE_SIZE
    sort: Sort | None = None
    """An order that was chosen in place of the words'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of it. `left_out` are words that nothing was made of; `plain_notes` are `notes` without them, and
    `plain_described` is without the days, numbers and names that were typed.
    """

    page: WorklistPage
    asked: WorklistFilter
    described: str
    plain_described: str
    notes: tuple[str, ...]
    plain_notes: tuple[str, ...]
    warnings: tuple[str, ...]
    left_out: tuple[str, ...]
    people: dict[int, WorklistPerson]


def find(db: ClaimsDb, wanted: Wanted) -> Found:
    """The page that the words ask for, read against the store's payers and people."""
    payers, people = list_worklist_payers(db), list_worklist_people(db)
    asked, left_out, notes = read_filter(
        wanted.words,
        today=wanted.today,
        payer_names=[one.name for one in payers],
        people=[name for one in people for name in (one.name, one.user)],
    )
    asked = replace(asked, sort=wanted.sort or asked.sort)
    settled = find_practice(db)
    small = settled.settings.small_balance_cents if settled else SMALL_BALANCE_CENTS
    known = Known(
        today=wanted.today,
        payers=under_all_names(payers, same_payers(db)),
        people=people,
        me=_me(people, wanted),
        small_balance_cents=small,
    )
    query, unknown = query_of(asked, known)
    warning = QUEUES[Queue(asked.queue)].warning if asked.queue else ""
    told = [note for note in notes if not note.startswith(LEFT_OUT)]
    return Found(
        page=find_page(db, query, offset=wanted.offset, most=wanted.most),
        asked=asked,
        described=describe(asked, small_balance_cents=small),
        plain_described=describe(asked, small_balance_cents=small, is_plain=True),
        notes=(*notes, *unknown),
        plain_notes=(*_places(wanted.words, left_out), *map(_without_words, (*told, *unknown))),
        warnings=(warning,) if warning else (),
        left_out=tuple(left_out),
        people={one.id: one for one in people},
    )


def is_ref(text: str) -> bool:
    """Whether it has the shape of a claim's reference."""
    return bool(read_ref(text))


def _without_words(note: str) -> str:
    """The same sentence without what was typed: that may be a name or a number."""
    note = re.sub(r"“[^”]*”", "A word that you typed", note)
    note = re.sub(r"^(No payer|Nobody) called .+ is (in|on) ", r"\1 of that name is \2 ", note)
    return re.sub(r"^([\d,]+ people) are called .+: all", r"\1 are called that: all", note)


def _places(words: str, left_out: list[str]) -> list[str]:
    """Which words were left out, by their place: what was typed may be a name."""
    if not left_out:
        return []
    typed = [re.sub(r"[^\w/-]", "", word) for word in words.lower().split()]
    left = {part for one in left_out for part in one.split()}
    places = [str(place) for place, word in enumerate(typed, 1) if word in left]
    if not places:
        return ["Some of your words were not understood, so they are left out."]
    return [f"Not understood, so left out: word {', '.join(places)} of what you typed."]


def _me(people: list[WorklistPerson], wanted: Wanted) -> int | None:
    if not wanted.user:
        return None
    if wanted.team:
        return next((one.id for one in people if (one.team, one.user) == (wanted.team, wanted.user)), None)
    found = owners_meant(wanted.user, people)
    return next(iter(found)) if len(found) == 1 else None
