"""The rules that answer for deadlines, the practice's own before the shipped ones, and what to know with them."""

from rapidfuzz import fuzz, process, utils

from bot.rules.controversy import LEVELS, amount_in_controversy
from bot.rules.payer_sheet_checks import rules_in_force
from bot.rules.rule_choice import RuleBook
from data.claim_models import PayerKind
from data.deadline_models import Deadline, DeadlineRule, Purpose
from data.importers.payer_rule_table import read_amounts_in_controversy, read_payer_rules
from data.payer_models import PracticeRules
from data.store.claims_file import ClaimsDb
from data.store.payer_rules import load_rules

_MOST_NEAR = 3


def all_rules(practice: PracticeRules | None = None) -> tuple[DeadlineRule, ...]:
    """In the order in which equals answer: the practice's own, then the shipped ones with the practice's checks."""
    return read_payer_rules() if practice is None else tuple(rules_in_force(read_payer_rules(), practice))


def load_book(db: ClaimsDb) -> RuleBook:
    """As the store stands now."""
    return RuleBook(all_rules(load_rules(db)))


def nearest_rules(asked: str, book: RuleBook) -> list[DeadlineRule]:
    """Rules whose id or title is closest to what was typed: "mcr.1" and "redetermination" both lead to mcr.l1."""
    ids = {rule: rule.id for rule in book.rules}
    titles = {rule: rule.title for rule in book.rules}
    scores: dict[DeadlineRule, float] = {}
    for words, scorer in ((ids, fuzz.ratio), (titles, fuzz.token_set_ratio)):
        found = process.extract(asked, words, scorer=scorer, processor=utils.default_process, limit=_MOST_NEAR)
        for _, score, rule in found:
            scores[rule] = max(score, scores.get(rule, 0))
    return sorted(scores, key=lambda rule: -scores[rule])[:_MOST_NEAR]


def amounts_needed(deadline: Deadline) -> list[str]:
    """Medicare's amount in controversy, of every year in which the request may be filed; [] where none is needed."""
    rule = deadline.rule
    is_medicare_appeal = rule.purpose is Purpose.APPEAL and rule.payer_kinds == {PayerKind.MEDICARE}
    if not is_medicare_appeal or rule.level not in LEVELS:
        return []
    years = range(deadline.start_on.year, deadline.due_rolled.year + 1)
    amounts = read_amounts_in_controversy()
    return [amount_in_controversy(rule.level, year, amounts)[1] for year in years]
