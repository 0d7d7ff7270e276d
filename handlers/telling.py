"""Tells a person alone what became of what they did: in the acknowledgement, in place, or in their own messages."""

import logging
from contextlib import suppress

from slack_bolt.kwargs_injection import Args
from slack_sdk.errors import SlackApiError

from bot.receipts import Receipts
from bot.rules.access import OUTSIDE, SHARED_CHANNEL, Sender
from bot.views.refusal import refusal_home, refusal_modal
from data.errors import NotAllowed, SlackRefused
from handlers.replies import reply
from handlers.table import Kind

_log = logging.getLogger(__name__)


def tell(args: Args, text: str, *, acks: bool) -> None:
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


def tell_refusal(
    args: Args, kind: Kind, refusal: NotAllowed, sender: Sender, *, acks: bool, receipts: Receipts, day: str
) -> None:
    """One sentence; in a type-ahead no options, and in a channel that is shared with others not a word."""
    if kind is Kind.EVENT:
        each = f"{sender.user}:{sender.place}:{day}" if refusal.why in OUTSIDE else args.body.get("event_id")
        _answer_event(args, refusal, sender, once=f"refused:{each}", receipts=receipts)
    elif acks and kind is Kind.OPTIONS:
        args.ack(options=[])
    elif acks and kind is Kind.SUBMISSION:
        args.ack(response_action="update", view=refusal_modal(str(refusal)))
    else:
        tell(args, str(refusal), acks=acks)


def _answer_event(args: Args, refusal: NotAllowed, sender: Sender, *, once: str, receipts: Receipts) -> None:
    """A home page that says so; a message is answered where nobody else reads it.

    `once` is what is answered one time: a message, or of somebody from outside the whole day.
    """
    event = args.event or {}
    if event.get("type") == "app_home_opened":
        if event.get("tab") == "home":
            _try(args, "views_publish", user_id=sender.user, view=refusal_home(str(refusal)))
    elif refusal.why != SHARED_CHANNEL and receipts.take(once):
        if sender.place.startswith("D"):
            _try(args, "chat_postMessage", channel=sender.place, text=str(refusal))
        else:
            _try(args, "chat_postEphemeral", channel=sender.place, user=sender.user, text=str(refusal))


def _try(args: Args, method: str, **what: object) -> None:
    """Somebody who may do nothing may also be out of reach: that is no fault."""
    try:
        getattr(args.client, method)(**what)
    except (SlackApiError, OSError) as error:
        _log.warning("refusal not told method=%s error=%s", method, type(error).__name__)


def _told_in_place(args: Args, text: str) -> bool:
    if not args.body.get("response_url"):
        return False
    with suppress(SlackRefused, OSError):
        reply(args.respond, response_type="ephemeral", replace_original=False, text=text)
        return True
    return False
