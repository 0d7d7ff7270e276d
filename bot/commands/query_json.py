"""A query to a provider as the command line tells it: as JSON beside the claim's tasks, and as a line."""

from datetime import date
from typing import Any

from bot.rules.provider_query import ENDED, WAITS_FOR_PROVIDER, standing_of
from bot.rules.query_kinds import SOURCES, TEMPLATES
from bot.rules.query_words import STANDS
from bot.rules.work_words import Names, name_of
from data.query_models import Query, QueryStanding, QueryStep


def query_json(query: Query, names: Names) -> dict[str, Any]:
    """Days are ISO; people are named as others know them, "" for nobody."""
    standing = standing_of(query)
    question = standing.question
    return {
        "id": query.ref,
        "claim": query.claim_ref,
        "kind": "provider_query",
        "state": str(standing.state),
        "asked_by": name_of(standing.asked_by, names),
        "asked_on": _iso(standing.drafted_on),
        "sent_on": _iso(standing.sent_on),
        "has": _holder(standing, names),
        "provider": name_of(standing.provider_id, names) if standing.provider_id is not None else "",
        "backup": name_of(standing.backup_id, names) if standing.backup_id is not None else "",
        "question": str(question.kind),
        "sources": [SOURCES.get(one, one) for one in question.sources],
        "indicators": question.indicators,
        "choices": list(question.choices),
        "answer": standing.choice,
        "answer_text": standing.text,
        "answered_on": _iso(standing.answered_on),
        "documented_on": _iso(standing.documented_on),
        "ended_on": _iso(standing.ended_on),
        "review": query.review_id or None,
        "history": [_step(one, names) for one in query.steps],
    }


def query_line(query: Query, names: Names) -> str:
    """ "Clarification of the acuity, waiting for the provider, Pat Provider, asked by Cody Coder"."""
    standing = standing_of(query)
    provider = name_of(standing.provider_id, names) if standing.provider_id is not None else ""
    stands = STANDS[standing.state]
    parts = [
        TEMPLATES[standing.question.kind].title,
        f"{stands[:1].lower()}{stands[1:]}",
        provider,
        f"asked by {name_of(standing.asked_by, names)}",
    ]
    return ", ".join(filter(None, parts))


def _holder(standing: QueryStanding, names: Names) -> str:
    """Who has it now: the provider while it waits for them, else whoever asked; nobody once it has ended."""
    if standing.state in ENDED:
        return ""
    holder = standing.provider_id if standing.state in WAITS_FOR_PROVIDER else standing.asked_by
    return name_of(holder, names)


def _step(one: QueryStep, names: Names) -> dict[str, Any]:
    return {
        "at": one.at.isoformat(),
        "did": str(one.act),
        "by": name_of(one.person_id, names),
        "to": name_of(one.provider_id, names) if one.provider_id is not None else "",
        "why": one.choice,
        "chart_day": _iso(one.day),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
