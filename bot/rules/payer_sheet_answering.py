"""Which rules answer for a payer, and which of all rules somebody should check again. No input."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.payer_sheet_words import LEVELED, badge, is_stale, purpose_words
from bot.rules.rule_choice import RuleBook
from data.deadline_models import DeadlineRule, PayerSheet, Purpose, Scope

_LEVELS = range(1, 6)
_ORDER = tuple(Purpose)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleRule:
    """A rule that somebody should hold against its source, and why; `payers` have open claims that it dates."""

    rule: DeadlineRule
    payers: tuple[str, ...]
    words: str


def answering(book: RuleBook, sheet: PayerSheet) -> list[DeadlineRule]:
    """One rule for each purpose and level that any rule is known for."""
    found = []
    for purpose in Purpose:
        for level in _LEVELS if purpose in LEVELED else (0,):
            rule = book.choose(purpose, level=level, payer_id=sheet.payer_id, kind=sheet.kind, state=sheet.state)
            if rule is not None:
                found.append(rule)
    return found


def silent(rules: Iterable[DeadlineRule], answer: Sequence[DeadlineRule], payer_id: int) -> list[DeadlineRule]:
    """The payer's own rules that do not answer by themselves: outweighed by another, or only asked for by id."""
    ids = {rule.id for rule in answer}
    return [rule for rule in rules if rule.payer_id == payer_id and rule.id not in ids]


def stale_rules(
    own: Iterable[DeadlineRule], answers: Mapping[str, Sequence[DeadlineRule]], today: date
) -> Iterator[StaleRule]:
    """Never verified, or longer than a year ago: all of the practice's own, and what answers for payers by name."""
    rules: dict[str, DeadlineRule] = {}
    payers: dict[str, list[str]] = {}
    for name, some in answers.items():
        for rule in some:
            rules[rule.id] = rule
            payers.setdefault(rule.id, []).append(name)
    rules |= {rule.id: rule for rule in own}
    for rule in sorted(rules.values(), key=lambda one: (-len(payers.get(one.id, [])), _place(one), one.id)):
        if is_stale(rule, today):
            names = tuple(payers.get(rule.id, ()))
            yield StaleRule(rule=rule, payers=names, words=f"{rule.title}: {badge(rule, today)} ({rule.source})")


def in_order(rules: Iterable[DeadlineRule]) -> list[DeadlineRule]:
    """As people read them: by what must be done."""
    return sorted(rules, key=_place)


def _place(rule: DeadlineRule) -> tuple[int, int, str]:
    return (_ORDER.index(rule.purpose), rule.level, purpose_words(rule))


def is_own(rule: DeadlineRule) -> bool:
    """Whether the practice may change or withdraw it."""
    return rule.id.startswith("own.") and rule.scope is not Scope.LETTER
