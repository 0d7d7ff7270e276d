"""Hears what people do with queries to providers: asking from a claim, the provider's buttons, the end."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.audit import Witness
from bot.provider_queries import Ask, QueryDone
from bot.query_forms import Answered, AskPlace, read_ask_place
from bot.rules.access import allowed
from bot.rules.privacy import Place
from bot.rules.query_words import DONE
from bot.rules.roles import Permission, may
from bot.rules.work_rules import Actor
from bot.services import Services
from bot.views import query_ids as ids
from bot.views.forms import told
from bot.views.query_provider_forms import FormPlace, read_place
from bot.views.work_told import removed_words
from data.errors import BillingBotError
from data.people_models import Person
from data.query_models import QueryAct
from handlers.in_place import put_back
from handlers.replies import reply

Payload = dict[str, Any]
_TOPIC = "queries"


# --- the list ------------------------------------------------------------------------------------------------------


def asks_queries(command: Payload) -> bool:
    """`/billing queries`."""
    words = (command.get("text") or "").split()
    return bool(words) and words[0].lower() in (_TOPIC, "query")


def answer_queries(ack: Ack, bot: Services, person: Person) -> None:
    """What waits for the person and what they wait for; for whoever asks or answers queries."""
    if not may(person, Permission.ANSWER_QUERY):
        allowed(person, Permission.ASK_PROVIDER)
    ack(response_type="ephemeral", **bot.query_showing.list_view(bot.acting.actor(person)))


def open_query(action: Payload, respond: Respond, bot: Services, witness: Witness) -> None:
    view = bot.query_showing.asked(action["value"])
    witness.saw([action["value"]])
    reply(respond, response_type="ephemeral", replace_original=False, **view)


def open_mine(action: Payload, respond: Respond, bot: Services, person: Person, witness: Witness) -> None:
    view = bot.query_showing.mine(action["value"], bot.acting.actor(person))
    witness.saw([action["value"]])
    reply(respond, response_type="ephemeral", replace_original=False, **view)


# --- asking --------------------------------------------------------------------------------------------------------


def open_ask(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """From a claim's card."""
    place = _form_place(body)
    asked = AskPlace(claim_ref=action["value"], channel=place.channel, ts=place.ts, url=place.url)
    client.views_open(trigger_id=body["trigger_id"], view=bot.query_forms.open_ask(asked, bot.acting.actor(person)))


def open_again(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """A query that came back, or was not sent."""
    ref, number = ids.read_seen(action["value"])
    view = bot.query_forms.open_again(ref, bot.acting.actor(person), seen=number)
    client.views_open(trigger_id=body["trigger_id"], view=view)


def preview(ack: Ack, view: Payload, bot: Services, person: Person) -> None:
    """What is wrong stands in the form; else the draft is kept, and shown as the provider will see it."""
    read = bot.query_forms.read_ask(view)
    if not isinstance(read, Ask):
        ack(response_action="errors", errors=read)
        return
    try:
        shown = bot.query_forms.keep_draft(view, read, bot.acting.actor(person, "modal"))
    except BillingBotError as error:
        ack(response_action="errors", errors={ids.KIND: str(error)})
        return
    ack(response_action="push", view=shown)


def check_send(ack: Ack, view: Payload, bot: Services, person: Person) -> None:
    """Whether it may still be sent; nothing is kept here, so that an import that is writing delays no answer."""
    place = read_ask_place(view["private_metadata"])
    why_not = bot.queries.why_not(place.query_ref, QueryAct.SEND, bot.acting.actor(person), seen=place.number)
    if why_not:
        ack(response_action="update", view=told("Not sent", why_not))
    else:
        _pass(view, bot)
        ack(response_action="clear")


def send(view: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """Sends the query, and shows the claim's card anew where it was."""
    if not _has_passed(view, bot):
        return
    place = read_ask_place(view["private_metadata"])
    actor = bot.acting.actor(person, place.channel)
    done = bot.queries.send(place.query_ref, actor, seen=place.number)
    if not done.is_news or not (place.ts or place.url):
        return
    is_alone = bool(place.url) or place.channel.startswith("D")
    where = Place.DIRECT if is_alone else Place.CHANNEL
    words = f"{actor.name} asked a provider ({done.query.ref})."
    card = bot.claims.worked_card(place.claim_ref, where, undo=None, told=words)
    put_back(card, client, user=person.user, channel=place.channel, ts=place.ts, url=place.url)


# --- the provider's side -------------------------------------------------------------------------------------------


def acknowledge(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    def work(ref: str, number: int, actor: Actor) -> QueryDone:
        return bot.queries.acknowledge(ref, actor, seen=number)

    _press(action, body, client, bot, person, QueryAct.ACKNOWLEDGE, work, is_provider=True)


def open_answer(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    view = bot.query_forms.open_answer(_form_place(body, action["value"]), bot.acting.actor(person))
    client.views_open(trigger_id=body["trigger_id"], view=view)


def check_answer(ack: Ack, view: Payload, bot: Services, person: Person) -> None:
    read = bot.query_forms.read_answer(view)
    if isinstance(read, Answered):
        _check(ack, view, QueryAct.ANSWER, ids.CHOICE, bot, person)
    else:
        ack(response_action="errors", errors=read)


def keep_answer(view: Payload, client: WebClient, bot: Services, person: Person) -> None:
    place, read = read_place(view["private_metadata"]), bot.query_forms.read_answer(view)
    if not isinstance(read, Answered) or not _has_passed(view, bot):
        return
    actor = bot.acting.actor(person, place.channel)
    done = bot.queries.answer(place.ref, actor, choice=read.choice, text=read.text, day=read.day, seen=place.number)
    words = f"{_words(QueryAct.ANSWER, actor)} {removed_words(done.removed)}".strip()
    _show(place, bot.query_showing.mine(place.ref, actor, told=words), client, person)


def open_not_mine(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    view = bot.query_forms.open_not_mine(_form_place(body, action["value"]), bot.acting.actor(person))
    client.views_open(trigger_id=body["trigger_id"], view=view)


def check_not_mine(ack: Ack, view: Payload, bot: Services, person: Person) -> None:
    read = bot.query_forms.read_not_mine(view)
    if isinstance(read, dict):
        ack(response_action="errors", errors=read)
    else:
        act = QueryAct.PASS_ON if read[1] else QueryAct.RETURN
        _check(ack, view, act, ids.REASON, bot, person)


def keep_not_mine(view: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """To the colleague who was chosen, else back to whoever asked."""
    place, read = read_place(view["private_metadata"]), bot.query_forms.read_not_mine(view)
    if isinstance(read, dict) or not _has_passed(view, bot):
        return
    actor = bot.acting.actor(person, place.channel)
    reason, colleague = read
    if colleague:
        bot.queries.pass_on(place.ref, colleague, actor, seen=place.number)
    else:
        bot.queries.give_back(place.ref, reason, actor, seen=place.number)
    words = _words(QueryAct.PASS_ON if colleague else QueryAct.RETURN, actor)
    _show(place, bot.query_showing.passed(place.ref, words), client, person)


# --- the asker's side ----------------------------------------------------------------------------------------------


def open_readdress(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    view = bot.query_forms.open_readdress(_form_place(body, action["value"]), bot.acting.actor(person))
    client.views_open(trigger_id=body["trigger_id"], view=view)


def check_readdress(ack: Ack, view: Payload, bot: Services, person: Person) -> None:
    if bot.query_forms.read_provider(view):
        _check(ack, view, QueryAct.PASS_ON, ids.PROVIDER, bot, person)
    else:
        ack(response_action="errors", errors={ids.PROVIDER: "Choose one."})


def keep_readdress(view: Payload, client: WebClient, bot: Services, person: Person) -> None:
    if not _has_passed(view, bot):
        return
    place = read_place(view["private_metadata"])
    actor = bot.acting.actor(person, place.channel)
    bot.queries.pass_on(place.ref, bot.query_forms.read_provider(view), actor, seen=place.number)
    words = _words(QueryAct.PASS_ON, actor)
    _show(place, bot.query_showing.asked(place.ref, told=words), client, person)


def open_document(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    view = bot.query_forms.open_document(_form_place(body, action["value"]), bot.acting.actor(person))
    client.views_open(trigger_id=body["trigger_id"], view=view)


def check_document(ack: Ack, view: Payload, bot: Services, person: Person) -> None:
    read = bot.query_forms.read_day(view)
    if isinstance(read, dict):
        ack(response_action="errors", errors=read)
    else:
        _check(ack, view, QueryAct.DOCUMENT, ids.DAY, bot, person)


def keep_document(view: Payload, client: WebClient, bot: Services, person: Person) -> None:
    place, day = read_place(view["private_metadata"]), bot.query_forms.read_day(view)
    if isinstance(day, dict) or not _has_passed(view, bot):
        return
    actor = bot.acting.actor(person, place.channel)
    bot.queries.document(place.ref, day, actor, seen=place.number)
    words = _words(QueryAct.DOCUMENT, actor)
    _show(place, bot.query_showing.asked(place.ref, told=words), client, person)


def close(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    def work(ref: str, number: int, actor: Actor) -> QueryDone:
        return bot.queries.close(ref, actor, seen=number)

    _press(action, body, client, bot, person, QueryAct.CLOSE, work)


def withdraw(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    def work(ref: str, number: int, actor: Actor) -> QueryDone:
        return bot.queries.withdraw(ref, actor, seen=number)

    _press(action, body, client, bot, person, QueryAct.WITHDRAW, work)


# --- parts ---------------------------------------------------------------------------------------------------------


def _press(
    action: Payload,
    body: Payload,
    client: WebClient,
    bot: Services,
    person: Person,
    act: QueryAct,
    work: Callable[[str, int, Actor], QueryDone],
    *,
    is_provider: bool = False,
) -> None:
    """A button that asks nothing: done, and the card in place of the message."""
    place = _form_place(body, action["value"])
    actor = bot.acting.actor(person, place.channel)
    done = work(place.ref, place.number, actor)
    words = _words(act, actor) if done.is_news else ""
    showing = bot.query_showing
    view = showing.mine(place.ref, actor, told=words) if is_provider else showing.asked(place.ref, told=words)
    _show(place, view, client, person)


def _check(ack: Ack, view: Payload, act: QueryAct, block: str, bot: Services, person: Person) -> None:
    """Why the query does not take it now stands in the form."""
    place = read_place(view["private_metadata"])
    why_not = bot.queries.why_not(place.ref, act, bot.acting.actor(person), seen=place.number)
    if why_not:
        ack(response_action="errors", errors={block: why_not})
    else:
        _pass(view, bot)
        ack()


def _pass(view: Payload, bot: Services) -> None:
    """What comes after the acknowledgement runs whatever it said: only what passed is carried out."""
    bot.receipts.take(_passed(view))


def _has_passed(view: Payload, bot: Services) -> bool:
    return bot.receipts.is_taken(_passed(view))


def _passed(view: Payload) -> str:
    return f"query form passed:{view['id']}:{view['hash']}"


def _words(act: QueryAct, actor: Actor) -> str:
    return f"{actor.name} {DONE[act]}."


def _show(place: FormPlace, view: Payload, client: WebClient, person: Person) -> None:
    put_back(view, client, user=person.user, channel=place.channel, ts=place.ts, url=place.url)


def _form_place(body: Payload, value: str = "|0") -> FormPlace:
    container = body.get("container", {})
    ref, number = ids.read_seen(value)
    is_alone = container.get("is_ephemeral") is True
    return FormPlace(
        ref=ref,
        number=number,
        channel=(body.get("channel") or {}).get("id", ""),
        ts=container.get("message_ts", ""),
        url=body.get("response_url", "") if is_alone else "",
    )
