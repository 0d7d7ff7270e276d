"""The days that a rule comes to: when to work, when to send, the payer's last day; dates in, dates and words out.

Four dates, because sources differ. Medicare presumes that a notice is received 5 days after its date and moves a last
day on a weekend or holiday (42 CFR 405.942; Social Security Act 216(j)), but not every contractor's examples do. So
people work to `safe`, which leans on neither, and see all four.
"""

from dataclasses import replace
from datetime import date, timedelta

from bot.rules.calendar import Calendar
from bot.rules.deadline_words import steps_of, warnings_of
from bot.rules.limits import first_day, last_day, planned_day
from data.deadline_models import Deadline, DeadlineRule, Filed, Way


def deadline_of(
    rule: DeadlineRule,
    start_on: date,
    *,
    calendar: Calendar,
    way: Way = Way.MAIL,
    received_on: date | None = None,
) -> Deadline:
    """The rule's days from the day of its start event; `received_on` is a day of receipt that can be proven.

    send_by <= safe <= due_raw <= due_rolled, and none of the first two before `opens_on`. A practice's closed days move
    its own work, never the payer's last day.
    """
    counted_from = _counted_from(rule, start_on, received_on)
    due_raw = last_day(rule, counted_from, calendar.public)
    planned = planned_day(rule, min(start_on, counted_from), calendar.public)
    safe = calendar.last_working(planned)
    send_by = calendar.subtract_business_days(safe, lead) if (lead := _mail_lead(rule, way)) else safe
    opens_on = first_day(rule, counted_from, calendar.public)
    found = Deadline(
        rule=rule,
        start_on=start_on,
        safe=max(safe, opens_on or safe),
        send_by=max(send_by, opens_on or send_by),
        due_raw=due_raw,
        due_rolled=calendar.public.next_working(due_raw) if rule.rolls else due_raw,
        opens_on=opens_on,
        steps=(),
    )
    return replace(
        found,
        steps=tuple(steps_of(found, counted_from=counted_from, planned=planned, way=way)),
        warnings=tuple(warnings_of(found, way=way, received_on=received_on)),
    )


def _counted_from(rule: DeadlineRule, start_on: date, received_on: date | None) -> date:
    """The proven receipt where receipt counts, else the presumed one, else the day of the event itself."""
    if received_on is not None and rule.counts_from_receipt:
        return received_on
    return start_on + timedelta(days=rule.presumed_receipt_days)


def _mail_lead(rule: DeadlineRule, way: Way) -> int:
    return rule.mail_lead_business_days if way is Way.MAIL and rule.filed is Filed.RECEIVED else 0
