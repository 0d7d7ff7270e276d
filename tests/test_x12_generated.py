"""Files that x12sdk generates from a plan give the claims, lines and adjustments of the plan."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from x12_text import items_of
from x12sdk.generate import (
    AdjustmentSpec,
    ClaimSpec,
    PatientSpec,
    ServiceLineSpec,
    SubmissionSpec,
    denial,
    generate_835,
    generate_837i,
    generate_837p,
    patient_responsibility,
)

from data.x12_models import RemittedClaim, SubmittedClaim

SEEDS = range(5)


def a_plan(seed: int, *, adjustments: Sequence[AdjustmentSpec] = (), count: int = 30) -> list[ClaimSpec]:
    """Claims of one to three lines whose amounts are all different."""
    plan = []
    for number in range(1, count + 1):
        amounts = [Decimal(number * 1000 + seed * 7 + line) / 100 for line in range(1 + number % 3)]
        lines = [ServiceLineSpec(charge=amount, adjustments=adjustments) for amount in amounts]
        plan.append(ClaimSpec(charge=sum(amounts, Decimal()), lines=lines, patient_control_number=f"P{seed}-{number}"))
    return plan


def planned(plan: list[ClaimSpec]) -> list[tuple[str, int, list[int]]]:
    return [
        (str(claim.patient_control_number), int(claim.charge * 100), [int(line.charge * 100) for line in claim.lines])
        for claim in plan
    ]


def read(claims: list[SubmittedClaim] | list[RemittedClaim]) -> list[tuple[str, int, list[int]]]:
    return [(one.claim_number, one.charge_cents, [line.charge_cents for line in one.lines]) for one in claims]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("generate", [generate_837p, generate_837i])
def test_generated_claims_are_read_as_planned(generate: Callable[..., str], seed: int) -> None:
    plan = a_plan(seed)
    patients = [PatientSpec(claims=[claim], dependent=number % 3 == 0) for number, claim in enumerate(plan)]

    raw = generate(seed=seed, claims=SubmissionSpec(patients=patients)).encode()

    claims = [item for item in items_of(raw) if isinstance(item, SubmittedClaim)]
    assert read(claims) == planned(plan)
    assert all(claim.patient_last and claim.member_last4 and claim.billing_npi and claim.payer_name for claim in claims)
    assert all(claim.service_from and claim.diagnoses and not claim.problems for claim in claims)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_generated_remittance_is_read_as_planned(seed: int) -> None:
    plan = a_plan(seed, adjustments=[denial("CO", "45", Decimal("1.05")), patient_responsibility("2", Decimal("0.5"))])

    claims = [
        item for item in items_of(generate_835(seed=seed, claims=plan).encode()) if isinstance(item, RemittedClaim)
    ]

    assert read(claims) == planned(plan)
    for claim in claims:
        assert claim.paid_cents == claim.charge_cents - 155 * len(claim.lines)
        for line in claim.lines:
            assert [(one.group, one.carc, one.cents) for one in line.adjustments] == [
                ("CO", "45", 105),
                ("PR", "2", 50),
            ]
