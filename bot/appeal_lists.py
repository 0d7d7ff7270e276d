"""Lists of appeals for every surface, the share that payers overturn; it reads, and hands what is read to views."""

from collections.abc import Callable, Collection
from datetime import date, timedelta

from bot.clock import Clock
from bot.dating import load_dating
from bot.rules.overturn import OverturnRates, overturn_rates
from bot.rules.privacy import Mode, Place, Shown, shown_in
from bot.views.appeal_list import MOST_ROWS, AppealsListed, AppealsPart, appeals_part, appeals_view, shown_refs
from bot.views.blocks import Block, View
from data.appeal_models import AppealState
from data.deadline_models import Purpose, Starts
from data.people_models import Person
from data.store.appeals import appeal_results, list_appeals, list_to_send
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.person_ids import find_person_id
from data.worklist_models import Span

Seen = Callable[[list[str]], None]
_YEAR = timedelta(days=365)
_DECIDED_WITHIN = timedelta(days=30)
_WEEK_ENDS = 6
AWAITING_TITLE = "Appeals awaiting decision"
_PARTS = (
    (AppealState.OVERDUE, "Decision overdue", "decision overdue", ""),
    (AppealState.ANSWERED, "Answered by a remittance: record the decision", "appeals answered", ""),
    (AppealState.AWAITING, "Awaiting decision", "awaiting decision", "All undecided"),
    (AppealState.DECIDED, "Decided within 30 days", "appeals decided", "All decided"),
)
"""Each state with its heading, the words that open it, and the button's label where they open more."""


class AppealLists:
    """Reads only."""

    def __init__(self, store: ClaimsFile, clock: Clock, mode: str) -> None:
        self._store = store
        self._clock = clock
        self._mode = Mode(mode)

    def view(self, person: Person, place: Place, *, mine: bool = False, seen: Seen | None = None) -> View:
        """Everybody's appeals, or the person's own. `seen` is told which claims are about to be shown."""
        shown, today = shown_in(self._mode, place), self._clock.today()
        with self._store.read() as db:
            owner_ids = _numbers(db, person) if mine else None
            listed = self._listed(db, owner_ids, today, shown)
        refs = shown_refs(listed)
        if seen and refs:
            seen(refs)
        return appeals_view(listed)

    def home_blocks(self, person: Person, *, seen: Seen | None = None) -> list[Block]:
        """A person's own appeals that wait for the payer, the most urgent first; [] for none."""
        shown, today = shown_in(self._mode, Place.DIRECT), self._clock.today()
        with self._store.read() as db:
            owner_ids = _numbers(db, person)
            found = [
                list_appeals(db, state, today, owner_ids=owner_ids, most=MOST_ROWS)
                for state in (AppealState.OVERDUE, AppealState.ANSWERED, AppealState.AWAITING)
            ]
        rows = [one for _, some in found for one in some][:MOST_ROWS]
        if not rows:
            return []
        part = AppealsPart(
            title=AWAITING_TITLE,
            total=sum(count for count, _ in found),
            rows=rows,
            words="mine awaiting decision",
        )
        listed = AppealsListed(
            parts=[part], rates=overturn_rates([]), whose="", vague=frozenset(), shown=shown, today=today
        )
        if seen:
            seen(shown_refs(listed))
        return appeals_part(part, listed)

    def rates(self, since: date | None = None) -> OverturnRates:
        """By payer and by reason, of appeals decided since that day; None is ever."""
        with self._store.read() as db:
            return overturn_rates(appeal_results(db, since=since))

    def _listed(self, db: ClaimsDb, owner_ids: Collection[int] | None, today: date, shown: Shown) -> AppealsListed:
        own = "mine " if owner_ids is not None else ""
        parts = []
        for title, span, words in _to_send(today):
            count, rows = list_to_send(db, span, owner_ids=owner_ids, most=MOST_ROWS)
            parts.append(AppealsPart(title=title, total=count, rows=rows, words=f"{own}{words}"))
        for state, title, words, label in _PARTS:
            day = today - _DECIDED_WITHIN if state is AppealState.DECIDED else today
            count, rows = list_appeals(db, state, day, owner_ids=owner_ids, most=MOST_ROWS)
            parts.append(AppealsPart(title=title, total=count, rows=rows, words=f"{own}{words}", label=label))
        return AppealsListed(
            parts=parts,
            rates=overturn_rates(appeal_results(db, since=today - _YEAR)),
            whose="Your appeals" if own else "Appeals",
            vague=_vague(db, shown),
            shown=shown,
            today=today,
        )


def _to_send(today: date) -> tuple[tuple[str, Span, str], ...]:
    """What is to go out: heading, days to act, the words that open it."""
    sunday = today + timedelta(days=_WEEK_ENDS - today.weekday())
    return (
        ("Past the day to send it", Span(end=today - timedelta(days=1)), "overdue appeals"),
        ("To be sent this week", Span(start=today, end=sunday), "appeals due this week"),
    )


def _numbers(db: ClaimsDb, person: Person) -> list[int]:
    """Under which claims name the person."""
    number = find_person_id(db, person.team, person.user)
    return [] if number is None else [number]


def _vague(db: ClaimsDb, shown: Shown) -> frozenset[str]:
    """Rules whose days left would tell the day of service."""
    if shown.is_exact:
        return frozenset()
    rules = load_dating(db).book.rules
    return frozenset(one.id for one in rules if one.purpose is Purpose.APPEAL and one.starts is Starts.SERVICE)
