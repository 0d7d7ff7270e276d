"""Hears `/billing`: help, what the bot is and stands on; imports, payers and settings open modals; reports."""

from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.rules.access import allowed
from bot.rules.roles import Permission
from bot.services import Services
from data.people_models import Person
from handlers.glossary import asks_glossary, asks_new_entry, glossary_answer, open_new_entry
from handlers.imports import asks_import, open_imports
from handlers.payers import asks_payers, open_payers
from handlers.provider_queries import answer_queries, asks_queries
from handlers.reports import answer_report, asks_report
from handlers.settings import asks_digest, asks_settings, open_digest, open_settings

_ASKS_HELP = ("", "help", "?", "-h", "--help")
_MODALS = (
    (asks_import, Permission.IMPORT),
    (asks_payers, Permission.SEE_CLAIM),
    (asks_settings, Permission.ROUTES),
    (asks_digest, Permission.WORK_CLAIM),
    (asks_report, Permission.SEE_REPORTS),
    (asks_new_entry, Permission.GLOSSARY),
)
"""Topics that open a modal or are answered after the acknowledgement, and what a person needs for it."""


def answer_billing(ack: Ack, command: dict[str, Any], bot: Services, person: Person) -> None:
    """`about` is about the bot, `glossary` explains a word; everything else that has no place of its own is helped."""
    for asks, permission in _MODALS:
        if asks(command):
            allowed(person, permission)
            ack()
            return
    if asks_queries(command):
        answer_queries(ack, bot, person)
        return
    if asks_glossary(command):
        ack(response_type="ephemeral", **glossary_answer(command, bot, person))
        return
    topic = (command.get("text") or "").strip().lower()
    view = bot.help.about() if topic == "about" else bot.help.help(is_unknown=topic not in _ASKS_HELP)
    ack(response_type="ephemeral", **view)


def open_topic(
    body: dict[str, Any],
    command: dict[str, Any],
    client: WebClient,
    respond: Respond,
    bot: Services,
    person: Person,
) -> None:
    """After the acknowledgement: the modal of a topic that has one, or a report."""
    open_imports(body, command, client, bot, person)
    open_payers(body, command, client, bot, person)
    open_settings(body, command, client, bot, person)
    open_digest(body, command, client, bot, person)
    answer_report(command, respond, bot, person)
    open_new_entry(body, command, client, bot)
