"""The pick-lists for work on claims, and what was done as a sentence; what may not be shown is left out already."""

from collections.abc import Mapping

from bot.rules.appeal_entries import appeal_of
from bot.rules.appeal_words import APPEAL_LEVELS, WAYS_TOLD, both_words, document_words
from bot.rules.privacy import Shown, money_text
from bot.rules.query_words import query_text
from bot.rules.task_words import task_text
from data.work_models import Outcome, Worked, WorkKind

Names = Mapping[int, str]
"""Person id -> the name that others know."""

WAYS = {
    "called": "Called the payer",
    "portal": "Looked in the payer's portal",
    "fax": "Sent a fax",
    "mail": "Sent a letter",
    "email": "Wrote an e-mail",
}
SAID = {
    "in_process": "In process",
    "paid_promised": "Paid, date promised",
    "denied": "Denied, reason given",
    "needs_records": "Needs records",
    "not_on_file": "Not on file",
    "other": "Other",
}
NOTES = {
    "no_answer": "Tried to reach the payer, no answer",
    "waits_payer": "Waiting for the payer",
    "waits_records": "Waiting for records",
    "waits_patient": "Waiting for the patient",
    "waits_coder": "Waiting for the coder",
    "waits_provider": "Waiting for the provider",
    "corrected": "Corrected, ready to be sent again",
    "appeal_prepared": "Appeal being prepared",
    "looked_at": "Looked at, nothing to do yet",
}
WRITE_OFF_REASONS = {
    "timely_filing": "Filing limit missed",
    "small_balance": "Small balance",
    "contractual": "Contractual, not taken off by the payer",
    "not_covered": "Not covered, and the patient does not owe it",
    "no_authorization": "No authorization",
    "appeals_exhausted": "All appeals used up",
    "hardship": "Hardship or charity",
    "bad_debt": "Bad debt",
    "coding_advice": "As the coder advises",
    "other": "Other",
}
DECLINE_REASONS = {
    "appeal_first": "Appeal first",
    "resend_first": "Correct it and send it again first",
    "bill_other": "Bill another payer first",
    "bill_patient": "It is the patient's share",
    "wrong_amount": "The amount is wrong",
    "withdrawn": "Withdrawn by the one who asked",
    "other": "Other",
}
LETTERS = {"appeal": "An appeal", "records": "Records", "correction": "A corrected claim", "other": "Something else"}
RESENT_AS = {"new": "New claim", "replacement": "Replacement claim", "reopening": "Reopening"}
_RESENT = {"new": "as a new claim", "replacement": "as a replacement claim", "reopening": "as a reopening"}
_LISTS = {
    WorkKind.NOTED: (NOTES,),
    WorkKind.TOUCHED: (WAYS, SAID),
    WorkKind.WRITE_OFF_ASKED: (WRITE_OFF_REASONS,),
    WorkKind.WRITE_OFF_DECLINED: (DECLINE_REASONS,),
}
"""Which lists the words of `way` are from, in their order."""


def work_text(one: Worked, names: Names, shown: Shown) -> str:
    """ "Called the payer, by Bea Biller: in process; reference 4711". No person, no text where little is shown."""
    parts = [_what(one, names, shown), *_details(one, shown)]
    return "; ".join(filter(None, parts))


def picked(one: Worked) -> list[str]:
    """What was chosen from the pick-lists, in words; what is in none is left out."""
    lists = _LISTS.get(one.kind, ())
    return [words[key] for words, key in zip(lists, one.way.split(), strict=False) if key in words]


def name_of(person_id: int | None, names: Names) -> str:
    """ "" for somebody unknown."""
    return "the local operator" if person_id is None else names.get(person_id, "")


def _what(one: Worked, names: Names, shown: Shown) -> str:
    by = f" by {who}" if shown.is_exact and (who := name_of(one.person_id, names)) else ""
    amount = money_text(one.cents or 0, shown)
    words = picked(one)
    match one.kind:
        case WorkKind.ASSIGNED:
            return _assigned(one, names, shown, by)
        case WorkKind.NOTED:
            return f"Noted{by}" + (f": {words[0]}" if words else "")
        case WorkKind.TOUCHED:
            said = f": {words[1].lower()}" if len(words) > 1 else ""
            return (words[0] if words else "Touched") + (f",{by}" if by else "") + said
        case WorkKind.SNOOZED:
            return f"Snoozed{by}"
        case WorkKind.RESOLVED:
            return f"Said to be resolved in PM{by}"
        case WorkKind.REOPENED:
            return f"Reopened{by}"
        case WorkKind.WRITE_OFF_ASKED:
            return f"Write-off of {amount} asked for{by}" + (f": {words[0].lower()}" if words else "")
        case WorkKind.WRITE_OFF_CONFIRMED:
            return f"Write-off of {amount} confirmed{by}"
        case WorkKind.WRITE_OFF_DECLINED:
            return f"Write-off declined{by}" + (f": {words[0].lower()}" if words else "")
        case WorkKind.RESENT:
            return f"Sent again {_RESENT.get(one.way, '')}".rstrip() + by
        case WorkKind.APPEALED:
            return _appealed(one) + by + _corrected(one)
        case WorkKind.DECIDED:
            level, _, outcome = one.way.partition(" ")
            recovers = f", recovers {amount}" if one.cents else ""
            decided = f"{_level(level)} appeal: {both_words(Outcome(outcome))}{recovers}"
            return decided + (f",{by}" if by else "") + _corrected(one)
        case WorkKind.DRAFTED:
            return f"Letter for the {_level(one.way.split()[0]).lower()} appeal written{by}"
        case WorkKind.LETTER:
            return f"A letter asks for {LETTERS.get(one.way, 'something').lower()}" + (f", logged{by}" if by else "")
        case WorkKind.ACKNOWLEDGED:
            return f"Deadline kept in view{by}"
        case WorkKind.TASK:
            to = name_of(one.to_person_id, names) if shown.is_exact and one.to_person_id else ""
            return task_text(one.way, by, to)
        case WorkKind.QUERIED:
            return query_text(one.way, by)
        case WorkKind.UNDONE:
            return f"Undone{by}"


def _appealed(one: Worked) -> str:
    """ "First appeal sent by mail, with medical records, appeal letter"."""
    appeal = appeal_of(one)
    sent = f"{_level(str(appeal.level))} appeal sent {WAYS_TOLD.get(appeal.way, '').lower()}".rstrip()
    documents = document_words(appeal.documents)
    return sent + (f", with {documents}" if documents else "")


def _level(level: str) -> str:
    return APPEAL_LEVELS.get(level, f"Level {level}")


def _corrected(one: Worked) -> str:
    """An entry that stands in the place of a wrong one."""
    return "" if one.undoes is None else " (entry put right)"


def _assigned(one: Worked, names: Names, shown: Shown, by: str) -> str:
    if one.to_person_id is None:
        return f"Given back{by}"
    if one.to_person_id == one.person_id:
        return f"Taken{by}"
    to = f" to {who}" if shown.is_exact and (who := name_of(one.to_person_id, names)) else ""
    return f"Assigned{to}{by}"


def _details(one: Worked, shown: Shown) -> list[str]:
    """What was typed, only where free words may be shown."""
    if not shown.is_exact:
        return []
    promised = one.kind is WorkKind.TOUCHED and one.until
    return [
        f"spoke with {one.contact}" if one.contact else "",
        f"reference {one.reference}" if one.reference else "",
        f"payment promised for {one.until.isoformat()}" if promised and one.until else "",
        f"until {one.until.isoformat()}" if one.kind is WorkKind.SNOOZED and one.until else "",
        f"last day {one.until.isoformat()}" if one.kind is WorkKind.LETTER and one.until else "",
        one.text,
    ]
