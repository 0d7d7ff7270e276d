"""The steps left on a claim as people read them: what to do, why it is asked, how near its day is."""

from datetime import date

from bot.rules.claim_deadlines import band
from bot.rules.privacy import Shown, distance
from data.follow_up_models import NO_DAY, Alert, Rung, Step, StepKind
from data.task_models import CodingAnswer

_ACTIONS: dict[str, str] = {
    StepKind.SEND: "Send it",
    StepKind.FILE: "Have it accepted by the payer before the filing limit",
    StepKind.CHECK_STATUS: "Check its status with the payer",
    StepKind.CHECK_ACKNOWLEDGEMENT: "Look for the acknowledgement (999, 277CA): none has come yet",
    StepKind.CHECK_ACCEPTANCE: "Look for the payer's acceptance (277CA): none has come yet",
    StepKind.SEND_RECORDS: "Send the records that the payer asks for",
    StepKind.FIX_AND_RESEND: (
        "Mend what was rejected and send it again: the filing limit runs on, and there is no appeal"
    ),
    StepKind.CHECK_NEXT_PAYER: "Check that the next payer has it",
    StepKind.BILL_PATIENT: "Bill the patient's share",
    StepKind.BILL_SECONDARY: "Bill the next payer",
    StepKind.WORK_DENIAL: "Work the denial",
    StepKind.WORK_DENIED_LINES: "Work the denied lines",
    StepKind.CORRECT_CLAIM: "Send the corrected claim",
    StepKind.APPEAL: "Appeal",
    StepKind.CHECK_APPEAL: "Ask for the decision on the appeal",
    StepKind.FILING_EXCEPTION: "Ask for an exception to the filing limit",
    StepKind.DECIDE: "A lead decides what becomes of it",
    StepKind.RETURN_OVERPAYMENT: "Settle the credit balance",
    StepKind.FOLLOW_UP: "Follow up on the last touch",
    StepKind.LETTER: "Answer the payer's letter",
    StepKind.WAIT_CODER: "Wait for the coder's answer",
    StepKind.WAIT_PROVIDER: "Wait for the provider's answer",
    StepKind.LOOK_AT: "Look at it: no date of it is known, or a balance is left that nothing explains",
}
_SHORT: dict[str, str] = {
    StepKind.FILE: "Filing limit",
    StepKind.CHECK_ACKNOWLEDGEMENT: "No acknowledgement has come",
    StepKind.CHECK_ACCEPTANCE: "The payer has not accepted it",
    StepKind.FIX_AND_RESEND: "Mend the rejection and send it again",
    StepKind.LOOK_AT: "Look at it",
}
"""Where the whole sentence is too long."""
_PASSED = {
    StepKind.FILE: "The filing limit has passed: look for proof that it was sent in time, and ask for an exception",
    StepKind.APPEAL: "The last day to appeal has passed: ask whether the payer accepts a good cause",
    StepKind.SEND_RECORDS: "The last day to send the records has passed: ask the payer whether it still takes them",
    StepKind.LETTER: "The last day of the payer's letter has passed: ask whether it still takes an answer",
}
_TODAY = {
    StepKind.FILE: "get it to the payer today",
    StepKind.BILL_SECONDARY: "bill it today",
    StepKind.RETURN_OVERPAYMENT: "settle it today",
    StepKind.LETTER: "answer it today",
}
"""What the last day to act asks; of all others "send it today"."""
_MAILED = frozenset({StepKind.APPEAL, StepKind.SEND_RECORDS, StepKind.FILING_EXCEPTION, StepKind.LETTER})
_REASONS = {
    StepKind.SEND: "It was never sent",
    StepKind.FILE: "The payer has not accepted it, and its filing limit runs from the service",
    StepKind.CHECK_STATUS: "The payer's usual time for an answer is over",
    StepKind.CHECK_ACKNOWLEDGEMENT: "Two business days after it was sent no acknowledgement has come",
    StepKind.CHECK_ACCEPTANCE: "Two business days after it was sent the payer has not accepted it",
    StepKind.SEND_RECORDS: "The payer asks for records",
    StepKind.FIX_AND_RESEND: "It was rejected, so it was never processed",
    StepKind.CHECK_NEXT_PAYER: "It was crossed over to the next payer, which has not answered",
    StepKind.BILL_PATIENT: "What is left is the patient's share",
    StepKind.BILL_SECONDARY: "This payer has paid, and another payer is on file",
    StepKind.WORK_DENIAL: "It was denied; a denial is looked at within two business days",
    StepKind.WORK_DENIED_LINES: "Some of it was denied; a denial is looked at within two business days",
    StepKind.CORRECT_CLAIM: "Its denial is usually mended by a correction, which has a limit",
    StepKind.APPEAL: "It was denied, and the time for an appeal runs",
    StepKind.CHECK_APPEAL: "The payer's time to decide the appeal is over",
    StepKind.FILING_EXCEPTION: "It was denied as late; there is no appeal, an exception can be asked for",
    StepKind.DECIDE: "The last appeal was decided against it, and no further level is known",
    StepKind.RETURN_OVERPAYMENT: "More was paid and adjusted than billed",
    StepKind.FOLLOW_UP: "Somebody worked on it and it is still open",
    StepKind.LETTER: "A letter of the payer sets this day",
    StepKind.WAIT_CODER: "A coder was asked; they and you are reminded by the day on which an answer is due",
    StepKind.WAIT_PROVIDER: "A provider was asked; they and the coder are reminded by the day of the answer",
    StepKind.LOOK_AT: "It is open and nothing says what comes next",
}

_ANSWERS = {
    CodingAnswer.CORRECTED: "The coder corrected the codes, so it can be sent again with them",
    CodingAnswer.STANDS: "The coder says that the codes stand as they were sent",
    CodingAnswer.WRITE_OFF: "The coder advises a write-off, and a lead confirms or declines it",
}


def action_words(kind: str) -> str:
    """What to do, as a sentence without its full stop."""
    return _ACTIONS.get(kind) or kind.replace("_", " ").capitalize()


def short_words(kind: str) -> str:
    """What to do in a few words, for a heading or a row."""
    return _SHORT.get(kind) or action_words(kind)


def reason_words(step: Step, today: date, shown: Shown) -> str:
    """Why it is asked, with the day of the event as far as it may be shown."""
    since = step.since.isoformat() if shown.is_exact else distance(step.since, today)
    known = step.since.year > 1900
    why = _ANSWERS[CodingAnswer(step.because)] if step.because else _REASONS[step.kind]
    return why + (f" (since {since})." if known else ".")


def alert_words(alert: Alert, today: date) -> str:
    """A reminder in one sentence without its full stop: "Appeal: 7 days left"."""
    step = alert.step
    if alert.rung is Rung.PASSED:
        return _PASSED.get(step.kind, f"{action_words(step.kind)}: the last day has passed")
    if alert.rung in (Rung.LAST, Rung.FINAL) and step.last_on is not None:
        days = (step.last_on - today).days
        left = f"{_days(days)} to the very last day" if days > 0 else "today is the very last day"
        return f"{short_words(step.kind)}: {left}" + (", too late for mail" if step.kind in _MAILED else "")
    return step_words(step, today)


def step_words(step: Step, today: date, *, is_vague: bool = False) -> str:
    """A step in a row of a list: "Appeal: 6 days left", "Work the denial: 8 days overdue".

    `is_vague`: how many days are left is not told, for it would tell the day of service.
    """
    if step.due_on == NO_DAY:
        return short_words(step.kind)
    how_near = band(step.due_on, today) if is_vague else _nearness(step, today)
    return f"{short_words(step.kind)}: {how_near}"


def _nearness(step: Step, today: date) -> str:
    """ "7 days left", "send it today"; of what has no last day "due today", "4 days overdue"."""
    left = (step.due_on - today).days
    if step.rule_id:
        if left == 0:
            return _TODAY.get(step.kind, "send it today")
        return f"{_days(left)} left" if left > 0 else f"{_days(-left)} past the day"
    return "due today" if left == 0 else f"due in {_days(left)}" if left > 0 else f"{_days(-left)} overdue"


def _days(count: int) -> str:
    return f"{count:,} day" if count == 1 else f"{count:,} days"
