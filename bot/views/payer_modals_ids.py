"""Names of all that can be pressed or sent about payers, and what it carries: numbers of payers, rules and changes."""

from dataclasses import dataclass

PAYER_FIND = "payer_find"
"""The type-ahead over payers."""
OPEN_PAYER = "payer_open"
"""Shows a payer in place of what is there; each button adds ":" and what tells it from its neighbors."""
OPEN_RULE = "payer_rule"
"""Shows a rule in place of its payer; each button adds ":" and the rule's id."""
CHANGE_SHEET = "payer_sheet"
ADD_RULE = "payer_rule_add"
CHANGE_RULE = "payer_rule_change"
CHECK_RULE = "payer_rule_check"
WITHDRAW_RULE = "payer_rule_withdraw"
JOIN = "payer_join"
PART = "payer_part"
"""Each button adds ":" and the number of the payer that stands for itself again."""

VIEW_PAYER = "payer_view"
VIEW_RULE = "payer_rule_view"
VIEW_RULE_FORM = "payer_rule_form"
VIEW_SHEET_FORM = "payer_sheet_form"
VIEW_JOIN_FORM = "payer_join_form"
JOIN_CHOICE = "payer_join_choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerRef:
    """The payer on screen, the rule ("" for none), and the change that made it what is seen (0 for nothing kept)."""

    payer_id: int
    rule_id: str = ""
    after: int = 0

    def value(self) -> str:
        return "|".join((str(self.payer_id), self.rule_id, str(self.after)))


def read_payer_ref(value: str) -> PayerRef:
    """What `PayerRef.value` wrote. Raises ValueError for anything else."""
    payer_id, rule_id, after = value.split("|")
    return PayerRef(payer_id=int(payer_id), rule_id=rule_id, after=int(after))
