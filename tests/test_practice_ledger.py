"""The sample practice through the real importers: every claim comes to what its inventor meant."""

from collections import Counter, defaultdict
from datetime import date

import pytest
from fixed_clock import FixedClock

from bot.imports.service import ImportDesk
from data.samples import Practice, write_practice
from data.store.claims_file import ClaimsFile

TODAY = date(2026, 1, 15)
Row = dict[str, object]


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    return write_practice(tmp_path_factory.mktemp("practice"), today=TODAY, claims=400)


@pytest.fixture(scope="module")
def claims(practice: Practice, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    """Claim number -> claim row, after all files were imported."""
    store = ClaimsFile(tmp_path_factory.mktemp("store"))
    desk = ImportDesk(store, FixedClock(TODAY))
    reports = [desk.import_file(path) for path in sorted(practice.files)]
    assert not [report.name for report in reports if report.refused]
    return {row["claim_number"]: row for row in store.db.query("SELECT * FROM claim")}


def test_each_claim_of_the_practice_is_one_claim_of_the_store(practice: Practice, claims: dict[str, Row]) -> None:
    assert set(claims) == set(practice.intended)


def test_every_case_comes_to_the_state_and_money_that_were_meant(practice: Practice, claims: dict[str, Row]) -> None:
    wrong = defaultdict(list)
    for number, meant in practice.intended.items():
        row = claims[number]
        found = (
            row["state"],
            row["billed_cents"],
            row["paid_cents"],
            row["adjusted_cents"],
            row["patient_cents"],
            row["balance_cents"],
        )
        expected = (
            str(meant.state),
            meant.billed_cents,
            meant.paid_cents,
            meant.adjusted_cents,
            meant.patient_cents,
            meant.balance_cents,
        )
        if found != expected:
            wrong[meant.case].append((number, expected, found))

    assert not wrong


def test_the_practice_holds_every_case(practice: Practice) -> None:
    cases = Counter(meant.case for meant in practice.intended.values())

    assert len(cases) >= 80
    assert {"reversed_and_corrected_together", "split_by_payer", "forwarded_secondary_paid"} <= set(cases)


def test_no_claim_that_is_settled_waits_for_a_next_step(claims: dict[str, Row]) -> None:
    settled = [row for row in claims.values() if row["state"] == "closed"]
    open_ones = [row for row in claims.values() if row["state"] in ("denied", "rejected", "submitted", "pending")]

    assert settled
    assert all(row["next_action"] == "" for row in settled)
    assert all(row["next_action"] and row["next_action_on"] for row in open_ones)
