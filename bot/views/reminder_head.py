"""The head of a reminder about one claim: what is near, how near, and the buttons that answer it."""

from dataclasses import dataclass

from bot.views import work_ids
from bot.views.blocks import Block, actions, button, context, escape, section
from data.claim_models import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderHead:
    """`plain` stands in the notification, so it names nobody: "7 days left to appeal"."""

    plain: str
    is_close: bool
    """A deadline that is near: it is asked whether somebody keeps it in view."""
    keeps: str
    """The step that somebody may keep in view; "" for none."""
    mention: str = ""
    """The member id of who is to see it in a channel, "" for nobody."""
    late: str = ""
    """A sentence where it comes after its day, "" where it is in time."""


def reminder_blocks(claim: Claim, reminder: ReminderHead) -> list[Block]:
    mark = "🔴" if reminder.is_close else "🔔"
    whom = f"<@{reminder.mention}> " if reminder.mention else ""
    head = section(f"{mark} {whom}*{claim.ref}: {escape(reminder.plain)}*")
    return [head, context(escape(reminder.late))] if reminder.late else [head]


def reminder_buttons(claim: Claim, reminder: ReminderHead) -> list[Block]:
    value = work_ids.pair_value(claim.ref, reminder.keeps)
    keep = [button("I keep it in view", work_ids.KEEP_IN_VIEW, value)] if reminder.keeps else []
    return actions([*keep, button("Why am I seeing this?", work_ids.WHY, claim.ref)])
