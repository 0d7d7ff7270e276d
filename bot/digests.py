"""The day of a person or of a channel as a list; what it holds is looked up when it is rendered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.dating import load_dating
from bot.digest_rows import begins_week, cents_of, close_step, is_vague, newly_overdue, next_words, without_small
from bot.gathering import digest_key
from bot.rules.privacy import Mode, Place, Shown, shown_in
from bot.rules.step_words import step_words
from bot.told_parts import COUNTS, MONTH, PASSED, TWO_WEEKS, WEEK, Telling, parts_of, title_of
from bot.views.digest import Digest, DigestPart, DigestRow
from data.follow_up_models import Reminder
from data.routing_models import SMALL_BALANCE_CENTS
from data.store.claims import get_claims
from data.store.claims_file import ClaimsDb
from data.store.deadlines_near import find_near, told_alone
from data.store.person_ids import names_of_people
from data.store.reminders import reminders_in
from data.store.routing import find_practice, people_by_number
from data.store.worklist import find_page
from data.worklist_models import Sort, Span, WorklistQuery

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_LOOKED_THROUGH = 50
"""Claims of a part that are looked at for its rows."""
_OTHERWISE_UNSEEN = (PASSED, TWO_WEEKS, MONTH)
"""What a person hears of today that is not in their list by its day anyway."""


class DigestDesk:
    """Reads only."""

    def __init__(self, mode: str) -> None:
        self._mode = Mode(mode)

    def of_person(self, db: ClaimsDb, owner_ids: frozenset[int], day: date, notes: Sequence[str] = ()) -> Digest:
        """What of theirs is close, due today, overdue, due within the week; and far deadlines of which they hear today.

        What is close stands in the order of its days, all else by the largest balance.
        """
        shown = shown_in(self._mode, Place.DIRECT)
        told = [one for one in _told_today(db, owner_ids, day) if title_of(one) in _OTHERWISE_UNSEEN]
        news = {part.title: part for part in reminder_parts(db, told, day, shown)}
        today, overdue, week = _by_day(db, owner_ids, day, shown)
        close = _close(db, owner_ids, day, shown)
        parts = (news.get(PASSED), close, today, overdue, news.get(TWO_WEEKS), news.get(MONTH), week)
        return Digest(whose="Your day", day=day, parts=tuple(filter(None, parts)), notes=tuple(notes), shown=shown)

    def left_behind(self, db: ClaimsDb, day: date, owner_ids: frozenset[int]) -> DigestPart:
        """What is overdue of people who do not work claims any more."""
        shown = shown_in(self._mode, Place.DIRECT)
        query = WorklistQuery(
            today=day, is_snoozed=None, owner_ids=owner_ids, due=Span(end=day - _DAY), sort=Sort.BALANCE
        )
        return _part(db, query, "Overdue, of people who left", shown)

    def unowned(self, db: ClaimsDb, day: date) -> DigestPart:
        """What nobody has and is overdue: all of it counted; in rows what is new, and once a week what is largest."""
        query = WorklistQuery(today=day, is_snoozed=None, is_unowned=True, sort=Sort.BALANCE)
        shown = shown_in(self._mode, Place.DIRECT)
        every = _part(db, replace(query, due=Span(end=day - _DAY)), "Overdue, and nobody has it", shown)
        since = newly_overdue(day, load_dating(db).calendar)
        new = _part(db, replace(query, due=since), "", shown)
        told = every if begins_week(day, since) else new
        return replace(
            every,
            rows=told.rows,
            small=told.small,
            words="unassigned overdue",
            counts="overdue that nobody has",
            aside=f"{new.total:,} new" if new.total else "none new",
        )

    def of_reminders(
        self, db: ClaimsDb, told: Sequence[Reminder], day: date, place: Place, notes: Sequence[str] = ()
    ) -> Digest:
        """What came up for a channel or a lead, parted by how near it is; what needs nothing any more is left out."""
        shown = shown_in(self._mode, place)
        return Digest(
            whose="The team's day" if place is Place.CHANNEL else "For the lead",
            day=day,
            parts=reminder_parts(db, told, day, shown, says_owner=True),
            notes=tuple(notes),
            shown=shown,
            hint="`/claims unassigned` shows what nobody has.",
        )


def reminder_parts(
    db: ClaimsDb, told: Sequence[Reminder], day: date, shown: Shown, *, says_owner: bool = False
) -> tuple[DigestPart, ...]:
    claims = {claim.id: claim for claim in get_claims(db, list(dict.fromkeys(one.claim.id for one in told)))}
    names = names_of_people(db) if says_owner else {}
    return parts_of(told, claims, Telling(day=day, shown=shown, small_cents=_small_cents(db), names=names))


# --- a person's own ------------------------------------------------------------------------------------------------


def _told_today(db: ClaimsDb, owner_ids: frozenset[int], day: date) -> list[Reminder]:
    """What the person's list of that day carries of their own claims."""
    carried = reminders_in(db, digest_key(_user(db, owner_ids), day))
    return [one for one in carried if one.claim.owner_id in owner_ids]


def _close(db: ClaimsDb, owner_ids: frozenset[int], day: date, shown: Shown) -> DigestPart:
    """What must be done within a week; what came in a message of its own today stands last."""
    claims = get_claims(db, find_near(db, owner_ids, day + _WEEK))
    found = [(step, claim) for claim in claims if (step := close_step(claim, day, _WEEK)) is not None]
    alone = told_alone(db, _user(db, owner_ids), day)
    found.sort(key=lambda pair: (pair[1].id in alone, pair[0].due_on, -cents_of(pair[1])))
    rows = [
        DigestRow(claim=claim, plain=step_words(step, day, is_vague=is_vague(step, claim, shown)))
        for step, claim in found
    ]
    total_cents = sum(cents_of(claim) for _, claim in found)
    return DigestPart(
        title=WEEK, total=len(rows), sum_cents=total_cents, rows=tuple(rows), words="", counts=COUNTS[WEEK]
    )


def _by_day(db: ClaimsDb, owner_ids: frozenset[int], day: date, shown: Shown) -> list[DigestPart]:
    """What is due today, what is overdue, what is due later this week."""
    mine = WorklistQuery(today=day, is_snoozed=None, owner_ids=owner_ids, sort=Sort.BALANCE)
    spans = (
        ("Due today", Span(start=day, end=day), "mine due today", ""),
        ("Overdue", Span(end=day - _DAY), "mine overdue", ""),
        ("This week", Span(start=day + _DAY, end=day + _WEEK - _DAY), "mine due this week", "due this week"),
    )
    return [
        replace(_part(db, replace(mine, due=span), title, shown), words=words, counts=counts, can_wait=bool(counts))
        for title, span, words, counts in spans
    ]


def _part(db: ClaimsDb, query: WorklistQuery, title: str, shown: Shown) -> DigestPart:
    page = find_page(db, query, most=_LOOKED_THROUGH)
    rows = [DigestRow(claim=one, plain=next_words(one, query.today, shown)) for one in page.claims]
    kept, small = without_small(rows, _small_cents(db))
    return DigestPart(title=title, total=page.total, sum_cents=page.sum_cents, rows=kept, words="", small=small)


def _user(db: ClaimsDb, owner_ids: frozenset[int]) -> str:
    """The member id behind the numbers."""
    by_number = people_by_number(db)
    return next((by_number[number].user for number in sorted(owner_ids) if number in by_number), "")


def _small_cents(db: ClaimsDb) -> int:
    change = find_practice(db)
    return change.settings.small_balance_cents if change else SMALL_BALANCE_CENTS
