"""What a query to a provider does elsewhere: whose clock runs, the claim's history, a word in its thread."""

from dataclasses import replace
from typing import Protocol

from bot.clock import Clock
from bot.dating import load_dating
from bot.imports.linking import compute_positions
from bot.query_threads import thread_words
from bot.rules.hand_off_clocks import clock_days
from bot.rules.provider_query import ENDED, standing_of
from bot.rules.query_words import happened
from bot.rules.work_rules import Actor
from data.claim_models import Claim
from data.hand_off_models import ClockKind, ClockRung, NewClock, Watcher
from data.importers.reference_tables import read_carc_actions
from data.query_models import Query, QueryAct, QueryStep
from data.store.claims_file import ClaimsDb
from data.store.hand_off_clocks import start_clock, stop_clock, tell_once
from data.store.work import add_worked
from data.work_models import Worked, WorkKind

_STARTS = frozenset({QueryAct.SEND, QueryAct.PASS_ON})
_TELLS_ASKER = frozenset({QueryAct.ANSWER, QueryAct.RETURN})


class Reviews(Protocol):
    """The coding reviews from which queries come."""

    def wait_for_provider(self, db: ClaimsDb, review_id: int, actor: Actor) -> None: ...

    def back_from_provider(self, db: ClaimsDb, review_id: int) -> None: ...


class QueryEffects:
    """Runs inside the write that keeps the step."""

    def __init__(self, clock: Clock, reviews: Reviews) -> None:
        self._clock = clock
        self._reviews = reviews
        self._carcs = read_carc_actions()

    def apply(self, db: ClaimsDb, query: Query, claim: Claim, step: QueryStep, actor: Actor) -> None:
        """`query` holds the step already."""
        if not happened(step.act) or not any(one.act is QueryAct.SEND for one in query.steps):
            return  # what was never sent is nobody's news
        self._turn_clock(db, query, claim, step)
        self._tell_review(db, query, step, actor)
        add_worked(db, claim.id, _worked(query, step))
        compute_positions(db, [claim.id], self._carcs)
        thread_words(db, claim.id, query.ref, step, self._clock.now())

    def _turn_clock(self, db: ClaimsDb, query: Query, claim: Claim, step: QueryStep) -> None:
        """It runs while the provider is waited for, who is nudged once, when it is due; another one has the whole time
        anew."""
        stopped = stop_clock(db, ClockKind.PROVIDER_QUERY, query.id, on=step.on)
        if step.act in _STARTS:
            standing = standing_of(query)
            new = NewClock(
                kind=ClockKind.PROVIDER_QUERY,
                subject_id=query.id,
                claim_id=claim.id,
                waiting_on=standing.provider_id,
                waiting_role="",
                asked_by=standing.asked_by,
                started_on=step.on,
                days=replace(clock_days(ClockKind.PROVIDER_QUERY, step.on, load_dating(db).calendar), nudge_on=None),
            )
            start_clock(db, new, step.at)
        elif step.act in _TELLS_ASKER and stopped is not None:
            tell_once(db, stopped.id, ClockRung.ANSWERED, Watcher.ASKER, step.on)

    def _tell_review(self, db: ClaimsDb, query: Query, step: QueryStep, actor: Actor) -> None:
        if not query.review_id:
            return
        if step.act is QueryAct.SEND:
            self._reviews.wait_for_provider(db, query.review_id, actor)
        elif step.act is QueryAct.DOCUMENT or (standing_of(query).state in ENDED and not _was_documented(query)):
            self._reviews.back_from_provider(db, query.review_id)


def _was_documented(query: Query) -> bool:
    return any(one.act is QueryAct.DOCUMENT for one in query.steps)


def _worked(query: Query, step: QueryStep) -> Worked:
    return Worked(
        id=0,
        at=step.at,
        on=step.on,
        kind=WorkKind.QUERIED,
        person_id=step.person_id,
        to_person_id=None,
        until=None,
        cents=None,
        way=f"{step.act} {query.ref}",
        contact="",
        reference="",
        text="",
        undoes=None,
    )
