"""What an adjustment does to a claim: a denial, a reduction that stands, the patient's share; from our CARC table.

Group code outweighs the reason: PR is the patient's. Source of the categories: data/reference/carc_actions.csv.
"""

from collections.abc import Mapping
from enum import Enum

from data.claim_models import CarcAction

Carcs = Mapping[str, CarcAction]
PATIENT_GROUP = "PR"
_COUNTED_ELSEWHERE = frozenset({"23", "B13"})
"""The effect of an earlier payer, or of an earlier payment: those have rows of their own."""
_BUNDLED = frozenset({"97"})
_REDUCTIONS = frozenset({"contractual", "informational", "patient_responsibility"})
_WORKED = frozenset({"appeal", "correct_and_resubmit", "send_records"})


class Effect(Enum):
    """What one adjustment means for the money."""

    PATIENT = "the patient's share"
    REDUCTION = "a reduction that stands"
    ELSEWHERE = "counted in another row"
    WAITING = "not decided yet"
    BUNDLED = "paid inside another service"
    DENIAL = "refused by the payer"


def effect_of(group: str, carc: str, carcs: Carcs) -> Effect:
    """A reason that is not in the table counts as a denial, so that somebody looks at it."""
    if carc in _COUNTED_ELSEWHERE:
        return Effect.ELSEWHERE
    if group == PATIENT_GROUP:
        return Effect.PATIENT
    action = carcs.get(carc)
    if action is None:
        return Effect.DENIAL
    if action.next_step == "wait":
        return Effect.WAITING
    if carc in _BUNDLED:
        return Effect.BUNDLED
    if _only_reduces(action):
        return Effect.REDUCTION
    return Effect.DENIAL


def _only_reduces(action: CarcAction) -> bool:
    if action.next_step == "info_only":
        return True
    if action.next_step == "write_off":
        return action.category in (*_REDUCTIONS, "property_casualty", "cob")
    return action.category in _REDUCTIONS and action.next_step not in _WORKED
