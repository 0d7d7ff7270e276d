"""Queries to providers: one write an act, which reads the query again, asks the rules and keeps the step.

What is asked is linted before it is kept; what a provider sees of it is put together in query_showing.py.
"""

from dataclasses import dataclass, replace
from datetime import date

from bot.audit import PATIENCE_S, AuditTrail
from bot.clock import Clock
from bot.query_effects import QueryEffects
from bot.rules.privacy import Mode, may_ask_by_number
from bot.rules.provider_query import WAITS_FOR_PROVIDER, QueryScene, refusal_of, standing_of
from bot.rules.query_kinds import SOURCES, TEMPLATES, options_of, without_words
from bot.rules.query_lint import Finding, QueryWords, Surroundings, findings_in
from bot.rules.roles import Permission, refusal_sentence
from bot.rules.scrubbing import scrub
from bot.rules.work_rules import Actor, ago
from bot.rules.work_words import name_of
from data.claim_models import Claim, ClaimState
from data.errors import ClaimNotFound, QueryNotFound, QueryRefused, WorkRefused
from data.people_models import Role
from data.query_models import Query, QueryAct, QueryStep, Question
from data.store.claims import find_by_ref
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.payers import names_of_payers
from data.store.person_ids import names_of_people
from data.store.provider_queries import add_query, add_step, find_query, find_query_of_form, queries_of_claim
from data.store.routing import people_by_number

IN_CHART = "in_chart"
IN_CHART_WORDS = "I answered in the chart"
_MOST_TEXT = 1000
_NO_PROVIDER = "No provider is on my list yet: an administrator adds one with that role."
_GONE = frozenset({ClaimState.CLOSED, ClaimState.WRITTEN_OFF})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked of whom, as a form says it; people by their numbers."""

    question: Question
    provider_id: int
    backup_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryDone:
    """The query as it is now. `is_news` is False where the person had done just that before; `removed` are kinds of
    what was taken out of the text."""

    query: Query
    is_news: bool = True
    removed: tuple[str, ...] = ()


class QueryDesk:
    """One method an act. `seen` is the number of the newest step that the person knew of, None for whatever it is."""

    def __init__(self, store: ClaimsFile, clock: Clock, audit: AuditTrail, mode: str, effects: QueryEffects) -> None:
        self._store = store
        self._clock = clock
        self._audit = audit
        self._mode = Mode(mode)
        self._effects = effects

    @property
    def can_type(self) -> bool:
        """Whether free words may be kept."""
        return may_ask_by_number(self._mode)

    # --- asking ---

    def draft(self, claim_ref: str, ask: Ask, actor: Actor, *, form_key: str = "", review_id: int = 0) -> QueryDone:
        """Kept, not sent; the same form again changes its draft. Raises ClaimNotFound, WorkRefused and QueryRefused."""
        with self._store.write(patience_s=PATIENCE_S) as db:
            claim = _claim(db, claim_ref)
            known = find_query_of_form(db, form_key) if form_key else None
            self._must_be_askable(db, claim, ask, actor, known)
            if known is None:
                query_id, ref = add_query(db, claim.ref, review_id=review_id, form_key=form_key)
                query = Query(id=query_id, ref=ref, claim_ref=claim.ref, review_id=review_id, steps=())
            else:
                query = known
            return self._redraft(db, query, claim, ask, actor)

    def change(self, ref: str, ask: Ask, actor: Actor, *, seen: int | None = None) -> QueryDone:
        """Writes anew what was not sent yet or came back. Raises as `draft` does."""
        with self._store.write(patience_s=PATIENCE_S) as db:
            query = _query(db, ref)
            claim = _claim(db, query.claim_ref)
            self._must_be_askable(db, claim, ask, actor, query)
            refusal = refusal_of(QueryAct.DRAFT, self._scene(db, query), actor, seen=seen)
            if refusal is not None:
                raise WorkRefused(refusal.sentence)
            return self._redraft(db, query, claim, ask, actor)

    def _redraft(self, db: ClaimsDb, query: Query, claim: Claim, ask: Ask, actor: Actor) -> QueryDone:
        question = self._kept_question(ask.question)
        last = query.steps[-1] if query.steps else None
        is_same = last is not None and last.act is QueryAct.DRAFT and last.person_id == actor.person_id
        if (
            last is not None
            and is_same
            and (last.question, last.provider_id, last.backup_id)
            == (
                question,
                ask.provider_id,
                ask.backup_id,
            )
        ):
            return QueryDone(query=query, is_news=False)
        step = self._step(query, QueryAct.DRAFT, actor)
        step = replace(step, provider_id=ask.provider_id, backup_id=ask.backup_id, question=question)
        return QueryDone(query=self._keep(db, query, claim, step, actor))

    def send(self, ref: str, actor: Actor, *, seen: int | None = None) -> QueryDone:
        """To the provider of its draft. What became of the people meanwhile is asked again."""
        with self._store.write() as db:
            query = _query(db, ref)
            standing = standing_of(query)
            claim = _claim(db, query.claim_ref)
            if standing.state not in WAITS_FOR_PROVIDER:
                ask = Ask(question=standing.question, provider_id=standing.provider_id or 0)
                self._must_be_askable(db, claim, ask, actor, query)
            return self._act(db, query, QueryAct.SEND, actor, seen=seen)

    def findings(self, claim_ref: str, question: Question) -> tuple[Finding, ...]:
        """What the lint refuses of a question about that claim. Raises ClaimNotFound."""
        with self._store.read() as db:
            return self._lint(db, _claim(db, claim_ref), self._kept_question(question))

    def why_not_ask(self, claim_ref: str, actor: Actor) -> str:
        """Why nobody can be asked about the claim now; "" where somebody can. Raises ClaimNotFound."""
        with self._store.read() as db:
            return self._why_not_claim(_claim(db, claim_ref), actor) or (
                ""
                if self._providers(db)
                else "No provider is on my list yet: an administrator adds one with that role."
            )

    def providers(self) -> dict[int, str]:
        """Everybody who can be asked: number -> name."""
        with self._store.read() as db:
            return self._providers(db)

    # --- the provider's side ---

    def acknowledge(self, ref: str, actor: Actor, *, seen: int | None = None) -> QueryDone:
        with self._store.write() as db:
            return self._act(db, _query(db, ref), QueryAct.ACKNOWLEDGE, actor, seen=seen)

    def answer(
        self, ref: str, actor: Actor, *, choice: str, text: str = "", day: date | None = None, seen: int | None = None
    ) -> QueryDone:
        """`choice` is a key of its options, or that it is answered in the chart. Raises WorkRefused."""
        words = scrub(text) if self.can_type else scrub("")
        with self._store.write() as db:
            query = _query(db, ref)
            if choice not in answers_of(self._shown(standing_of(query).question)):
                raise WorkRefused("That is none of the choices of this query: open it again.")
            if day is not None and day > self._clock.today():
                raise WorkRefused("That day has not come yet.")
            done = self._act(
                db, query, QueryAct.ANSWER, actor, seen=seen, choice=choice, text=words.text[:_MOST_TEXT], day=day
            )
        return replace(done, removed=words.removed)

    def pass_on(self, ref: str, to_person_id: int, actor: Actor, *, seen: int | None = None) -> QueryDone:
        """To another provider, by the one who is asked or by those who ask."""
        with self._store.write() as db:
            query = _query(db, ref)
            standing = standing_of(query)
            if to_person_id not in self._providers(db):
                raise WorkRefused("They are no provider on my list: choose another one.")
            if to_person_id == standing.provider_id:
                raise WorkRefused("That provider has the query already.")
            return self._act(db, query, QueryAct.PASS_ON, actor, seen=seen, provider_id=to_person_id)

    def give_back(self, ref: str, reason: str, actor: Actor, *, seen: int | None = None) -> QueryDone:
        """Not my patient: it is a draft again, and whoever asked finds the right provider."""
        with self._store.write() as db:
            return self._act(db, _query(db, ref), QueryAct.RETURN, actor, seen=seen, choice=reason)

    # --- the end ---

    def document(self, ref: str, day: date, actor: Actor, *, seen: int | None = None) -> QueryDone:
        """The chart was amended on that day. Raises WorkRefused for a day that cannot be."""
        with self._store.write() as db:
            query = _query(db, ref)
            why_not = why_not_day(query, day, self._clock.today())
            if why_not:
                raise WorkRefused(why_not)
            return self._act(db, query, QueryAct.DOCUMENT, actor, seen=seen, day=day)

    def close(self, ref: str, actor: Actor, *, seen: int | None = None) -> QueryDone:
        """Why is what it comes to: documented, answered without a change of the record, or never answered."""
        with self._store.write() as db:
            query = _query(db, ref)
            return self._act(db, query, QueryAct.CLOSE, actor, seen=seen, choice=str(standing_of(query).state))

    def withdraw(self, ref: str, actor: Actor, *, seen: int | None = None) -> QueryDone:
        with self._store.write() as db:
            return self._act(db, _query(db, ref), QueryAct.WITHDRAW, actor, seen=seen)

    # --- before anything is done ---

    def look(self, ref: str) -> QueryScene:
        """The query as it is now. Raises QueryNotFound."""
        with self._store.read() as db:
            return self._scene(db, _query(db, ref))

    def why_not(self, ref: str, act: QueryAct, actor: Actor, *, seen: int | None = None) -> str:
        """Why it would be refused now, "" where it would be done: for a form that opens or is open."""
        refusal = refusal_of(act, self.look(ref), actor, seen=seen)
        return refusal.sentence if refusal and not refusal.is_done else ""

    # --- parts ---

    def _act(
        self,
        db: ClaimsDb,
        query: Query,
        act: QueryAct,
        actor: Actor,
        *,
        seen: int | None,
        choice: str = "",
        text: str = "",
        day: date | None = None,
        provider_id: int | None = None,
    ) -> QueryDone:
        refusal = refusal_of(act, self._scene(db, query), actor, seen=seen)
        if refusal is not None and refusal.is_done:
            return QueryDone(query=query, is_news=False)
        if refusal is not None:
            raise WorkRefused(refusal.sentence)
        step = replace(self._step(query, act, actor), choice=choice, text=text, day=day, provider_id=provider_id)
        claim = _claim(db, query.claim_ref)
        return QueryDone(query=self._keep(db, query, claim, step, actor))

    def _step(self, query: Query, act: QueryAct, actor: Actor) -> QueryStep:
        return QueryStep(
            number=len(query.steps) + 1,
            at=self._clock.now(),
            on=self._clock.today(),
            act=act,
            person_id=actor.person_id,
        )

    def _keep(self, db: ClaimsDb, query: Query, claim: Claim, step: QueryStep, actor: Actor) -> Query:
        add_step(db, query.id, step)
        kept = replace(query, steps=(*query.steps, step))
        self._effects.apply(db, kept, claim, step, actor)
        self._audit.record(actor, f"query.{step.act}", query.ref, actor.place)
        return kept

    def _scene(self, db: ClaimsDb, query: Query) -> QueryScene:
        return QueryScene(query=query, names=names_of_people(db), now=self._clock.now())

    def _kept_question(self, question: Question) -> Question:
        """Without what the mode does not keep, and with words of the pick-lists alone."""
        takes_choices = TEMPLATES[question.kind].takes_choices
        kept = Question(
            kind=question.kind,
            sources=tuple(one for one in SOURCES if one in question.sources),
            indicators=question.indicators.strip()[:_MOST_TEXT],
            choices=question.choices if takes_choices else (),
        )
        return self._shown(kept)

    def _shown(self, question: Question) -> Question:
        return question if self.can_type else without_words(question)

    def _must_be_askable(self, db: ClaimsDb, claim: Claim, ask: Ask, actor: Actor, known: Query | None) -> None:
        """Raises WorkRefused, or QueryRefused with what the lint found."""
        why_not = self._why_not_claim(claim, actor) or self._why_not_people(db, ask, actor)
        why_not = why_not or self._why_not_twice(db, claim, ask, known)
        if why_not:
            raise WorkRefused(why_not)
        findings = self._lint(db, claim, self._kept_question(ask.question))
        if findings:
            raise QueryRefused([one.mend for one in findings])

    def _why_not_claim(self, claim: Claim, actor: Actor) -> str:
        if Permission.ASK_PROVIDER not in actor.permissions:
            return refusal_sentence(Permission.ASK_PROVIDER)
        if claim.position.state in _GONE:
            return "This claim is closed or written off: there is nothing left to ask about."
        return ""

    def _why_not_people(self, db: ClaimsDb, ask: Ask, actor: Actor) -> str:
        providers = self._providers(db)
        if ask.provider_id not in providers:
            return "They are no provider on my list, or not any more: choose another one."
        if ask.backup_id is not None and ask.backup_id not in providers:
            return "Who else is to be asked is no provider on my list: choose another one, or nobody."
        if ask.backup_id == ask.provider_id:
            return "Who else is to be asked must be another provider."
        return "You cannot ask yourself." if ask.provider_id == actor.person_id else ""

    def _why_not_twice(self, db: ClaimsDb, claim: Claim, ask: Ask, known: Query | None) -> str:
        """The same question, of the same provider, about the same claim, waits already."""
        for query in queries_of_claim(db, claim.id):
            standing = standing_of(query)
            is_same = (standing.provider_id, standing.question.kind) == (ask.provider_id, ask.question.kind)
            if known is not None and query.id == known.id:
                continue
            if is_same and standing.state in WAITS_FOR_PROVIDER:
                sent = next(one for one in reversed(query.steps) if one.act in (QueryAct.SEND, QueryAct.PASS_ON))
                who = name_of(sent.person_id, names_of_people(db)) or "somebody"
                return f"That is asked already: {query.ref}, by {who} {ago(sent.at, self._clock.now())}."
        return ""

    def _providers(self, db: ClaimsDb) -> dict[int, str]:
        """By name."""
        found = people_by_number(db).items()
        asked = [(one.name, number) for number, one in found if one.is_active and Role.PROVIDER in one.roles]
        return {number: name for name, number in sorted(asked)}

    def _lint(self, db: ClaimsDb, claim: Claim, question: Question) -> tuple[Finding, ...]:
        template = TEMPLATES[question.kind]
        words = QueryWords(
            kind=question.kind,
            title=template.title,
            text="\n".join(filter(None, (template.question, question.indicators))),
            options=tuple(options_of(question).values()),
        )
        around = Surroundings(
            payers=tuple(dict.fromkeys([claim.payer, *names_of_payers(db)])),
            names=tuple(filter(None, (claim.position.patient_last, claim.position.patient_first))),
            guesses_names=self._mode is Mode.MINIMUM,
        )
        return findings_in(words, around)


def answers_of(question: Question) -> dict[str, str]:
    """key -> words of all that may be answered; what is written in the chart need not be said here."""
    return {**options_of(question), IN_CHART: IN_CHART_WORDS}


def why_not_day(query: Query, day: date, today: date) -> str:
    """Why the chart cannot have been amended on that day; "" where it can."""
    if day > today:
        return "That day has not come yet."
    if day < query.steps[0].on:
        return "That is before the query was written: give the day of the addendum."
    return ""


def _claim(db: ClaimsDb, ref: str) -> Claim:
    found = find_by_ref(db, ref)
    if not found:
        raise ClaimNotFound(ref)
    return found[0]


def _query(db: ClaimsDb, ref: str) -> Query:
    found = find_query(db, ref)
    if found is None:
        raise QueryNotFound(ref)
    return found
