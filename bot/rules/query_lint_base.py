"""The rules of the lint for queries to providers, and what a banned pattern is made of; it holds none."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """What is wrong with a query. The values stand in tests and in the audit trail."""

    LEADS = "leads"
    YES_NO = "yes_no"
    TITLE = "title"
    OPTIONS = "options"
    MONEY = "money"
    PAYER = "payer"
    DENIAL = "denial"
    IMPACT = "impact"
    REVIEW = "review"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True, kw_only=True)
class Banned:
    """A pattern of one rule; `mend` says what to write instead.

    `unless`: words in the same sentence that make it harmless, for then it quotes the record.
    """

    rule: Rule
    pattern: re.Pattern[str]
    mend: str
    unless: re.Pattern[str] | None = None


def any_of(*patterns: str, case: bool = False) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), 0 if case else re.IGNORECASE)
