"""Gathers what days are reckoned with: the rules, what is known of payers, the days on which the practice works."""

from functools import cache

from bot.rules.dating import Dating, PayerFacts
from bot.rules.denials import Carcs
from bot.rules.federal_holidays import federal_calendar
from bot.rules.rule_choice import RuleBook
from data.claim_models import PayerKind
from data.importers.payer_rule_table import read_payer_rules
from data.store.claims_file import ClaimsDb
from data.store.payers import list_payer_kinds


def load_dating(db: ClaimsDb, carcs: Carcs) -> Dating:
    """As the store stands now: one value serves every claim of a moment."""
    payers = {payer_id: PayerFacts(kind=PayerKind(kind)) for payer_id, kind in list_payer_kinds(db)}
    return Dating(_shipped_book(), federal_calendar(), payers, carcs)


@cache
def _shipped_book() -> RuleBook:
    """Where the practice has no rules of its own."""
    return RuleBook(read_payer_rules())
