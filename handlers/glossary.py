"""Hears `/billing glossary` and the buttons and forms behind it."""

from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.services import Services
from bot.views.glossary_ids import read_glossary_ref, read_team_ref
from data.errors import SlackRefused
from data.people_models import Person
from handlers.replies import reply

Payload = dict[str, Any]
_TOPICS = ("glossary", "gloss", "define", "term")
_ADD = ("add", "new", "write")


def asks_glossary(command: Payload) -> bool:
    return _words(command)[0].lower() in _TOPICS


def asks_new_entry(command: Payload) -> bool:
    """`/billing glossary add TERM`."""
    return asks_glossary(command) and _words(_rest(command))[0].lower() in _ADD


def glossary_answer(command: Payload, bot: Services, person: Person) -> dict[str, Any]:
    """What `/billing glossary TERM` shows."""
    can_post = _is_channel(command.get("channel_id", ""))
    return bot.glossary.answer(_rest(command)["text"], person, can_post=can_post)


def open_new_entry(body: Payload, command: Payload, client: WebClient, bot: Services) -> None:
    """After `/billing glossary add` was acknowledged: the form."""
    if asks_new_entry(command):
        about = _words(_rest(command))[1]
        client.views_open(trigger_id=body["trigger_id"], view=bot.glossary.new_form(about))


def open_entry(action: Payload, body: Payload, respond: Respond, bot: Services, person: Person) -> None:
    view = bot.glossary.open(read_glossary_ref(action["value"]), person, can_post=_in_channel(body))
    reply(respond, replace_original=True, **view)


def open_team_entry(action: Payload, respond: Respond, bot: Services, person: Person) -> None:
    reply(respond, replace_original=True, **bot.glossary.open_team(read_glossary_ref(action["value"]), person))


def open_pair(action: Payload, body: Payload, respond: Respond, bot: Services, person: Person) -> None:
    """What tells two entries apart."""
    view = bot.glossary.pair(read_glossary_ref(action["value"]), person, can_post=_in_channel(body))
    reply(respond, replace_original=True, **view)


def open_list(action: Payload, respond: Respond, bot: Services, person: Person) -> None:
    reply(respond, replace_original=True, **bot.glossary.listed(read_glossary_ref(action["value"]), person))


def post_entry(action: Payload, body: Payload, respond: Respond, bot: Services, person: Person) -> None:
    """ "Post to channel": for everybody; a second press posts nothing."""
    place = body.get("container", {}).get("message_ts", "")
    press = f"post:{person.user}:{place}:{action['value']}"
    if not bot.receipts.take(press):
        return
    view = bot.glossary.posted(read_glossary_ref(action["value"]), person)
    try:
        reply(respond, response_type="in_channel", replace_original=False, **view)
    except SlackRefused:
        bot.receipts.give_back(press)
        raise


def add_entry(action: Payload, body: Payload, client: WebClient, bot: Services) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=bot.glossary.new_form(action["value"]))


def edit_entry(action: Payload, body: Payload, client: WebClient, bot: Services) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=bot.glossary.edit_form(read_team_ref(action["value"])))


def show_history(action: Payload, body: Payload, client: WebClient, bot: Services) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=bot.glossary.history(read_team_ref(action["value"])))


def withdraw_entry(action: Payload, respond: Respond, bot: Services, person: Person) -> None:
    reply(respond, replace_original=True, **bot.glossary.withdraw(read_team_ref(action["value"]), person))


def keep_entry(ack: Ack, view: Payload, bot: Services, person: Person) -> None:
    """Once however often Slack sends it; what is wrong stands at its field."""
    problems = bot.glossary.problems(view)
    if problems:
        ack(response_action="errors", errors=problems)
        return
    submission = f"glossary:{view['id']}"
    if not bot.receipts.take(submission):
        ack(response_action="update", view=bot.glossary.kept_already(view))
        return
    try:
        shown = bot.glossary.keep(view, person)
    except BaseException:
        bot.receipts.give_back(submission)
        raise
    ack(response_action="update", view=shown)


# --- parts ---------------------------------------------------------------------------------------------------------


def _words(command: Payload) -> tuple[str, str]:
    """The first word, and what follows it."""
    first, _, rest = (command.get("text") or "").strip().partition(" ")
    return first, rest.strip()


def _rest(command: Payload) -> Payload:
    """The command as if the topic had not been typed."""
    return {"text": _words(command)[1]}


def _in_channel(body: Payload) -> bool:
    return _is_channel((body.get("channel") or {}).get("id", ""))


def _is_channel(channel_id: str) -> bool:
    """Whether others read along there: not in somebody's own messages with the bot."""
    return not channel_id.startswith("D")
