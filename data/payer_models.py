"""Payers and the practice's own deadline rules as people keep them; frozen, naming only, no decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from data.claim_models import PayerKind
from data.deadline_models import DeadlineRule


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCheck:
    """Somebody of the practice looked a shipped rule up; it holds as long as the rule says the same `facts`."""

    rule_id: str
    checked_on: date
    by: str
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRules:
    """What the practice keeps: its own rules in force, the newest first, and its checks of shipped ones by rule id."""

    rules: tuple[DeadlineRule, ...]
    checks: Mapping[str, RuleCheck]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """One row of a rule's history: what it said from then on. `id` grows with every change of any rule."""

    id: int
    at: datetime
    by: str
    rule: DeadlineRule
    is_withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPayer:
    """A payer with what of it is in the store; `same_as` is the payer that a person said it is, None for its own."""

    id: int
    name: str
    kind: PayerKind
    numbers: tuple[str, ...]
    claims: int
    open_claims: int
    rules: int
    """The practice's own, in force."""
    same_as: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEntry:
    """A rule as somebody typed it, in a form or a row of a table: all text, "" for what was left out."""

    id: str = ""
    title: str = ""
    purpose: str = ""
    level: str = ""
    scope: str = ""
    payer: str = ""
    payer_kinds: str = ""
    state: str = ""
    limit: str = ""
    unit: str = ""
    starts: str = ""
    presumed_receipt_days: str = ""
    from_receipt: str = ""
    filed: str = ""
    mail_lead_business_days: str = ""
    rolls: str = ""
    month_end: str = ""
    plan_days: str = ""
    decision_days: str = ""
    opens_after: str = ""
    minimum: str = ""
    """In dollars."""
    asked_only: str = ""
    source: str = ""
    verified_on: str = ""
    verified_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """A payer's sheet as somebody typed it: all text, "" for what was left out."""

    payer: str = ""
    kind: str = ""
    state: str = ""
    contracted: str = ""
    portal: str = ""
    fax: str = ""
    appeals_address: str = ""
    correction: str = ""
    usual_days_to_pay: str = ""
    appeal_quiet_days: str = ""
    note: str = ""
