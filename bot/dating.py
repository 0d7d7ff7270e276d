"""Gathers what days are reckoned with: the rules, what is known of payers, the days on which the practice works."""

from datetime import date
from functools import lru_cache

from bot.deadline_rules import all_rules
from bot.rules.dating import Dating, PayerFacts
from bot.rules.federal_holidays import federal_calendar
from bot.rules.rule_choice import RuleBook
from data.deadline_models import DeadlineRule, PayerSheet
from data.importers.appeal_level_table import read_appeal_levels
from data.importers.reference_tables import read_carc_actions
from data.store.claims_file import ClaimsDb
from data.store.payer_rules import load_rules
from data.store.payer_sheets import sheets_by_payer
from data.store.routing import find_practice

_KEPT = 4


def load_dating(db: ClaimsDb) -> Dating:
    """As the store stands now. The same facts give the same value again, with what it has reckoned already."""
    payers = tuple((payer_id, _facts(sheet)) for payer_id, sheet in sheets_by_payer(db).items())
    change = find_practice(db)
    closed = change.settings.closed_days if change else frozenset()
    return _dating(tuple(all_rules(load_rules(db))), payers, closed)


@lru_cache(maxsize=_KEPT)
def _dating(
    rules: tuple[DeadlineRule, ...], payers: tuple[tuple[int, PayerFacts], ...], closed: frozenset[date]
) -> Dating:
    calendar = federal_calendar().closing(closed)
    return Dating(RuleBook(rules), calendar, dict(payers), read_carc_actions(), read_appeal_levels())


def _facts(sheet: PayerSheet) -> PayerFacts:
    return PayerFacts(
        kind=sheet.kind,
        payer_id=sheet.payer_id,
        state=sheet.state,
        contracted=sheet.contracted,
        usual_days=sheet.usual_days_to_pay,
        quiet_days=sheet.appeal_quiet_days,
    )
