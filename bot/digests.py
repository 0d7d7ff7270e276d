"""The day of a person or of a channel as a list; what it holds is looked up when it is rendered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.rules.privacy import Mode, Place, shown_in
from bot.views.digest import MOST_ROWS, Digest, DigestPart
from data.claim_models import Claim
from data.follow_up_models import Reminder, Rung
from data.store.claims import get_claims
from data.store.claims_file import ClaimsDb
from data.store.worklist import find_page
from data.worklist_models import Sort, Span, WorklistQuery

_WEEK = timedelta(days=6)
_DAY = timedelta(days=1)


class DigestDesk:
    """Reads only."""

    def __init__(self, mode: str) -> None:
        self._mode = Mode(mode)

    def of_person(self, db: ClaimsDb, owner_ids: frozenset[int], day: date, notes: Sequence[str] = ()) -> Digest:
        """What is overdue, due today and due within the week of what they have, the largest balance first."""
        mine = WorklistQuery(today=day, is_snoozed=None, owner_ids=owner_ids, sort=Sort.BALANCE)
        return Digest(
            whose="Your day",
            day=day,
            parts=_by_day(db, mine, day, "mine"),
            notes=tuple(notes),
            shown=shown_in(self._mode, Place.DIRECT),
        )

    def unowned(self, db: ClaimsDb, day: date) -> DigestPart:
        """What nobody has and is overdue."""
        query = WorklistQuery(today=day, is_snoozed=None, is_unowned=True, sort=Sort.BALANCE)
        return _part(db, replace(query, due=Span(end=day - _DAY)), "Overdue, and nobody has it", "unassigned overdue")

    def of_reminders(
        self, db: ClaimsDb, told: Sequence[Reminder], day: date, place: Place, notes: Sequence[str] = ()
    ) -> Digest:
        """What came up for a channel or a lead, parted by how near it is; what needs nothing any more is left out."""
        return Digest(
            whose="The team's day" if place is Place.CHANNEL else "For the lead",
            day=day,
            parts=reminder_parts(db, told),
            notes=tuple(notes),
            shown=shown_in(self._mode, place),
        )


def reminder_parts(db: ClaimsDb, told: Sequence[Reminder]) -> tuple[DigestPart, ...]:
    titles: dict[str, list[int]] = {}
    for one in told:
        if one.alert is not None:
            titles.setdefault(_TITLES.get(one.alert.rung, "To follow up"), []).append(one.claim.id)
    return tuple(_listed(db, title, titles[title]) for title in (*_TITLES_IN_ORDER, "To follow up") if title in titles)


_TITLES = {
    Rung.PASSED: "Last day passed",
    **dict.fromkeys((Rung.T0, Rung.T1, Rung.T2, Rung.T3), "Last days"),
    **dict.fromkeys((Rung.T4, Rung.T5, Rung.T6, Rung.T7), "Deadline within a week"),
    **dict.fromkeys((Rung.T14, Rung.T15), "Deadline within two weeks"),
    Rung.T30: "Deadline within 30 days",
    Rung.LEAD: "Still open",
}
_TITLES_IN_ORDER = tuple(dict.fromkeys(_TITLES.values()))


def _listed(db: ClaimsDb, title: str, claim_ids: Sequence[int]) -> DigestPart:
    claims = sorted(get_claims(db, list(dict.fromkeys(claim_ids))), key=lambda one: -one.position.balance_cents)
    return DigestPart(
        title=title,
        total=len(claims),
        sum_cents=sum(one.position.balance_cents for one in claims),
        claims=tuple(claims[:MOST_ROWS]),
        words="unassigned due by due",
    )


def _by_day(db: ClaimsDb, query: WorklistQuery, day: date, whose: str) -> tuple[DigestPart, ...]:
    spans = (
        ("Overdue", Span(end=day - _DAY), "overdue"),
        ("Due today", Span(start=day, end=day), "due today"),
        ("This week", Span(start=day + _DAY, end=day + _WEEK), "due this week"),
    )
    return tuple(_part(db, replace(query, due=span), title, f"{whose} {words}") for title, span, words in spans)


def _part(db: ClaimsDb, query: WorklistQuery, title: str, words: str) -> DigestPart:
    page = find_page(db, query, most=MOST_ROWS)
    claims: tuple[Claim, ...] = page.claims
    return DigestPart(title=title, total=page.total, sum_cents=page.sum_cents, claims=claims, words=words)
