"""Payers' rules and sheets as people read and choose them; it decides no date."""

from datetime import date, timedelta

from bot.rules.deadline_words import limit_words
from data.claim_models import PayerKind
from data.deadline_models import DeadlineRule, Filed, Mark, MonthEnd, PayerSheet, Purpose, Scope, Starts, Unit

STALE_AFTER = timedelta(days=365)
PURPOSES = {
    Purpose.FILING: "Claim filing",
    Purpose.CORRECTED_CLAIM: "Corrected claim",
    Purpose.SECONDARY_FILING: "Secondary claim filing",
    Purpose.REOPENING: "Reopening",
    Purpose.RECORDS: "Records request",
    Purpose.APPEAL: "Appeal",
    Purpose.STOP_RECOUPMENT: "Stop recoupment",
    Purpose.OVERPAYMENT: "Overpayment to return",
    Purpose.FILING_EXCEPTION: "Filing exception",
    Purpose.PAYMENT: "Payer's own limit to pay",
    Purpose.NEGOTIATION: "No Surprises Act step",
    Purpose.OTHER: "Other",
}
LEVELED = (Purpose.APPEAL, Purpose.STOP_RECOUPMENT)
UNITS = {
    Unit.CALENDAR_DAYS: "calendar days",
    Unit.BUSINESS_DAYS: "business days",
    Unit.MONTHS: "months",
    Unit.YEARS: "years",
}
STARTS = {
    Starts.SERVICE: "date of service",
    Starts.NOTICE: "date of the remittance or letter",
    Starts.DECISION: "date of the decision before",
    Starts.REQUEST: "date of the request",
    Starts.DEMAND: "date of the demand letter",
    Starts.PRIMARY_PAID: "date of the primary payer's remittance",
    Starts.RECEIVED_BY_PAYER: "day on which the payer received it",
    Starts.IDENTIFIED: "day on which the overpayment was identified",
    Starts.BILLED: "day on which it was billed",
    Starts.OTHER: "another event",
}
FILED = {Filed.RECEIVED: "it must be there by the last day", Filed.POSTMARKED: "the postmark counts"}
SCOPES = {
    Scope.CONTRACT: "our contract with this payer",
    Scope.STATE: "state law",
    Scope.PAYER: "this payer's own rule",
    Scope.GLOBAL: "default for all payers",
    Scope.LETTER: "a letter",
}
OWN_SCOPES = (Scope.CONTRACT, Scope.STATE, Scope.PAYER)
MONTH_ENDS = {
    MonthEnd.LAST_DAY: "same day, else the month's last",
    MonthEnd.NEXT_FIRST: "same day, else the next month's first",
    MonthEnd.WHOLE_MONTH: "end of that month",
}
CORRECTIONS = {
    "replacement": "a replacement claim (frequency code 7)",
    "new": "a new claim",
    "reopening": "a reopening",
}
KINDS = {
    PayerKind.MEDICARE: "Medicare",
    PayerKind.MEDICARE_ADVANTAGE: "Medicare Advantage",
    PayerKind.MEDICAID: "Medicaid",
    PayerKind.TRICARE: "TRICARE",
    PayerKind.VETERANS: "Veterans Affairs",
    PayerKind.FEDERAL_EMPLOYEES: "federal employees' plan",
    PayerKind.WORKERS_COMPENSATION: "workers' compensation",
    PayerKind.AUTO: "auto insurance",
    PayerKind.LIABILITY: "liability insurance",
    PayerKind.BLUE_CROSS: "Blue Cross Blue Shield",
    PayerKind.COMMERCIAL: "commercial",
    PayerKind.SELF_PAY: "self-pay",
    PayerKind.UNKNOWN: "kind not known",
}


def purpose_words(rule: DeadlineRule) -> str:
    """ "Appeal, level 1", "Claim filing"."""
    level = f", level {rule.level}" if rule.level else ""
    return f"{PURPOSES[rule.purpose]}{level}"


def start_words(starts: Starts) -> str:
    """ "the date of service", "another event"."""
    return STARTS[starts] if starts is Starts.OTHER else f"the {STARTS[starts]}"


def limit_line(rule: DeadlineRule) -> str:
    """ "60 days from the date of the remittance or letter, presumed received after 5 days; the postmark counts"."""
    parts = [f"{limit_words(rule.limit, rule.unit)} from {start_words(rule.starts)}"]
    if rule.presumed_receipt_days:
        parts.append(f", presumed received after {limit_words(rule.presumed_receipt_days, Unit.CALENDAR_DAYS)}")
    elif rule.from_receipt:
        parts.append(", or from the day of receipt where you can prove it")
    if rule.purpose is not Purpose.PAYMENT:
        parts.append(f"; {FILED[rule.filed]}")
    return "".join(parts)


def scope_words(rule: DeadlineRule) -> str:
    """Whose rule it is: "our contract with this payer", "state law, TX, commercial"."""
    kinds = ", ".join(KINDS[kind] for kind in PayerKind if kind in rule.payer_kinds)
    if rule.scope is Scope.PAYER and rule.payer_id is None:
        return f"rule for {kinds}" if kinds else "rule for all payers"
    return ", ".join(part for part in (SCOPES[rule.scope], rule.state, kinds) if part)


def badge(rule: DeadlineRule, today: date) -> str:
    """How well the rule is known, with the next step where it is not."""
    if not rule.is_verified:
        if rule.mark is Mark.UNSET:
            return "⚠️ A default, not this payer's own rule: look the limit up in the contract or the payer's manual"
        return "⚠️ Not verified: check it against its source"
    who = f" by {rule.verified_by}" if rule.verified_by else " in its source"
    if is_stale(rule, today):
        return f"⚠️ Verified on {rule.verified_on}{who}, over a year ago: check it again"
    return f"✅ Verified on {rule.verified_on}{who}"


def is_stale(rule: DeadlineRule, today: date) -> bool:
    """Never verified, or longer than a year ago."""
    return not rule.is_verified or rule.verified_on is None or rule.verified_on + STALE_AFTER < today


def title_of(rule: DeadlineRule, payer: str) -> str:
    """What a rule is called that was given no name: "AETNA: appeal, level 1"."""
    words = purpose_words(rule)
    kinds = ", ".join(KINDS[kind] for kind in PayerKind if kind in rule.payer_kinds)
    whose = payer or (f"{rule.state} law" if rule.state else kinds)
    return f"{whose}: {words if rule.purpose is Purpose.NEGOTIATION else words[0].lower() + words[1:]}"


def sheet_lines(sheet: PayerSheet) -> list[str]:
    """What is kept about a payer, a line for each thing; nothing for what is not."""
    contracted = {None: "", True: "We have a contract with it", False: "We have no contract with it"}[sheet.contracted]
    days, quiet = sheet.usual_days_to_pay, sheet.appeal_quiet_days
    lines = [
        f"Kind: {KINDS[sheet.kind]}",
        f"State: {sheet.state}" if sheet.state else "",
        contracted,
        f"Payer numbers: {', '.join(sheet.numbers)}" if sheet.numbers else "",
        f"Corrected claims: as {CORRECTIONS[sheet.correction]}" if sheet.correction else "",
        f"Usually pays within {limit_words(days, Unit.CALENDAR_DAYS)}" if days else "",
        f"No status checks for {limit_words(quiet, Unit.CALENDAR_DAYS)} after an appeal" if quiet is not None else "",
        f"Portal: {sheet.portal}" if sheet.portal else "",
        f"Fax: {sheet.fax}" if sheet.fax else "",
        f"Appeals to: {sheet.appeals_address}" if sheet.appeals_address else "",
        sheet.note,
    ]
    return [line for line in lines if line]
