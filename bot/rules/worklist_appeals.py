"""Deadlines and appeals as people ask for them in a worklist: "appeal due in 14 days", "awaiting decision"."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.rules.worklist_days import DUE, read_due
from bot.rules.worklist_typed import Typed
from data.follow_up_models import StepKind
from data.work_models import Outcome
from data.worklist_models import AppealAsked, DeadlineAsked, Span

_APPEAL = frozenset({StepKind.APPEAL})
_TO_FILE = frozenset({StepKind.FILE, StepKind.FIX_AND_RESEND, StepKind.BILL_SECONDARY, StepKind.CHECK_NEXT_PAYER})
_NEAR_DAYS = 30
_APPEALS = r"appeals?(?: (?:deadline|limit)s?)?"
_LIMIT = r"(?:timely(?: filing)?|filing|tf) (?:limit|deadline|date)s?"
_FILING = rf"(?:{_LIMIT}|timely(?: filing)?|filing)"
_NEARING = r"approaching|near(?:ing)?|close to|about to (?:hit|miss|reach)|coming up on|up against|hits?|within|inside"
_WITHIN = r"(?:is |are )?(?:due |within |in |inside |under )*(?:the )?(?:next )?(?P<days>\d{1,3}) (?:days?|d)(?: left)?"
_SENT = r"(?:send|sent|filed?)"
_OVER = r"(?:overdue|passed|past(?: due)?|missed|expired|over)"
_OUTCOMES: tuple[tuple[str, frozenset[Outcome]], ...] = (
    (r"partly overturned|partial(?:ly)? (?:overturned|favorable|won)", frozenset({Outcome.PARTLY})),
    (r"overturned|won|favorable", frozenset({Outcome.OVERTURNED, Outcome.PARTLY})),
    (r"upheld|lost|unfavorable", frozenset({Outcome.UPHELD})),
    (r"withdrawn", frozenset({Outcome.WITHDRAWN})),
    (r"dismissed", frozenset({Outcome.DISMISSED})),
    (r"(?:returned|sent back)(?: as incomplete)?", frozenset({Outcome.RETURNED})),
)
_LEVELS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealsSaid:
    """What was said of deadlines and of appeals, None where nothing was."""

    deadline: DeadlineAsked | None = None
    appeal: AppealAsked | None = None


def read_appeals_and_deadlines(typed: Typed, today: date) -> AppealsSaid:
    """The longest readings first: "appeals due this week" is a deadline, "appeals" alone those that went out."""
    appeal = _waiting(typed)
    return AppealsSaid(deadline=_deadline(typed, today), appeal=appeal or _appealed(typed))


def _deadline(typed: Typed, today: date) -> DeadlineAsked | None:
    return _to_appeal(typed, today) or _to_file(typed, today) or _any_deadline(typed, today)


def _to_appeal(typed: Typed, today: date) -> DeadlineAsked | None:
    if found := typed.take(rf"{_APPEALS}(?: are| is)?(?: due| to (?:be )?{_SENT})?(?: by)? (?P<when>{DUE})"):
        return _asked(_APPEAL, found["when"], today)
    if typed.take(rf"{_OVER} {_APPEALS}|{_APPEALS} {_OVER}"):
        return _asked(_APPEAL, "overdue", today)
    if typed.take(rf"{_APPEALS} (?:due|to (?:be )?{_SENT})|appeals? deadlines?"):
        return DeadlineAsked(kinds=_APPEAL, due=Span(end=today + timedelta(days=_NEAR_DAYS)))
    return None


def _to_file(typed: Typed, today: date) -> DeadlineAsked | None:
    if found := typed.take(rf"(?:{_NEARING}) (?:the |their |its )?{_FILING}(?: {_WITHIN})?"):
        return _asked(_TO_FILE, f"{found['days'] or _NEAR_DAYS} days", today)
    if found := typed.take(rf"{_FILING} {_WITHIN}"):
        return _asked(_TO_FILE, f"{found['days']} days", today)
    if found := typed.take(rf"(?:{_LIMIT}(?: is| are)?|{_FILING}(?: is| are)? due) (?:due )?(?P<when>{DUE})"):
        return _asked(_TO_FILE, found["when"], today)
    if typed.take(rf"{_LIMIT} (?:is |are )?{_OVER}|(?:missed|expired|overdue|passed) (?:the )?{_LIMIT}"):
        return _asked(_TO_FILE, "overdue", today)
    return None


def _any_deadline(typed: Typed, today: date) -> DeadlineAsked | None:
    if found := typed.take(rf"(?:(?:{_NEARING}|upcoming|with) (?:the |their |an? )?)?deadlines? {_WITHIN}"):
        return _asked(frozenset(), f"{found['days']} days", today)
    if found := typed.take(rf"deadlines?(?: (?:is|are))?(?: due| coming up)?(?: by)? (?P<when>{DUE})"):
        return _asked(frozenset(), found["when"], today)
    if typed.take(rf"deadlines? (?:is |are )?{_OVER}|{_OVER} (?:the |their )?deadlines?"):
        return _asked(frozenset(), "overdue", today)
    if typed.take(rf"(?:{_NEARING}|upcoming|with) (?:the |their |an? )?deadlines?"):
        return _asked(frozenset(), f"{_NEAR_DAYS} days", today)
    return None


def _asked(kinds: frozenset[StepKind], when: str, today: date) -> DeadlineAsked | None:
    due = read_due(when, today)
    return DeadlineAsked(kinds=kinds, due=due) if due else None


def _waiting(typed: Typed) -> AppealAsked | None:
    if typed.take(r"(?:appeal )?decisions? (?:is |are )?(?:overdue|late|past due)|overdue (?:appeal )?decisions?"):
        return AppealAsked(is_waiting=True, is_late=True)
    if typed.take(r"appeals? answered(?: by (?:a |the )?(?:remittance|remit|835|payment))?|answered appeals?"):
        return AppealAsked(is_waiting=True, is_answered=True)
    if typed.take(
        r"(?:appeals? )?(?:that are |are )?(?:awaiting|waiting (?:on|for)|pending|no) (?:an? |the )?(?:appeals? )?"
        r"decisions?|awaiting_decision|appeals? (?:out|pending|waiting|awaiting|in flight)|undecided appeals?"
    ):
        return AppealAsked(is_waiting=True)
    return None


def _appealed(typed: Typed) -> AppealAsked | None:
    if typed.take(r"(?:not|never) (?:yet )?appealed(?: yet)?|(?:no|without(?: an)?) appeals?|un-?appealed"):
        return AppealAsked(is_none=True)
    for pattern, outcomes in _OUTCOMES:
        if typed.take(rf"appeals? (?:that (?:was|were) )?(?:{pattern})|(?:{pattern}) (?:on )?appeals?"):
            return AppealAsked(outcomes=outcomes)
    if found := typed.take(
        r"(?:appeals? )?(?:at |of )?level (?P<n>[1-5])(?: appeals?)?|"
        r"(?P<word>first|second|third|fourth|fifth)[- ](?:level )?appeals?"
    ):
        return AppealAsked(level=int(found["n"]) if found["n"] else _LEVELS[str(found["word"])])
    if typed.take(r"appeals? decided|decided appeals?"):
        return AppealAsked(outcomes=frozenset(Outcome))
    return AppealAsked() if typed.take(r"appealed|(?:on|in|under) appeal|appeals?(?: filed)?") else None
