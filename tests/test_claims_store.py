"""Claims found by whatever people have of them, and all that the store knows of one."""

from datetime import date
from pathlib import Path

import pytest
from claim_store import FilledStore
from x12_claims import Paid, a_claim_answer, a_remittance, a_sent_claim

from data.claim_models import Claim
from data.errors import ClaimNotFound
from data.store.claim_details import get_detail
from data.store.claims import find_alike, find_claims, iterate_claims

EXPORT_HEADER = "Claim #,Patient Last,Patient First,Payer,DOS,Charges,Paid,Balance,Account Number"


def an_export(*rows: str) -> bytes:
    return "\n".join([EXPORT_HEADER, *rows, ""]).encode()


@pytest.fixture
def filled(tmp_path: Path) -> FilledStore:
    """Claim 1001 sent and paid, claim 2002 known from a remittance alone."""
    return FilledStore(tmp_path).take_all(
        [
            a_sent_claim(),
            a_remittance(Paid(), Paid(number="2002", icn="ICN2002", patient_name="BERYL*MAY", service="20251020")),
        ]
    )


def the_claim(filled: FilledStore, number: str) -> Claim:
    (claim,) = find_claims(filled.store.db, number)
    return claim


@pytest.mark.parametrize("shape", [str, str.lower, lambda ref: ref.replace("-", ""), lambda ref: f" {ref} "])
def test_a_reference_finds_its_claim_in_any_typing(filled: FilledStore, shape: object) -> None:
    claim = the_claim(filled, "1001")

    assert callable(shape)
    assert find_claims(filled.store.db, shape(claim.ref)) == [claim]


def test_a_claim_number_and_the_payers_number_find_the_claim(filled: FilledStore) -> None:
    assert the_claim(filled, "2002").position.paid_cents == 12_000
    assert the_claim(filled, "ICN2002") == the_claim(filled, "2002")
    assert the_claim(filled, "icn2002") == the_claim(filled, "2002")


def test_a_number_that_a_claim_was_sent_under_later_finds_it_too(filled: FilledStore) -> None:
    filled.take(a_sent_claim("1001B", frequency="7", original="ICN1001", sent_on="20260125", control="0002"))

    assert the_claim(filled, "1001B").position.claim_number == "1001"


def test_an_account_number_finds_all_claims_of_the_account(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(
        an_export(
            "31,Agate,April,Aetna,01/05/2026,90,0,90,A-7",
            "32,Agate,April,Aetna,01/06/2026,80,0,80,A-7",
        ),
        name="listed.csv",
    )

    assert [claim.position.claim_number for claim in find_claims(filled.store.db, "a-7")] == ["31", "32"]


def test_a_former_reference_leads_to_the_claim_that_it_became(filled: FilledStore) -> None:
    claim = the_claim(filled, "1001")
    with filled.store.write() as db:
        db.conn.execute("INSERT INTO former_ref VALUES ('B22-222', ?, 99)", [claim.id])

    assert find_claims(filled.store.db, "b22222") == [claim]


@pytest.mark.parametrize("asked", ["", "  ", "no such", "K7M-4QX", "'; DROP TABLE claim; --", "1001%"])
def test_what_names_no_claim_finds_none(filled: FilledStore, asked: str) -> None:
    assert find_claims(filled.store.db, asked) == []


def test_every_lookup_uses_an_index(filled: FilledStore) -> None:
    steps: list[str] = []
    filled.store.db.conn.set_trace_callback(steps.append)
    find_claims(filled.store.db, "K7M-4QX")
    find_alike(filled.store.db, the_claim(filled, "1001"))
    filled.store.db.conn.set_trace_callback(None)

    looked = [one for one in steps if one.startswith("SELECT")]
    plans = [row[3] for one in looked for row in filled.store.db.conn.execute(f"EXPLAIN QUERY PLAN {one}")]
    assert len(looked) > 5
    assert [plan for plan in plans if plan.startswith("SCAN") and "CONSTANT" not in plan] == []


def test_a_claim_has_the_lines_and_diagnoses_that_were_sent_last(filled: FilledStore) -> None:
    filled.take(
        a_sent_claim(charge="250", frequency="7", original="ICN1001", sent_on="20260125", control="0002", group="8")
    )
    filled.take(a_sent_claim(charge="9", frequency="8", original="ICN1001", sent_on="20260126", control="0003"))

    detail = get_detail(filled.store.db, the_claim(filled, "1001").id)

    assert [(line.procedure, line.charge_cents, line.units) for line in detail.lines] == [("99213", 25_000, "1")]
    assert detail.lines[0].service_from == date(2026, 1, 5)
    assert detail.diagnoses == ("E11.9",)


def test_a_claim_known_from_a_remittance_has_its_remittance(filled: FilledStore) -> None:
    detail = get_detail(filled.store.db, the_claim(filled, "2002").id)

    (row,) = detail.remittances
    assert (row.remitted.trace, row.method, row.payment_cents) == ("EFT1", "ACH", 24_000)
    assert detail.lines == ()


def test_what_the_import_found_wrong_stays_with_the_claim(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(a_remittance(Paid(adjustments=("CO*45*70",))))

    detail = get_detail(filled.store.db, the_claim(filled, "1001").id)

    assert detail.problems == ("does not balance: charge less adjustments is $130.00, paid is $120.00",)


def test_a_claim_sent_and_a_row_listed_under_another_number_are_alike(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    filled.take(a_sent_claim())
    filled.take(
        an_export(
            "77,Agate,Anna,Aetna,01/05/2026,200,0,200,",
            "78,Agate,Bert,Aetna,01/05/2026,200,0,200,",
            "79,Agate,Anna,Aetna,01/06/2026,200,0,200,",
        ),
        name="listed.csv",
    )

    sent, listed = the_claim(filled, "1001"), the_claim(filled, "77")

    assert get_detail(filled.store.db, sent.id).alike == (listed,)
    assert find_alike(filled.store.db, listed) == [sent]
    assert find_alike(filled.store.db, the_claim(filled, "78")) == []


def test_two_claims_that_were_both_sent_are_not_alike(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), a_sent_claim("1002", control="0002")])

    assert find_alike(filled.store.db, the_claim(filled, "1001")) == []


def test_a_claim_that_is_not_there_is_said(filled: FilledStore) -> None:
    with pytest.raises(ClaimNotFound):
        get_detail(filled.store.db, 999)


def test_claims_are_read_in_parts_while_others_are_read(filled: FilledStore) -> None:
    numbers = []
    for claim in iterate_claims(filled.store.db):
        with filled.store.read() as db:
            numbers += [one.position.claim_number for one in find_claims(db, claim.ref)]

    assert numbers == ["1001", "2002"]


def test_a_claim_number_outweighs_a_payers_number(filled: FilledStore) -> None:
    filled.take(a_claim_answer("4004", icn="1001"))

    assert the_claim(filled, "1001").position.claim_number == "1001"
