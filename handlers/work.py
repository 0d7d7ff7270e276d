"""Hears what people do with a claim: buttons of its card, forms, the details, claims that look alike."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.audit import Witness
from bot.rules.privacy import Place
from bot.rules.work_rules import Actor, WorkAction
from bot.services import Services
from bot.views.work_ids import JOINED, Origin, read_origin, read_pair
from bot.views.work_told import done_words, removed_words
from bot.work import Done
from bot.work_facts import Facts
from bot.work_forms import action_of
from data.people_models import Person
from handlers.in_place import put_back
from handlers.replies import reply

Payload = dict[str, Any]


def take(action: Payload, body: Payload, respond: Respond, bot: Services, person: Person) -> None:
    _press(body, respond, bot, person, WorkAction.TAKE, lambda actor: bot.work.take(action["value"], actor))


def resolve(action: Payload, body: Payload, respond: Respond, bot: Services, person: Person) -> None:
    _press(body, respond, bot, person, WorkAction.RESOLVE, lambda actor: bot.work.resolve(action["value"], actor))


def confirm(action: Payload, body: Payload, respond: Respond, bot: Services, person: Person) -> None:
    """A lead confirms the write-off that somebody else asked for."""
    ref = action["value"]
    _press(body, respond, bot, person, WorkAction.CONFIRM, lambda actor: bot.work.confirm_write_off(ref, actor))


def keep_in_view(action: Payload, body: Payload, respond: Respond, bot: Services, person: Person) -> None:
    """Acknowledges the deadline that spoke: nobody above is told of it then."""
    ref, kind = read_pair(action["value"])
    _press(
        body, respond, bot, person, WorkAction.KEEP_IN_VIEW, lambda actor: bot.work.keep_in_view(ref, actor, kind=kind)
    )


def undo(action: Payload, body: Payload, respond: Respond, bot: Services, person: Person) -> None:
    ref, work_id = read_pair(action["value"])
    _press(body, respond, bot, person, None, lambda actor: bot.work.undo(ref, int(work_id), actor))


def more(
    action: Payload, body: Payload, respond: Respond, client: WebClient, bot: Services, person: Person, witness: Witness
) -> None:
    """The menu of what is needed less often."""
    ref, chosen = read_pair(action["selected_option"]["value"])
    if chosen == JOINED:
        _open_details(ref, body, client, bot, witness)
    elif chosen == WorkAction.REOPEN:
        _press(body, respond, bot, person, WorkAction.REOPEN, lambda actor: bot.work.reopen(ref, actor))
    else:
        _open_form(WorkAction(chosen), ref, body, client, bot, person)


def open_form(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """A button of an action that asks something."""
    _open_form(WorkAction(action["action_id"].rpartition(":")[2]), action["value"], body, client, bot, person)


def check_form(ack: Ack, view: Payload, bot: Services, person: Person) -> None:
    """What is wrong is told in the form; nothing is kept here, so that an import that is writing delays no answer."""
    if bot.receipts.is_taken(_submission(view)):
        ack()
        return
    errors = bot.forms.problems(view, bot.acting.actor(person))
    if errors:
        ack(response_action="errors", errors=errors)
    else:
        ack()


def keep_form(view: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """Keeps what a form says, once however often Slack sends it, and shows the card as it is then."""
    action, origin = action_of(view), read_origin(view["private_metadata"])
    actor = bot.acting.actor(person, origin.channel)
    facts = bot.forms.read(view, actor)
    if not isinstance(facts, Facts) or not bot.receipts.take(_submission(view)):
        return
    try:
        done = bot.work.do(origin.ref, action, facts, actor)
    except BaseException:
        bot.receipts.give_back(_submission(view))
        raise
    _show_where_it_was(origin, action, done, actor, client, bot)


def open_details(action: Payload, body: Payload, client: WebClient, bot: Services, witness: Witness) -> None:
    _open_details(action["value"], body, client, bot, witness)


def join_alike(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """ "Same claim" in the details: both become one."""
    ref, other = read_pair(action["value"])
    bot.work.join(ref, other, bot.acting.actor(person, "modal"))
    client.views_update(view_id=body["view"]["id"], view=bot.claims.details(ref))


def tell_apart(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    ref, other = read_pair(action["value"])
    bot.work.tell_apart(ref, other, bot.acting.actor(person, "modal"))
    client.views_update(view_id=body["view"]["id"], view=bot.claims.details(ref))


def part(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    bot.work.part(action["value"], bot.acting.actor(person, "modal"))
    client.views_update(view_id=body["view"]["id"], view=bot.claims.details(action["value"]))


# --- parts ---------------------------------------------------------------------------------------------------------


def _press(
    body: Payload,
    respond: Respond,
    bot: Services,
    person: Person,
    action: WorkAction | None,
    work: Callable[[Actor], Done],
) -> None:
    """A button that asks nothing: done, and the card in place of the message."""
    actor = bot.acting.actor(person, _channel(body))
    done = work(actor)
    told = done_words(action, actor.name) if done.work_id or action is None else ""
    reply(respond, replace_original=True, **_card(done, _place(body), told, bot))


def _card(done: Done, place: Place, told: str, bot: Services) -> dict[str, Any]:
    return bot.claims.worked_card(done.claim.ref, place, undo=done.work_id, told=told)


def _open_form(action: WorkAction, ref: str, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    container = body.get("container", {})
    is_alone = container.get("is_ephemeral") is True
    origin = Origin(
        ref=ref,
        channel=_channel(body),
        ts=container.get("message_ts", ""),
        url=body.get("response_url", "") if is_alone else "",
    )
    client.views_open(trigger_id=body["trigger_id"], view=bot.forms.open(action, origin, bot.acting.actor(person)))


def _open_details(ref: str, body: Payload, client: WebClient, bot: Services, witness: Witness) -> None:
    view = bot.claims.details(ref)
    witness.saw([ref])
    client.views_open(trigger_id=body["trigger_id"], view=view)


def _show_where_it_was(
    origin: Origin, action: WorkAction, done: Done, actor: Actor, client: WebClient, bot: Services
) -> None:
    """In place of the card; where that is gone, in the person's own messages. What was taken out only they are told."""
    told, removed = done_words(action, actor.name), removed_words(done.removed)
    is_alone = bool(origin.url) or origin.channel.startswith("D")
    place = Place.DIRECT if is_alone else Place.CHANNEL
    card = _card(done, place, f"{told} {removed}".strip() if is_alone else told, bot)
    if removed and not is_alone:
        client.chat_postMessage(channel=actor.user, text=f"{done.claim.ref}: {removed}")
    put_back(card, client, user=actor.user, channel=origin.channel, ts=origin.ts, url=origin.url)


def _submission(view: Payload) -> str:
    return f"form:{view['id']}"


def _place(body: Payload) -> Place:
    """A message that others may read counts as a channel."""
    is_alone = body.get("container", {}).get("is_ephemeral") is True
    return Place.DIRECT if is_alone or _channel(body).startswith("D") else Place.CHANNEL


def _channel(body: Payload) -> str:
    channel: str = (body.get("channel") or {}).get("id", "")
    return channel
