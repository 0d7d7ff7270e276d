"""What is kept of a rule or a sheet as the text that people would type for it: for forms and tables. No input."""

from data.claim_models import PayerKind
from data.deadline_models import DeadlineRule, PayerSheet
from data.payer_models import RuleEntry, SheetEntry

_YES_NO = {None: "", True: "yes", False: "no"}


def entry_of(rule: DeadlineRule, payer: str) -> RuleEntry:
    """Reads back as the same rule."""
    cents = rule.minimum_cents
    return RuleEntry(
        id=rule.id,
        title=rule.title,
        purpose=rule.purpose,
        level=_number(rule.level or None),
        scope=rule.scope,
        payer=payer,
        payer_kinds=" | ".join(kind for kind in PayerKind if kind in rule.payer_kinds),
        state=rule.state,
        limit=str(rule.limit),
        unit=rule.unit,
        starts=rule.starts,
        presumed_receipt_days=str(rule.presumed_receipt_days),
        from_receipt=_YES_NO[rule.from_receipt],
        filed=rule.filed,
        mail_lead_business_days=str(rule.mail_lead_business_days),
        rolls=_YES_NO[rule.rolls],
        month_end=rule.month_end,
        plan_days=_number(rule.plan_days),
        decision_days=_number(rule.decision_days),
        opens_after=str(rule.opens_after),
        minimum="" if cents is None else f"{cents // 100}.{cents % 100:02}",
        asked_only=_YES_NO[rule.asked_only],
        source=rule.source,
        verified_on=rule.verified_on.isoformat() if rule.verified_on else "",
        verified_by=rule.verified_by,
        note=rule.note,
    )


def like(rule: DeadlineRule) -> RuleEntry:
    """A new rule about the same thing, with all that differs between payers left open."""
    return RuleEntry(purpose=rule.purpose, level=_number(rule.level or None), unit=rule.unit, starts=rule.starts)


def sheet_entry_of(sheet: PayerSheet, kind: PayerKind | None) -> SheetEntry:
    """Reads back as the same sheet. `kind` is the practice's own word, None where it leaves that to the claims."""
    return SheetEntry(
        payer=sheet.name,
        kind=kind or "",
        state=sheet.state,
        contracted=_YES_NO[sheet.contracted],
        portal=sheet.portal,
        fax=sheet.fax,
        appeals_address=sheet.appeals_address,
        correction=sheet.correction,
        usual_days_to_pay=_number(sheet.usual_days_to_pay),
        appeal_quiet_days=_number(sheet.appeal_quiet_days),
        note=sheet.note,
    )


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
