"""What may be done with a claim as it stands, and by whom: a claim and a person in, a sentence of refusal out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.appeal_checks import waiting_appeal
from bot.rules.appeal_rights import AppealRight
from bot.rules.roles import Permission, refusal_sentence
from bot.rules.work_words import Names, name_of
from bot.rules.working import newest_work, standing_work
from data.claim_models import Claim, ClaimState
from data.follow_up_models import StepKind
from data.work_models import Worked, WorkKind

UNDO_FOR = timedelta(minutes=10)
MOST_SNOOZE_DAYS = 60
_OVER = frozenset({ClaimState.CLOSED, ClaimState.WRITTEN_OFF})
_RESENDABLE = frozenset({ClaimState.REJECTED, ClaimState.DENIED, ClaimState.PARTLY_PAID})
_APPEALABLE = frozenset({ClaimState.DENIED, ClaimState.PARTLY_PAID})


class WorkAction(StrEnum):
    """What the buttons say."""

    TAKE = "take"
    ASSIGN = "assign"
    NOTE = "note"
    TOUCH = "touch"
    SNOOZE = "snooze"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    WRITE_OFF = "write_off"
    CONFIRM = "confirm"
    DECLINE = "decline"
    RESEND = "resend"
    APPEAL = "appeal"
    CORRECT_APPEAL = "correct_appeal"
    DECISION = "decision"
    CORRECT_DECISION = "correct_decision"
    LETTER = "letter"
    KEEP_IN_VIEW = "keep_in_view"


NEEDED = {
    WorkAction.ASSIGN: Permission.ASSIGN,
    WorkAction.WRITE_OFF: Permission.WRITE_OFF_PROPOSE,
    WorkAction.CONFIRM: Permission.WRITE_OFF_CONFIRM,
}
"""What an action needs that working on claims does not include."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, from where, and what their roles grant. `person_id` is None for the local operator."""

    person_id: int | None
    name: str
    team: str
    user: str
    place: str
    permissions: frozenset[Permission]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A claim with all that was done with it, the names of people, and the moment."""

    claim: Claim
    worked: Sequence[Worked]
    names: Names
    now: datetime
    right: AppealRight | None = None
    """To appeal; None where nobody asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why something is not done; `is_done` where the same person did just that already, so that nothing is amiss."""

    sentence: str
    is_done: bool = False


def is_open(claim: Claim) -> bool:
    """Whether something is left to do, as far as payers and people said."""
    position = claim.position
    if position.overlay.resolved_on or position.state in _OVER:
        return False
    return position.state is not ClaimState.PAID or position.balance_cents != 0


def offers(claim: Claim) -> frozenset[WorkAction]:
    """What a card offers to whoever reads it; whether they may is asked when they press."""
    position = claim.position
    offered = {WorkAction.NOTE, WorkAction.TOUCH, WorkAction.ASSIGN}
    if position.overlay.owner_id is None:
        offered.add(WorkAction.TAKE)
    if is_open(claim):
        offered |= {WorkAction.SNOOZE, WorkAction.RESOLVE}
    if position.overlay.resolved_on:
        offered.add(WorkAction.REOPEN)
    if position.overlay.asked_cents:
        offered |= {WorkAction.CONFIRM, WorkAction.DECLINE}
    elif position.balance_cents > 0:
        offered.add(WorkAction.WRITE_OFF)
    if position.state in _RESENDABLE:
        offered.add(WorkAction.RESEND)
    return frozenset(offered | _appeals(claim))


def _appeals(claim: Claim) -> set[WorkAction]:
    """A denial can be appealed where no appeal waits; a decision is logged for one that does, though the claim be paid
    by now. What was logged wrong is put right.
    """
    steps, appeals = claim.position.steps, claim.position.overlay.appeals
    is_waiting = waiting_appeal(claim) is not None or any(step.kind is StepKind.CHECK_APPEAL for step in steps)
    offered = {WorkAction.DECISION} if is_waiting else set()
    if appeals and appeals[-1].work_id:
        offered.add(WorkAction.CORRECT_APPEAL)
    if appeals and appeals[-1].decision_id:
        offered.add(WorkAction.CORRECT_DECISION)
    if not is_open(claim):
        return offered
    offered.add(WorkAction.LETTER)
    if is_waiting:
        return offered
    if claim.position.state in _APPEALABLE or any(step.kind is StepKind.APPEAL for step in steps):
        offered.add(WorkAction.APPEAL)
    if any(step.rule_id and not step.is_acknowledged for step in steps):
        offered.add(WorkAction.KEEP_IN_VIEW)
    return offered


def refusal_of(action: WorkAction, scene: Scene, actor: Actor) -> Refusal | None:
    """None where it may be done now."""
    needed = NEEDED.get(action, Permission.WORK_CLAIM)
    if needed not in actor.permissions:
        return Refusal(sentence=refusal_sentence(needed))
    if action is WorkAction.TAKE:
        return _why_not_take(scene, actor)
    if action in (WorkAction.CONFIRM, WorkAction.DECLINE):
        return _why_not_decide(action, scene, actor)
    offered = offers(scene.claim)
    no_right = scene.right.no_right if scene.right and action is WorkAction.APPEAL else ""
    if no_right and WorkAction.DECISION not in offered:
        return Refusal(sentence=no_right)
    if action in offered:
        return None
    last = _last(scene, _KINDS.get(action))
    is_own = last is not None and last.person_id == actor.person_id
    return Refusal(sentence=_WHY_NOT[action] + _told(last, scene), is_done=is_own and action in _SAME_TWICE)


_KINDS = {
    WorkAction.RESOLVE: WorkKind.RESOLVED,
    WorkAction.REOPEN: WorkKind.REOPENED,
    WorkAction.WRITE_OFF: WorkKind.WRITE_OFF_ASKED,
    WorkAction.RESEND: WorkKind.RESENT,
    WorkAction.APPEAL: WorkKind.APPEALED,
    WorkAction.CORRECT_APPEAL: WorkKind.APPEALED,
    WorkAction.DECISION: WorkKind.DECIDED,
    WorkAction.CORRECT_DECISION: WorkKind.DECIDED,
    WorkAction.KEEP_IN_VIEW: WorkKind.ACKNOWLEDGED,
}
_SAME_TWICE = frozenset({WorkAction.RESOLVE, WorkAction.REOPEN, WorkAction.KEEP_IN_VIEW})
_WHY_NOT = {
    WorkAction.SNOOZE: "Nothing is left to do on this claim, so there is nothing to snooze.",
    WorkAction.RESOLVE: "This claim is not open.",
    WorkAction.REOPEN: "This claim is not marked as resolved.",
    WorkAction.WRITE_OFF: "There is nothing to write off: no balance is left, or a write-off waits for a lead already.",
    WorkAction.RESEND: "Only a claim that is rejected, denied or denied in part is sent again.",
    WorkAction.APPEAL: "There is nothing to appeal now: it is not denied, or an appeal waits for the payer already.",
    WorkAction.CORRECT_APPEAL: "No appeal of this claim is logged, so there is nothing to put right.",
    WorkAction.DECISION: "No appeal of this claim waits for a decision.",
    WorkAction.CORRECT_DECISION: "No decision of an appeal is logged on this claim, so there is nothing to put right.",
    WorkAction.LETTER: "Nothing is left to do on this claim, so no day can pass.",
    WorkAction.KEEP_IN_VIEW: "No deadline of this claim waits for somebody to keep it in view.",
}


def _why_not_take(scene: Scene, actor: Actor) -> Refusal | None:
    owner = scene.claim.position.overlay.owner_id
    if owner is None:
        return None
    if owner == actor.person_id:
        return Refusal(sentence="It is yours already.", is_done=True)
    who = name_of(owner, scene.names) or "Somebody else"
    return Refusal(sentence=f"{who} has this claim." + _told(_last(scene, WorkKind.ASSIGNED), scene))


def _why_not_decide(action: WorkAction, scene: Scene, actor: Actor) -> Refusal | None:
    if not scene.claim.position.overlay.asked_cents:
        return _decided(action, scene, actor)
    asked = _last(scene, WorkKind.WRITE_OFF_ASKED)
    is_asker = asked is not None and asked.person_id == actor.person_id
    if action is WorkAction.CONFIRM and is_asker:
        return Refusal(sentence="You asked for this write-off yourself: another lead must confirm it.")
    if is_asker or Permission.WRITE_OFF_CONFIRM in actor.permissions:
        return None
    return Refusal(sentence="A lead confirms or declines write-offs, and who asked for one may withdraw it.")


def _decided(action: WorkAction, scene: Scene, actor: Actor) -> Refusal:
    """None waits: the newest decision says who was there before."""
    last = next((one for one in reversed(standing_work(scene.worked)) if one.kind in _DECISIONS), None)
    kind = WorkKind.WRITE_OFF_CONFIRMED if action is WorkAction.CONFIRM else WorkKind.WRITE_OFF_DECLINED
    is_own = last is not None and last.kind is kind and last.person_id == actor.person_id
    return Refusal(sentence="No write-off waits for a decision." + _told(last, scene), is_done=is_own)


_DECISIONS = frozenset({WorkKind.WRITE_OFF_CONFIRMED, WorkKind.WRITE_OFF_DECLINED})


# --- undoing -------------------------------------------------------------------------------------------------------


def why_not_undo(scene: Scene, work_id: int, actor: Actor) -> Refusal | None:
    """None where the action may be undone."""
    undoing = next((one for one in scene.worked if one.undoes == work_id), None)
    if undoing is not None:
        return Refusal(sentence="That is undone already.", is_done=undoing.person_id == actor.person_id)
    standing = standing_work(scene.worked)
    one = next((one for one in standing if one.id == work_id), None)
    if one is None:
        return Refusal(sentence="That is no longer on this claim.")
    if one.kind is WorkKind.TASK:
        return Refusal(sentence="What is done with a task is not undone: cancel the task, or hand it on.")
    if one.kind is WorkKind.QUERIED:
        return Refusal(sentence="A query to a provider is not undone: withdraw it, or close it.")
    if one.person_id != actor.person_id:
        return Refusal(sentence="Only the one who did it can undo it.")
    last = newest_work(scene.worked)
    if last is not None and last.id != work_id:
        newer = "Something newer stands on this claim, so that cannot be undone."
        return Refusal(sentence=newer + _told(last, scene))
    if scene.now - one.at > UNDO_FOR:
        return Refusal(sentence="That was more than 10 minutes ago. Do what puts it right instead.")
    return None


_NOT_UNDONE = frozenset({WorkKind.TASK, WorkKind.QUERIED})


def newest_undoable(worked: Sequence[Worked], now: datetime) -> int | None:
    """What the one who did it may still take back; None where nothing is left, or it is too long ago."""
    last = newest_work(worked)
    if last is None or last.kind in _NOT_UNDONE or now - last.at > UNDO_FOR:
        return None
    return last.id


def _last(scene: Scene, kind: WorkKind | None) -> Worked | None:
    return next((one for one in reversed(standing_work(scene.worked)) if one.kind is kind), None)


def _told(one: Worked | None, scene: Scene) -> str:
    """ " Lee Lead assigned it 3 minutes ago."."""
    if one is None:
        return ""
    who = name_of(one.person_id, scene.names) or "Somebody"
    return f" {who} {_DID.get(one.kind, 'changed it')} {ago(one.at, scene.now)}."


def ago(at: datetime, now: datetime) -> str:
    """ "just now", "3 minutes ago", "2 hours ago", "5 days ago"."""
    minutes = max(0, int((now - at).total_seconds() // 60))
    for count, unit in ((minutes // 1440, "day"), (minutes // 60, "hour"), (minutes, "minute")):
        if count:
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"


_DID = {
    WorkKind.ASSIGNED: "assigned it",
    WorkKind.NOTED: "wrote a note",
    WorkKind.TOUCHED: "logged a touch",
    WorkKind.SNOOZED: "snoozed it",
    WorkKind.RESOLVED: "said it is resolved",
    WorkKind.REOPENED: "reopened it",
    WorkKind.WRITE_OFF_ASKED: "asked for a write-off",
    WorkKind.WRITE_OFF_CONFIRMED: "confirmed the write-off",
    WorkKind.WRITE_OFF_DECLINED: "declined the write-off",
    WorkKind.RESENT: "sent it again",
    WorkKind.APPEALED: "logged an appeal",
    WorkKind.DECIDED: "logged the decision",
    WorkKind.LETTER: "logged a letter",
    WorkKind.DRAFTED: "wrote the letter of an appeal",
    WorkKind.ACKNOWLEDGED: "keeps its deadline in view",
    WorkKind.TASK: "worked on a task of it",
    WorkKind.QUERIED: "worked on a query to a provider",
}
