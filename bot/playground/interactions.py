"""What a person does in a channel, in a DM or on the app's own page, turned into what Slack sends the bot for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from bot.playground import events
from bot.playground.answers import say_to
from bot.playground.cast import APP_ID, TEAM_DOMAIN, TEAM_ID, Channel, Person
from bot.playground.hub import LocalSlack
from bot.playground.messages_api import thread_root
from bot.playground.outcome import Outcome, from_ack, from_refusal
from bot.playground.payloads import channel_name, envelope_base, message_json
from bot.playground.posting import check_content, say_as_slackbot
from bot.playground.refusal import Refusal
from bot.playground.socket_mode import Ack
from bot.playground.typed_text import as_message, escape
from bot.playground.workspace import Message

Json = dict[str, Any]


def check_active(person: Person) -> None:
    """Refuses with user_deactivated and user_is_bot those who cannot do anything in Slack."""
    if person.kind == "deactivated":
        raise Refusal("user_deactivated", hint=f"{person.real_name} is deactivated and cannot do anything in Slack.")
    if person.kind == "bot":
        raise Refusal("user_is_bot", hint="A person does things here, not a bot.")


def check_present(person: Person, channel: Channel) -> None:
    """Refuses with user_deactivated, user_is_bot and not_in_channel."""
    check_active(person)
    if person.id not in channel.member_ids:
        raise Refusal("not_in_channel", hint=f"{person.real_name} is not in {channel.name}.")


async def run_command(slack: LocalSlack, person: Person, channel: Channel, command: str, text: str) -> Outcome:
    """A slash command. The person reads from Slackbot what Slack would say when it fails."""
    check_present(person, channel)
    entry = slack.app.find_command(command)
    if entry is None:
        say_as_slackbot(slack, channel.id, person.id, f"{escape(command)} is not a valid command.")
        return Outcome(error="unknown_command", extra={"hint": f"The manifest does not list {command}."})
    typed = as_message(text, _person_id(slack)) if entry.get("should_escape") else escape(text)
    ack = await slack.link.ask("slash_commands", _command_payload(slack, person, channel, command, typed))
    if ack is None:
        say_as_slackbot(slack, channel.id, person.id, f"{command} failed because the app did not respond")
        return from_ack(None)
    try:
        _show_command_answer(slack, person, channel, ack)
    except Refusal as refusal:
        words = f'{command} failed with the error "invalid_command_response"'
        say_as_slackbot(slack, channel.id, person.id, words)
        return from_refusal(Refusal("invalid_command_response", refused=refusal.error, **refusal.extra), ack)
    return from_ack(ack)


def _command_payload(slack: LocalSlack, person: Person, channel: Channel, command: str, text: str) -> Json:
    return {
        "token": "playground",
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": slack.response_url(person.id, channel.id),
        "trigger_id": slack.triggers.issue(person.id),
    }


def _show_command_answer(slack: LocalSlack, person: Person, channel: Channel, ack: Ack) -> None:
    answer = ack.payload or {}
    text = answer.get("text") or ""
    if text or answer.get("blocks"):
        say_to(slack, channel.id, person.id, answer, check_content(str(text), answer.get("blocks")))


async def say(slack: LocalSlack, person: Person, channel: Channel, text: str, thread_ts: str | None) -> Outcome:
    """A typed message, in a thread when `thread_ts` names one; the outcome's `message` is its id."""
    check_present(person, channel)
    message = Message(
        ts=slack.workspace.next_ts(),
        channel_id=channel.id,
        user_id=person.id,
        text=as_message(text, _person_id(slack)),
        thread_ts=thread_root(slack, channel, thread_ts),
    )
    slack.workspace.add(message)
    acks = await asyncio.gather(*(slack.link.tell(one) for one in events.events_of_message(slack, message)))
    if not acks:
        return Outcome(extra={"message": message.ts})
    slowest = None if None in acks else max((ack for ack in acks if ack), key=lambda ack: ack.ms)
    return from_ack(slowest, message=message.ts)


async def use_shortcut(slack: LocalSlack, person: Person, callback_id: str, message: Message | None) -> Outcome:
    """A global shortcut, or a message shortcut on a message the person sees."""
    check_active(person)
    kind = "global" if message is None else "message"
    entry = slack.app.find_shortcut(callback_id)
    if entry is None or entry["type"] != kind:
        raise Refusal("unknown_shortcut", hint=f"The manifest lists no {kind} shortcut {callback_id}.")
    payload = envelope_base(slack, person) | {"callback_id": callback_id, "action_ts": slack.workspace.next_ts()}
    payload |= {"type": "shortcut"} if message is None else _message_action(slack, person, message)
    return from_ack(await slack.link.ask("interactive", payload))


def _message_action(slack: LocalSlack, person: Person, message: Message) -> Json:
    channel = slack.workspace.find_channel(message.channel_id)
    return {
        "type": "message_action",
        "message_ts": message.ts,
        "message": message_json(message, slack.base_url),
        "channel": {"id": message.channel_id, "name": channel_name(channel) if channel else ""},
        "response_url": slack.response_url(person.id, message.channel_id, message.ts),
    }


async def open_home(slack: LocalSlack, person: Person, tab: str) -> Outcome:
    """The bot's page in Slack: its `home` tab or its `messages` tab."""
    check_active(person)
    if not (slack.app.home_tab if tab == "home" else slack.app.messages_tab):
        raise Refusal("tab_disabled", hint=f"The manifest has no {tab} tab.")
    if not slack.app.hears("app_home_opened"):
        return Outcome()
    return from_ack(await slack.link.tell(events.home_opened(slack, person, tab)))


def _person_id(slack: LocalSlack) -> Callable[[str], str | None]:
    def find(ref: str) -> str | None:
        person = slack.workspace.find_person(ref)
        return person.id if person else None

    return find
