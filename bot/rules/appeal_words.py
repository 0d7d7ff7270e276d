"""Appeals in words: pick-lists, outcomes (Medicare has words of its own), names of levels; it decides nothing."""

from collections.abc import Mapping, Sequence

from bot.rules.appeal_entries import FORWARDED
from data.claim_models import PayerKind
from data.work_models import Outcome

APPEAL_LEVELS = {"1": "First", "2": "Second", "3": "Third", "4": "Fourth", "5": "Fifth"}
APPEAL_WAYS = {"mail": "By mail", "fax": "By fax", "portal": "In the payer's portal", "electronic": "Electronically"}
WAYS_TOLD = APPEAL_WAYS | {FORWARDED: "Sent on by the payer itself"}
DOCUMENTS = {
    "claim_form": "Claim form",
    "remittance": "Remittance with the denial",
    "records": "Medical records",
    "letter": "Appeal letter",
    "authorization": "Proof of authorization",
    "timely_proof": "Proof of timely filing",
    "abn": "Advance notice (ABN)",
    "consent": "Patient's consent or assignment",
    "other": "Other",
}
CAUSES = {
    "illness": "Serious illness or a death",
    "records_lost": "Records lost or destroyed",
    "misled": "Wrong information from the payer",
    "no_notice": "The notice did not come, or came late",
    "wrong_office": "Sent in time, but to the wrong office",
    "other": "Another good cause",
    "not_late": "The limit shown here is not the payer's",
}
OUTCOMES = {
    Outcome.OVERTURNED: "Overturned: the payer pays",
    Outcome.PARTLY: "Partly overturned",
    Outcome.UPHELD: "Upheld: the denial stands",
    Outcome.WITHDRAWN: "Withdrawn by us",
    Outcome.DISMISSED: "Dismissed, not decided on its merits",
    Outcome.RETURNED: "Sent back as incomplete",
}
_MEDICARE_OUTCOMES = {
    Outcome.OVERTURNED: "Favorable: the payer pays",
    Outcome.PARTLY: "Partially favorable",
    Outcome.UPHELD: "Unfavorable: the denial stands",
}
_MEDICARE = frozenset({PayerKind.MEDICARE, PayerKind.MEDICARE_ADVANTAGE})
AFTER = {
    Outcome.OVERTURNED: "Look for the payment.",
    Outcome.PARTLY: "What is still refused can go to the next level.",
    Outcome.UPHELD: "The next level's time runs from the date of the decision.",
    Outcome.WITHDRAWN: "Its level is not used up: it can be sent again while its own time limit runs.",
    Outcome.DISMISSED: (
        "File it again, complete, if its time limit still runs; else ask for the dismissal to be taken back with good "
        "cause, or have the dismissal reviewed."
    ),
    Outcome.RETURNED: "It was never taken up: complete it and send it again while its own time limit runs.",
}
"""What comes next, by the outcome."""


def outcomes_for(kind: PayerKind) -> Mapping[Outcome, str]:
    """The pick-list in the payer's own words."""
    return OUTCOMES | _MEDICARE_OUTCOMES if kind in _MEDICARE else OUTCOMES


def outcome_words(outcome: Outcome, kind: PayerKind) -> str:
    return outcomes_for(kind)[outcome]


def both_words(outcome: Outcome) -> str:
    """For places that know no payer: "upheld (unfavorable)"."""
    word = OUTCOMES[outcome].partition(":")[0].partition(",")[0]
    medicare = _MEDICARE_OUTCOMES.get(outcome, "").partition(":")[0]
    return f"{word[:1].lower()}{word[1:]}" + (f" ({medicare.lower()})" if medicare else "")


def document_words(documents: Sequence[str]) -> str:
    """ "medical records, appeal letter"; what is in no list is left out."""
    words = [DOCUMENTS[one] for one in documents if one in DOCUMENTS]
    return ", ".join(one if one[:3].isupper() else f"{one[:1].lower()}{one[1:]}" for one in words)


def level_words(level: int, name: str) -> str:
    """ "Level 2, Reconsideration", "Level 6"."""
    return f"Level {level}, {name}" if name else f"Level {level}"
