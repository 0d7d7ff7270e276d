"""Which files are about the same claim, when numbers are cut, missing, replaced or used again."""

from pathlib import Path

from claim_store import FilledStore
from work import a_note
from x12_claims import Paid, a_claim_answer, a_remittance, a_sent_claim

from data.store.work import add_worked

LONG = "10010000000000000000"


def test_a_number_cut_to_twenty_characters_finds_the_one_claim_that_begins_so(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_sent_claim(LONG + "AA"), a_remittance(Paid(number=LONG))])

    assert filled.claim()["claim_number"] == LONG + "AA"
    assert filled.claim()["state"] == "paid"


def test_a_cut_number_that_two_claims_begin_with_is_left_alone(tmp_path: Path) -> None:
    sent = [a_sent_claim(LONG + "AA"), a_sent_claim(LONG + "BB", batch="B2", group="8")]

    claims = FilledStore(tmp_path).take_all([*sent, a_remittance(Paid(number=LONG))]).claims()

    assert [(claim["claim_number"], claim["state"]) for claim in claims] == [
        (LONG, "paid"),
        (LONG + "AA", "submitted"),
        (LONG + "BB", "submitted"),
    ]


def test_a_cut_number_heard_first_joins_its_claim_later(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_remittance(Paid(number=LONG))])
    before = filled.claim()["ref"]

    filled.take(a_sent_claim(LONG + "AA"))

    assert filled.claim()["claim_number"] == LONG + "AA"
    assert filled.claim()["ref"] == before


def test_the_payers_number_decides_where_the_claim_number_is_missing(tmp_path: Path) -> None:
    known = a_claim_answer("1001", icn="PAYER77")

    filled = FilledStore(tmp_path).take_all([a_sent_claim(), known, a_remittance(Paid(number="0", icn="PAYER77"))])

    assert filled.claim()["state"] == "paid"


def test_a_payment_without_any_number_stands_alone_for_a_person_to_place(tmp_path: Path) -> None:
    claims = FilledStore(tmp_path).take_all([a_sent_claim(), a_remittance(Paid(number="0", icn=""))]).claims()

    assert [(claim["claim_number"], claim["state"]) for claim in claims] == [("", "paid"), ("1001", "submitted")]


def test_a_payers_number_that_stands_beside_two_of_our_claims_decides_nothing(tmp_path: Path) -> None:
    sent = [a_sent_claim("1001"), a_sent_claim("1002", batch="B2", group="8")]
    answers = [a_claim_answer("1001", icn="PAYER77"), a_claim_answer("1002", icn="PAYER77", batch="B2")]

    filled = FilledStore(tmp_path).take_all([*sent, *answers, a_remittance(Paid(number="0", icn="PAYER77"))])

    assert [claim["paid_cents"] for claim in filled.claims() if claim["claim_number"]] == [0, 0]


def test_a_replacement_under_a_new_number_is_the_same_claim(tmp_path: Path) -> None:
    replaced = a_sent_claim("1001R", frequency="7", original="ICN1001", sent_on="20260201", batch="B2", group="8")
    denied = Paid(paid="0", adjustments=("CO*16*200",))

    filled = FilledStore(tmp_path).take_all([a_sent_claim(), a_remittance(denied), replaced])

    assert filled.claim()["claim_number"] == "1001"
    assert filled.claim()["state"] == "submitted"


def test_two_claims_that_prove_to_be_one_keep_both_references(tmp_path: Path) -> None:
    replaced = a_sent_claim("1001R", frequency="7", original="ICN1001", sent_on="20260201", batch="B2", group="8")
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), replaced])
    refs = {claim["ref"] for claim in filled.claims()}
    with filled.store.write() as db:
        for claim in filled.claims():
            add_worked(db, claim["id"], a_note())

    filled.take(a_remittance(Paid()))

    former = {row["ref"] for row in filled.store.db.query("SELECT ref FROM former_ref")}
    assert former | {filled.claim()["ref"]} == refs
    assert filled.store.db.table("worked").count_where("claim_id = ?", [filled.claim()["id"]]) == 2


def test_an_account_number_sent_for_several_visits_gives_a_claim_a_visit(tmp_path: Path) -> None:
    visits = [
        a_sent_claim("ACCT5", service="20260105", charge="200"),
        a_sent_claim("ACCT5", service="20260106", charge="90", patient="TOPAZ*MAY", batch="B2", group="8"),
    ]
    paid = a_remittance(
        Paid(number="ACCT5", charge="90", paid="90", adjustments=(), service="20260106", patient_name="TOPAZ*MAY")
    )

    claims = FilledStore(tmp_path).take_all([*visits, paid]).claims()

    assert [(claim["service_from"], claim["state"]) for claim in claims] == [
        ("2026-01-05", "submitted"),
        ("2026-01-06", "paid"),
    ]


def test_a_claim_sent_again_with_a_corrected_name_stays_one_claim(tmp_path: Path) -> None:
    again = a_sent_claim(patient="AGATTE*APRIL", sent_on="20260115", batch="B2", group="8")

    assert FilledStore(tmp_path).take_all([a_sent_claim(), again]).claim()["patient_last"] == "AGATTE"


def test_one_payer_under_several_spellings_is_one_payer(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path)
    for number, name in enumerate(("AETNA", "Aetna, Inc.", "AETNA INC")):
        filled.take(a_sent_claim(f"20{number}", payer=name, batch=f"P{number}", group=f"4{number}"))

    assert [row["name"] for row in filled.store.db.query("SELECT name FROM payer")] == ["Aetna, Inc."]


def test_what_a_person_joined_stays_joined_when_more_comes_in(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), a_remittance(Paid(number="0", icn="ODD777"))])
    lost, sent = filled.claims()

    filled.desk.join(sent["id"], lost["id"])
    filled.take(a_claim_answer(category="A1", on="20260125"))

    assert (filled.claim()["claim_number"], filled.claim()["state"]) == ("1001", "paid")
    assert filled.desk.recompute() == (1, 0)


def test_what_a_person_joined_can_be_parted_again(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), a_remittance(Paid(number="0", icn="ODD777"))])
    lost, sent = filled.claims()
    filled.desk.join(sent["id"], lost["id"])

    filled.desk.part(filled.claim()["id"])

    assert [claim["state"] for claim in filled.claims()] == ["paid", "submitted"]


def test_a_payers_number_of_another_payer_joins_nothing_that_differs(tmp_path: Path) -> None:
    other = Paid(
        number="7777",
        icn="ICN1001",
        charge="90",
        paid="50",
        adjustments=("CO*45*40",),
        patient_name="TOPAZ*MAY",
        service="20260109",
    )

    filled = FilledStore(tmp_path).take_all(
        [a_sent_claim(), a_remittance(Paid()), a_remittance(other, payer="CIGNA", sequence_number="C1")]
    )

    assert [(claim["claim_number"], claim["paid_cents"]) for claim in filled.claims()] == [
        ("1001", 12_000),
        ("7777", 5_000),
    ]


def test_a_replacement_that_names_another_patients_number_joins_nothing(tmp_path: Path) -> None:
    replacement = a_sent_claim(
        "2002",
        frequency="7",
        original="ICN1001",
        patient="TOPAZ*MAY",
        payer="CIGNA",
        service="20260109",
        charge="90",
        group="8",
    )

    filled = FilledStore(tmp_path).take_all([a_sent_claim(), a_remittance(Paid()), replacement])

    assert [claim["claim_number"] for claim in filled.claims()] == ["1001", "2002"]


ACCOUNT = {"number": "ACCT5", "patient_name": "AGATE*APRIL"}


def test_monthly_visits_under_one_account_number_are_claims_of_their_own(tmp_path: Path) -> None:
    january = a_sent_claim("ACCT5", service="20260105", sent_on="20260106")
    february = a_sent_claim("ACCT5", service="20260205", sent_on="20260206", charge="150", batch="B2", group="8")
    denied = Paid(**ACCOUNT, icn="ICN-A1", paid="0", adjustments=("CO*197*200",), service="20260105")
    paid = Paid(**ACCOUNT, icn="ICN-A2", charge="150", paid="150", adjustments=(), service="20260205")

    filled = FilledStore(tmp_path).take_all(
        [
            january,
            february,
            a_remittance(denied),
            a_remittance(paid, sequence_number="E2", paid_on="20260220"),
        ]
    )

    assert [(claim["service_from"], claim["state"]) for claim in filled.claims()] == [
        ("2026-01-05", "denied"),
        ("2026-02-05", "paid"),
    ]


def test_weekly_visits_at_one_price_are_told_apart_by_their_day(tmp_path: Path) -> None:
    rows = [Paid(**ACCOUNT, icn=f"ICN-W{day}", service=f"202601{day}") for day in ("05", "12", "19")]

    claims = FilledStore(tmp_path).take_all([a_remittance(*rows)]).claims()

    assert [(claim["service_from"], claim["paid_cents"]) for claim in claims] == [
        ("2026-01-05", 12_000),
        ("2026-01-12", 12_000),
        ("2026-01-19", 12_000),
    ]


def test_two_patients_under_one_filler_number_are_two_claims(tmp_path: Path) -> None:
    rows = [
        Paid(number="UNKNOWN", icn="ICN-U1", patient_name="AGATE*APRIL"),
        Paid(number="UNKNOWN", icn="ICN-U2", patient_name="TOPAZ*MAY", service="20260109"),
    ]

    assert len(FilledStore(tmp_path).take_all([a_remittance(*rows)]).claims()) == 2


def test_numbers_that_differ_in_case_blanks_or_leading_zeros_are_one(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_sent_claim("00ab 1001"), a_remittance(Paid(number="AB1001"))])

    assert filled.claim()["state"] == "paid"


def test_a_rejected_claim_sent_again_with_name_and_day_put_right_is_one_claim(tmp_path: Path) -> None:
    rejected = a_claim_answer(category="A3", action="U")
    again = a_sent_claim(patient="OPAL*APRIL", service="20260104", sent_on="20260110", batch="B2", group="8")

    filled = FilledStore(tmp_path).take_all([a_sent_claim(), rejected, again])

    assert (filled.claim()["state"], filled.claim()["service_from"]) == ("submitted", "2026-01-04")
