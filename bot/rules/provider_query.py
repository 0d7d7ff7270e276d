"""Where a query to a provider stands, and what may be done with it by whom; it sends nothing and knows no claim."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.rules.query_words import DONE
from bot.rules.roles import Permission, refusal_sentence
from bot.rules.work_rules import Actor, Refusal, ago
from bot.rules.work_words import Names, name_of
from data.query_models import Query, QueryAct, QueryStanding, QueryState, QueryStep

_NEXT: dict[QueryState, dict[QueryAct, QueryState]] = {
    QueryState.DRAFT: {
        QueryAct.DRAFT: QueryState.DRAFT,
        QueryAct.SEND: QueryState.SENT,
        QueryAct.WITHDRAW: QueryState.WITHDRAWN,
    },
    QueryState.SENT: {
        QueryAct.ACKNOWLEDGE: QueryState.ACKNOWLEDGED,
        QueryAct.ANSWER: QueryState.ANSWERED,
        QueryAct.PASS_ON: QueryState.SENT,
        QueryAct.RETURN: QueryState.DRAFT,
        QueryAct.CLOSE: QueryState.CLOSED,
        QueryAct.WITHDRAW: QueryState.WITHDRAWN,
    },
    QueryState.ACKNOWLEDGED: {
        QueryAct.ANSWER: QueryState.ANSWERED,
        QueryAct.PASS_ON: QueryState.SENT,
        QueryAct.RETURN: QueryState.DRAFT,
        QueryAct.CLOSE: QueryState.CLOSED,
        QueryAct.WITHDRAW: QueryState.WITHDRAWN,
    },
    QueryState.ANSWERED: {QueryAct.DOCUMENT: QueryState.DOCUMENTED, QueryAct.CLOSE: QueryState.CLOSED},
    QueryState.DOCUMENTED: {QueryAct.CLOSE: QueryState.CLOSED},
    QueryState.CLOSED: {},
    QueryState.WITHDRAWN: {},
}
WAITS_FOR_PROVIDER = frozenset({QueryState.SENT, QueryState.ACKNOWLEDGED})
ENDED = frozenset({QueryState.CLOSED, QueryState.WITHDRAWN})
OF_PROVIDER = frozenset({QueryAct.ACKNOWLEDGE, QueryAct.ANSWER, QueryAct.RETURN})
"""What only the provider who is asked, or the backup, does."""
_STANDS = {
    QueryState.DRAFT: "This query was not sent yet, or it came back.",
    QueryState.SENT: "This query waits for its provider.",
    QueryState.ACKNOWLEDGED: "This query is acknowledged and waits for the answer.",
    QueryState.ANSWERED: "This query is answered.",
    QueryState.DOCUMENTED: "This query is answered and documented.",
    QueryState.CLOSED: "This query is closed.",
    QueryState.WITHDRAWN: "This query was withdrawn: nothing is left to do.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryScene:
    """A query, the names of people, and the moment."""

    query: Query
    names: Names
    now: datetime


def next_state(state: QueryState, act: QueryAct) -> QueryState | None:
    """None where the act does not fit the state."""
    return _NEXT[state].get(act)


def standing_of(query: Query) -> QueryStanding:
    """What the steps come to. The first one is a draft with its question. Raises ValueError where it is not."""
    first = query.steps[0]
    if first.act is not QueryAct.DRAFT or first.question is None:
        raise ValueError("a query begins with its draft")
    standing = QueryStanding(
        state=QueryState.DRAFT,
        number=first.number,
        asked_by=first.person_id,
        provider_id=first.provider_id,
        backup_id=first.backup_id,
        question=first.question,
        drafted_on=first.on,
    )
    for step in query.steps[1:]:
        standing = _after(standing, step)
    return standing


def _after(before: QueryStanding, step: QueryStep) -> QueryStanding:
    state = next_state(before.state, step.act)
    if state is None:
        raise ValueError(f"{step.act} does not follow {before.state}")
    now = replace(before, state=state, number=step.number)
    match step.act:
        case QueryAct.DRAFT:
            question = step.question or before.question
            return replace(now, provider_id=step.provider_id, backup_id=step.backup_id, question=question, reason="")
        case QueryAct.SEND:
            return replace(now, asked_by=step.person_id, sent_on=step.on, acknowledged_on=None)
        case QueryAct.ACKNOWLEDGE:
            return replace(now, acknowledged_on=step.on)
        case QueryAct.ANSWER:
            return replace(now, answered_on=step.on, answered_by=step.person_id, choice=step.choice, text=step.text)
        case QueryAct.PASS_ON:
            return replace(now, provider_id=step.provider_id, sent_on=step.on, acknowledged_on=None)
        case QueryAct.RETURN:
            return replace(now, sent_on=None, acknowledged_on=None, reason=step.choice)
        case QueryAct.DOCUMENT:
            return replace(now, documented_on=step.day)
        case QueryAct.CLOSE | QueryAct.WITHDRAW:
            return replace(now, ended_on=step.on, reason=step.choice)


def refusal_of(act: QueryAct, scene: QueryScene, actor: Actor, *, seen: int | None = None) -> Refusal | None:
    """None where it may be done now. `seen` is the number of the newest step that the person knew of.

    What the same person did just now is no refusal, but nothing is done twice: `is_done`.
    """
    standing = standing_of(scene.query)
    last = scene.query.steps[-1]
    if last.act is act and last.person_id == actor.person_id and next_state(standing.state, act) is None:
        return Refusal(sentence="That is done already.", is_done=True)
    sentence = _why_not(act, standing, actor) or _moved(act, scene, actor, standing, seen)
    return Refusal(sentence=sentence) if sentence else None


def _why_not(act: QueryAct, standing: QueryStanding, actor: Actor) -> str:
    is_asked = actor.person_id is not None and actor.person_id in (standing.provider_id, standing.backup_id)
    if act in OF_PROVIDER:
        if Permission.ANSWER_QUERY not in actor.permissions:
            return refusal_sentence(Permission.ANSWER_QUERY)
        return "" if is_asked else "This query waits for somebody else: only the provider who is asked answers it."
    if act is QueryAct.PASS_ON and is_asked and Permission.ANSWER_QUERY in actor.permissions:
        return ""
    return "" if Permission.ASK_PROVIDER in actor.permissions else refusal_sentence(Permission.ASK_PROVIDER)


def _moved(act: QueryAct, scene: QueryScene, actor: Actor, standing: QueryStanding, seen: int | None) -> str:
    """What somebody else did since the person looked, or why the act does not fit where it stands."""
    last = scene.query.steps[-1]
    told = f" {_who(last, scene.names)} {DONE[last.act]} {ago(last.at, scene.now)}."
    if next_state(standing.state, act) is None:
        return _STANDS[standing.state] + told
    others = [one for one in scene.query.steps if one.number > (seen or last.number)]
    if any(one.person_id != actor.person_id for one in others):
        return f"Something changed since you looked.{told} Open it again with `/billing queries`."
    return ""


def _who(step: QueryStep, names: Names) -> str:
    who = name_of(step.person_id, names) or "Somebody"
    return who[:1].upper() + who[1:]
