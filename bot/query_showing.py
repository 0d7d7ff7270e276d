"""Queries to providers as people see them: the provider's card by what the query says alone, the asker's with the
claim's reference. It changes nothing."""

from dataclasses import replace

from bot.clock import Clock
from bot.dating import load_dating
from bot.provider_queries import answers_of
from bot.rules.hand_off_clocks import overdue_words
from bot.rules.privacy import Mode, Place, day_text, may_ask_by_number, shown_in
from bot.rules.provider_query import ENDED, WAITS_FOR_PROVIDER, standing_of
from bot.rules.query_kinds import SOURCES, TEMPLATES, options_of, without_words
from bot.rules.query_words import CAME_BACK, STANDS, ended_words
from bot.rules.work_rules import Actor
from bot.rules.work_words import Names, name_of
from bot.views import query_ids as ids
from bot.views.blocks import View
from bot.views.query_asked import AskedCard, QueryRow, asked_card, query_list
from bot.views.query_card import ProviderCard, passed_card, provider_card
from bot.views.query_provider_forms import NOT_MINE_REASONS
from data.errors import QueryNotFound, WorkRefused
from data.hand_off_models import ClockKind
from data.query_models import Query, QueryStanding, QueryState, Question
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.hand_off_clocks import find_clock
from data.store.person_ids import names_of_people
from data.store.provider_queries import find_query, open_queries

_FOR_ASKER = frozenset({QueryState.DRAFT, QueryState.ANSWERED, QueryState.DOCUMENTED})
_OFFERS: dict[QueryState, frozenset[str]] = {
    QueryState.DRAFT: frozenset({ids.SEND, ids.WITHDRAW}),
    QueryState.SENT: frozenset({ids.READDRESS, ids.CLOSE, ids.WITHDRAW}),
    QueryState.ACKNOWLEDGED: frozenset({ids.READDRESS, ids.CLOSE, ids.WITHDRAW}),
    QueryState.ANSWERED: frozenset({ids.DOCUMENT, ids.CLOSE}),
    QueryState.DOCUMENTED: frozenset({ids.CLOSE}),
}


_YOURS = "`/billing queries` shows what waits for you."
_LEFT = {
    QueryState.ANSWERED: "Look into the chart: the answer counts once it stands there. Then press Documented.",
    QueryState.DOCUMENTED: "Code from the chart, then close the query.",
}


class QueryShowing:
    """Reads only."""

    def __init__(self, store: ClaimsFile, clock: Clock, mode: str) -> None:
        self._store = store
        self._clock = clock
        self._mode = Mode(mode)
        self._can_type = may_ask_by_number(self._mode)

    # --- cards ---

    def mine(self, ref: str, actor: Actor, *, told: str = "") -> View:
        """The card of the provider who is asked. Raises QueryNotFound, and WorkRefused for everybody else."""
        with self._store.read() as db:
            query = _get(db, ref)
            if not is_asked(standing_of(query), actor):
                raise WorkRefused("This query is for another provider now.", hint=_YOURS)
            return provider_card(self.provider_card(db, query, told=told))

    def passed(self, ref: str, told: str) -> View:
        """What is left of the card of a provider who gave the query away."""
        return passed_card(ref, told)

    def asked(self, ref: str, *, told: str = "") -> View:
        """The card of those who ask. Raises QueryNotFound."""
        with self._store.read() as db:
            return asked_card(self.asked_card(db, _get(db, ref), told=told))

    def card_of(self, ref: str) -> ProviderCard:
        """What the provider sees, for forms. Raises QueryNotFound."""
        with self._store.read() as db:
            return self.provider_card(db, _get(db, ref))

    def provider_card(self, db: ClaimsDb, query: Query, *, head: str = "", told: str = "") -> ProviderCard:
        """From the query alone: nothing of its claim is read."""
        standing = standing_of(query)
        card = preview_card(query.ref, self._shown(standing.question), name_of(standing.asked_by, names_of_people(db)))
        waits = standing.state in WAITS_FOR_PROVIDER
        return replace(
            card,
            number=standing.number,
            standing=_stands_for_provider(standing),
            waits=self._waits(db, query) if waits else "",
            head=head if waits else "",
            told=told,
            can_acknowledge=standing.state is QueryState.SENT,
            can_answer=waits,
        )

    def asked_card(self, db: ClaimsDb, query: Query, *, head: str = "", told: str = "") -> AskedCard:
        standing, names = standing_of(query), names_of_people(db)
        card = self.provider_card(db, query, told=told)
        return AskedCard(
            card=replace(card, standing=_stands(standing), head=head),
            claim_ref=query.claim_ref,
            provider=name_of(standing.provider_id, names) if standing.provider_id else "",
            answer=answers_of(self._shown(standing.question)).get(standing.choice, ""),
            comment=standing.text if self._can_type else "",
            notes=self._notes(standing, names),
            offers=_OFFERS.get(standing.state, frozenset()),
        )

    # --- lists ---

    def list_view(self, actor: Actor) -> View:
        """What waits for the person, and what they wait for."""
        return query_list(*self.rows(actor))

    def rows(self, actor: Actor) -> tuple[list[QueryRow], list[QueryRow]]:
        """(waiting for the person, what the person waits for), the oldest first."""
        with self._store.read() as db:
            names, queries = names_of_people(db), [(one, standing_of(one)) for one in open_queries(db)]
            waiting = [self.row(db, one, names, actor) for one, standing in queries if _waits_for(standing, actor)]
            awaited = [self.row(db, one, names, actor) for one, standing in queries if _awaited_by(standing, actor)]
        return waiting, awaited

    def row(self, db: ClaimsDb, query: Query, names: Names, actor: Actor) -> QueryRow:
        """For whoever it is for: a provider is told no claim."""
        standing = standing_of(query)
        is_for_provider = is_asked(standing, actor)
        stands = _stands_for_provider(standing) if is_for_provider else _stands(standing)
        waits = self._waits(db, query) if standing.state in WAITS_FOR_PROVIDER else ""
        return QueryRow(
            ref=query.ref,
            title=TEMPLATES[standing.question.kind].title,
            who=name_of(standing.asked_by if is_for_provider else standing.provider_id, names),
            standing=", ".join(filter(None, (stands, waits))),
            claim_ref="" if is_for_provider else query.claim_ref,
        )

    def _shown(self, question: Question) -> Question:
        """What was typed in another privacy mode is not shown in this one."""
        return question if self._can_type else without_words(question)

    def _notes(self, standing: QueryStanding, names: Names) -> tuple[str, ...]:
        """Who else is asked, the chart's day, what to do next."""
        backup = name_of(standing.backup_id, names) if standing.backup_id else ""
        shown, today = shown_in(self._mode, Place.DIRECT), self._clock.today()
        amended = day_text(standing.documented_on, today, shown) if standing.documented_on else ""
        notes = (
            f"{backup} is asked if no answer comes." if backup and standing.state in WAITS_FOR_PROVIDER else "",
            f"The chart was amended {amended}." if amended else "",
            _LEFT.get(standing.state, ""),
        )
        return tuple(filter(None, notes))

    def _waits(self, db: ClaimsDb, query: Query) -> str:
        clock = find_clock(db, ClockKind.PROVIDER_QUERY, query.id)
        return overdue_words(clock, self._clock.today(), load_dating(db).calendar) if clock else ""


def _get(db: ClaimsDb, ref: str) -> Query:
    query = find_query(db, ref)
    if query is None:
        raise QueryNotFound(ref)
    return query


def is_asked(standing: QueryStanding, actor: Actor) -> bool:
    """Whether the person is the provider who is asked, or the one who is asked instead."""
    return actor.person_id is not None and actor.person_id in (standing.provider_id, standing.backup_id)


def preview_card(ref: str, question: Question, asked_by: str) -> ProviderCard:
    """A query as it would look to its provider."""
    template = TEMPLATES[question.kind]
    return ProviderCard(
        ref=ref,
        number=0,
        title=template.title,
        question=template.question,
        options=tuple(options_of(question).values()),
        sources=tuple(SOURCES[one] for one in question.sources if one in SOURCES),
        indicators=question.indicators,
        asked_by=asked_by,
        standing=STANDS[QueryState.DRAFT],
    )


def _waits_for(standing: QueryStanding, actor: Actor) -> bool:
    if standing.state in WAITS_FOR_PROVIDER:
        return is_asked(standing, actor)
    return standing.state in _FOR_ASKER and standing.asked_by == actor.person_id


def _awaited_by(standing: QueryStanding, actor: Actor) -> bool:
    return standing.state in WAITS_FOR_PROVIDER and standing.asked_by == actor.person_id


def _stands(standing: QueryStanding) -> str:
    if standing.state is QueryState.DRAFT and standing.reason:
        return f"{CAME_BACK}: {NOT_MINE_REASONS.get(standing.reason, 'no reason given')}"
    if standing.state is QueryState.CLOSED:
        return f"Closed: {ended_words(standing.reason)}"
    return STANDS[standing.state]


def _stands_for_provider(standing: QueryStanding) -> str:
    """In words that tell the provider what is left to do."""
    if standing.state is QueryState.SENT:
        return "Waiting for you"
    if standing.state is QueryState.ACKNOWLEDGED:
        return "You acknowledged it; the answer is left"
    return STANDS[standing.state] if standing.state not in ENDED else f"{STANDS[standing.state]}: nothing is left to do"
