"""Hears `/billing report` and what is pressed on reports."""

from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient

from bot.audit import REPORT_VIEW, Witness
from bot.reports_in_chat import ReportFile
from bot.rules.access import allowed
from bot.rules.privacy import Place
from bot.rules.roles import Permission
from bot.services import Services
from data.people_models import Person
from handlers.replies import reply

Payload = dict[str, Any]
_TOPICS = ("report", "reports", "aging", "ageing", "kpi", "kpis")


def asks_report(command: Payload) -> bool:
    """`report aging by owner`; `aging` alone is as good."""
    return (command.get("text") or "").strip().lower().partition(" ")[0] in _TOPICS


def answer_report(command: Payload, respond: Respond, bot: Services, person: Person) -> None:
    """After `/billing report ...` was acknowledged, for all claims may take more than three seconds to count."""
    if not asks_report(command):
        return
    allowed(person, Permission.SEE_REPORTS)
    words = " ".join((command.get("text") or "").split())
    asked = bot.reports.read(words.partition(" ")[2] if words.lower().startswith("report") else words)
    bot.audit.record(person, REPORT_VIEW, asked.kind, command.get("channel_id") or "")
    reply(respond, response_type="ephemeral", replace_original=False, **bot.reports.answer(asked, Place.DIRECT))


def open_report(action: Payload, body: Payload, respond: Respond, bot: Services, witness: Witness) -> None:
    """Another report in place of one that only the person sees; below a message that others see, for them alone."""
    asked, view = bot.reports.opened(action["value"], Place.DIRECT)
    witness.saw([asked.kind])
    is_alone = body.get("container", {}).get("is_ephemeral") is True
    reply(respond, response_type="ephemeral", replace_original=is_alone, **view)


def send_csv(action: Payload, client: WebClient, bot: Services, person: Person, witness: Witness) -> None:
    _send(bot.reports.as_csv(action["value"]), client, person, witness)


def send_picture(action: Payload, client: WebClient, bot: Services, person: Person, witness: Witness) -> None:
    _send(bot.reports.as_picture(action["value"]), client, person, witness)


def _send(made: ReportFile, client: WebClient, person: Person, witness: Witness) -> None:
    """A file in the person's own messages."""
    witness.saw([made.name])
    told = client.chat_postMessage(channel=person.user, text=made.told)
    client.files_upload_v2(
        channel=told["channel"],
        thread_ts=told["ts"],
        filename=made.name,
        title=made.name,
        content=made.content,
        alt_txt=made.alt_text or None,
    )
