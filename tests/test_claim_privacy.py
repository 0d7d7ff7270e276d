"""What each mode lets out, and to whom: in `minimum` nothing that leads to a person."""

import json
from datetime import date
from pathlib import Path

import pytest
from claim_store import TODAY, FilledStore
from fixed_clock import FixedClock
from x12_claims import Paid, a_batch_ack, a_claim_answer, a_remittance, a_sent_claim

from bot.claims import ClaimDesk
from bot.rules.privacy import (
    EVERYTHING,
    Mode,
    Place,
    Shown,
    age_bucket,
    distance,
    money_text,
    number_text,
    patient_text,
    service_text,
    shown_in,
    shows_codes,
)
from data.store.claims import iterate_claims

MINIMUM = shown_in(Mode.MINIMUM, Place.DIRECT)
PLACES = list(Place)


@pytest.fixture
def filled(tmp_path: Path) -> FilledStore:
    """One claim with a canary in every place that could let one out."""
    return FilledStore(tmp_path).take_all(
        [
            a_sent_claim("CANARY77", patient="CANARYLAST*CANARYFIRST", batch="CANARYBATCH"),
            a_batch_ack(),
            a_claim_answer("CANARY77", icn="CANARYICN"),
            a_remittance(
                Paid(
                    number="CANARY77",
                    icn="CANARYICN",
                    paid="0",
                    charge="200.49",
                    adjustments=("CO*197*170.37", "CO*45*30.12"),
                    remarks="N130",
                    patient_name="CANARYLAST*CANARYFIRST",
                ),
                sequence_number="CANARYCHECK",
            ),
            b"Claim #,Patient,Payer,DOS,Charges,Balance,Status\n"
            b'CANARY77,"CANARYLAST, CANARYFIRST",AETNA,01/05/2026,200,150,CANARYSTATUS\n',
        ]
    )


def desk(filled: FilledStore, mode: str) -> ClaimDesk:
    return ClaimDesk(filled.store, FixedClock(TODAY), mode)


def ref_of(filled: FilledStore) -> str:
    (claim,) = iterate_claims(filled.store.db)
    return claim.ref


@pytest.mark.parametrize("place", PLACES)
def test_minimum_lets_out_no_name_number_date_code_or_cent(filled: FilledStore, place: Place) -> None:
    shown = json.dumps(desk(filled, "minimum").card(ref_of(filled), place), ensure_ascii=False)

    assert "CO-197" in shown
    assert "N130" in shown
    assert "$170" in shown
    for secret in ("CANARY", "2026", "2025", "99213", "E11", "E119", "January", ".37", ".49", "C. C.", "W0000"):
        assert secret not in shown, secret


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("asked", ["CANARY77", "#canary77", "CANARYICN", "CANARY77 please", "CANARYLAST"])
def test_minimum_takes_no_number_and_does_not_repeat_it(filled: FilledStore, asked: str, place: Place) -> None:
    view = desk(filled, "minimum").card(asked, place)

    text = json.dumps(view)
    assert "canary" not in text.lower()
    assert "billing-bot claim NUMBER" in text
    assert ref_of(filled) not in text


def test_minimum_gives_the_same_answer_whether_the_number_exists_or_not(filled: FilledStore) -> None:
    minimum = desk(filled, "minimum")

    assert minimum.card("CANARY77", Place.DIRECT) == minimum.card("NOSUCH99", Place.DIRECT)


def test_a_channel_is_told_to_delete_what_it_should_not_hold(filled: FilledStore) -> None:
    minimum = desk(filled, "minimum")

    assert "delete your message" in str(minimum.card("CANARY77", Place.CHANNEL))
    assert "delete your message" not in str(minimum.card("CANARY77", Place.DIRECT))


def test_baa_shows_a_channel_less_than_the_person_who_asks(filled: FilledStore) -> None:
    channel = str(desk(filled, "baa").card("CANARY77", Place.CHANNEL)["blocks"])
    direct = str(desk(filled, "baa").card("CANARY77", Place.DIRECT)["blocks"])

    assert "…RY77" in channel
    assert "January 2026" in channel
    assert "CANARY77" not in channel
    assert "CANARYSTATUS" not in channel
    assert "C. C." not in channel
    assert "claim number CANARY77" in direct
    assert "patient C. C." in direct
    assert "service 2026-01-05" in direct


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("mode", list(Mode))
def test_no_mode_shows_a_whole_name_or_member_number(filled: FilledStore, mode: str, place: Place) -> None:
    shown = str(desk(filled, mode).card(ref_of(filled), place))

    assert "CANARYLAST" not in shown
    assert "CANARYFIRST" not in shown
    assert "W000000001" not in shown


def test_a_notification_names_reference_and_state_alone(filled: FilledStore) -> None:
    for mode in Mode:
        view = desk(filled, mode).card(ref_of(filled), Place.DIRECT)

        assert view["text"] == f"Claim {ref_of(filled)}: denied"


# --- each form of words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cents", "exact", "rounded"),
    [
        (0, "$0.00", "$0"),
        (49, "$0.49", "less than $1"),
        (50, "$0.50", "$1"),
        (123_456, "$1,234.56", "$1,235"),
        (-12_000, "-$120.00", "-$120"),
        (-150, "-$1.50", "-$2"),
    ],
)
def test_amounts_are_exact_or_whole_dollars(cents: int, exact: str, rounded: str) -> None:
    assert money_text(cents, EVERYTHING) == exact
    assert money_text(cents, MINIMUM) == rounded


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 2, 1), "today"),
        (date(2026, 1, 31), "1 day ago"),
        (date(2025, 12, 25), "38 days ago"),
        (date(2026, 2, 3), "in 2 days"),
    ],
)
def test_a_day_is_told_by_its_distance(on: date, words: str) -> None:
    assert distance(on, TODAY) == words


@pytest.mark.parametrize(
    ("day", "bucket"),
    [
        (date(2026, 2, 1), "0-30 days"),
        (date(2026, 1, 2), "0-30 days"),
        (date(2026, 1, 1), "31-60 days"),
        (date(2025, 12, 2), "61-90 days"),
        (date(2025, 11, 2), "91-120 days"),
        (date(2025, 10, 3), "over 120 days"),
    ],
)
def test_an_age_falls_into_its_bucket(day: date, bucket: str) -> None:
    assert age_bucket(day, TODAY) == bucket


@pytest.mark.parametrize(("number", "tail"), [("1234567", "…4567"), ("123456", "…3456"), ("12345", "…"), ("", "")])
def test_a_channel_sees_the_end_of_a_number_that_has_more(number: str, tail: str) -> None:
    assert number_text(number, shown_in(Mode.BAA, Place.CHANNEL)) == tail
    assert number_text(number, MINIMUM) == ""


def test_a_stay_shows_both_its_days() -> None:
    stay = (date(2026, 1, 5), date(2026, 1, 8))

    assert service_text(*stay, EVERYTHING) == "2026-01-05 to 2026-01-08"
    assert service_text(*stay, shown_in(Mode.BAA, Place.CHANNEL)) == "January 2026"
    assert service_text(*stay, MINIMUM) == ""


@pytest.mark.parametrize(
    ("last", "first", "initials"), [("Sample", "ann", "A. S."), ("Sample", "", "S."), ("", "", "")]
)
def test_a_patient_is_initials(last: str, first: str, initials: str) -> None:
    assert patient_text(last, first, EVERYTHING) == initials
    assert patient_text(last, first, MINIMUM) == ""


@pytest.mark.parametrize(
    ("codes", "shown", "expected"),
    [
        (["E11.9", "99213"], shown_in(Mode.BAA, Place.DIRECT), True),
        (["E11.9", "F10.20"], shown_in(Mode.BAA, Place.DIRECT), False),
        (["B20"], shown_in(Mode.BAA, Place.CHANNEL), False),
        (["E11.9", "H0015"], shown_in(Mode.BAA, Place.CHANNEL), False),
        (["F10.20"], EVERYTHING, True),
        (["E11.9"], MINIMUM, False),
    ],
)
def test_one_sensitive_code_hides_all_codes_of_a_claim(codes: list[str], shown: Shown, expected: bool) -> None:
    assert shows_codes(codes, shown) is expected
