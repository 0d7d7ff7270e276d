"""Forms about queries to providers as people open, fill and send them: into what is to be kept, or errors by input."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.acting import Acting
from bot.clock import Clock
from bot.provider_queries import Ask, QueryDesk, answers_of, why_not_day
from bot.query_showing import QueryShowing, preview_card
from bot.rules.provider_query import standing_of
from bot.rules.query_kinds import LONGEST_CHOICE, MOST_CHOICES, TEMPLATES, without_words
from bot.rules.work_rules import Actor
from bot.views import query_ids as ids
from bot.views.blocks import View
from bot.views.forms import entered, entered_many
from bot.views.query_asked import AskFor, ask_form, document_form, finding_words, preview, readdress_form
from bot.views.query_provider_forms import NOT_MINE_REASONS, FormPlace, answer_form, not_mine_form, read_place
from data.errors import WorkRefused
from data.query_models import Query, QueryAct, QueryKind, Question

Errors = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPlace:
    """Where a form that asks came from: the claim's card or a coding review, or a query that came back."""

    claim_ref: str
    channel: str = ""
    ts: str = ""
    url: str = ""
    review_id: int = 0
    query_ref: str = ""
    number: int = 0

    def value(self) -> str:
        numbers = (str(self.review_id), self.query_ref, str(self.number))
        return "|".join((self.claim_ref, self.channel, self.ts, self.url, *numbers))


def read_ask_place(value: str) -> AskPlace:
    """What `AskPlace.value` wrote. Raises ValueError for anything else."""
    claim_ref, channel, ts, url, review_id, query_ref, number = value.split("|")
    return AskPlace(
        claim_ref=claim_ref,
        channel=channel,
        ts=ts,
        url=url,
        review_id=int(review_id),
        query_ref=query_ref,
        number=int(number),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A provider's answer as a form says it."""

    choice: str
    text: str
    day: date | None


class QueryForms:
    """Opening raises WorkRefused where the query or the role does not allow it now."""

    def __init__(self, desk: QueryDesk, showing: QueryShowing, acting: Acting, clock: Clock) -> None:
        self._desk = desk
        self._showing = showing
        self._acting = acting
        self._clock = clock

    # --- asking ---

    def open_ask(self, place: AskPlace, actor: Actor) -> View:
        """A new query about a claim, or one that came back, as it was."""
        why_not = self._desk.why_not_ask(place.claim_ref, actor)
        if why_not:
            raise WorkRefused(why_not)
        asked = AskFor(
            claim_ref=place.claim_ref,
            metadata=place.value(),
            providers=_as_options(self._desk.providers()),
            can_type=self._desk.can_type,
        )
        return ask_form(asked)

    def open_again(self, ref: str, actor: Actor, *, seen: int) -> View:
        """The form of a draft, with what it says."""
        why_not = self._desk.why_not(ref, QueryAct.SEND, actor, seen=seen)
        if why_not:
            raise WorkRefused(why_not)
        query = self._desk.look(ref).query
        standing = standing_of(query)
        place = AskPlace(claim_ref=query.claim_ref, query_ref=ref, number=standing.number)
        asked = AskFor(
            claim_ref=query.claim_ref,
            metadata=place.value(),
            providers=_as_options(self._desk.providers()),
            can_type=self._desk.can_type,
            before=standing.question if self._desk.can_type else without_words(standing.question),
            provider=str(standing.provider_id or ""),
            backup=str(standing.backup_id or ""),
        )
        return ask_form(asked)

    def read_ask(self, view: dict[str, Any]) -> Ask | Errors:
        """What is asked, or what is wrong with it, the lint's findings included."""
        place = read_ask_place(view["private_metadata"])
        kind, provider, backup = (entered(view, name) for name in (ids.KIND, ids.PROVIDER, ids.BACKUP))
        if kind not in set(QueryKind):
            return {ids.KIND: "Choose one."}
        if not provider.isdecimal():
            return {ids.PROVIDER: "Choose one."}
        if backup == provider:
            return {ids.BACKUP: "Choose another one than the provider who is asked."}
        question = Question(
            kind=QueryKind(kind),
            sources=tuple(entered_many(view, ids.SOURCES)),
            indicators=entered(view, ids.INDICATORS),
            choices=_lines(entered(view, ids.CHOICES)),
        )
        errors = _choice_problems(question) or self._lint(place.claim_ref, question)
        if errors:
            return errors
        return Ask(question=question, provider_id=int(provider), backup_id=int(backup) if backup.isdecimal() else None)

    def _lint(self, claim_ref: str, question: Question) -> Errors:
        """The findings below the input that holds the words."""
        plain = without_words(question)
        typed = {
            ids.INDICATORS: Question(kind=plain.kind, indicators=question.indicators),
            ids.CHOICES: Question(kind=plain.kind, choices=question.choices),
        }
        found = {block: self._desk.findings(claim_ref, one) for block, one in typed.items()}
        return {block: finding_words(findings) for block, findings in found.items() if findings}

    def keep_draft(self, view: dict[str, Any], ask: Ask, actor: Actor) -> View:
        """Keeps what the form says; the preview with the button that sends it. Raises WorkRefused, QueryRefused."""
        place = read_ask_place(view["private_metadata"])
        if place.query_ref:
            done = self._desk.change(place.query_ref, ask, actor)
        else:
            key = f"{view.get('team_id', '')}:{view['id']}"
            done = self._desk.draft(place.claim_ref, ask, actor, form_key=key, review_id=place.review_id)
        standing = standing_of(done.query)
        provider = self._desk.providers().get(standing.provider_id or 0, "")
        card = preview_card(done.query.ref, standing.question, actor.name)
        sent = AskPlace(
            claim_ref=place.claim_ref,
            channel=place.channel,
            ts=place.ts,
            url=place.url,
            query_ref=done.query.ref,
            number=standing.number,
        )
        return preview(card, provider, sent.value())

    # --- the provider's forms ---

    def open_answer(self, place: FormPlace, actor: Actor) -> View:
        query = self._allowed(place.ref, QueryAct.ANSWER, actor, place.number)
        card = self._showing.card_of(place.ref)
        question = standing_of(query).question
        choices = answers_of(question if self._desk.can_type else without_words(question))
        return answer_form(card, choices, place, today=self._clock.today(), can_type=self._desk.can_type)

    def read_answer(self, view: dict[str, Any]) -> Answered | Errors:
        choice, day = entered(view, ids.CHOICE), _day(entered(view, ids.DAY))
        if not choice:
            return {ids.CHOICE: "Choose one."}
        if day is not None and day > self._clock.today():
            return {ids.DAY: "That day has not come yet."}
        return Answered(choice=choice, text=entered(view, ids.TEXT), day=day)

    def open_not_mine(self, place: FormPlace, actor: Actor) -> View:
        self._allowed(place.ref, QueryAct.RETURN, actor, place.number)
        others = {number: name for number, name in self._desk.providers().items() if number != actor.person_id}
        return not_mine_form(self._showing.card_of(place.ref), _as_options(others), place)

    def read_not_mine(self, view: dict[str, Any]) -> tuple[str, int] | Errors:
        """(the reason, the colleague's number or 0)."""
        reason, colleague = entered(view, ids.REASON), entered(view, ids.COLLEAGUE)
        if reason not in NOT_MINE_REASONS:
            return {ids.REASON: "Choose one."}
        return reason, int(colleague) if colleague.isdecimal() else 0

    # --- the asker's forms ---

    def open_readdress(self, place: FormPlace, actor: Actor) -> View:
        query = self._allowed(place.ref, QueryAct.PASS_ON, actor, place.number)
        asked = standing_of(query).provider_id
        others = {number: name for number, name in self._desk.providers().items() if number != asked}
        if not others:
            raise WorkRefused("No other provider is on my list.")
        return readdress_form(self._showing.card_of(place.ref), _as_options(others), place.value())

    def open_document(self, place: FormPlace, actor: Actor) -> View:
        query = self._allowed(place.ref, QueryAct.DOCUMENT, actor, place.number)
        answered = next((one.day for one in reversed(query.steps) if one.act is QueryAct.ANSWER), None)
        card = self._showing.card_of(place.ref)
        return document_form(card, place.value(), today=self._clock.today(), initial=answered)

    def read_provider(self, view: dict[str, Any]) -> int:
        """The number of whom it is to go to; 0 for nobody."""
        provider = entered(view, ids.PROVIDER)
        return int(provider) if provider.isdecimal() else 0

    def read_day(self, view: dict[str, Any]) -> date | Errors:
        """When the chart was amended."""
        ref, day = read_place(view["private_metadata"]).ref, _day(entered(view, ids.DAY))
        if day is None:
            return {ids.DAY: "Choose the day of the addendum."}
        why_not = why_not_day(self._desk.look(ref).query, day, self._clock.today())
        return {ids.DAY: why_not} if why_not else day

    def _allowed(self, ref: str, act: QueryAct, actor: Actor, seen: int) -> Query:
        why_not = self._desk.why_not(ref, act, actor, seen=seen)
        if why_not:
            raise WorkRefused(why_not)
        return self._desk.look(ref).query


def _choice_problems(question: Question) -> Errors:
    if not question.choices:
        return {}
    if not TEMPLATES[question.kind].takes_choices:
        return {ids.CHOICES: "This kind has its own choices: leave this empty, or choose another kind."}
    if len(question.choices) > MOST_CHOICES:
        return {ids.CHOICES: f"{MOST_CHOICES} choices at most."}
    if any(len(one) > LONGEST_CHOICE for one in question.choices):
        return {ids.CHOICES: f"{LONGEST_CHOICE} characters a choice at most."}
    return {}


def _lines(text: str) -> tuple[str, ...]:
    """Each once, without "other" and "unable to determine", which are always there."""
    lines = (line.strip(" \t-•*") for line in text.splitlines())
    always = ("other", "unable to determine")
    return tuple(dict.fromkeys(line for line in lines if line and line.lower() not in always))


def _as_options(people: dict[int, str]) -> dict[str, str]:
    return {str(number): name for number, name in people.items()}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
