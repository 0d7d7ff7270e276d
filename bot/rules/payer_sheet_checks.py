"""The practice's word on the shipped rules: which of its checks still hold, and all rules that answer. No input."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from data.deadline_models import DeadlineRule
from data.payer_models import PracticeRules, RuleCheck


def facts_of(rule: DeadlineRule) -> str:
    """What somebody who checks a rule has compared with its source: other words in its title or note change nothing."""
    facts = (
        rule.purpose,
        rule.level,
        rule.limit,
        rule.unit,
        rule.starts,
        rule.presumed_receipt_days,
        rule.from_receipt,
        rule.filed,
        rule.rolls,
        rule.month_end,
        rule.opens_after,
        rule.decision_days,
        rule.minimum_cents,
        rule.state,
    )
    return "|".join(map(str, facts))


def with_checks(shipped: Iterable[DeadlineRule], checks: Mapping[str, RuleCheck]) -> list[DeadlineRule]:
    """The shipped rules, with day and person where somebody of the practice checked one as it now is."""
    return [_checked(rule, checks.get(rule.id)) for rule in shipped]


def rules_in_force(shipped: Iterable[DeadlineRule], practice: PracticeRules) -> list[DeadlineRule]:
    """All rules that answer, the practice's own before the shipped ones."""
    return [*practice.rules, *with_checks(shipped, practice.checks)]


def _checked(rule: DeadlineRule, check: RuleCheck | None) -> DeadlineRule:
    if check is None or check.facts != facts_of(rule):
        return rule
    return replace(rule, verified_on=check.checked_on, verified_by=check.by)
