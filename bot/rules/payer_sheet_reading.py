"""A rule or a sheet as somebody typed it becomes what is kept, or what is wrong with it, field by field. No input."""

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.rules.payer_sheet_fields import Fields, Problems
from bot.rules.payer_sheet_words import (
    CORRECTIONS,
    FILED,
    KINDS,
    LEVELED,
    MONTH_ENDS,
    OWN_SCOPES,
    PURPOSES,
    SCOPES,
    STARTS,
    UNITS,
    title_of,
)
from data.claim_models import PayerKind
from data.deadline_models import DeadlineRule, Filed, Mark, MonthEnd, PayerSheet, Purpose, Scope, Starts, Unit
from data.payer_models import RuleEntry, SheetEntry

MOST_LIMIT = {Unit.CALENDAR_DAYS: 3_660, Unit.BUSINESS_DAYS: 2_600, Unit.MONTHS: 120, Unit.YEARS: 10}
"""Ten years: a longer limit is a slip of the finger."""
MOST_TITLE, MOST_SOURCE, MOST_NOTE, MOST_LINE, MOST_FAX = 120, 200, 500, 200, 40
_MOST_DAYS = 366
_MOST_LEVEL = 5
"""As many as an appeal can be logged at; Medicare has five."""
_MAIL_LEAD = 5
_OWN_ID = re.compile(r"own\.[1-9]\d{0,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Whose rule it is: the rule's id, and the payer that was named, None for none."""

    rule_id: str
    payer_id: int | None
    payer: str


def read_rule(entry: RuleEntry, named: Named, today: date) -> DeadlineRule | Problems:
    """A rule of the practice's own; a wrong field never becomes another."""
    fields = Fields()
    scope = fields.choice("scope", entry.scope, {one: SCOPES[one] for one in OWN_SCOPES}, default=Scope.CONTRACT)
    presumed = fields.number(
        "presumed_receipt_days", entry.presumed_receipt_days, least=0, most=60, noun="the presumed days of mail"
    )
    rule = DeadlineRule(
        id=named.rule_id,
        title=fields.text("title", entry.title, most=MOST_TITLE),
        purpose=fields.choice("purpose", entry.purpose, PURPOSES) or Purpose.OTHER,
        level=fields.number("level", entry.level, least=0, most=_MOST_LEVEL, noun="the level") or 0,
        scope=scope or Scope.CONTRACT,
        payer_kinds=_kinds(fields, entry.payer_kinds),
        payer_id=None if scope is Scope.STATE else named.payer_id,
        state=fields.state("state", entry.state) if scope is Scope.STATE else "",
        limit=fields.number("limit", entry.limit, least=1, most=MOST_LIMIT[Unit.CALENDAR_DAYS], noun="the limit") or 0,
        unit=fields.choice("unit", _whole_unit(entry.unit), UNITS) or Unit.CALENDAR_DAYS,
        starts=fields.choice("starts", entry.starts, STARTS) or Starts.OTHER,
        presumed_receipt_days=presumed or 0,
        from_receipt=bool(fields.yes("from_receipt", entry.from_receipt, default=bool(presumed))) or bool(presumed),
        filed=fields.choice("filed", entry.filed, FILED, default=Filed.RECEIVED) or Filed.RECEIVED,
        mail_lead_business_days=_or(
            fields.number(
                "mail_lead_business_days", entry.mail_lead_business_days, least=0, most=30, noun="the days of mail"
            ),
            _MAIL_LEAD,
        ),
        rolls=bool(fields.yes("rolls", entry.rolls, default=False)),
        month_end=fields.choice("month_end", entry.month_end, MONTH_ENDS, default=MonthEnd.LAST_DAY)
        or MonthEnd.LAST_DAY,
        plan_days=fields.number("plan_days", entry.plan_days, least=1, most=3_660, noun="the days to plan for"),
        decision_days=fields.number(
            "decision_days", entry.decision_days, least=1, most=_MOST_DAYS, noun="the payer's days to decide"
        ),
        opens_after=fields.number("opens_after", entry.opens_after, least=0, most=3_660, noun="the days to wait") or 0,
        minimum_cents=fields.cents("minimum", entry.minimum),
        asked_only=bool(fields.yes("asked_only", entry.asked_only, default=False)),
        source=fields.text("source", entry.source, most=MOST_SOURCE, is_needed=_NO_SOURCE),
        mark=Mark.KNOWLEDGE,
        verified_on=fields.day("verified_on", entry.verified_on, today),
        verified_by=fields.text("verified_by", entry.verified_by, most=80),
        note=fields.text("note", entry.note, most=MOST_NOTE),
    )
    senseless = _sense(rule)
    if "purpose" in fields.problems:  # whether it has a level is not known
        senseless.pop("level", None)
    found = senseless | fields.problems | _needed(entry)
    return found or _titled(rule, named.payer)


def read_sheet(entry: SheetEntry, sheet: PayerSheet) -> tuple[PayerSheet, PayerKind | None] | Problems:
    """The payer's sheet as it is to be kept, and the practice's own word on its kind."""
    fields = Fields()
    correction = entry.correction.strip().lower()
    if correction and correction not in CORRECTIONS:
        fields.problems["correction"] = f"Give one of {', '.join(CORRECTIONS)}, or nothing for the usual way."
    kind = fields.choice("kind", entry.kind, KINDS)
    kept = PayerSheet(
        payer_id=sheet.payer_id,
        name=sheet.name,
        kind=kind or sheet.kind,
        numbers=sheet.numbers,
        state=fields.state("state", entry.state),
        contracted=fields.yes("contracted", entry.contracted, default=None),
        portal=fields.text("portal", entry.portal, most=MOST_LINE),
        fax=fields.text("fax", entry.fax, most=MOST_FAX),
        appeals_address=fields.text("appeals_address", entry.appeals_address, most=MOST_LINE),
        correction=correction,
        usual_days_to_pay=fields.number(
            "usual_days_to_pay", entry.usual_days_to_pay, least=1, most=_MOST_DAYS, noun="the days to pay"
        ),
        appeal_quiet_days=fields.number(
            "appeal_quiet_days", entry.appeal_quiet_days, least=0, most=_MOST_DAYS, noun="the quiet days"
        ),
        note=fields.text("note", entry.note, most=MOST_NOTE),
    )
    return fields.problems or (kept, kind)


_NO_SOURCE = "Say where this rule stands: the section of the contract, the page of the manual, the letter."


def _needed(entry: RuleEntry) -> Problems:
    """What cannot be left out."""
    wanted = {
        "purpose": (entry.purpose, "Say what must be done by the day."),
        "scope": (entry.scope, "Say whose rule it is: contract, state or payer."),
        "limit": (entry.limit, "Give the limit as a whole number, 1 or more."),
        "starts": (entry.starts, "Say from which day it counts."),
    }
    return {field: sentence for field, (typed, sentence) in wanted.items() if not typed.strip()}


def _sense(rule: DeadlineRule) -> Problems:
    """What makes a rule senseless as a whole; each problem stands at the field that mends it."""
    has_level = rule.purpose in LEVELED
    is_about_payer = rule.payer_id is not None or bool(rule.payer_kinds and rule.scope is Scope.PAYER)
    checks = (
        ("id", not _OWN_ID.fullmatch(rule.id), "Leave it empty for a new rule: ids of your own begin with “own.”."),
        ("level", has_level and not rule.level, "An appeal has a level: 1 for the first."),
        ("level", not has_level and rule.level > 0, "Only an appeal has a level: leave it empty."),
        ("state", rule.scope is Scope.STATE and not rule.state, "State law needs its state: two letters, such as TX."),
        ("payer", rule.scope is not Scope.STATE and not is_about_payer, "Name the payer whose rule it is."),
        ("limit", rule.limit > MOST_LIMIT[rule.unit], f"That is over ten years: is it {rule.unit.replace('_', ' ')}?"),
        ("opens_after", 0 < rule.limit <= rule.opens_after, "It would open only after the last day."),
        ("verified_by", bool(rule.verified_on) != bool(rule.verified_by), "Give both, the day and who checked it."),
    )
    problems: Problems = {}
    for field, is_wrong, sentence in checks:
        if is_wrong:
            problems.setdefault(field, sentence)
    return problems


def _kinds(fields: Fields, typed: str) -> frozenset[PayerKind]:
    names = typed.replace(",", "|").replace(";", "|").split("|")
    found = [fields.choice("payer_kinds", name, KINDS) for name in names if name.strip()]
    return frozenset(kind for kind in found if kind)


def _titled(rule: DeadlineRule, payer: str) -> DeadlineRule:
    whose = payer if rule.payer_id is not None else ""
    return rule if rule.title else replace(rule, title=title_of(rule, whose)[:MOST_TITLE])


def _whole_unit(typed: str) -> str:
    """People say days and mean calendar days."""
    return Unit.CALENDAR_DAYS if typed.strip().lower() in ("days", "day") else typed


def _or(value: int | None, default: int) -> int:
    return default if value is None else value
