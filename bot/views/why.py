"""Why a claim is brought up: what is asked of it, because of what, and when the next reminder comes."""

from collections.abc import Sequence
from datetime import date

from bot.rules.claim_deadlines import ClaimDeadline, band
from bot.rules.privacy import Shown, distance
from bot.rules.step_words import action_words, reason_words
from bot.views.blocks import View, context, escape, message, section
from bot.views.deadline_lines import deadline_blocks
from data.claim_models import Claim
from data.follow_up_models import NO_DAY, Step

_MOST = 6


def why_view(claim: Claim, deadlines: Sequence[ClaimDeadline], today: date, shown: Shown) -> View:
    """The most urgent step first: it is the one that speaks."""
    steps = claim.position.steps
    if not steps:
        return message(f"Claim {claim.ref}", [section(f"*{claim.ref}*: nothing is left to do on it.")])
    hidden = {one.step.kind for one in deadlines if one.starts_at_service}
    lines = [_line(step, today, shown, is_band=step.kind in hidden) for step in steps[:_MOST]]
    return message(
        f"Why {claim.ref} is brought up",
        [
            section(f"*Why am I seeing {claim.ref}?*\n" + "\n".join(lines)),
            *deadline_blocks(deadlines, today, shown)[:12],
            context(
                "The most urgent step speaks, the others are silent that day. Deadlines speak 30, 14, 7, 3 and 1 "
                "days before the day to act and on it, then three days before the payer's last day, on it and after "
                "it. Snooze, a touch or *Resolved in PM* ends the reminders; a close deadline speaks all the same."
            ),
        ],
    )


def _line(step: Step, today: date, shown: Shown, *, is_band: bool) -> str:
    if step.due_on == NO_DAY:
        return f"• *{escape(action_words(step.kind))}*. {escape(reason_words(step, today, shown))}"
    when = band(step.due_on, today) if is_band and not shown.is_exact else distance(step.due_on, today)
    reason = "" if is_band and not shown.is_exact else escape(reason_words(step, today, shown))
    return f"• *{escape(action_words(step.kind))}*, {when}. {reason}".rstrip()
