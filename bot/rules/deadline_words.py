"""The arithmetic of a deadline as sentences that a biller can follow with a calendar in hand. Decides no date."""

from collections.abc import Iterator
from datetime import date, timedelta

from data.deadline_models import Deadline, DeadlineRule, Filed, Mark, MonthEnd, Purpose, Starts, Unit, Way

_STARTS = {
    Starts.SERVICE: "Date of service",
    Starts.NOTICE: "Notice dated",
    Starts.DECISION: "Decision dated",
    Starts.REQUEST: "Request dated",
    Starts.DEMAND: "Demand letter dated",
    Starts.PRIMARY_PAID: "Primary payer's remittance dated",
    Starts.RECEIVED_BY_PAYER: "Received by the payer",
    Starts.IDENTIFIED: "Overpayment identified",
    Starts.BILLED: "Billed",
    Starts.OTHER: "Starts",
}
_UNITS = {
    Unit.CALENDAR_DAYS: "day",
    Unit.BUSINESS_DAYS: "business day",
    Unit.MONTHS: "month",
    Unit.YEARS: "year",
}
_SATURDAY = 5


def steps_of(found: Deadline, *, counted_from: date, planned: date, way: Way) -> Iterator[str]:
    """Start, receipt, limit, weekend, then the days to work and to send by.

    "Notice dated 2026-09-02 (Wednesday).", "+ 5 days presumed receipt: 2026-09-07 (Monday).", ...
    """
    yield f"{_STARTS[found.rule.starts]} {day_words(found.start_on)}."
    yield from _receipt(found, counted_from)
    if found.opens_on is not None:
        over = limit_words(found.rule.opens_after, found.rule.unit)
        yield f"Not before {day_words(found.opens_on)}: {over} must be over first."
    yield _limit(found, counted_from)
    yield from _roll(found)
    if found.rule.purpose is Purpose.PAYMENT:
        yield f"Not paid by then: interest may run from {day_words(found.due_raw + timedelta(days=1))}."
    else:
        yield _work_by(found, planned)
        yield _send_by(found, way)


def warnings_of(found: Deadline, *, way: Way, received_on: date | None) -> Iterator[str]:
    """What a person must know before relying on the days."""
    rule = found.rule
    if rule.mark is Mark.UNSET and not rule.is_verified:
        yield "This is a default, not the payer's own rule: look its limit up in the contract or the payer's manual."
    elif not rule.is_verified:
        yield f"Not verified yet: check it against its source ({rule.source})."
    if rule.minimum_cents:
        yield f"Only where at least ${rule.minimum_cents / 100:,.2f} is in dispute."
    if received_on is not None and not rule.counts_from_receipt:
        yield "This rule does not count from the day of receipt, so that day changes nothing."
    if received_on is not None and received_on < found.start_on:
        yield "The day of receipt is before the start: check both dates."
    if way is Way.MAIL and found.send_by < found.start_on:
        yield "Mail would not be there in time: send it by fax or through the payer's portal."


def limit_words(count: int, unit: Unit) -> str:
    """ "120 days", "1 year"."""
    return f"{count} {_UNITS[unit]}{'' if count == 1 else 's'}"


def day_words(day: date) -> str:
    """ "2026-09-02 (Wednesday)"."""
    return f"{day} ({day:%A})"


def _receipt(found: Deadline, counted_from: date) -> Iterator[str]:
    presumed = found.rule.presumed_receipt_days
    if counted_from != found.start_on + timedelta(days=presumed):
        yield f"Received {day_words(counted_from)}, with proof: the limit counts from that day."
    elif presumed:
        yield f"+ {limit_words(presumed, Unit.CALENDAR_DAYS)} presumed receipt: {day_words(counted_from)}."


def _limit(found: Deadline, counted_from: date) -> str:
    rule = found.rule
    return f"+ {limit_words(rule.limit, rule.unit)}{_landing(found, counted_from)}, {_what_counts(rule)}."


def _landing(found: Deadline, counted_from: date) -> str:
    """ ": 2027-01-05 (Tuesday)", with the reason where a month has no such day."""
    rule, due = found.rule, found.due_raw
    if rule.unit not in (Unit.MONTHS, Unit.YEARS):
        return f": {day_words(due)}"
    if rule.month_end is MonthEnd.WHOLE_MONTH:
        return f", to the end of that month: {day_words(due)}"
    if due.day != counted_from.day:
        return f", a month without a day {counted_from.day}: {day_words(due)}"
    return f": {day_words(due)}"


def _what_counts(rule: DeadlineRule) -> str:
    if rule.purpose is Purpose.PAYMENT:
        return "the payer's last day to pay"
    if rule.filed is Filed.POSTMARKED:
        return "the last day for the postmark"
    return "the last day on which it must be there"


def _roll(found: Deadline) -> Iterator[str]:
    if found.due_rolled != found.due_raw:
        closed = f"a {found.due_raw:%A}" if found.due_raw.weekday() >= _SATURDAY else "a federal holiday"
        yield f"That is {closed}, so the last day moves to {day_words(found.due_rolled)}."


def _work_by(found: Deadline, planned: date) -> str:
    rule = found.rule
    if rule.plan_days is not None and planned < found.due_raw:
        unit = rule.unit if rule.unit is Unit.BUSINESS_DAYS else Unit.CALENDAR_DAYS
        reason = f"planned to {limit_words(rule.plan_days, unit)}, because the limit is not sure"
    elif planned != found.due_raw:
        reason = f"{limit_words(rule.limit, rule.unit)} without the days for receipt"
    else:
        reason = "the limit"
    moved = ", back to a working day" if found.safe < planned else ""
    return f"Work by {day_words(found.safe)}: {reason}{moved}."


def _send_by(found: Deadline, way: Way) -> str:
    rule = found.rule
    if way is not Way.MAIL:
        name = {Way.FAX: "fax", Way.PORTAL: "portal", Way.ELECTRONIC: "electronic claim"}[way]
        return f"Send by {name} on that day at the latest: {day_words(found.send_by)}."
    if rule.filed is Filed.POSTMARKED:
        return f"Mail it on that day at the latest: {day_words(found.send_by)}; the postmark counts."
    if found.send_by == found.safe:
        return f"Send it on that day at the latest: {day_words(found.send_by)}."
    lead = limit_words(rule.mail_lead_business_days, Unit.BUSINESS_DAYS)
    return f"Mail it {lead} before that: {day_words(found.send_by)}."
