"""Hears what people write to the bot: in its own messages, and where they mention it."""

import re
from typing import Any

from slack_bolt import Say

from bot.audit import Witness
from bot.rules.access import allowed
from bot.rules.privacy import Place
from bot.rules.roles import Permission
from bot.services import Services
from data.people_models import Person

Payload = dict[str, Any]
_COMMAND = re.compile(r"^\s*/?(?:code|lookup|look up)\b[:\s]*", re.IGNORECASE)
_CLAIM = re.compile(r"^[\s*_~`]*/?claim\b[:\s#]*(?=\S)", re.IGNORECASE)
_MENTIONED_FIRST = re.compile(r"^\s*(?:<@[^>]+>\s*)+")
_CLAIMS = re.compile(r"^[\s*_~`]*/?claims\b[:\s]*", re.IGNORECASE)
_DENIAL = re.compile(r"^[\s*_~`]*/?denials?\b[:\s]*(?=\S)", re.IGNORECASE)
_LINK = re.compile(r"<(?!@)[^|>]*\|([^>]*)>")
"""Slack makes links of numbers that look like telephone numbers: <tel:5551234567|5551234567>."""


def answer_direct_message(
    event: Payload, body: Payload, say: Say, bot: Services, person: Person, witness: Witness
) -> None:
    """A person's own message to the bot. Edits, joins and what bots write are no questions."""
    is_written = event.get("subtype") in (None, "file_share")
    if event.get("channel_type") != "im" or not is_written or event.get("bot_id"):
        return
    if bot.receipts.take(body["event_id"]):
        say(thread_ts=event.get("thread_ts"), **_answer(event, bot, Place.DIRECT, person, witness))


def answer_mention(event: Payload, body: Payload, say: Say, bot: Services, person: Person, witness: Witness) -> None:
    """A mention in a channel, answered in its thread."""
    if bot.receipts.take(body["event_id"]):
        view = _answer(event, bot, Place.CHANNEL, person, witness)
        say(thread_ts=event.get("thread_ts") or event["ts"], **view)


def _answer(event: Payload, bot: Services, place: Place, person: Person, witness: Witness) -> dict[str, Any]:
    """Claims are asked for by the word "claim", denial codes by "denial"; all else is a code look-up."""
    text = re.sub(r"<@[^>]+>", " ", event.get("text") or "")
    if text.strip().lower().strip("?!. ") in ("help", "hi", "hello", ""):
        return bot.help.help()
    if _CLAIMS.match(text):
        allowed(person, Permission.SEE_CLAIM)
        words = _CLAIMS.sub("", _MENTIONED_FIRST.sub("", event["text"]))
        return bot.worklists.answer(_LINK.sub(r"\1", words), place, person, seen=witness.saw)
    if _CLAIM.match(text):
        allowed(person, Permission.SEE_CLAIM)
        return bot.claims.card(_LINK.sub(r"\1", _CLAIM.sub("", text)), place, seen=witness.saw)
    if _DENIAL.match(text):
        allowed(person, Permission.SEE_DENIAL_HELP)
        return bot.denials.answer(_LINK.sub(r"\1", _DENIAL.sub("", text)), can_post=False)
    return bot.codes.answer(_COMMAND.sub("", text), can_post=False)
