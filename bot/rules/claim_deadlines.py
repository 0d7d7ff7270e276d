"""The deadlines of a claim with their rules and their arithmetic; steps and rules in, nothing is looked up."""

from dataclasses import dataclass
from datetime import date

from bot.rules.dating import Dating
from data.claim_models import Position
from data.deadline_models import Deadline, DeadlineRule, Starts
from data.follow_up_models import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDeadline:
    """A step with a last day. `days` is None for a payer's letter, and where its rule is gone since it was reckoned."""

    step: Step
    days: Deadline | None

    @property
    def rule(self) -> DeadlineRule | None:
        return self.days.rule if self.days else None

    @property
    def starts_at_service(self) -> bool:
        """Whether the start of its count is a day tied to the patient: the day of service."""
        return self.rule is not None and self.rule.starts is Starts.SERVICE


def deadlines_of(position: Position, dating: Dating) -> tuple[ClaimDeadline, ...]:
    """The nearest one first."""
    return tuple(ClaimDeadline(step=step, days=_days(step, dating)) for step in position.steps if step.rule_id)


def _days(step: Step, dating: Dating) -> Deadline | None:
    rule = dating.book.rule_with(step.rule_id)
    return dating.deadline(rule, step.start_on) if rule is not None and step.start_on is not None else None


def band(on: date, today: date) -> str:
    """How near a day is without telling it: "passed", "within a week", ..., "more than 90 days"."""
    left = (on - today).days
    for most, words in ((-1, "passed"), (7, "within a week"), (30, "within 30 days"), (90, "within 90 days")):
        if left <= most:
            return words
    return "more than 90 days away"
