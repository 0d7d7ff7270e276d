"""Hears `/billing settings` and `/billing digest`, and the forms behind them.

A form is kept within the acknowledgement, so that what is wrong stands at its input; a channel that was chosen is asked
of Slack there, too, for two seconds at most, and without an answer it is refused.
"""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.rules.access import allowed
from bot.rules.roles import Permission
from bot.services import Services
from bot.settings_reading import Errors
from data.people_models import Person

Payload = dict[str, Any]


def asks_settings(command: Payload) -> bool:
    return _topic(command) in ("settings", "setting", "routes", "channels")


def asks_digest(command: Payload) -> bool:
    return _topic(command) in ("digest", "digests", "me", "hours", "away")


def open_settings(body: Payload, command: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """After `/billing settings` was acknowledged: what is set now."""
    if asks_settings(command):
        allowed(person, Permission.ROUTES)
        client.views_open(trigger_id=body["trigger_id"], view=bot.settings_forms.page(person))


def open_digest(body: Payload, command: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """After `/billing digest` was acknowledged: the person's own form."""
    if asks_digest(command):
        allowed(person, Permission.WORK_CLAIM)
        client.views_open(trigger_id=body["trigger_id"], view=bot.digest_forms.open(person))


def add_route(body: Payload, client: WebClient, bot: Services) -> None:
    client.views_push(trigger_id=body["trigger_id"], view=bot.route_forms.open())


def change_route(action: Payload, body: Payload, client: WebClient, bot: Services) -> None:
    client.views_push(trigger_id=body["trigger_id"], view=bot.route_forms.open(int(action["value"])))


def remove_route(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    bot.route_forms.remove(int(action["value"]), person)
    client.views_update(view_id=body["view"]["id"], view=bot.settings_forms.page(person, told="The route is removed."))


def suggest_payers(ack: Ack, payload: Payload, bot: Services) -> None:
    """Type-ahead of the payers of a route."""
    ack(options=bot.route_forms.suggest_payers(payload.get("value") or ""))


def keep_route(ack: Ack, view: Payload, bot: Services, person: Person) -> None:
    _keep(ack, view, bot, lambda: bot.route_forms.keep(view, person))


def show_route(view: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """The page below, with what is set now."""
    if _is_kept(view, bot):
        _show_page(view, client, bot.settings_forms.page(person, told=bot.route_forms.told_of(view)))


def change_practice(body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    client.views_push(trigger_id=body["trigger_id"], view=bot.settings_forms.open(person))


def keep_practice(ack: Ack, view: Payload, bot: Services, person: Person) -> None:
    _keep(ack, view, bot, lambda: bot.settings_forms.keep(view, person))


def show_practice(view: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """The page below, with what is set now."""
    if _is_kept(view, bot):
        _show_page(view, client, bot.settings_forms.page(person, told="That is kept."))


def change_weekly(body: Payload, client: WebClient, bot: Services) -> None:
    client.views_push(trigger_id=body["trigger_id"], view=bot.settings_forms.open_weekly())


def keep_weekly(ack: Ack, view: Payload, bot: Services, person: Person) -> None:
    _keep(ack, view, bot, lambda: bot.settings_forms.keep_weekly(view, person))


def suggest_zones(ack: Ack, payload: Payload, bot: Services) -> None:
    """Type-ahead of time zones."""
    ack(options=bot.digest_forms.suggest_zones(payload.get("value") or ""))


def keep_digest(ack: Ack, view: Payload, bot: Services, person: Person) -> None:
    """In place of the form what holds from now on, in words."""
    _keep(ack, view, bot, lambda: bot.digest_forms.keep(view, person), shown=lambda: bot.digest_forms.kept(person))


# --- parts ---------------------------------------------------------------------------------------------------------


def _keep(
    ack: Ack, view: Payload, bot: Services, keep: Callable[[], Errors], *, shown: Callable[[], Payload] | None = None
) -> None:
    """Once however often Slack sends it; a form with errors may be sent again."""
    errors: Errors = {}
    if bot.receipts.take(_submission(view)):
        try:
            errors = keep()
        except BaseException:
            bot.receipts.give_back(_submission(view))
            raise
    if errors:
        bot.receipts.give_back(_submission(view))
        ack(response_action="errors", errors=errors)
    elif shown:
        ack(response_action="update", view=shown())
    else:
        ack()


def _is_kept(view: Payload, bot: Services) -> bool:
    return bot.receipts.is_taken(_submission(view))


def _show_page(view: Payload, client: WebClient, page: Payload) -> None:
    """A page that was closed meanwhile shows nothing."""
    try:
        client.views_update(view_id=view["root_view_id"], view=page)
    except SlackApiError as error:
        if error.response.get("error") != "not_found":
            raise


def _submission(view: Payload) -> str:
    return f"settings:{view['id']}"


def _topic(command: Payload) -> str:
    topic: str = (command.get("text") or "").strip().lower()
    return topic
