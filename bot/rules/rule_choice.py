"""Which rule answers for a claim: contract before state, state before payer, payer before the default. No input."""

from collections.abc import Iterable

from data.claim_models import PayerKind
from data.deadline_models import DeadlineRule, Purpose, Scope

_RANKS = {scope: rank for rank, scope in enumerate(Scope)}
_Asked = tuple[Purpose, int, int | None, PayerKind, str]


class RuleBook:
    """All rules, the practice's own before the shipped ones; of two with one id the first stands."""

    def __init__(self, rules: Iterable[DeadlineRule]) -> None:
        self._by_id: dict[str, DeadlineRule] = {}
        for rule in rules:
            self._by_id.setdefault(rule.id, rule)
        self._chosen: dict[_Asked, DeadlineRule | None] = {}

    @property
    def rules(self) -> tuple[DeadlineRule, ...]:
        return tuple(self._by_id.values())

    def rule_with(self, rule_id: str) -> DeadlineRule | None:
        return self._by_id.get(rule_id)

    def choose(
        self, purpose: Purpose, *, level: int = 0, payer_id: int | None, kind: PayerKind, state: str
    ) -> DeadlineRule | None:
        """The rule of the highest scope; of two, the one that names the payer, then its kind, then the state.

        Of rules that are equal in all that, the first in the list. None where no rule is known.
        """
        asked = (purpose, level, payer_id, kind, state)
        if asked not in self._chosen:
            fitting = (rule for rule in self._by_id.values() if _fits(rule, asked))
            self._chosen[asked] = min(fitting, key=_precedence, default=None)
        return self._chosen[asked]


def _fits(rule: DeadlineRule, asked: _Asked) -> bool:
    purpose, level, payer_id, kind, state = asked
    return (
        rule.purpose is purpose
        and rule.level == level
        and not rule.asked_only
        and rule.payer_id in (None, payer_id)
        and (not rule.payer_kinds or kind in rule.payer_kinds)
        and rule.state in ("", state)
    )


def _precedence(rule: DeadlineRule) -> tuple[int, bool, bool, bool]:
    return (_RANKS[rule.scope], rule.payer_id is None, not rule.payer_kinds, not rule.state)
