"""What an adjustment does to a claim, by group and reason."""

import pytest

from bot.rules.denials import Effect, effect_of
from data.importers.reference_tables import read_carc_actions

CARCS = read_carc_actions()
CATEGORIES = 19

EFFECTS = {
    ("CO", "45"): Effect.REDUCTION,
    ("PR", "45"): Effect.PATIENT,
    ("CO", "253"): Effect.REDUCTION,
    ("CO", "P12"): Effect.REDUCTION,
    ("CO", "246"): Effect.REDUCTION,
    ("CO", "59"): Effect.REDUCTION,
    ("CO", "303"): Effect.REDUCTION,
    ("CO", "24"): Effect.REDUCTION,
    ("OA", "94"): Effect.REDUCTION,
    ("CO", "97"): Effect.BUNDLED,
    ("OA", "23"): Effect.ELSEWHERE,
    ("CO", "B13"): Effect.ELSEWHERE,
    ("OA", "133"): Effect.WAITING,
    ("OA", "257"): Effect.WAITING,
    ("PR", "1"): Effect.PATIENT,
    ("PR", "2"): Effect.PATIENT,
    ("PR", "3"): Effect.PATIENT,
    ("PR", "204"): Effect.PATIENT,
    ("PR", "96"): Effect.PATIENT,
    ("CO", "16"): Effect.DENIAL,
    ("CO", "18"): Effect.DENIAL,
    ("CO", "22"): Effect.DENIAL,
    ("CO", "27"): Effect.DENIAL,
    ("CO", "29"): Effect.DENIAL,
    ("CO", "50"): Effect.DENIAL,
    ("CO", "96"): Effect.DENIAL,
    ("OA", "109"): Effect.DENIAL,
    ("CO", "197"): Effect.DENIAL,
    ("CO", "236"): Effect.DENIAL,
    ("CO", "B7"): Effect.DENIAL,
    ("PI", "16"): Effect.DENIAL,
    ("CR", "45"): Effect.REDUCTION,
    ("CO", "not a number"): Effect.DENIAL,
}


@pytest.mark.parametrize(("group", "carc"), EFFECTS)
def test_what_a_reason_does(group: str, carc: str) -> None:
    assert effect_of(group, carc, CARCS) is EFFECTS[group, carc]


def test_every_reason_of_the_table_has_an_effect_in_every_group() -> None:
    assert len(CARCS) == 327
    assert len({action.category for action in CARCS.values()}) == CATEGORIES
    for carc in CARCS:
        assert effect_of("PR", carc, CARCS) in (Effect.PATIENT, Effect.ELSEWHERE)
        assert effect_of("CO", carc, CARCS) is not Effect.PATIENT
