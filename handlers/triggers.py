"""Registers the table of triggers with Bolt and guards each function; it knows no feature.

A function takes by name what Bolt's `Args` offers (ack, command, body, respond, client, ...), `bot`, the services,
`person`, who asks and may, and `witness`, which writes down what is shown. `ack` answers within Slack's three seconds
from the local store alone; `after` runs when the acknowledgement is out and may call Slack. Nothing runs before the
person was found on the list with the trigger's permission. Whatever fails is told to the person with a reference, and
logged under that reference without a word of what was typed.
"""

import inspect
import logging
import secrets
from collections.abc import Callable

from slack_bolt import App
from slack_bolt.kwargs_injection import Args
from slack_sdk.errors import SlackApiError

from bot.audit import REFUSED, Witness
from bot.rules.access import Sender
from bot.services import Services
from data.errors import BillingBotError, NotAllowed
from data.people_models import Person
from handlers.senders import find_sender
from handlers.table import Function, Kind, Trigger
from handlers.telling import tell, tell_refusal

__all__ = ["Kind", "Trigger", "parameters_of", "register"]
OURS = ("bot", "person", "witness")
"""Names a listener may ask for that Bolt does not know."""
_log = logging.getLogger(__name__)


def register(app: App, triggers: tuple[Trigger, ...], services: Services) -> None:
    """Every trigger becomes one Bolt listener, in the table's order."""
    for trigger in triggers:
        listen = getattr(app, trigger.kind.value)(trigger.name)
        answer = _guarded(trigger, trigger.ack, services, acks=True) if trigger.ack else _acknowledge
        listen(ack=answer, lazy=[_guarded(trigger, trigger.after, services, acks=False)] if trigger.after else [])


def parameters_of(function: Function) -> list[str]:
    """The names a listener asks Bolt for."""
    return [name for name in inspect.signature(function).parameters if name not in OURS]


def _acknowledge(args: Args) -> None:
    args.ack()


def _guarded(trigger: Trigger, function: Function, services: Services, *, acks: bool) -> Callable[[Args], None]:
    names = parameters_of(function)
    ours = [name for name in OURS if name in inspect.signature(function).parameters]

    def call(args: Args, sender: Sender) -> None:
        person = services.access.admit(sender, trigger.permission)
        offered = {"bot": services, "person": person, "witness": _witness(trigger, services, person, sender)}
        function(**{name: getattr(args, name) for name in names}, **{name: offered[name] for name in ours})

    def listener(args: Args) -> None:
        sender = find_sender(args.body, _home_team(args))
        if sender is None:
            if acks:
                args.ack()
            return
        try:
            call(args, sender)
        except NotAllowed as refusal:
            if acks or not trigger.ack:  # else the acknowledgement said so already
                _refuse(args, trigger, services, sender, refusal, acks=acks)
        except BillingBotError as error:
            tell(args, f"{error} {error.hint}".strip(), acks=acks)
        except SlackApiError as error:
            _log.warning("slack refused function=%s error=%s", function.__name__, error.response.get("error"))
            tell(args, f"Slack did not take that ({error.response.get('error')}). Ask again.", acks=acks)
        except OSError as error:
            _log.warning("slack's answer lost function=%s error=%s", function.__name__, type(error).__name__)
            tell(
                args, "Slack's answer was lost on the way: look whether mine is there before you ask again.", acks=acks
            )
        except Exception:  # the edge of one interaction: logged with its traceback, told without it
            reference = secrets.token_hex(4)
            _log.exception("listener failed function=%s reference=%s", function.__name__, reference)
            tell(
                args,
                "That did not work, through a fault of mine. Try again; if it stays, give your administrator the "
                f"reference {reference}.",
                acks=acks,
            )

    return listener


def _home_team(args: Args) -> str:
    """The bot's own workspace, as Slack named it for the bot's token."""
    authorized = args.context.authorize_result
    return authorized.team_id or "" if authorized else ""


def _witness(trigger: Trigger, services: Services, person: Person, sender: Sender) -> Witness:
    return Witness(trail=services.audit, person=person, action=trigger.audit, place=sender.place)


def _refuse(
    args: Args, trigger: Trigger, services: Services, sender: Sender, refusal: NotAllowed, *, acks: bool
) -> None:
    """Says so and writes it down; a refusal that cannot be written down stays a refusal."""
    day = services.clock.today().isoformat()
    tell_refusal(args, trigger.kind, refusal, sender, acks=acks, receipts=services.receipts, day=day)
    try:
        services.audit.record(sender, REFUSED, trigger.label, sender.place, {"why": refusal.why})
    except Exception:  # the person was refused and told: what is missing is the row, and this line says so
        _log.exception("refusal not written down trigger=%s", trigger.label)
