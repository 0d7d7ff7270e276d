"""A word in the thread of a claim's card about a query to a provider; never what was asked or answered."""

from datetime import datetime

from bot.gathering import claim_subject
from bot.rules.query_words import happened
from bot.views.blocks import View, escape, message, section
from data.query_models import QueryAct, QueryStep
from data.reminder_models import MessageKind, Outgoing
from data.store.claims_file import ClaimsDb
from data.store.outbox import add_outgoing
from data.store.posted_cards import channels_showing

_URGENCY = 540
_MARK = "query"


def thread_words(db: ClaimsDb, claim_id: int, ref: str, step: QueryStep, at: datetime) -> None:
    """One message for each channel in which the claim's card stands."""
    for channel in channels_showing(db, claim_id):
        outgoing = Outgoing(
            key="|".join(("reply", str(claim_id), channel, _MARK, ref, str(step.act), str(step.number))),
            kind=MessageKind.REPLY,
            destination=channel,
            subject=claim_subject(claim_id),
            urgency=_URGENCY,
            not_before=at,
            last_day=None,
        )
        add_outgoing(db, outgoing, at)


def query_reply(key: str) -> View | None:
    """The message that a key of the outbox stands for; None where it is about something else."""
    parts = key.split("|")
    if len(parts) != 7 or parts[3] != _MARK:
        return None
    text = f"{happened(QueryAct(parts[5]))} ({escape(parts[4])})"
    return message(text, [section(f"{text}.")])
