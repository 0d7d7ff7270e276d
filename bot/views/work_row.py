"""The work on a claim's card: who has it and what was done last, and the row of buttons; it asks nothing itself."""

from dataclasses import dataclass
from datetime import date

from bot.rules.privacy import Shown, day_text, money_text
from bot.rules.work_rules import WorkAction
from bot.views import query_ids, work_ids
from bot.views.blocks import Block, actions, button, context, escape, option
from data.claim_models import Claim
from data.work_models import Overlay

_FORMS = {
    WorkAction.NOTE: "Note",
    WorkAction.TOUCH: "Log touch",
    WorkAction.SNOOZE: "Snooze",
    WorkAction.APPEAL: "Log appeal",
    WorkAction.DECISION: "Record decision",
}
_APPEALS = {
    WorkAction.CORRECT_APPEAL: "Put appeal right",
    WorkAction.CORRECT_DECISION: "Put decision right",
}
_MORE = {
    WorkAction.LETTER: "Letter with a date",
    WorkAction.WRITE_OFF: "Ask for a write-off",
    WorkAction.RESEND: "Sent again",
    WorkAction.REOPEN: "Reopen",
    WorkAction.ASSIGN: "Assign",
}
_MOST_OPTIONS = 5
"""Slack's limit. What was joined stands in the details, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWork:
    """What a card tells of work. `owner` and `returns_to` are names, "" for nobody; `undo` what was just done."""

    owner: str
    returns_to: str
    offers: frozenset[WorkAction]
    undo: int | None = None
    told: str = ""
    """A sentence about what was just done."""
    can_ask_provider: bool = False
    is_joined: bool = False
    """People joined claims into this one, or may: the details show which."""


def work_lines(overlay: Overlay, work: CardWork, shown: Shown, today: date) -> list[str]:
    """ "*Worked by:* Bea Biller  ·  last touch 3 days ago  ·  snoozed until …"; [] where nobody did anything."""
    back = f", then back to {escape(work.returns_to)}" if work.returns_to else ""
    snoozed = overlay.snoozed_until if overlay.snoozed_until and overlay.snoozed_until > today else None
    parts = [
        f"*Worked by:* {escape(work.owner)}" if work.owner else "*Worked by:* nobody",
        f"last touch {_when(overlay.touched_on, shown, today)}" if overlay.touched_on else "",
        f"snoozed until {_until(snoozed, shown, today)}{back}" if snoozed else "",
        f"resolved in PM, said {_when(overlay.resolved_on, shown, today)}" if overlay.resolved_on else "",
        f"written off {money_text(overlay.written_off_cents, shown)}" if overlay.written_off_cents else "",
    ]
    lines = ["  ·  ".join(filter(None, parts))] if any(parts[1:]) or work.owner else []
    if overlay.asked_cents:
        lines.append(f"⚠️ A write-off of {money_text(overlay.asked_cents, shown)} waits for a lead.")
    if overlay.came_back_on:
        lines.append(f"⚠️ Came back {_when(overlay.came_back_on, shown, today)}: a newer import still shows it open.")
    return lines


def work_blocks(claim: Claim, work: CardWork) -> list[Block]:
    """What was just done with its Undo, what a lead decides, and the row of buttons."""
    ref = claim.ref
    done = [context(escape(work.told))] if work.told else []
    undo = [button("Undo", work_ids.UNDO, work_ids.pair_value(ref, str(work.undo)))] if work.undo else []
    return [*done, *actions([*undo, *_decide(ref, work)]), *actions(_row(ref, work)), *actions(_of_appeals(ref, work))]


def _of_appeals(ref: str, work: CardWork) -> list[Block]:
    """What is needed about appeals beside logging them."""
    return [_form_button(action, label, ref) for action, label in _APPEALS.items() if action in work.offers]


def _decide(ref: str, work: CardWork) -> list[Block]:
    if WorkAction.CONFIRM not in work.offers:
        return []
    sure = {
        "title": {"type": "plain_text", "text": "Confirm the write-off?"},
        "text": {"type": "plain_text", "text": f"The balance of {ref} becomes smaller by what was asked for."},
        "confirm": {"type": "plain_text", "text": "Confirm"},
        "deny": {"type": "plain_text", "text": "Not now"},
    }
    confirm = button("Confirm write-off", work_ids.CONFIRM, ref) | {"confirm": sure}
    return [confirm, _form_button(WorkAction.DECLINE, "Decline write-off", ref)]


def _row(ref: str, work: CardWork) -> list[Block]:
    if WorkAction.TAKE in work.offers:
        first = button("Take", work_ids.TAKE, ref, style="primary")
    else:
        first = _form_button(WorkAction.ASSIGN, "Assign", ref)
    forms = [_form_button(action, label, ref) for action, label in _FORMS.items() if action in work.offers]
    resolve = [button("Resolved in PM", work_ids.RESOLVE, ref)] if WorkAction.RESOLVE in work.offers else []
    ask = [button("Ask provider", query_ids.ASK, ref)] if work.can_ask_provider else []
    return [first, *forms, *ask, *resolve, button("Details", work_ids.DETAILS, ref), *_more(ref, work)]


def _form_button(action: WorkAction, label: str, ref: str) -> Block:
    return button(label, f"{work_ids.OPEN_FORM}:{action}", ref)


def _more(ref: str, work: CardWork) -> list[Block]:
    """The actions that are needed less often; "Assign" where "Take" has its place in the row."""
    offered = [action for action in _MORE if action in work.offers]
    if WorkAction.TAKE not in work.offers:
        offered = [action for action in offered if action is not WorkAction.ASSIGN]
    options = [option(_MORE[action], work_ids.pair_value(ref, action)) for action in offered]
    if work.is_joined:
        options.append(option("Joined claims", work_ids.pair_value(ref, work_ids.JOINED)))
    return [{"type": "overflow", "action_id": work_ids.MORE, "options": options[:_MOST_OPTIONS]}] if options else []


def _when(day: date | None, shown: Shown, today: date) -> str:
    return day_text(day, today, shown) if day else ""


def _until(day: date, shown: Shown, today: date) -> str:
    return f"{day:%A}, {day_text(day, today, shown)}"
