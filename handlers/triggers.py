"""Registers the table of triggers with Bolt and guards each function; it knows no feature.

A function takes by name what Bolt's `Args` offers (ack, command, body, respond, client, ...) and `bot`, the services.
`ack` answers within Slack's three seconds from the local store alone; `after` runs when the acknowledgement is out and
may call Slack. Whatever fails is told to the person with a reference, and logged under that reference without a word of
what was typed.
"""

import inspect
import logging
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from slack_bolt import App
from slack_bolt.kwargs_injection import Args
from slack_sdk.errors import SlackApiError

from bot.services import Services
from data.errors import BillingBotError, SlackRefused
from handlers.replies import reply

Function = Callable[..., None]
_log = logging.getLogger(__name__)


class Kind(Enum):
    """What Slack calls it, by the name of Bolt's registration."""

    COMMAND = "command"
    OPTIONS = "options"
    ACTION = "action"
    SHORTCUT = "global_shortcut"
    MESSAGE_SHORTCUT = "message_shortcut"
    SUBMISSION = "view"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One thing people or Slack can do: its id, and what answers within the acknowledgement or after it."""

    kind: Kind
    name: str | re.Pattern[str]
    ack: Function | None = None
    after: Function | None = None


def register(app: App, triggers: tuple[Trigger, ...], services: Services) -> None:
    """Every trigger becomes one Bolt listener, in the table's order."""
    for trigger in triggers:
        listen = getattr(app, trigger.kind.value)(trigger.name)
        answer = _guarded(trigger.ack, services, acks=True) if trigger.ack else _acknowledge
        listen(ack=answer, lazy=[_guarded(trigger.after, services, acks=False)] if trigger.after else [])


def parameters_of(function: Function) -> list[str]:
    """The names a listener asks for, without `bot`."""
    return [name for name in inspect.signature(function).parameters if name != "bot"]


def _acknowledge(args: Args) -> None:
    args.ack()


def _guarded(function: Function, services: Services, *, acks: bool) -> Callable[[Args], None]:
    names = parameters_of(function)

    def listener(args: Args) -> None:
        try:
            function(**{name: getattr(args, name) for name in names}, bot=services)
        except BillingBotError as error:
            _tell(args, f"{error} {error.hint}".strip(), acks=acks)
        except SlackApiError as error:
            _log.warning("slack refused function=%s error=%s", function.__name__, error.response.get("error"))
            _tell(args, f"Slack did not take that ({error.response.get('error')}). Ask again.", acks=acks)
        except OSError as error:
            _log.warning("slack's answer lost function=%s error=%s", function.__name__, type(error).__name__)
            _tell(
                args, "Slack's answer was lost on the way: look whether mine is there before you ask again.", acks=acks
            )
        except Exception:  # the edge of one interaction: logged with its traceback, told without it
            reference = secrets.token_hex(4)
            _log.exception("listener failed function=%s reference=%s", function.__name__, reference)
            _tell(
                args,
                "That did not work, through a fault of mine. Try again; if it stays, give your administrator the "
                f"reference {reference}.",
                acks=acks,
            )

    return listener


def _tell(args: Args, text: str, *, acks: bool) -> None:
    """The person alone reads it: in the acknowledgement, else by the response address, else in their own messages."""
    try:
        if acks and "command" in args.body:
            args.ack(response_type="ephemeral", text=text)
        elif acks:
            args.ack()
        elif not _told_in_place(args, text) and args.context.user_id:
            args.client.chat_postMessage(channel=args.context.user_id, text=text)
    except Exception:  # telling is a courtesy: its failure must not hide the first one
        _log.exception("could not tell the person")


def _told_in_place(args: Args, text: str) -> bool:
    if not args.body.get("response_url"):
        return False
    try:
        reply(args.respond, response_type="ephemeral", replace_original=False, text=text)
    except (SlackRefused, OSError):
        return False
    return True
